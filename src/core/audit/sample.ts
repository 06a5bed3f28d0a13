import { randomStream } from '../random.ts';

/** One seed for all looks at a sample: an audit of the same rows is the same everywhere. */
const SEED = 7;

/** At most `most` of the rows, each drawn from its own stretch of them, so that the sample lies as even as the rows and has none of
 *  their rhythm. Ascending where the rows are; all of them where there are no more. */
export function sampleRows(rows: Uint32Array, most: number, name: string): Uint32Array {
  if (rows.length <= most) return rows;
  const stream = randomStream(SEED, `audit/${name}`);
  return Uint32Array.from({ length: most }, (_, i) => rows[Math.floor(((i + stream.uniform(i)) * rows.length) / most)]);
}

/** For each position whether it falls into the first of two halves drawn at random. */
export function drawnHalf(length: number, name: string): Uint8Array {
  const stream = randomStream(SEED, `audit/${name}`);
  return Uint8Array.from({ length }, (_, i) => stream.uint32(i) & 1);
}
