import { randomStream, shuffled } from '../../random.ts';
import { sampleRows } from '../sample.ts';

/** Rows of two sets, sampled: a position below `firstRows.length` is of the first set, the others are of the second. */
export interface Samples {
  readonly firstRows: Uint32Array;
  readonly secondRows: Uint32Array;
  /** For each position 0 or 1: the set that it is from. */
  readonly sides: Uint8Array;
}

export interface TwoSamples extends Samples {
  /** The same rows dealt into two sets of those sizes by chance, several times; none where the samples are so large that chance moves nothing. */
  readonly resplits: readonly Uint8Array[];
}

/** A measure of how far two sets lie apart, for any division of the same rows into two. */
export type Measure = (sides: Uint8Array) => number;

export interface Effect {
  readonly value: number;
  /** Whether it is both above its threshold and far beyond chance. */
  readonly isLarge: boolean;
}

const RESPLITS = 40;
/** With more rows than that together, two halves of one set lie well below every threshold here: normalised Wasserstein distances around
 *  0.04, population stability around 0.01. */
const LARGE = 4_000;
/** Standard deviations above what chance gives, where one thing alone is asked. */
export const BEYOND_CHANCE_ONCE = 3;

/** As above, of one of so many columns: 4 of up to 30, 10 of 3,000, for what chance gives has a long tail. Two halves of one set then pass without a false alarm. */
export const deviationsFor = (columns: number): number => 4 + 3 * Math.max(0, Math.log10(columns / 30));

export function drawSamples(first: Uint32Array, second: Uint32Array, most: number): Samples {
  const [firstRows, secondRows] = [sampleRows(first, most, 'first'), sampleRows(second, most, 'second')];
  return { firstRows, secondRows, sides: new Uint8Array(firstRows.length + secondRows.length).fill(1, firstRows.length) };
}

export function twoSamples(first: Uint32Array, second: Uint32Array, most: number): TwoSamples {
  const samples = drawSamples(first, second, most);
  const { sides } = samples;
  const positions = Uint32Array.from(sides.keys());
  const resplits = Array.from({ length: sides.length > LARGE ? 0 : RESPLITS }, (_, i) =>
    shuffled(randomStream(i, 'audit/resplit'), positions).reduce((dealt, from, to) => {
      dealt[to] = sides[from];
      return dealt;
    }, new Uint8Array(sides.length)),
  );
  return { ...samples, resplits };
}

/** The measure of the two sets, held against the one of the same rows dealt by chance: of few rows, two halves of one set may well lie
 *  as far apart as a threshold. */
export function effectOf(measure: Measure, threshold: number, { sides, resplits }: TwoSamples, deviations: number): Effect {
  const value = measure(sides);
  if (value < threshold || resplits.length === 0) return { value, isLarge: value >= threshold };
  const byChance = resplits.map(measure);
  const mean = byChance.reduce((sum, one) => sum + one, 0) / byChance.length;
  const variance = byChance.reduce((sum, one) => sum + (one - mean) ** 2, 0) / byChance.length;
  return { value, isLarge: value > mean + deviations * Math.sqrt(variance) };
}

/** Fills in for each position what its set has for its row, and gives it back. */
export function pooled<T extends Float32Array | Int32Array>(
  into: T,
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  { firstRows, secondRows }: Samples,
): T {
  for (let i = 0; i < firstRows.length; i++) into[i] = first[firstRows[i]];
  for (let i = 0; i < secondRows.length; i++) into[firstRows.length + i] = second[secondRows[i]];
  return into;
}
