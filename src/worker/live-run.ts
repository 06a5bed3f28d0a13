import { withoutSamples } from '../core/audit/profile/without-samples.ts';
import type { Verdict } from '../core/policy/policy.ts';
import { TrainscriptError } from '../core/problems/problem.ts';
import type { BackendName, PhaseName, PhaseSpec, RunSpec } from '../core/spec/spec.ts';
import { checkIndices } from '../core/training/indices.ts';
import type { StepColumns } from '../core/transcript/event-columns.ts';
import type { Emission, Environment } from '../core/transcript/events.ts';
import { renewBackend } from '../engine/backend.ts';
import type { Glimpse, Message } from '../protocol.ts';
import type { KeptHandles } from '../store/file-handles.ts';
import type { Archive } from './archive.ts';
import { bringBack, fetchWhereMissing } from './data/bring-data.ts';
import type { DataSlot } from './data/data-slot.ts';
import type { WeightsFile } from './data/weights-file.ts';
import { glimpseOf } from './glimpse.ts';
import { keepAgain } from './resume/nearest-keyframe.ts';
import { goOn, loggedThrough } from './resume/replay.ts';
import { inputsFrom, type ResumePoint } from './resume/resume-point.ts';
import { unbroken } from './resume/unbroken.ts';
import { type PhaseInputs, type RunInputs, run } from './run.ts';
import { RunClock } from './training/run-clock.ts';
import { RunDriver } from './training/run-driver.ts';
import { watched } from './training/watched.ts';

type Slots = Readonly<Record<PhaseName, DataSlot>>;

/** What the person brought, and what the policy says of it. */
export interface Given {
  readonly slots: Slots;
  readonly init: WeightsFile | null;
  readonly decide: (phases: readonly PhaseName[]) => Verdict;
  /** Resolves when what is loaded was looked at as closely as a run waits for. */
  readonly settleAudits: (phases: readonly PhaseName[]) => Promise<void>;
}

/** `environment` is where it trains now. */
type Started = Pick<RunInputs, 'runId' | 'spec' | 'environment' | 'startedAt'>;

/** Pictures of the batch are for looking at; more than two a second would only cost training. */
const GLIMPSE_INTERVAL_MS = 500;

/** Often enough to see a replay move. */
const REPLAYING_INTERVAL_MS = 250;

/** The run in progress: gathers what the spec needs, drives it into the archive, passes on pause, resume and stop. */
export class LiveRun {
  readonly #post: (message: Message) => void;
  readonly #archive: Archive;
  readonly #spec: RunSpec;
  readonly #clock = new RunClock();
  #driver: RunDriver | null = null;
  #runId: string | null = null;
  #lacksRoom = false;
  #glimpsedAt = Number.NEGATIVE_INFINITY;
  #glimpse: Glimpse | null = null;
  #toldReplayingAt = Number.NEGATIVE_INFINITY;

  constructor(post: (message: Message) => void, archive: Archive, spec: RunSpec) {
    this.#post = post;
    this.#archive = archive;
    this.#spec = spec;
  }

  get name(): string {
    return this.#spec.name;
  }

  /** The run's id while it stands still, paused or waiting for room. */
  get pausedRunId(): string | null {
    return this.#driver?.isWaiting ? this.#runId : null;
  }

  pause(): void {
    this.#driver?.pause();
  }

  /** Where the disk was full, runs that the person deleted make room first: their deletion can no longer be undone then. */
  async resume(): Promise<void> {
    if (this.#lacksRoom) await this.#archive.makeRoom();
    this.#lacksRoom = false;
    this.#driver?.resume();
  }

  stop(): void {
    this.#driver?.stop();
  }

  /** Trains from the first to the last step; resolves when the run's last event is kept. */
  async train(environment: Environment, given: Given): Promise<void> {
    const { slots, init } = given;
    for (const phase of this.#spec.phases) await fetchWhereMissing(slots[phase.phase], phase);
    await given.settleAudits(this.#spec.phases.map(({ phase }) => phase));
    const spec = asRun(this.#spec, slots, init);
    const runId = crypto.randomUUID();
    await this.#archive.keepHandles(runId, handlesIn(spec, slots));
    await this.#drive({ runId, spec, environment, startedAt: new Date() }, given, null);
  }

  /** Reads the data that the run was begun with. */
  async bringBack(slots: Slots, runId: string): Promise<void> {
    const handles = await this.#archive.handlesOf(runId);
    for (const phase of this.#spec.phases) await bringBack(slots[phase.phase], phase, this.#spec, handles[phase.phase]);
  }

  /** Takes up a run that was cut off, once its data are there again; resolves as `train` does. */
  async goOn(environment: Environment, given: Given, cutOff: ResumePoint): Promise<void> {
    const { runId, spec, startedAt } = cutOff.started;
    if (!cutOff.keyframe && spec.init !== 'random' && given.init?.reference.sha256 !== spec.init.sha256) {
      throw new TrainscriptError('resume-file-missing', { run: spec.name, ...spec.init });
    }
    await this.#drive({ runId, spec, environment, startedAt: new Date(startedAt) }, given, cutOff);
  }

  /** Drives the run into the archive, from its beginning or from where it was cut off; a lost device is replaced on the way. */
  async #drive(started: Started, given: Given, cutOff: ResumePoint | null): Promise<void> {
    const { runId, environment } = started;
    const inputs = { ...this.#inputsOf(started, given), freeBytes: freeBytesOf((cutOff?.started ?? started).environment) };
    const logged = cutOff && (await this.#archive.source(runId));
    const writer = await this.#archive.openWriter(runId, ({ steps }) => this.#showGlimpse(steps));
    const driver = new RunDriver(writer, this.#clock, (problem) => {
      this.#lacksRoom = problem.code === 'storage-full';
      this.#post({ kind: 'problem', scope: 'run', problem });
    });
    this.#driver = driver;
    this.#runId = runId;
    if (cutOff) await this.#archive.shown.show(runId, true);
    else this.#post({ kind: 'run-opened', runId, live: true });
    const attempt = (from: ResumePoint | null) => {
      const emissions = run({ ...inputs, ...(from && inputsFrom(from)) }, driver.signal);
      if (!from) return emissions;
      this.#toldReplayingAt = Number.NEGATIVE_INFINITY;
      const onKeyframe = async (emission: Emission) => keepAgain(await this.#archive.source(runId), from.lost, emission);
      return goOn(emissions, from, {
        ...{ environment, signal: driver.signal, onKeyframe },
        onStep: (step) => this.#tellReplaying(from, step),
      });
    };
    const recover = async (step: number) => {
      await writer.flush();
      await freshDeviceFor(environment.backend, step);
      return this.#archive.resumePoint(runId);
    };
    const watching = {
      stopOn: started.spec.watch?.stopOn ?? [],
      stop: () => driver.stop(),
      logged: logged?.events() ?? null,
    };
    await driver.drive(watched(unbroken(attempt, cutOff, recover, environment.backend), watching), (emission) => {
      if (emission.event.kind === 'replayed') this.#clock.goOnFrom(emission.event.wallTimeMs);
      this.#takeGlimpse(emission, given.slots);
    });
  }

  #inputsOf(started: Started, { slots, init, decide }: Given): RunInputs {
    const phases = started.spec.phases.map(({ phase }) => phase);
    return {
      ...started,
      data: Object.fromEntries(phases.map((phase) => [phase, phaseInputs(slots[phase])])),
      init: started.spec.init === 'random' || !init ? null : { file: init.reference.file, tensors: init.tensors },
      decide: () => decide(phases),
      elapsedMs: (at) => this.#clock.elapsedMs(at),
    };
  }

  #tellReplaying(from: ResumePoint, step: number): void {
    const now = performance.now();
    if (now - this.#toldReplayingAt < REPLAYING_INTERVAL_MS) return;
    this.#toldReplayingAt = now;
    const { runId } = from.started;
    this.#post({ kind: 'replaying', runId, keyframe: from.keyframe?.step ?? 0, step, through: loggedThrough(from) });
  }

  #takeGlimpse({ event, predictions }: Emission, slots: Slots): void {
    if (event.kind !== 'step' || !predictions || performance.now() - this.#glimpsedAt < GLIMPSE_INTERVAL_MS) return;
    const loaded = slots[event.phase === 'pretrain' ? 'pretrain' : 'finetune'].loaded;
    this.#glimpse = loaded && glimpseOf(event, loaded.data.train, predictions);
    this.#glimpsedAt = performance.now();
  }

  /** The screen shows only what is kept: a batch is shown with its step, not before. */
  #showGlimpse(kept: StepColumns): void {
    const glimpse = this.#glimpse;
    if (!glimpse || !kept.step.includes(glimpse.step)) return;
    this.#post({ kind: 'glimpse', glimpse });
    this.#glimpse = null;
  }
}

/** @throws TrainscriptError `device-not-renewed` */
async function freshDeviceFor(backend: BackendName, step: number): Promise<void> {
  try {
    await renewBackend(backend);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new TrainscriptError('device-not-renewed', { backend, step, detail }, cause);
  }
}

function freeBytesOf({ storage }: Environment): number {
  return storage && storage.quota > 0 ? Math.max(0, storage.quota - storage.usage) : Number.POSITIVE_INFINITY;
}

function phaseInputs({ phase, loaded, indices, card }: DataSlot): PhaseInputs {
  if (!loaded) throw new TrainscriptError('data-missing', { phase });
  if (indices) checkIndices(indices.rows, indices.reference.file, loaded.data.train);
  const audit = card.personalData === 'yes' ? withoutSamples(loaded.audit) : loaded.audit;
  return { data: loaded.data, audit, indices: indices?.rows ?? null };
}

/** Where the files that the phases are trained on can be had again, as far as the browser said. */
const handlesIn = ({ phases }: RunSpec, slots: Slots): KeptHandles =>
  Object.fromEntries(phases.flatMap(({ phase }) => (slots[phase].handles.length > 0 ? [[phase, slots[phase].handles]] : [])));

/** The spec with what it was run on: the files' names and hashes. */
function asRun(spec: RunSpec, slots: Slots, init: WeightsFile | null): RunSpec {
  const phases = spec.phases.map((phase): PhaseSpec => {
    const { loaded, indices } = slots[phase.phase];
    const files = loaded?.data.files.map(({ name, sha256 }) => ({ file: name, sha256 })) ?? [];
    return { ...phase, data: { ...phase.data, source: loaded?.source ?? phase.data.source, files }, indices: indices?.reference ?? null };
  });
  return { ...spec, init: init ? init.reference : 'random', phases };
}
