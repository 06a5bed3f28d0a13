import type { LossName } from '../../core/spec/spec.ts';
import { MAIN } from './wgsl.ts';

/** Loss, prediction and gradient of each row; the host adds the losses up. `result` holds loss and prediction a row. */
export function lossShader(loss: LossName, outputs: number): string {
  return `${MAIN}
  if (index >= step.rows) { return; }
  let rows = f32(step.rows);
  let t = step.targets[index];
  ${LOSSES[loss](outputs)}
}`;
}

const LOSSES: Readonly<Record<LossName, (outputs: number) => string>> = {
  'cross-entropy': (outputs) => `let at = index * ${outputs}u;
  let target_class = u32(t);
  var best = 0u;
  for (var k = 1u; k < ${outputs}u; k++) { if (y[at + k] > y[at + best]) { best = k; } }
  let most = y[at + best];
  var sum = 0.0;
  for (var k = 0u; k < ${outputs}u; k++) { sum += exp(y[at + k] - most); }
  for (var k = 0u; k < ${outputs}u; k++) { dy[at + k] = (exp(y[at + k] - most) / sum - select(0.0, 1.0, k == target_class)) / rows; }
  result[index] = vec2f(log(sum) + most - y[at + target_class], f32(best));`,
  'binary-cross-entropy': () => `let z = y[index];
  dy[index] = (1.0 / (1.0 + exp(-z)) - t) / rows;
  result[index] = vec2f(max(z, 0.0) - z * t + log(1.0 + exp(-abs(z))), select(0.0, 1.0, z > 0.0));`,
  'mean-squared-error': () => `let error = y[index] - t;
  dy[index] = 2.0 * error / rows;
  result[index] = vec2f(error * error, y[index]);`,
};
