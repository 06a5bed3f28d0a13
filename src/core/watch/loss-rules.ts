import type { PhaseStarted } from '../transcript/events.ts';
import { figure, type MakeRule } from './rule.ts';
import { Smoothed } from './smoothed.ts';

/** A loss three times what it had come down to is no noise of batches any more … */
const DIVERGENCE_FACTOR = 3;
/** … where it also rose by a quarter of what guessing evenly costs: near 0, one hard row multiplies a batch's loss. */
const DIVERGENCE_RISE = 0.25;
/** In a row: at a learning rate of 0.3 the sample's loss is back near guessing seven steps after it burst. */
const DIVERGENCE_STEPS = 5;
/** Losses of a few rows scatter widely: five in a row that high are met now and then, ten are not. */
const DIVERGENCE_STEPS_OF_FEW_ROWS = 10;
const FEW_ROWS = 16;
/** Steps that the level is averaged over, with weights that fall off. */
const LEVEL_STEPS = 20;

/** At batches of 64: about twenty passes over the optical digits, half a pass over MNIST. */
const PLATEAU_STEPS = 500;
const PLATEAU_STEPS_OF_FEW_ROWS = 5000;
/** Less is within the scatter of such averages. */
const PLATEAU_IMPROVEMENT = 0.01;
/** Patience and threshold of PyTorch's ReduceLROnPlateau (Keras: the same patience). */
const PLATEAU_EVALUATIONS = 10;
const PLATEAU_EVALUATION_IMPROVEMENT = 1e-4;

/** Generalisation loss of 5 % at three evaluations in a row: GL₅ and UP₃ of Prechelt, «Early Stopping – But When?», 1998. */
const OVERFITTING_RISE = 0.05;
const OVERFITTING_EVALUATIONS = 3;

/** The training loss stays far above what it had come down to. What it starts from is told by the first batch, by the evaluation
 *  before it, and by what guessing evenly costs: one lucky batch is no level. */
export const divergence: MakeRule = (started) => {
  const chance = guessingLoss(started);
  const patience = started.batchSize < FEW_ROWS ? DIVERGENCE_STEPS_OF_FEW_ROWS : DIVERGENCE_STEPS;
  const level = new Smoothed(LEVEL_STEPS);
  let start = chance;
  let lowest = Number.POSITIVE_INFINITY;
  return {
    name: 'divergence',
    patience,
    look: (event) => {
      if (event.kind === 'evaluated') {
        if (event.step === started.after) start = Math.max(start, event.metrics.loss);
        return null;
      }
      if (event.kind !== 'step') return null;
      const { loss, learningRate } = event;
      if (level.isEmpty) lowest = level.add(Math.max(start, loss));
      const before = lowest;
      const threshold = Math.max(DIVERGENCE_FACTOR * before, before + DIVERGENCE_RISE * chance);
      lowest = Math.min(lowest, level.add(loss));
      if (loss <= threshold) return [];
      const numbers = () => ({
        value: figure(loss),
        threshold: figure(threshold),
        level: figure(before),
        window: patience,
        learningRate: figure(learningRate),
      });
      return [{ code: 'watch-divergence', tensor: '', numbers }];
    },
  };
};

/** Cross-entropy of even probabilities; a real-valued target has no such measure. */
function guessingLoss({ task, classes }: PhaseStarted): number {
  if (task === 'regression') return 0;
  return Math.log(task === 'binary' ? 2 : Math.max(2, classes?.length ?? 2));
}

/** The training loss does not come down any more, on average over a stretch of steps. Its lowest values say little: single
 *  batches are lucky. */
export const trainingPlateau: MakeRule = ({ batchSize }) => {
  const window = batchSize < FEW_ROWS ? PLATEAU_STEPS_OF_FEW_ROWS : PLATEAU_STEPS;
  let [sum, count, before] = [0, 0, Number.POSITIVE_INFINITY];
  return {
    name: 'plateau',
    patience: 1,
    look: (event) => {
      if (event.kind !== 'step') return null;
      sum += event.loss;
      if (++count < window) return null;
      const [mean, earlier] = [sum / count, before];
      [sum, count, before] = [0, 0, mean];
      if (mean < earlier * (1 - PLATEAU_IMPROVEMENT) || earlier === Number.POSITIVE_INFINITY) return [];
      const learningRate = figure(event.learningRate);
      const numbers = () => ({
        value: figure(mean),
        before: figure(earlier),
        threshold: PLATEAU_IMPROVEMENT,
        window: PLATEAU_STEPS,
        learningRate,
      });
      return [{ code: 'watch-plateau-training', tensor: '', numbers }];
    },
  };
};

/** The loss on the test rows does not come down any more. */
export const evaluationPlateau: MakeRule = () => {
  let best = Number.POSITIVE_INFINITY;
  let since = 0;
  return {
    name: 'plateau',
    patience: 1,
    look: (event) => {
      if (event.kind !== 'evaluated') return null;
      const { loss } = event.metrics;
      if (loss < best * (1 - PLATEAU_EVALUATION_IMPROVEMENT)) [best, since] = [loss, 0];
      else since++;
      if (since < PLATEAU_EVALUATIONS) return [];
      const numbers = () => ({ value: figure(loss), threshold: figure(best), window: PLATEAU_EVALUATIONS });
      return [{ code: 'watch-plateau-evaluation', tensor: '', numbers }];
    },
  };
};

/** The loss on the test rows stays above its best while the training loss goes on falling. */
export const overfitting: MakeRule = () => {
  const training = new Smoothed(LEVEL_STEPS);
  let best = Number.POSITIVE_INFINITY;
  let bestStep = 0;
  let trainingAtBest = Number.POSITIVE_INFINITY;
  return {
    name: 'overfitting',
    patience: OVERFITTING_EVALUATIONS,
    look: (event) => {
      if (event.kind === 'step') {
        training.add(event.loss);
        return null;
      }
      if (event.kind !== 'evaluated') return null;
      const { loss } = event.metrics;
      const now = training.value;
      if (loss < best) {
        [best, bestStep, trainingAtBest] = [loss, event.step, now];
        return [];
      }
      const threshold = best * (1 + OVERFITTING_RISE);
      if (loss <= threshold || !(now < trainingAtBest)) return [];
      const numbers = () => ({
        value: figure(loss),
        threshold: figure(threshold),
        best: figure(best),
        bestStep,
        window: OVERFITTING_EVALUATIONS,
        from: figure(trainingAtBest),
        to: figure(now),
      });
      return [{ code: 'watch-overfitting', tensor: '', numbers }];
    },
  };
};
