import type { LossName } from '../spec/spec.ts';
import { lossOf } from './losses.ts';

/** Test metrics by task; what does not apply is null. */
export interface Metrics {
  readonly loss: number;
  readonly accuracy: number | null;
  /** Macro averages over the classes that occur among the targets or the predictions; a share of nothing counts as 0
   *  (scikit-learn's defaults, with `zero_division=0`). */
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  /** Two classes only; null where the targets are all of one class. */
  readonly rocAuc: number | null;
  readonly mae: number | null;
  readonly rmse: number | null;
  readonly r2: number | null;
  /** `confusion[true class][predicted class]`, in rows. */
  readonly confusion: readonly (readonly number[])[] | null;
}

/** Metrics of one row at least, from the network's outputs as the loss takes them: logits `[rows, classes]`, one logit a row, or values.
 *  `targets` holds class indices, 0/1, or values. Sums are in double precision; the loss is the mean over the rows. */
export function metricsOf(loss: LossName, outputs: Float32Array, targets: Float32Array): Metrics {
  switch (loss) {
    case 'cross-entropy':
      return classificationMetrics(outputs, targets);
    case 'binary-cross-entropy':
      return binaryMetrics(outputs, targets);
    case 'mean-squared-error':
      return regressionMetrics(outputs, targets);
  }
}

/** Several classes, from logits `[rows, classes]`; the largest logit is the prediction, the first of equal ones. */
export function classificationMetrics(logits: Float32Array, targets: Float32Array): Metrics {
  const classes = logits.length / targets.length;
  const { loss, predictions } = lossOf('cross-entropy', logits, targets);
  const confusion = confusionMatrix(targets, predictions, classes);
  const scores = classes === 2 ? targets.map((_, row) => logits[2 * row + 1] - logits[2 * row]) : null;
  return { ...NOTHING, loss, ...classScores(confusion), rocAuc: scores && rocAuc(scores, targets), confusion };
}

/** Two classes, from one logit a row; above 0 (probability above ½) predicts class 1. */
export function binaryMetrics(logits: Float32Array, targets: Float32Array): Metrics {
  const { loss, predictions } = lossOf('binary-cross-entropy', logits, targets);
  const confusion = confusionMatrix(targets, predictions, 2);
  return { ...NOTHING, loss, ...classScores(confusion), rocAuc: rocAuc(logits, targets), confusion };
}

/** A real value a row. R² of constant targets is 1 where every prediction is exact, else 0 (as scikit-learn); of a single row it is null. */
export function regressionMetrics(outputs: Float32Array, targets: Float32Array): Metrics {
  const rows = targets.length;
  const mean = targets.reduce((sum, target) => sum + target, 0) / rows;
  let absolute = 0;
  let squared = 0;
  let spread = 0;
  for (let row = 0; row < rows; row++) {
    const error = outputs[row] - targets[row];
    absolute += Math.abs(error);
    squared += error * error;
    spread += (targets[row] - mean) ** 2;
  }
  return { ...NOTHING, loss: squared / rows, mae: absolute / rows, rmse: Math.sqrt(squared / rows), r2: rSquared(rows, squared, spread) };
}

/** Area under the ROC curve as the Mann–Whitney statistic: how often a row of class 1 scores above one of class 0, a tie counting half
 *  (Fawcett, «An introduction to ROC analysis», 2006, §8). Null where one of the classes is missing. */
export function rocAuc(scores: Float32Array, targets: Float32Array): number | null {
  const order = Uint32Array.from(scores, (_, row) => row).sort((a, b) => scores[a] - scores[b]);
  let positives = 0;
  let rankSum = 0;
  for (let first = 0; first < order.length; ) {
    let end = first + 1;
    while (end < order.length && scores[order[end]] === scores[order[first]]) end++;
    const meanRank = (first + 1 + end) / 2;
    for (let i = first; i < end; i++) {
      if (targets[order[i]] !== 1) continue;
      positives++;
      rankSum += meanRank;
    }
    first = end;
  }
  const pairs = positives * (order.length - positives);
  return pairs === 0 ? null : (rankSum - (positives * (positives + 1)) / 2) / pairs;
}

const NOTHING = {
  accuracy: null,
  precision: null,
  recall: null,
  f1: null,
  rocAuc: null,
  mae: null,
  rmse: null,
  r2: null,
  confusion: null,
} as const satisfies Partial<Metrics>;

function confusionMatrix(targets: Float32Array, predictions: Float32Array, classes: number): number[][] {
  const matrix = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let row = 0; row < targets.length; row++) matrix[targets[row]][predictions[row]]++;
  return matrix;
}

function classScores(confusion: readonly (readonly number[])[]): Pick<Metrics, 'accuracy' | 'precision' | 'recall' | 'f1'> {
  const ofClass = confusion.map((counts, k) => ({
    right: counts[k],
    actual: sum(counts),
    predicted: sum(confusion.map((row) => row[k])),
  }));
  const occurring = ofClass.filter(({ actual, predicted }) => actual + predicted > 0);
  const macro = (score: (of: (typeof ofClass)[number]) => number) => sum(occurring.map(score)) / occurring.length;
  return {
    accuracy: sum(ofClass.map(({ right }) => right)) / sum(ofClass.map(({ actual }) => actual)),
    precision: macro(({ right, predicted }) => share(right, predicted)),
    recall: macro(({ right, actual }) => share(right, actual)),
    f1: macro(({ right, actual, predicted }) => share(2 * right, actual + predicted)),
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

function rSquared(rows: number, squared: number, spread: number): number | null {
  if (rows < 2) return null;
  if (spread === 0) return squared === 0 ? 1 : 0;
  return 1 - squared / spread;
}
