import { randomStream, shuffled } from '../../random.ts';

/** Rows of numbers, row-major `[count, size]`. */
export interface Rows {
  readonly count: number;
  readonly size: number;
  readonly values: Float32Array;
}

/** Passes over the rows: a boundary that is there is found by then, and work stays bounded. */
const EPOCHS = 12;
/** A pixel that is lit in one image of a thousand would weigh as much as all others. */
const CLIPPED_AT = 5;

/** Logits of `asked` rows by logistic regression on `known` rows whose labels are 0 or 1. Inputs are standardised on the known rows and
 *  clipped; stochastic gradient steps are normalised by the input's length, so that they are stable for any number of inputs. Deterministic. */
export function logisticScores(known: Rows, labels: Uint8Array, asked: Rows): Float32Array {
  const standardise = standardiserOf(known);
  const weights = fit({ ...known, values: standardise(known.values) }, labels);
  const values = standardise(asked.values);
  return Float32Array.from({ length: asked.count }, (_, row) => logit(weights, values, row * asked.size));
}

/** The bias is the last one. */
function fit({ count, size, values }: Rows, labels: Uint8Array): Float64Array {
  const weights = new Float64Array(size + 1);
  const rows = Uint32Array.from({ length: count }, (_, row) => row);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (const row of shuffled(randomStream(epoch, 'audit/logistic'), rows)) {
      const from = row * size;
      const error = labels[row] - 1 / (1 + Math.exp(-logit(weights, values, from)));
      const step = error / (1 + epoch) / (1 + squaredLength(values, from, size) / STEP);
      for (let i = 0; i < size; i++) weights[i] += step * values[from + i];
      weights[size] += step;
    }
  }
  return weights;
}

/** The logistic loss curves by a quarter of the input's squared length at the most. */
const STEP = 4;

function logit(weights: Float64Array, values: Float32Array, from: number): number {
  const size = weights.length - 1;
  let sum = weights[size];
  for (let i = 0; i < size; i++) sum += weights[i] * values[from + i];
  return sum;
}

function squaredLength(values: Float32Array, from: number, size: number): number {
  let sum = 0;
  for (let i = from; i < from + size; i++) sum += values[i] * values[i];
  return sum;
}

function standardiserOf({ count, size, values }: Rows): (values: Float32Array) => Float32Array {
  const [means, squares] = [new Float64Array(size), new Float64Array(size)];
  for (let i = 0; i < values.length; i++) means[i % size] += values[i] / count;
  for (let i = 0; i < values.length; i++) squares[i % size] += (values[i] - means[i % size]) ** 2 / count;
  const scales = squares.map((square) => (square > 0 ? 1 / Math.sqrt(square) : 0));
  return (own) => own.map((value, i) => Math.max(-CLIPPED_AT, Math.min(CLIPPED_AT, (value - means[i % size]) * scales[i % size])));
}
