import type { Histogram } from './events.ts';
import { shortFloat32 } from './float32.ts';

/** TensorBoard's own default number of bins. */
export const BINS = 30;

/** Counts `values` in `BINS` bins of equal width from the smallest to the largest; the last bin is closed.
 *  Not-finite values are left out. */
export function histogramOf(values: Float32Array): Histogram {
  const [min, max] = finiteRange(values);
  const counts = new Uint32Array(BINS);
  const range = max > min ? max - min : 1;
  // Indexed loops: over 431,080 values an iterator takes four times as long (Node 20).
  for (let i = 0; i < values.length; i++) {
    const share = (values[i] - min) / range;
    if (share >= 0 && share <= 1) counts[share < 1 ? (share * BINS) | 0 : BINS - 1]++;
  }
  return { min: shortFloat32(min), max: shortFloat32(max), counts: [...counts] };
}

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
