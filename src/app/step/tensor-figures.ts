import { histogramOf } from '../../core/training/histogram.ts';
import type { NamedTensor } from '../../core/training/tensor.ts';
import type { Histogram } from '../../core/transcript/events.ts';

/** What a tensor's values come to, in double precision. */
export interface TensorFigures {
  readonly mean: number;
  /** Of the population. */
  readonly std: number;
  readonly min: number;
  readonly max: number;
  readonly l2: number;
  readonly histogram: Histogram;
}

export function figuresOf({ data }: NamedTensor): TensorFigures {
  let [sum, squares, min, max] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < data.length; i++) {
    const value = data[i];
    sum += value;
    squares += value * value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const mean = sum / data.length;
  const std = Math.sqrt(Math.max(0, squares / data.length - mean * mean));
  return { mean, std, min, max, l2: Math.sqrt(squares), histogram: histogramOf(data) };
}

/** `tensors − before`, value by value. A tensor that is not in both, or has another shape there, is left out: a head that was
 *  replaced has no difference. */
export function differenceOf(tensors: readonly NamedTensor[], before: readonly NamedTensor[]): readonly NamedTensor[] {
  const known = new Map(before.map((tensor) => [tensor.name, tensor]));
  return tensors.flatMap(({ name, shape, data }) => {
    const other = known.get(name);
    if (other === undefined || other.shape.join() !== shape.join()) return [];
    return [{ name, shape, data: data.map((value, i) => value - other.data[i]) }];
  });
}
