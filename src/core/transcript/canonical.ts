import canonicalize from 'canonicalize';
import { TrainscriptError } from '../problems/problem.ts';

/** JSON in the one form that RFC 8785 (JCS) allows: sorted keys, no spaces, ECMAScript numbers. Equal values give
 *  equal bytes, so that their hash means something. Properties that are `undefined` are left out.
 *  Throws `not-canonical` for what JSON cannot hold: NaN, ±Infinity, half a surrogate pair, a function, a cycle. */
export function canonicalJson(value: unknown): string {
  // A run writes a line at every step: the browser's own `stringify` takes half the library's time.
  return isPlain(value, 0) ? JSON.stringify(inOrder(value)) : libraryText(value);
}

/** Throws where `canonicalJson` would, without writing the text. */
export function checkCanonical(value: unknown): void {
  if (!isPlain(value, 0)) libraryText(value);
}

function libraryText(value: unknown): string {
  let text: string | undefined;
  try {
    text = canonicalize(value);
  } catch (error) {
    throw new TrainscriptError('not-canonical', { ...(findOffender(value, 'value', []) ?? NOTHING_FOUND) }, error);
  }
  if (text === undefined) throw new TrainscriptError('not-canonical', { place: 'value', found: typeof value });
  return text;
}

/** Deeper than any event; a cycle is deeper still. */
const MAX_PLAIN_DEPTH = 32;

/** Whether it is made of numbers, texts, arrays and objects that JSON holds and that `inOrder` can order, as events are. What
 *  is not, the library alone knows how to write, or refuses. */
function isPlain(value: unknown, depth: number): boolean {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value);
    case 'string':
      return value.isWellFormed();
    case 'boolean':
      return true;
    case 'object':
      if (value === null || depth === MAX_PLAIN_DEPTH) return value === null;
      return Array.isArray(value) ? value.every((element) => isPlain(element, depth + 1)) : isPlainObject(value, depth + 1);
    default:
      return false;
  }
}

function isPlainObject(value: object, depth: number): boolean {
  const members = value as Readonly<Record<string, unknown>>;
  if (typeof members.toJSON === 'function') return false;
  return Object.keys(members).every((key) => isPlainKey(key) && (members[key] === undefined || isPlain(members[key], depth)));
}

/** Objects put keys that are whole numbers before all others, and `__proto__` nowhere. */
const isPlainKey = (key: string): boolean =>
  !(key.charCodeAt(0) >= DIGIT_ZERO && key.charCodeAt(0) <= DIGIT_NINE) && key !== '__proto__' && key.isWellFormed();

const DIGIT_ZERO = 0x30;
const DIGIT_NINE = 0x39;

/** A plain value with the keys of all objects in their order. */
function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.every((element) => typeof element === 'number') ? value : value.map(inOrder);
  const members = value as Readonly<Record<string, unknown>>;
  const ordered: Record<string, unknown> = {};
  for (const key of Object.keys(members).sort()) ordered[key] = inOrder(members[key]);
  return ordered;
}

interface Offender {
  readonly place: string;
  readonly found: string;
}

const NOTHING_FOUND: Offender = { place: 'value', found: 'something' };

/** Where in the value the trouble is: the library tells what, but not where. */
function findOffender(value: unknown, place: string, above: readonly unknown[]): Offender | undefined {
  if (typeof value === 'number' && !Number.isFinite(value)) return { place, found: String(value) };
  if (typeof value === 'bigint') return { place, found: `the bigint ${value}` };
  if (typeof value === 'string' && !isWellFormed(value)) return { place, found: 'text with half a surrogate pair' };
  if (typeof value !== 'object' || value === null) return undefined;
  if (above.includes(value)) return { place, found: 'a value that contains itself' };
  for (const [key, child] of Object.entries(value)) {
    const childPlace = Array.isArray(value) ? `${place}[${key}]` : `${place}.${key}`;
    const offender = isWellFormed(key)
      ? findOffender(child, childPlace, [...above, value])
      : { place, found: 'a key with half a surrogate pair' };
    if (offender !== undefined) return offender;
  }
  return undefined;
}

const isWellFormed = (text: string): boolean => !/\p{Surrogate}/u.test(text);
