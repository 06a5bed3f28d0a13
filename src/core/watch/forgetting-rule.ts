import type { RecalledEvent } from '../transcript/events.ts';
import { type Condition, figure, type MakeRule } from './rule.ts';

/** Five answers in a hundred: what evaluations of a network that keeps what it learnt go up and down by is a tenth of that. */
const FORGETTING_FALL = 0.05;
/** With few test rows a fall must also be more than chance explains: two standard errors of the share at the start. */
const STANDARD_ERRORS = 2;
/** Of an error in the target's own unit: a quarter more. */
const FORGETTING_RISE = 0.25;

/** On the test rows of the pretraining the network has become worse than it was where fine-tuning began: how far is what Chaudhry et
 *  al., «Riemannian Walk for Incremental Learning», 2018, call forgetting. */
export const forgetting: MakeRule = () => {
  let start: RecalledEvent | null = null;
  return {
    name: 'forgetting',
    patience: 1,
    look: (event) => {
      if (event.kind !== 'recalled') return null;
      start ??= event;
      return event.metrics.accuracy === null ? ofError(start, event) : ofAccuracy(start, event);
    },
  };
};

function ofAccuracy({ step, rows, metrics }: RecalledEvent, now: RecalledEvent): readonly Condition[] {
  const [start, value] = [metrics.accuracy ?? 0, now.metrics.accuracy ?? 0];
  // Agresti and Coull's share: that of few rows, all of them right, is not certain either.
  const share = (start * rows + 2) / (rows + 4);
  const threshold = start - Math.max(FORGETTING_FALL, STANDARD_ERRORS * Math.sqrt((share * (1 - share)) / rows));
  if (value >= threshold) return [];
  const numbers = () => ({ value: figure(value), threshold: figure(threshold), start: figure(start), startStep: step, rows });
  return [{ code: 'watch-forgetting-accuracy', tensor: '', numbers }];
}

function ofError({ step, rows, metrics }: RecalledEvent, now: RecalledEvent): readonly Condition[] {
  const [start, value] = [metrics.rmse ?? 0, now.metrics.rmse ?? 0];
  const threshold = start * (1 + FORGETTING_RISE);
  if (value <= threshold) return [];
  const numbers = () => ({ value: figure(value), threshold: figure(threshold), start: figure(start), startStep: step, rows });
  return [{ code: 'watch-forgetting-error', tensor: '', numbers }];
}
