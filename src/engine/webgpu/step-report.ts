import { shortFloat32 } from '../../core/float32.ts';
import type { LossName } from '../../core/spec/spec.ts';
import { BINS } from '../../core/training/histogram.ts';
import type { Histogram } from '../../core/transcript/events.ts';
import { emptySums, reportOf } from '../statistics.ts';
import { type Histograms, NotFinite, type StepResult, type UpdateReport } from '../trainer.ts';
import type { GpuStepPlan } from './step-plan.ts';
import { REPORT_WORDS } from './update-shader.ts';

/* What came back from the device, as the trainer's answers. */

/** From loss and prediction of each row, then the chunks' reports. @throws NotFinite */
export function stepResult(plan: GpuStepPlan, bytes: ArrayBuffer, targets: Float32Array, loss: LossName): StepResult {
  const rows = targets.length;
  const results = new Float32Array(bytes, 0, 2 * rows);
  const losses = Float32Array.from({ length: rows }, (_, row) => results[2 * row]);
  const predictions = Float32Array.from({ length: rows }, (_, row) => results[2 * row + 1]);
  let sum = 0;
  let correct = 0;
  for (let row = 0; row < rows; row++) {
    sum += losses[row];
    if (predictions[row] === targets[row]) correct++;
  }
  const meanLoss = sum / rows;
  const report = updateReport(plan, new Uint32Array(bytes, 8 * rows));
  if (!Number.isFinite(meanLoss)) throw new NotFinite('parameters', 'loss', meanLoss);
  const accuracy = loss === 'mean-squared-error' ? null : correct / rows;
  return { loss: meanLoss, accuracy, losses, predictions, ...report, finishedAt: performance.now() };
}

/** The chunks' sums, added in their order in double precision. */
function updateReport({ layout, chunks }: GpuStepPlan, words: Uint32Array): UpdateReport {
  const floats = new Float32Array(words.buffer, words.byteOffset, words.length);
  const totals = layout.places.map(emptySums);
  chunks.forEach(({ parameter }, chunk) => {
    const at = chunk * REPORT_WORDS;
    const total = totals[parameter];
    total.sum += floats[at];
    total.squares += floats[at + 1];
    total.min = Math.min(total.min, floats[at + 2]);
    total.max = Math.max(total.max, floats[at + 3]);
    total.squaresBefore += floats[at + 4];
    total.updateSquares += floats[at + 5];
    total.gradientSquares += floats[at + 6];
    total.fingerprint = (total.fingerprint + words[at + 7]) % 2 ** 32;
  });
  return reportOf(layout, totals);
}

/** From each tensor's ranges, then its counts. */
export function histogramsResult({ layout: { places } }: GpuStepPlan, bytes: ArrayBuffer): Histograms {
  const ranges = new Float32Array(bytes, 0, 4 * places.length);
  const counts = new Uint32Array(bytes, 16 * places.length);
  const histogram = (tensor: number, which: 0 | 1): Histogram => {
    const [min, max] = ranges.subarray(4 * tensor + 2 * which);
    const first = (2 * tensor + which) * BINS;
    return { min: shortFloat32(min), max: shortFloat32(max), counts: [...counts.subarray(first, first + BINS)] };
  };
  const all = (which: 0 | 1) => Object.fromEntries(places.map(({ name }, tensor) => [name, histogram(tensor, which)]));
  return { parameters: all(0), gradients: all(1) };
}
