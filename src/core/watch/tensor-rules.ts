import { layerOf } from '../training/model.ts';
import type { PhaseStarted, StepEvent, TensorStatistics } from '../transcript/events.ts';
import { type Condition, figure, type MakeRule, type Rule, type WatchCode } from './rule.ts';

/** One batch may happen to wake nothing; ten in a row do not. */
const DEAD_STEPS = 10;
/** Below this norm the whole network is at rest, and what a layer gets may be rounded to 0 without being cut off: squares of
 *  1e-19 are the smallest that float32 holds with full precision. */
const AT_REST = 1e-6;

const VANISHING_STEPS = 20;
/** Layers share the norm evenly to within two or three orders of magnitude; six lower, a layer is not learning with the others. */
const VANISHING_GRADIENT = 1e-6;
/** Half a unit in the last place of a float32: an update that small, relative to what it is added to, is rounded away. */
const VANISHING_UPDATE = 2 ** -24;

const EXPLODING_GRADIENT_STEPS = 5;
/** Gradients are usually clipped at norms of 1 to 10; the sample's stay below 12. */
const EXPLODING_GRADIENT = 100;
/** The usual advice is a ratio near 1e-3; Adam's first updates of a small network reach 0.05. Parameters that start from 0 and
 *  grow evenly are below 1/10 at the tenth step: a fifth, ten times in a row, is growth upon growth or mere jumping about. */
const EXPLODING_UPDATE = 0.2;
const EXPLODING_UPDATE_STEPS = 10;

const UPDATE_RATIO = 5 satisfies keyof TensorStatistics;
const GRADIENT_L2 = 6 satisfies keyof TensorStatistics;

/** Weights whose gradient is exactly 0 while the network's is not: no row gets through the units in front of them or behind
 *  them. Of several the one nearest to the outputs is told: it cuts off those below. Single dead units cannot be told apart
 *  in a tensor's norm. */
export const deadLayer: MakeRule = (started) => {
  const trained = trainedTensors(started);
  return {
    name: 'dead-layer',
    patience: DEAD_STEPS,
    look: (event) => {
      if (event.kind !== 'step') return null;
      const { tensors, gradientNorm, learningRate } = event;
      if (gradientNorm < AT_REST) return [];
      const tensor = trained(event).findLast((name) => tensors[name][GRADIENT_L2] === 0 && name.endsWith('.weight'));
      if (tensor === undefined) return [];
      const numbers = () => ({ value: 0, norm: figure(gradientNorm), window: DEAD_STEPS, learningRate: figure(learningRate) });
      return [{ code: 'watch-dead-layer', tensor, numbers }];
    },
  };
};

/** A tensor's gradient is lost beside those of the others. */
export const vanishingGradient: MakeRule = (started) =>
  tensorRule('vanishing', 'watch-vanishing-gradient', VANISHING_STEPS, started, (statistics, { gradientNorm }) => {
    const value = statistics[GRADIENT_L2];
    const threshold = gradientNorm * VANISHING_GRADIENT;
    return gradientNorm >= AT_REST && value > 0 && value < threshold ? { value, threshold } : null;
  });

/** A tensor's updates are rounded away. One that gets no gradient at all is the dead layer's. */
export const vanishingUpdate: MakeRule = (started) =>
  tensorRule('vanishing', 'watch-vanishing-update', VANISHING_STEPS, started, (statistics) => {
    const value = statistics[UPDATE_RATIO];
    return statistics[GRADIENT_L2] > 0 && value < VANISHING_UPDATE ? { value, threshold: VANISHING_UPDATE } : null;
  });

/** A tensor's gradient is far above what a network in order has. The gradient of a squared error is as large as its root, so
 *  that targets in large units are allowed larger ones: what they start from is told by the first batch. */
export const explodingGradient: MakeRule = (started) => {
  let threshold = Number.NaN;
  return tensorRule('exploding', 'watch-exploding-gradient', EXPLODING_GRADIENT_STEPS, started, (statistics, { loss }) => {
    if (Number.isNaN(threshold)) threshold = EXPLODING_GRADIENT * (started.task === 'regression' ? Math.max(1, Math.sqrt(loss)) : 1);
    const value = statistics[GRADIENT_L2];
    return value > threshold ? { value, threshold } : null;
  });
};

/** A tensor is replaced rather than improved. */
export const explodingUpdate: MakeRule = (started) =>
  tensorRule('exploding', 'watch-exploding-update', EXPLODING_UPDATE_STEPS, started, (statistics) => {
    const value = statistics[UPDATE_RATIO];
    return value > EXPLODING_UPDATE ? { value, threshold: EXPLODING_UPDATE } : null;
  });

/** Looks at each trained tensor of each step by itself. */
function tensorRule(
  name: Rule['name'],
  code: WatchCode,
  patience: number,
  started: PhaseStarted,
  outside: (statistics: TensorStatistics, event: StepEvent) => { readonly value: number; readonly threshold: number } | null,
): Rule {
  const trained = trainedTensors(started);
  return {
    name,
    patience,
    look: (event) => {
      if (event.kind !== 'step') return null;
      const conditions: Condition[] = [];
      for (const tensor of trained(event)) {
        const found = outside(event.tensors[tensor], event);
        if (!found) continue;
        const numbers = () => ({
          value: figure(found.value),
          threshold: figure(found.threshold),
          window: patience,
          learningRate: figure(event.learningRate),
        });
        conditions.push({ code, tensor, numbers });
      }
      return conditions;
    },
  };
}

/** The tensors that the track trains, in state_dict order: the same at every step, and looked up once. */
function trainedTensors({ frozen }: PhaseStarted): (event: StepEvent) => readonly string[] {
  let names: readonly string[] | null = null;
  return ({ tensors }) => {
    names ??= Object.keys(tensors).filter((name) => !frozen.includes(layerOf(name)));
    return names;
  };
}
