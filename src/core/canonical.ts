import canonicalize from 'canonicalize';
import { TrainscriptError } from './problem.ts';

/** JSON in the one form that RFC 8785 (JCS) allows: sorted keys, no spaces, ECMAScript numbers. Equal values give
 *  equal bytes, so that their hash means something. Properties that are `undefined` are left out.
 *  Throws `not-canonical` for what JSON cannot hold: NaN, ±Infinity, half a surrogate pair, a function, a cycle. */
export function canonicalJson(value: unknown): string {
  return plainText(value) ?? libraryText(value);
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

/** Thrown at what the library alone knows how to write, or refuses. */
const NOT_PLAIN = new Error('no plain value');

/** The same text for a value of plain numbers, texts, arrays and objects, as events are; undefined for all others and for what
 *  is no JSON. A run writes a line at every step: the browser's own `stringify` takes half the library's time. */
function plainText(value: unknown): string | undefined {
  try {
    const text = JSON.stringify(inOrder(value, 0));
    // Half a surrogate pair is escaped so, and by nothing else does this escape come about but a backslash before `ud`.
    return text.includes('\\ud') ? undefined : text;
  } catch (error) {
    if (error === NOT_PLAIN) return undefined;
    throw error;
  }
}

/** The value with the keys of all objects in their order. */
function inOrder(value: unknown, depth: number): unknown {
  switch (typeof value) {
    case 'number':
      if (!Number.isFinite(value)) throw NOT_PLAIN;
      return value;
    case 'string':
    case 'boolean':
      return value;
    case 'object':
      if (value === null) return null;
      if (depth === MAX_PLAIN_DEPTH) throw NOT_PLAIN;
      return Array.isArray(value) ? arrayInOrder(value, depth + 1) : objectInOrder(value, depth + 1);
    default:
      throw NOT_PLAIN;
  }
}

function arrayInOrder(values: readonly unknown[], depth: number): readonly unknown[] {
  for (let i = 0; i < values.length; i++) {
    // A list of numbers, as most are, is written as it stands.
    if (typeof values[i] !== 'number' || !Number.isFinite(values[i])) return values.map((value) => inOrder(value, depth));
  }
  return values;
}

function objectInOrder(value: object, depth: number): object {
  const members = value as Readonly<Record<string, unknown>>;
  if (typeof members.toJSON === 'function') throw NOT_PLAIN;
  const ordered: Record<string, unknown> = {};
  for (const key of Object.keys(members).sort()) {
    if (!isPlainKey(key)) throw NOT_PLAIN;
    if (members[key] !== undefined) ordered[key] = inOrder(members[key], depth);
  }
  return ordered;
}

/** Objects put keys that are whole numbers before all others, and `__proto__` nowhere. */
const isPlainKey = (key: string): boolean => (key.charCodeAt(0) > DIGIT_NINE || key.charCodeAt(0) < DIGIT_ZERO) && key !== '__proto__';

const DIGIT_ZERO = 0x30;
const DIGIT_NINE = 0x39;

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
