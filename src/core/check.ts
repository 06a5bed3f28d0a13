import { nearest } from './problems/nearest.ts';
import { TrainscriptError } from './problems/problem.ts';

/** Turns a JSON value of unknown shape into a `T`, or throws a problem that names the document, the path, what was found
 *  and what was expected. An absent value arrives as `undefined`. */
export interface Check<T> {
  (value: unknown, place: Place): T;
  /** The known keys, where the value is an object. */
  readonly fields?: Fields;
}

export interface Place {
  /** The document's name, such as `run.json`. */
  readonly document: string;
  readonly path: string;
}

export type Fields = Readonly<Record<string, Check<unknown>>>;

type Checked<F extends Fields> = { readonly [K in keyof F]: F[K] extends Check<infer T> ? T : never };

/** An object with these keys and no other; those in `optional` stay absent when they are. */
export function record<F extends Fields, O extends Fields = Record<never, never>>(
  required: F,
  optional?: O,
): Check<Checked<F> & Partial<Checked<O>>> {
  const fields: Fields = { ...required, ...optional };
  const check = (value: unknown, place: Place) => {
    const object = asObject(value, place);
    refuseUnknownKeys(object, Object.keys(fields), place);
    const entries = Object.keys(fields)
      .filter((key) => Object.hasOwn(required, key) || Object.hasOwn(object, key))
      .map((key) => [key, fields[key](Object.hasOwn(object, key) ? object[key] : undefined, within(place, key))]);
    return Object.fromEntries(entries);
  };
  return Object.assign(check, { fields });
}

type RequiredKeys<T> = { [K in keyof T]-?: object extends Pick<T, K> ? never : K }[keyof T];
type OptionalKeys<T> = Exclude<keyof T, RequiredKeys<T>>;
type RequiredChecks<T> = { readonly [K in RequiredKeys<T>]: Check<T[K]> };
type OptionalChecks<T> = { readonly [K in OptionalKeys<T>]-?: Check<Exclude<T[K], undefined>> };

/** As `record`, for a type that is declared elsewhere: a field that it gains and that nobody checks is an error of compilation. */
export function shape<T extends object>(
  required: RequiredChecks<T>,
  ...optional: [OptionalKeys<T>] extends [never] ? [] : [OptionalChecks<T>]
): Check<T>;
export function shape(required: Fields, optional: Fields = {}): Check<unknown> {
  return record(required, optional);
}

/** An object of any keys, each of whose values passes the check. */
export function mapOf<T>(check: Check<T>, max: number): Check<Readonly<Record<string, T>>> {
  return (value, place) => {
    const entries = Object.entries(asObject(value, place));
    if (entries.length > max) throw invalid('field-map', value, place, { max });
    return Object.fromEntries(entries.map(([key, item]) => [key, check(item, within(place, key))]));
  };
}

/** The value's own check, or `fallback` where the value is absent. */
export function withDefault<T>(check: Check<T>, fallback: T): Check<T> {
  return Object.assign((value: unknown, place: Place) => (value === undefined ? fallback : check(value, place)), fieldsOf(check));
}

export function orNull<T>(check: Check<T>): Check<T | null> {
  return Object.assign((value: unknown, place: Place) => (value === null ? null : check(value, place)), fieldsOf(check));
}

/** A number; `min` and `max` are allowed themselves. */
export function number(min: number, max: number): Check<number> {
  return (value, place) => {
    if (typeof value !== 'number' || !(value >= min && value <= max))
      throw invalid('field-number', value, place, { min: `${min}`, max: `${max}` });
    return value;
  };
}

export function whole(min: number, max: number): Check<number> {
  return (value, place) => {
    if (!Number.isInteger(value) || (value as number) < min || (value as number) > max)
      throw invalid('field-whole', value, place, { min, max });
    return value as number;
  };
}

/** Text of `min` to `max` UTF-16 code units. */
export function text(min: number, max: number): Check<string> {
  return (value, place) => {
    if (typeof value !== 'string' || value.length < min || value.length > max) throw invalid('field-text', value, place, { min, max });
    return value;
  };
}

/** Bytes as base64, in at most so many characters. */
export function base64(max: number): Check<string> {
  const within = text(0, max);
  return (value, place) => {
    const found = within(value, place);
    if (!BASE64.test(found)) throw invalid('field-base64', value, place);
    return found;
  };
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

export const truth: Check<boolean> = (value, place) => {
  if (typeof value !== 'boolean') throw invalid('field-truth', value, place);
  return value;
};

/** One of the given texts or numbers. */
export function choice<const T extends string | number>(...choices: readonly T[]): Check<T> {
  return (value, place) => {
    const found = choices.find((known) => known === value);
    if (found === undefined)
      throw invalid('field-choice', value, place, { choices: choices.map((known) => JSON.stringify(known)).join(', ') });
    return found;
  };
}

export function listOf<T>(check: Check<T>, max: number): Check<readonly T[]> {
  return (value, place) => {
    if (!Array.isArray(value) || value.length > max) throw invalid('field-list', value, place, { max });
    return value.map((item: unknown, i) => check(item, { ...place, path: `${place.path}[${i}]` }));
  };
}

/** One of the table's keys. */
export function keyOf<K extends string>(table: Readonly<Record<K, unknown>>): Check<K> {
  return (value, place) => {
    if (!isKeyOf(table, value)) throw invalid('field-choice', value, place, { choices: someOf(Object.keys(table), value) });
    return value;
  };
}

const isKeyOf = <K extends string>(table: Readonly<Record<K, unknown>>, value: unknown): value is K =>
  typeof value === 'string' && Object.hasOwn(table, value);

/** More choices than this are not read, only the one that may have been meant. */
const CHOICES_SHOWN = 40;

function someOf(choices: readonly string[], value: unknown): string {
  const shown = choices.length <= CHOICES_SHOWN ? choices : [nearest(String(value).slice(0, SHOWN_CHARACTERS), choices)];
  const more = choices.length - shown.length;
  return shown.map((choice) => JSON.stringify(choice)).join(', ') + (more > 0 ? ` … (${more} more)` : '');
}

/** A list whose items all fit: told at once where they do, and with the place of the first that does not where they do not. */
export function listThat<T>(fits: (item: unknown) => item is T, check: Check<T>, max: number): Check<readonly T[]> {
  const checkEach = listOf(check, max);
  return (value, place) => (Array.isArray(value) && value.length <= max && value.every(fits) ? value : checkEach(value, place));
}

/** A moment as `Date` writes it: ISO 8601 in UTC, to the millisecond. */
export const moment: Check<string> = (value, place) => {
  if (typeof value !== 'string' || !isMoment(value)) throw invalid('field-moment', value, place);
  return value;
};

function isMoment(text: string): boolean {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString() === text;
}

export const sha256Text: Check<string> = (value, place) => {
  if (typeof value !== 'string' || !/^[0-9a-f]{64}$/.test(value)) throw invalid('field-sha256', value, place);
  return value;
};

export function asObject(value: unknown, place: Place): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid('field-object', value, place);
  return value as Record<string, unknown>;
}

export const within = ({ document, path }: Place, key: string): Place => ({ document, path: path === '' ? key : `${path}.${key}` });

type InvalidCode =
  | 'field-object'
  | 'field-map'
  | 'field-moment'
  | 'field-run-id'
  | 'field-statistics'
  | 'field-length'
  | 'field-list'
  | 'field-text'
  | 'field-base64'
  | 'field-truth'
  | 'field-number'
  | 'field-whole'
  | 'field-choice'
  | 'field-sha256'
  | 'field-date';

/** A problem about the value at that place; an absent value is reported as missing. */
export function invalid(
  code: InvalidCode,
  value: unknown,
  place: Place,
  limits: Readonly<Record<string, string | number>> = {},
): TrainscriptError {
  const path = place.path || '(root)';
  return new TrainscriptError(code, { document: place.document, path, found: shown(value), ...limits });
}

function refuseUnknownKeys(object: object, known: readonly string[], place: Place): void {
  for (const key of Object.keys(object)) {
    if (known.includes(key)) continue;
    throw new TrainscriptError('field-unknown', {
      document: place.document,
      path: within(place, key).path,
      nearest: within(place, nearest(key, known)).path,
    });
  }
}

const fieldsOf = ({ fields }: Check<unknown>): { fields?: Fields } => (fields === undefined ? {} : { fields });

/** Long enough to recognise a value, short enough for a line. */
const SHOWN_CHARACTERS = 60;

function shown(value: unknown): string {
  const json = value === undefined ? 'missing' : (JSON.stringify(value) ?? typeof value);
  return json.length > SHOWN_CHARACTERS ? `${json.slice(0, SHOWN_CHARACTERS)}…` : json;
}
