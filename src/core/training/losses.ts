import type { LossName } from '../spec/spec.ts';

/** What one batch's outputs say. `gradient` is ∂loss/∂outputs, `[rows, outputs]`; loss is the batch mean. */
export interface LossResult {
  readonly loss: number;
  /** Rows predicted right; null for a real-valued target. */
  readonly correct: number | null;
  /** Each row's. */
  readonly losses: Float32Array;
  /** Predicted class per row, or the predicted value. */
  readonly predictions: Float32Array;
  readonly gradient: Float32Array;
}

/** Computes loss and gradient of `outputs` `[rows, width]` in double precision. `targets` holds class indices, 0/1, or values.
 *  Host arithmetic: a batch has a few hundred outputs, and every backend then has the same loss to the bit. */
export function lossOf(name: LossName, outputs: Float32Array, targets: Float32Array): LossResult {
  switch (name) {
    case 'cross-entropy':
      return crossEntropy(outputs, targets);
    case 'binary-cross-entropy':
      return binaryCrossEntropy(outputs, targets);
    case 'mean-squared-error':
      return meanSquaredError(outputs, targets);
  }
}

/** −log softmax(outputs)[target], from logits, with the maximum taken out so that no exponent overflows. */
function crossEntropy(logits: Float32Array, targets: Float32Array): LossResult {
  const rows = targets.length;
  const classes = logits.length / rows;
  const gradient = new Float32Array(logits.length);
  const predictions = new Float32Array(rows);
  const losses = new Float32Array(rows);
  let loss = 0;
  let correct = 0;
  for (let row = 0; row < rows; row++) {
    const at = row * classes;
    const best = argmax(logits, at, classes);
    let sum = 0;
    for (let k = 0; k < classes; k++) sum += Math.exp(logits[at + k] - logits[at + best]);
    for (let k = 0; k < classes; k++) gradient[at + k] = Math.exp(logits[at + k] - logits[at + best]) / sum / rows;
    gradient[at + targets[row]] -= 1 / rows;
    const own = Math.log(sum) + logits[at + best] - logits[at + targets[row]];
    loss += own;
    losses[row] = own;
    predictions[row] = best;
    if (best === targets[row]) correct++;
  }
  return { loss: loss / rows, correct, losses, predictions, gradient };
}

/** One logit a row: max(z, 0) − z·t + log(1 + e^−|z|), as PyTorch's BCEWithLogitsLoss. */
function binaryCrossEntropy(logits: Float32Array, targets: Float32Array): LossResult {
  const rows = targets.length;
  const gradient = new Float32Array(rows);
  const predictions = new Float32Array(rows);
  const losses = new Float32Array(rows);
  let loss = 0;
  let correct = 0;
  for (let row = 0; row < rows; row++) {
    const z = logits[row];
    const own = Math.max(z, 0) - z * targets[row] + Math.log1p(Math.exp(-Math.abs(z)));
    loss += own;
    losses[row] = own;
    gradient[row] = (1 / (1 + Math.exp(-z)) - targets[row]) / rows;
    predictions[row] = z > 0 ? 1 : 0;
    if (predictions[row] === targets[row]) correct++;
  }
  return { loss: loss / rows, correct, losses, predictions, gradient };
}

function meanSquaredError(outputs: Float32Array, targets: Float32Array): LossResult {
  const rows = targets.length;
  const gradient = new Float32Array(rows);
  const losses = new Float32Array(rows);
  let loss = 0;
  for (let row = 0; row < rows; row++) {
    const error = outputs[row] - targets[row];
    loss += error * error;
    losses[row] = error * error;
    gradient[row] = (2 * error) / rows;
  }
  return { loss: loss / rows, correct: null, losses, predictions: outputs.slice(), gradient };
}

/** Index of the first largest value; a NaN never wins, so an all-NaN row predicts class 0. */
export function argmax(values: Float32Array, at: number, width: number): number {
  let best = 0;
  for (let k = 1; k < width; k++) if (values[at + k] > values[at + best]) best = k;
  return best;
}
