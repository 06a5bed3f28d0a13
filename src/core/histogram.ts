import type { Histogram } from './events.ts';
import { shortFloat32 } from './float32.ts';

/** TensorBoard's own default number of bins. */
export const BINS = 30;

/** Counts `values` in `BINS` bins of equal width from the smallest to the largest; the last bin is closed.
 *  Not-finite values are left out. */
export function histogramOf(values: Float32Array): Histogram {
  const [min, max] = finiteRange(values);
  const counts = new Array<number>(BINS).fill(0);
  const scale = max > min ? BINS / (max - min) : 0;
  for (const value of values) {
    if (value >= min && value <= max) counts[Math.min(Math.floor((value - min) * scale), BINS - 1)]++;
  }
  return { min: shortFloat32(min), max: shortFloat32(max), counts };
}

function finiteRange(values: Float32Array): [number, number] {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < min && value > Number.NEGATIVE_INFINITY) min = value;
    if (value > max && value < Number.POSITIVE_INFINITY) max = value;
  }
  return min <= max ? [min, max] : [0, 0];
}
