import { gatherTargets } from '../../core/data/row-inputs.ts';
import { roundedTo, shortFloat32 } from '../../core/float32.ts';
import type { LogSpec, Track } from '../../core/spec/spec.ts';
import type { Batch } from '../../core/training/batches.ts';
import { parameterCount } from '../../core/training/model.ts';
import type { TrackPlan } from '../../core/training/track-plan.ts';
import { DIGITS_A_ROW } from '../../core/transcript/event-columns.ts';
import type { Emission, PhaseStarted, StepEvent } from '../../core/transcript/events.ts';
import { createTrainer } from '../../engine/create-trainer.ts';
import { type Batch as BatchData, NotFinite, type StepResult } from '../../engine/trainer.ts';
import { FullParameters } from '../full-parameters/full-parameters.ts';
import type { Keyframe } from '../resume/nearest-keyframe.ts';
import { beside } from './beside.ts';
import { evaluation } from './evaluation.ts';
import { inFlight } from './in-flight.ts';
import { Keyframes } from './keyframes.ts';
import type { Start, StartingParameters } from './start.ts';

/** The last step done, and the one being tried: what a failure is reported with. */
export interface Progress {
  step: number;
  at?: { readonly track: Track; readonly step: number };
}

/** What is logged how often, and the run's clock: milliseconds of training so far, pauses left out. */
export interface Logging {
  readonly log: LogSpec;
  /** Further steps behind which a keyframe stands. */
  readonly keyframesAt?: ReadonlySet<number> | undefined;
  /** The pretraining whose test rows the network is asked again, beside its own. */
  readonly recalled: TrackPlan | null;
  readonly elapsedMs: (at: number) => number;
}

/** Trains one track and yields its events; returns the parameters it ends with. A keyframe and an evaluation stand at its
 *  start and its end, also when `signal` stops it on the way. With `from` it is taken up right behind that keyframe. */
export async function* trainTrack(
  track: Track,
  plan: TrackPlan,
  start: StartingParameters,
  from: Keyframe | null,
  { log, keyframesAt, recalled, elapsedMs }: Logging,
  progress: Progress,
  signal: AbortSignal,
): AsyncGenerator<Emission, Start, void> {
  if (signal.aborted) return start;
  const after = from?.after ?? progress.step;
  const network = await createTrainer(plan.model, plan.largestBatch);
  const keyframes = new Keyframes(track, from?.step ?? null);
  const full = log.parameters === 'full' ? new FullParameters(track, after, log.keyframeEvery) : null;
  try {
    const first = from?.step ?? after;
    progress.step = first;
    progress.at = { track, step: first };
    if (from) {
      network.restore(from.snapshot, `keyframe-${first}.safetensors`);
    } else {
      network.load(start.parameters, start.source);
      yield { event: phaseStarted(track, plan, start, after) };
      yield await keyframes.now(await network.snapshot(), after);
    }
    const frozen = new Set(track === 'baseline' ? [] : plan.phase.freeze);
    const due = scheduleOf(log, keyframesAt, plan, after);
    const evaluate = (step: number) => evaluation(network, { track, plan, recalled }, step, signal);
    if (due.evaluation(first) || first === due.last) yield* evaluate(first);
    // Steps are not sent ahead of one whose parameters are to be fetched; histograms are counted where the steps are taken.
    const isStop = ({ step }: Batch) => full !== null || due.keyframe(step) || due.evaluation(step);
    const submit = (batch: Batch) =>
      Promise.all([
        network.step(batchData(plan, batch), plan.loss, plan.phase.optimizer, frozen),
        due.histograms(batch.step) ? network.histograms() : null,
      ]);
    if (plan.inputs.images) await network.keep?.(plan.inputs.images);
    progress.at = { track, step: first + 1 };
    for await (const [batch, [result, histograms]] of inFlight(plan.batches(after, first - after), submit, network, isStop, signal)) {
      const { step } = batch;
      progress.step = step;
      progress.at = { track, step };
      yield* keyframes.finished();
      yield { event: stepEvent(track, plan, batch, result, elapsedMs(result.finishedAt)), predictions: result.predictions };
      if (histograms) yield { event: { kind: 'histograms', phase: track, step, ...histograms } };
      if (full) yield* full.take(step, await network.snapshot());
      if (step === due.last) break;
      if (due.keyframe(step)) yield* full?.flush() ?? [];
      if (keyframesAt?.has(step)) yield await keyframes.now(await network.snapshot(), step);
      else if (due.keyframe(step)) keyframes.begin(await network.snapshot(), step);
      if (due.evaluation(step)) yield* beside(evaluate(step), keyframes.finished());
      progress.at = { track, step: step + 1 };
    }
    progress.at = { track, step: progress.step };
    yield* keyframes.finished();
    yield* full?.flush() ?? [];
    if (progress.step !== keyframes.last) yield await keyframes.now(await network.snapshot(), progress.step);
    if (progress.step > first) yield* evaluate(progress.step);
    const { parameters, fingerprint } = await network.snapshot();
    if (!signal.aborted) yield { event: { kind: 'phase-finished', phase: track, step: progress.step, fingerprint } };
    return { from: 'pretrain', parameters, source: '', classes: plan.classes };
  } catch (error) {
    // The run ends here. Where the device is lost it does not, and they are computed again in their order.
    if (error instanceof NotFinite) {
      yield* keyframes.finished();
      yield* full?.flush() ?? [];
    }
    throw error;
  } finally {
    full?.close();
    keyframes.close();
    network.dispose();
  }
}

/** What is due behind which step of a track that begins behind `after`. */
function scheduleOf(
  { histogramEvery, keyframeEvery }: LogSpec,
  keyframesAt: ReadonlySet<number> | undefined,
  { phase, steps }: TrackPlan,
  after: number,
) {
  const every = (interval: number) => (step: number) => (step - after) % interval === 0;
  const regular = every(keyframeEvery);
  const keyframe = (step: number) => regular(step) || keyframesAt?.has(step) === true;
  return { histograms: every(histogramEvery), keyframe, evaluation: every(phase.evaluateEvery), last: after + steps };
}

const batchData = ({ inputs, dataset }: TrackPlan, { rows }: Batch): BatchData => ({
  get inputs() {
    return inputs.gather(rows);
  },
  targets: gatherTargets(dataset, rows),
  rows,
});

function phaseStarted(phase: Track, plan: TrackPlan, start: StartingParameters, after: number): PhaseStarted {
  return {
    kind: 'phase-started',
    phase,
    after,
    steps: plan.steps,
    epochs: plan.phase.epochs,
    batchSize: plan.phase.batchSize,
    trainRows: plan.trainRows.length,
    testRows: plan.test.rows.length,
    task: plan.task,
    classes: plan.classes,
    loss: plan.loss,
    model: plan.model.kind,
    parameters: parameterCount(plan.model),
    startsFrom: start.from,
    replacedHead: start.replacedHead,
    frozen: phase === 'baseline' ? [] : plan.phase.freeze,
  };
}

function stepEvent(phase: Track, plan: TrackPlan, batch: Batch, result: StepResult, elapsedMs: number): StepEvent {
  return {
    kind: 'step',
    phase,
    step: batch.step,
    epoch: batch.epoch,
    rows: [...batch.rows],
    losses: Array.from(result.losses, (loss) => roundedTo(loss, DIGITS_A_ROW)),
    predictions: Array.from(result.predictions, plan.task === 'regression' ? (value) => roundedTo(value, DIGITS_A_ROW) : Number),
    loss: shortFloat32(result.loss),
    accuracy: result.accuracy === null ? null : shortFloat32(result.accuracy),
    learningRate: plan.phase.optimizer.learningRate,
    gradientNorm: shortFloat32(result.gradientNorm),
    fingerprint: result.fingerprint,
    wallTimeMs: Math.round(elapsedMs * 10) / 10,
    tensors: result.tensors,
  };
}
