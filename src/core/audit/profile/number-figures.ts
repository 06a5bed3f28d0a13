import { histogramOf } from '../../training/histogram.ts';
import { figure } from './figure.ts';
import type { NumberFigures } from './profile.ts';

export interface DescribedNumbers {
  readonly distinct: number;
  readonly figures: NumberFigures | null;
}

/** Figures of finite values, which are sorted in place: that gives the quantiles and the different values at once. */
export function describeNumbers(values: Float32Array): DescribedNumbers {
  values.sort();
  const { length } = values;
  if (length === 0) return { distinct: 0, figures: null };
  const { mean, std } = moments(values);
  const at = (share: number) => figure(quantile(values, share));
  return {
    distinct: distinctOf(values),
    figures: {
      mean: figure(mean),
      std: figure(std),
      min: figure(values[0]),
      q05: at(0.05),
      q25: at(0.25),
      median: at(0.5),
      q75: at(0.75),
      q95: at(0.95),
      max: figure(values[length - 1]),
      histogram: histogramOf(values).counts,
    },
  };
}

/** Mean and the sample's standard deviation, over the deviations from the mean: sums of squares would lose the digits of large values. */
export function moments(values: Float32Array): { mean: number; std: number } {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  const mean = sum / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i] - mean) ** 2;
  return { mean, std: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0 };
}

/** On the line between the two nearest values (Hyndman and Fan 1996, type 7). */
function quantile(sorted: Float32Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

function distinctOf(sorted: Float32Array): number {
  let distinct = 1;
  for (let i = 1; i < sorted.length; i++) if (sorted[i] !== sorted[i - 1]) distinct++;
  return distinct;
}
