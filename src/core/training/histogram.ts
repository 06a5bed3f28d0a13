import { shortFloat32 } from '../float32.ts';
import type { Histogram } from '../transcript/events.ts';

/** TensorBoard's own default number of bins. */
export const BINS = 30;

/** Counts `values` in `BINS` bins of equal width from the smallest to the largest; the last bin is closed.
 *  Not-finite values are left out. */
export function histogramOf(values: Float32Array): Histogram {
  const [min, max] = finiteRange(values);
  const factor = binFactor(min, max);
  const counts = new Uint32Array(BINS);
  // Indexed loops: over 431,080 values an iterator takes four times as long (Node 20).
  for (let i = 0; i < values.length; i++) {
    if (values[i] >= min && values[i] <= max) counts[Math.min(((values[i] - min) * factor) | 0, BINS - 1)]++;
  }
  return countedHistogram(min, max, counts);
}

/** A value stands in bin ⌊(value − min)·factor⌋, and the largest ones in the last; all in double precision, so that
 *  whoever counts gets the same counts. */
export const binFactor = (min: number, max: number): number => BINS / (max > min ? max - min : 1);

/** A histogram as it is logged. */
export const countedHistogram = (min: number, max: number, counts: Uint32Array): Histogram => ({
  min: shortFloat32(min),
  max: shortFloat32(max),
  counts: [...counts],
});

function finiteRange(values: Float32Array): [number, number] {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value < min && value > Number.NEGATIVE_INFINITY) min = value;
    if (value > max && value < Number.POSITIVE_INFINITY) max = value;
  }
  return min <= max ? [min, max] : [0, 0];
}
