import { nearest } from './nearest.ts';
import { TrainscriptError } from './problem.ts';

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
  | 'field-list'
  | 'field-text'
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
