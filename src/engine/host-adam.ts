import type { OptimizerSpec } from '../core/spec/spec.ts';
import { layerOf } from '../core/training/model.ts';
import type { TensorStatistics } from '../core/transcript/events.ts';
import type { Layout, ParameterPlace } from './layout.ts';
import { type Sums, statisticsOf } from './statistics.ts';
import type { UpdateReport } from './trainer.ts';

/** Parameters and Adam's two moments, each one flat arena, and how many updates the moments have seen. */
export interface OptimizerState {
  readonly parameters: Float32Array;
  readonly expAvg: Float32Array;
  readonly expAvgSq: Float32Array;
  updates: number;
}

export const emptyState = (layout: Layout): OptimizerState => ({
  parameters: new Float32Array(layout.size),
  expAvg: new Float32Array(layout.size),
  expAvgSq: new Float32Array(layout.size),
  updates: 0,
});

/** One Adam update in place (Kingma & Ba 2015, algorithm 1, with ε outside the bias correction as PyTorch has it), and in
 *  the same pass over memory what is logged of it: statistics of each tensor, the gradient's norm, the fingerprint.
 *  Frozen layers keep their parameters and moments. */
export function adamUpdate(
  state: OptimizerState,
  gradients: Float32Array,
  layout: Layout,
  spec: OptimizerSpec,
  frozen: ReadonlySet<string>,
): UpdateReport {
  state.updates++;
  const tensors: Record<string, TensorStatistics> = {};
  let gradientSquares = 0;
  let fingerprint = 0;
  for (const place of layout.places) {
    const isFrozen = frozen.has(layerOf(place.name));
    const rate = isFrozen ? null : stepSizes(spec, state.updates);
    const sums = updateTensor(state, gradients, layout.oddIndices, place, spec, rate);
    tensors[place.name] = statisticsOf(sums, place.size);
    gradientSquares += sums.gradientSquares;
    fingerprint = (fingerprint + sums.fingerprint) | 0;
  }
  return { tensors, gradientNorm: Math.sqrt(gradientSquares), fingerprint: fingerprint >>> 0 };
}

interface StepSizes {
  readonly step: number;
  readonly correction: number;
}

function stepSizes({ learningRate, beta1, beta2 }: OptimizerSpec, updates: number): StepSizes {
  return { step: learningRate / (1 - beta1 ** updates), correction: Math.sqrt(1 - beta2 ** updates) };
}

/** The hot loop: about ten reads and three writes an element. Accumulates in double precision; what is stored is float32. */
function updateTensor(
  { parameters, expAvg, expAvgSq }: OptimizerState,
  gradients: Float32Array,
  odd: Uint32Array,
  { offset, size }: ParameterPlace,
  { beta1, beta2, epsilon }: OptimizerSpec,
  rate: StepSizes | null,
): Sums {
  const bits = new Uint32Array(parameters.buffer, parameters.byteOffset, parameters.length);
  let sum = 0;
  let squares = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let squaresBefore = 0;
  let updateSquares = 0;
  let gradientSquares = 0;
  let fingerprint = 0;
  for (let i = offset; i < offset + size; i++) {
    const before = parameters[i];
    const g = gradients[i];
    if (rate) {
      const m = Math.fround(beta1 * expAvg[i] + (1 - beta1) * g);
      const v = Math.fround(beta2 * expAvgSq[i] + (1 - beta2) * g * g);
      expAvg[i] = m;
      expAvgSq[i] = v;
      parameters[i] = before - (rate.step * m) / (Math.sqrt(v) / rate.correction + epsilon);
    }
    const p = parameters[i];
    sum += p;
    squares += p * p;
    if (p < min) min = p;
    if (p > max) max = p;
    squaresBefore += before * before;
    updateSquares += (p - before) * (p - before);
    gradientSquares += g * g;
    fingerprint = (fingerprint + Math.imul(bits[i], odd[i])) | 0;
  }
  return { sum, squares, min, max, squaresBefore, updateSquares, gradientSquares, fingerprint };
}
