import canonicalize from 'canonicalize';
import { TrainscriptError } from './problem.ts';

/** JSON in the one form that RFC 8785 (JCS) allows: sorted keys, no spaces, ECMAScript numbers. Equal values give
 *  equal bytes, so that their hash means something. Properties that are `undefined` are left out.
 *  Throws `not-canonical` for what JSON cannot hold: NaN, ±Infinity, half a surrogate pair, a function, a cycle. */
export function canonicalJson(value: unknown): string {
  let text: string | undefined;
  try {
    text = canonicalize(value);
  } catch (error) {
    throw new TrainscriptError('not-canonical', { ...(findOffender(value, 'value', []) ?? NOTHING_FOUND) }, error);
  }
  if (text === undefined) throw new TrainscriptError('not-canonical', { place: 'value', found: typeof value });
  return text;
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
