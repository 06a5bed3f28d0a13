import type { Audit } from '../core/audit/audit.ts';
import type { PhaseData } from '../core/data/dataset.ts';
import type { Verdict } from '../core/policy/policy.ts';
import { TrainscriptError, toProblem } from '../core/problems/problem.ts';
import { type PhaseName, phaseOf, type RunSpec, TRACKS, type Track } from '../core/spec/spec.ts';
import { KEYFRAME_BYTES_A_PARAMETER, type Thinning, thinKeyframes } from '../core/training/keyframe-rule.ts';
import { parameterCount } from '../core/training/model.ts';
import { type Answers, recallObstacle } from '../core/training/recall.ts';
import type { StepRows } from '../core/training/step-rows.ts';
import type { NamedTensor } from '../core/training/tensor.ts';
import { classesToTrainOn, planTrack, type TrackPlan } from '../core/training/track-plan.ts';
import type { Emission, Environment, RunEvent } from '../core/transcript/events.ts';
import { DeviceLost, NotFinite } from '../engine/trainer.ts';
import type { Keyframe } from './resume/nearest-keyframe.ts';
import { type Start, startOf } from './training/start.ts';
import { type Logging, type Progress, trainTrack } from './training/train-track.ts';
import { planUntil, UNLOGGED } from './training/until.ts';

/** Everything a run depends on. The same inputs on the same device give the same events, but for their times. */
export interface RunInputs {
  readonly runId: string;
  readonly spec: RunSpec;
  readonly environment: Environment;
  readonly startedAt: Date;
  readonly data: Readonly<Partial<Record<PhaseName, PhaseInputs>>>;
  /** Parameters of a weights file, where the spec starts from one. */
  readonly init: { readonly file: string; readonly tensors: readonly NamedTensor[] } | null;
  /** Decides on the audited data, before the first step. */
  readonly decide: () => Verdict;
  /** Milliseconds of training so far, pauses left out. */
  readonly elapsedMs: (at?: number) => number;
  /** The keyframe behind which a run that was cut off is taken up. It stands behind the policy gate. */
  readonly from?: Keyframe | null;
  /** The last step to take, for a replay, which stops pulling at the keyframe behind it. Nothing is evaluated or counted on the
   *  way, and keyframes stand only where a track begins or ends, and at `keyframesAt`; the steps are the same as without it. */
  readonly until?: number;
  /** Further steps behind which a keyframe is made. */
  readonly keyframesAt?: ReadonlySet<number>;
  /** That the browser leaves for the run to be kept, in bytes; endless where it did not say. */
  readonly freeBytes?: number;
  /** What was decided of keyframes when a run that is taken up was started; null where they are kept as often as its spec says. */
  readonly thinning?: Thinning | null;
}

export interface PhaseInputs {
  readonly data: PhaseData;
  readonly audit: Audit;
  readonly indices: StepRows | null;
}

/** A run from start to end, as its events: audit, policy gate, pretraining, fine-tuning, baseline. Pausing is not pulling;
 *  when `signal` aborts, the run keeps its parameters and ends with `run-stopped`. What goes wrong is its last event.
 *  @throws DeviceLost, and nothing else: the run can be taken up again from its last keyframe */
export async function* run(inputs: RunInputs, signal: AbortSignal): AsyncGenerator<Emission, void, void> {
  const progress: Progress = { step: inputs.from?.step ?? 0 };
  try {
    if (!inputs.from && !(yield* enter(inputs))) return;
    yield* train(inputs, progress, signal);
    yield event(signal.aborted ? { kind: 'run-stopped', step: progress.step } : finished(inputs, progress));
  } catch (error) {
    if (error instanceof DeviceLost) throw error;
    yield* failed(error, inputs, progress);
  }
}

/** What comes before the first step. Returns whether the policy lets the run through. */
async function* enter(inputs: RunInputs): AsyncGenerator<Emission, boolean, void> {
  yield event(runStarted(inputs));
  yield* dataAudited(inputs);
  const verdict = inputs.decide();
  yield event({ kind: 'policy-decided', verdict });
  if (!verdict.allowed) yield event(refused(verdict));
  return verdict.allowed;
}

/** Pretraining from the start, fine-tuning from what pretraining left, the baseline from scratch on fine-tuning's batches.
 *  A run that is taken up again passes over the tracks before its keyframe. */
async function* train(inputs: RunInputs, progress: Progress, signal: AbortSignal): AsyncGenerator<Emission, void, void> {
  const { pretrain, finetune } = plansOf(inputs);
  const from = inputs.from ?? null;
  const thinning = thinningOf(inputs, pretrain, finetune);
  if (thinning && !from) yield event({ kind: 'keyframes-thinned', ...thinning });
  const log = inputs.until === undefined ? { ...inputs.spec.log, ...(thinning && { keyframeEvery: thinning.every }) } : UNLOGGED;
  const { keyframesAt, elapsedMs } = inputs;
  const track = (name: Track, plan: TrackPlan, start: Start) => {
    const logging: Logging = { log, keyframesAt, recalled: name === 'finetune' ? recalledBy(plan, pretrain) : null, elapsedMs };
    const own = from?.track === name ? from : null;
    return trainTrack({ track: name, plan, start: startOf(start, plan, inputs.spec), from: own, logging, progress, signal });
  };
  const isAhead = (name: Track) => !from || TRACKS.indexOf(name) >= TRACKS.indexOf(from.track);
  let start = initialStart(inputs);
  if (pretrain && isAhead('pretrain')) start = yield* track('pretrain', pretrain, start);
  if (finetune && isAhead('finetune')) yield* track('finetune', finetune, start);
  if (finetune?.phase.baseline) yield* track('baseline', finetune, FROM_SCRATCH);
}

const FROM_SCRATCH: Start = { from: 'random', parameters: [], source: '', classes: null };

function plansOf({ spec, data, until }: RunInputs): { pretrain: TrackPlan | null; finetune: TrackPlan | null } {
  const plan = (name: PhaseName, encoding: TrackPlan['inputs']['encoding']): TrackPlan | null => {
    const phase = phaseOf(spec, name);
    const given = data[name];
    if (!phase || !given) return null;
    const whole = planTrack({ spec, phase, data: given.data, indices: given.indices, encoding });
    return until === undefined ? whole : planUntil(whole, until);
  };
  const pretrain = plan('pretrain', null);
  const finetune = plan('finetune', pretrain?.inputs.encoding ?? null);
  if (!pretrain && !finetune) throw new TrainscriptError('nothing-to-train');
  if (pretrain && finetune) checkSameInputs(pretrain, finetune);
  return { pretrain, finetune };
}

/** Decided once, from the room that there was at the start: a run that is taken up keeps the keyframes of its transcript. */
function thinningOf({ thinning, spec, freeBytes }: RunInputs, pretrain: TrackPlan | null, finetune: TrackPlan | null): Thinning | null {
  if (thinning !== undefined) return thinning;
  const plans = [pretrain, finetune, finetune?.phase.baseline ? finetune : null].filter((plan) => plan !== null);
  const tracks = plans.map(({ steps, model }) => ({ steps, keyframeBytes: KEYFRAME_BYTES_A_PARAMETER * parameterCount(model) }));
  return thinKeyframes(tracks, spec.log.keyframeEvery, freeBytes ?? Number.POSITIVE_INFINITY);
}

/** The pretraining, where its test rows can be asked of fine-tuning too. */
function recalledBy(plan: TrackPlan, pretrain: TrackPlan | null): TrackPlan | null {
  const answers = ({ task, classes, test }: TrackPlan): Answers => ({ task, classes, testRows: test.rows.length });
  return recallObstacle(pretrain && answers(pretrain), answers(plan), plan.phase.head) === null ? pretrain : null;
}

function checkSameInputs(pretrain: TrackPlan, finetune: TrackPlan): void {
  const [a, b] = [pretrain, finetune].map(({ model }) => `${model.kind} [${model.input.join(', ')}]`);
  if (a !== b) throw new TrainscriptError('phases-differ', { pretrain: a, finetune: b });
}

const initialStart = ({ init }: RunInputs): Start =>
  init ? { from: 'file', parameters: init.tensors, source: init.file, classes: null } : FROM_SCRATCH;

const event = (value: RunEvent): Emission => ({ event: value });

function* dataAudited({ spec, data }: RunInputs): Generator<Emission, void, void> {
  for (const given of [data.pretrain, data.finetune]) {
    if (!given) continue;
    const { audit } = given;
    const phase = phaseOf(spec, audit.phase);
    const trainClasses = phase && classesToTrainOn(spec, phase, given.data, given.indices);
    yield event({ kind: 'data-audited', phase: audit.phase, audit, ...(trainClasses && { trainClasses }) });
  }
}

const runStarted = ({ runId, spec, environment, startedAt }: RunInputs): RunEvent => ({
  kind: 'run-started',
  runId,
  name: spec.name,
  spec,
  environment,
  startedAt: startedAt.toISOString(),
});

const refused = ({ outcomes }: Verdict): RunEvent => ({
  kind: 'run-refused',
  rules: [...new Set(outcomes.filter(({ outcome }) => outcome === 'fail').map(({ rule }) => rule))],
});

const finished = ({ elapsedMs }: RunInputs, { step }: Progress): RunEvent => ({
  kind: 'run-finished',
  steps: step,
  wallTimeMs: Math.round(elapsedMs()),
});

/** A value that is no number gets an alert that names step, phase and tensor before the run ends. */
function* failed(error: unknown, inputs: RunInputs, { step, at }: Progress): Generator<Emission, void, void> {
  if (!(error instanceof NotFinite) || !at) {
    yield event({ kind: 'run-failed', step, problem: toProblem(error) });
    return;
  }
  const learningRate = phaseOf(inputs.spec, at.track === 'pretrain' ? 'pretrain' : 'finetune')?.optimizer.learningRate ?? 0;
  const fields = { value: String(error.value), step: at.step, before: step, phase: at.track, tensor: error.tensor, learningRate };
  const problem = { code: `${error.where}-not-finite`, fields } as const;
  yield event({ kind: 'alert', level: 'error', phase: at.track, step: at.step, problem });
  yield event({ kind: 'run-failed', step, problem });
}
