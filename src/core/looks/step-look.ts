import type { StepEvent } from '../transcript/events.ts';

/** A value of a step beside the median of the steps before it. `factor` is null where both are 0, or none came before. */
export interface Beside {
  readonly value: number;
  readonly median: number | null;
  readonly factor: number | null;
}

export interface TensorLook {
  readonly name: string;
  readonly gradientL2: Beside;
  readonly updateRatio: Beside;
}

/** A row of the step's batch; null where the transcript does not have it. */
export interface BatchRow {
  readonly row: number;
  readonly loss: number | null;
  readonly prediction: number | null;
}

/** A step beside those before it: what stands out in it. */
export interface StepLook extends Pick<StepEvent, 'step' | 'epoch' | 'accuracy' | 'learningRate'> {
  readonly track: StepEvent['phase'];
  /** Steps of the same track that it is compared with. */
  readonly compared: number;
  readonly loss: Beside;
  readonly gradientNorm: Beside;
  readonly medianLearningRate: number | null;
  /** The one whose gradient grew most first. */
  readonly tensors: readonly TensorLook[];
  /** By loss, the highest first; in the order of the batch where losses are not known. */
  readonly rows: readonly BatchRow[];
  /** The fewest rows that carry at least half of the batch's loss, and how much of it; null where losses are not known. */
  readonly worst: { readonly rows: number; readonly share: number } | null;
}

const UPDATE_RATIO = 5;
const GRADIENT_L2 = 6;

/** `before` are steps of the same track right before the step. */
export function lookAtStep(step: StepEvent, before: readonly StepEvent[]): StepLook {
  const { epoch, accuracy, learningRate, phase: track } = step;
  const beside = (of: (step: StepEvent) => number) => besideMedian(of(step), before.map(of));
  const tensors = Object.keys(step.tensors).map((name): TensorLook => {
    const statistic = (at: number) => {
      const known = before.flatMap(({ tensors }) => (tensors[name] ? [tensors[name][at]] : []));
      return besideMedian(step.tensors[name][at], known);
    };
    return { name, gradientL2: statistic(GRADIENT_L2), updateRatio: statistic(UPDATE_RATIO) };
  });
  const rows = rowsByLoss(step);
  return {
    ...{ step: step.step, track, epoch, accuracy, learningRate, compared: before.length },
    loss: beside(({ loss }) => loss),
    gradientNorm: beside(({ gradientNorm }) => gradientNorm),
    medianLearningRate: median(before.map((one) => one.learningRate)),
    tensors: tensors.sort((a, b) => (b.gradientL2.factor ?? -1) - (a.gradientL2.factor ?? -1)),
    rows,
    worst: worstOf(rows),
  };
}

function rowsByLoss({ rows, losses, predictions }: StepEvent): readonly BatchRow[] {
  const all = rows.map((row, i): BatchRow => ({ row, loss: losses?.[i] ?? null, prediction: predictions?.[i] ?? null }));
  return all.sort((a, b) => (b.loss ?? 0) - (a.loss ?? 0));
}

function worstOf(rows: readonly BatchRow[]): StepLook['worst'] {
  const sum = rows.reduce((all, { loss }) => all + (loss ?? 0), 0);
  if (!(sum > 0)) return null;
  let carried = 0;
  let count = 0;
  while (carried < sum / 2) carried += rows[count++].loss ?? 0;
  return { rows: count, share: carried / sum };
}

function besideMedian(value: number, before: readonly number[]): Beside {
  const middle = median(before);
  return { value, median: middle, factor: middle === null || (value === 0 && middle === 0) ? null : value / middle };
}

/** Null of nothing. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
