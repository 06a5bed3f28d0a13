import { gatherTargets } from '../../core/data/row-inputs.ts';
import { roundedTo, shortFloat32 } from '../../core/float32.ts';
import type { LogSpec, Track } from '../../core/spec/spec.ts';
import type { Batch } from '../../core/training/batches.ts';
import { parameterCount } from '../../core/training/model.ts';
import type { TrackPlan } from '../../core/training/track-plan.ts';
import { DIGITS_A_ROW } from '../../core/transcript/event-columns.ts';
import type { Emission, PhaseStarted, StepEvent } from '../../core/transcript/events.ts';
import { createTrainer } from '../../engine/create-trainer.ts';
import { type Batch as BatchData, NotFinite, type StepResult, type Trainer } from '../../engine/trainer.ts';
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

export interface TrackOrder {
  readonly track: Track;
  readonly plan: TrackPlan;
  readonly start: StartingParameters;
  /** The keyframe right behind which the track is taken up. */
  readonly from: Keyframe | null;
  readonly logging: Logging;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Trains one track and yields its events; returns the parameters it ends with. A keyframe and an evaluation stand at its
 *  start and its end, also when the signal stops it on the way. */
export async function* trainTrack(order: TrackOrder): AsyncGenerator<Emission, Start, void> {
  const { plan, start, signal } = order;
  if (signal.aborted) return start;
  const training = new TrackTraining(order, await createTrainer(plan.model, plan.largestBatch));
  try {
    yield* training.begin();
    yield* training.steps();
    return yield* training.end();
  } catch (error) {
    // The run ends here. Where the device is lost it does not, and what is under way is computed again in its order.
    if (error instanceof NotFinite) yield* training.sendOn();
    throw error;
  } finally {
    training.close();
  }
}

/** A track on its way: its network, and what is still being packed and sealed beside it. */
class TrackTraining {
  readonly #order: TrackOrder;
  readonly #network: Trainer;
  readonly #keyframes: Keyframes;
  readonly #full: FullParameters | null;
  readonly #due: Schedule;
  readonly #frozen: ReadonlySet<string>;
  /** The run's step behind which the track began, and the one behind which it is trained here. */
  readonly #after: number;
  readonly #first: number;

  constructor(order: TrackOrder, network: Trainer) {
    const { track, plan, from, logging, progress } = order;
    this.#order = order;
    this.#network = network;
    this.#after = from?.after ?? progress.step;
    this.#first = from?.step ?? this.#after;
    this.#keyframes = new Keyframes(track, from?.step ?? null);
    this.#full = logging.log.parameters === 'full' ? new FullParameters(track, this.#after, logging.log.keyframeEvery) : null;
    this.#due = scheduleOf(logging, plan, this.#after);
    this.#frozen = new Set(track === 'baseline' ? [] : plan.phase.freeze);
    progress.step = this.#first;
    this.#try(this.#first);
  }

  async *begin(): AsyncGenerator<Emission, void, void> {
    const { track, plan, start, from } = this.#order;
    const first = this.#first;
    if (from) {
      this.#network.restore(from.snapshot, `keyframe-${first}.safetensors`);
    } else {
      this.#network.load(start.parameters, start.source);
      yield { event: phaseStarted(track, plan, start, first) };
      yield await this.#keyframes.now(await this.#network.snapshot(), first);
    }
    if (this.#due.evaluation(first) || first === this.#due.last) yield* this.#evaluate(first);
    if (plan.inputs.images) await this.#network.keep?.(plan.inputs.images);
  }

  async *steps(): AsyncGenerator<Emission, void, void> {
    const { plan, progress, signal } = this.#order;
    this.#try(this.#first + 1);
    const batches = plan.batches(this.#after, this.#first - this.#after);
    for await (const [batch, taken] of inFlight(
      batches,
      (next) => this.#submit(next),
      this.#network,
      (next) => this.#isStop(next),
      signal,
    )) {
      const { step } = batch;
      progress.step = step;
      this.#try(step);
      yield* this.#told(batch, taken);
      if (step === this.#due.last) break;
      yield* this.#dueBehind(step);
      this.#try(step + 1);
    }
    this.#try(progress.step);
  }

  async *end(): AsyncGenerator<Emission, Start, void> {
    const { track, plan, progress, signal } = this.#order;
    const { step } = progress;
    yield* this.sendOn();
    if (step !== this.#keyframes.last) yield await this.#keyframes.now(await this.#network.snapshot(), step);
    if (step > this.#first) yield* this.#evaluate(step);
    const { parameters, fingerprint } = await this.#network.snapshot();
    if (!signal.aborted) yield { event: { kind: 'phase-finished', phase: track, step, fingerprint } };
    return { from: 'pretrain', parameters, source: '', classes: plan.classes };
  }

  /** What is still under way. */
  async *sendOn(): AsyncGenerator<Emission, void, void> {
    yield* this.#keyframes.finished();
    yield* this.#full?.flush() ?? [];
  }

  close(): void {
    this.#full?.close();
    this.#keyframes.close();
    this.#network.dispose();
  }

  #try(step: number): void {
    this.#order.progress.at = { track: this.#order.track, step };
  }

  /** Histograms are counted where the step is taken. */
  #submit(batch: Batch): Promise<Taken> {
    const { plan } = this.#order;
    return Promise.all([
      this.#network.step(batchData(plan, batch), plan.loss, plan.phase.optimizer, this.#frozen),
      this.#due.histograms(batch.step) ? this.#network.histograms() : null,
    ]);
  }

  /** Steps are not sent ahead of one whose parameters are to be fetched. */
  #isStop({ step }: Batch): boolean {
    return this.#full !== null || this.#due.keyframe(step) || this.#due.evaluation(step);
  }

  async *#told(batch: Batch, [result, histograms]: Taken): AsyncGenerator<Emission, void, void> {
    const { track, plan, logging } = this.#order;
    const { step } = batch;
    yield* this.#keyframes.finished();
    yield { event: stepEvent(track, plan, batch, result, logging.elapsedMs(result.finishedAt)), predictions: result.predictions };
    if (histograms) yield { event: { kind: 'histograms', phase: track, step, ...histograms } };
    if (this.#full) yield* this.#full.take(step, await this.#network.snapshot());
  }

  async *#dueBehind(step: number): AsyncGenerator<Emission, void, void> {
    if (this.#due.keyframe(step)) yield* this.#full?.flush() ?? [];
    if (this.#order.logging.keyframesAt?.has(step)) yield await this.#keyframes.now(await this.#network.snapshot(), step);
    else if (this.#due.keyframe(step)) this.#keyframes.begin(await this.#network.snapshot(), step);
    if (this.#due.evaluation(step)) yield* beside(this.#evaluate(step), this.#keyframes.finished());
  }

  #evaluate(step: number): AsyncGenerator<Emission, void, void> {
    const { track, plan, logging, signal } = this.#order;
    return evaluation(this.#network, { track, plan, recalled: logging.recalled }, step, signal);
  }
}

type Taken = readonly [StepResult, Awaited<ReturnType<Trainer['histograms']>> | null];

/** What is due behind which step. */
interface Schedule {
  readonly histograms: (step: number) => boolean;
  readonly keyframe: (step: number) => boolean;
  readonly evaluation: (step: number) => boolean;
  readonly last: number;
}

/** Of a track that begins behind `after`. */
function scheduleOf({ log, keyframesAt }: Logging, { phase, steps }: TrackPlan, after: number): Schedule {
  const every = (interval: number) => (step: number) => (step - after) % interval === 0;
  const regular = every(log.keyframeEvery);
  const keyframe = (step: number) => regular(step) || keyframesAt?.has(step) === true;
  return { histograms: every(log.histogramEvery), keyframe, evaluation: every(phase.evaluateEvery), last: after + steps };
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
