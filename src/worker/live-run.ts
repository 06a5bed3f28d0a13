import type { Emission, Environment, RunEvent } from '../core/events.ts';
import { checkIndices } from '../core/indices.ts';
import type { Verdict } from '../core/policy/policy.ts';
import { TrainscriptError } from '../core/problem.ts';
import type { PhaseName, PhaseSpec, RunSpec } from '../core/spec.ts';
import { renewBackend } from '../engine/backend.ts';
import type { Glimpse, Message } from '../protocol.ts';
import type { Archive } from './archive.ts';
import { bringBack, fetchWhereMissing } from './bring-data.ts';
import type { DataSlot } from './data-slot.ts';
import { glimpseOf } from './glimpse.ts';
import { goOn } from './replay.ts';
import type { ResumePoint } from './resume-point.ts';
import { type PhaseInputs, type RunInputs, run } from './run.ts';
import { RunClock } from './run-clock.ts';
import { RunDriver } from './run-driver.ts';
import { unbroken } from './unbroken.ts';
import type { WeightsFile } from './weights-file.ts';

type Slots = Readonly<Record<PhaseName, DataSlot>>;

/** What the person brought, and what the policy says of it. */
export interface Given {
  readonly slots: Slots;
  readonly init: WeightsFile | null;
  readonly decide: (phases: readonly PhaseName[]) => Verdict;
}

/** Pictures of the batch are for looking at; more than two a second would only cost training. */
const GLIMPSE_INTERVAL_MS = 500;

/** The run in progress: gathers what the spec needs, drives it into the archive, passes on pause, resume and stop. */
export class LiveRun {
  readonly #post: (message: Message) => void;
  readonly #archive: Archive;
  readonly #spec: RunSpec;
  readonly #clock = new RunClock();
  #driver: RunDriver | null = null;
  #lacksRoom = false;
  #glimpsedAt = Number.NEGATIVE_INFINITY;
  #glimpse: Glimpse | null = null;

  constructor(post: (message: Message) => void, archive: Archive, spec: RunSpec) {
    this.#post = post;
    this.#archive = archive;
    this.#spec = spec;
  }

  get name(): string {
    return this.#spec.name;
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
  async train(environment: Environment, { slots, init, decide }: Given): Promise<void> {
    for (const phase of this.#spec.phases) await fetchWhereMissing(slots[phase.phase], phase);
    const spec = asRun(this.#spec, slots, init);
    const started = { runId: crypto.randomUUID(), spec, environment, startedAt: new Date() };
    const inputs = this.#inputsOf(started, { slots, init, decide });
    await this.#drive(inputs, environment, null, slots, () => this.#post({ kind: 'run-opened', runId: inputs.runId, live: true }));
  }

  /** Takes up a run that was cut off; resolves as `train` does. */
  async goOn(environment: Environment, { slots, init, decide }: Given, cutOff: ResumePoint): Promise<void> {
    const { started, keyframe } = cutOff;
    for (const phase of this.#spec.phases) await bringBack(slots[phase.phase], phase, this.#spec);
    if (!keyframe && started.spec.init !== 'random' && init?.reference.sha256 !== started.spec.init.sha256) {
      throw new TrainscriptError('resume-file-missing', { run: this.name, ...started.spec.init });
    }
    const inputs = this.#inputsOf({ ...started, startedAt: new Date(started.startedAt) }, { slots, init, decide });
    await this.#drive(inputs, environment, cutOff, slots, () => this.#archive.replay(inputs.runId, true));
  }

  #inputsOf(started: Pick<RunInputs, 'runId' | 'spec' | 'environment' | 'startedAt'>, { slots, init, decide }: Given): RunInputs {
    const { runId, spec, environment, startedAt } = started;
    const phases = spec.phases.map(({ phase }) => phase);
    return {
      ...{ runId, spec, environment, startedAt },
      data: Object.fromEntries(phases.map((phase) => [phase, phaseInputs(slots[phase])])),
      init: spec.init === 'random' || !init ? null : { file: init.reference.file, tensors: init.tensors },
      decide: () => decide(phases),
      elapsedMs: () => this.#clock.elapsedMs(),
    };
  }

  /** Drives the run into the archive; a lost device is replaced on the way. `show` opens it on the page. */
  async #drive(
    inputs: RunInputs,
    environment: Environment,
    cutOff: ResumePoint | null,
    slots: Slots,
    show: () => void | Promise<void>,
  ): Promise<void> {
    const { runId } = inputs;
    const writer = await this.#archive.openWriter(runId, (events) => this.#showGlimpse(events));
    const driver = new RunDriver(writer, this.#clock, (problem) => {
      this.#lacksRoom = problem.code === 'storage-full';
      this.#post({ kind: 'problem', scope: 'run', problem });
    });
    this.#driver = driver;
    await show();
    const attempt = (from: ResumePoint | null) => {
      const emissions = run({ ...inputs, from: from?.keyframe ?? null }, driver.signal);
      return from ? goOn(emissions, from, environment, driver.signal) : emissions;
    };
    const recover = async () => {
      await writer.flush();
      await renewBackend(environment.backend);
      return this.#archive.resumePoint(runId);
    };
    await driver.drive(unbroken(attempt, cutOff, recover, environment.backend), (emission) => {
      if (emission.event.kind === 'replayed') this.#clock.goOnFrom(emission.event.wallTimeMs);
      this.#takeGlimpse(emission, slots);
    });
  }

  #takeGlimpse({ event, predictions }: Emission, slots: Slots): void {
    if (event.kind !== 'step' || !predictions || performance.now() - this.#glimpsedAt < GLIMPSE_INTERVAL_MS) return;
    const loaded = slots[event.phase === 'pretrain' ? 'pretrain' : 'finetune'].loaded;
    this.#glimpse = loaded && glimpseOf(event, loaded.data.train, predictions);
    this.#glimpsedAt = performance.now();
  }

  /** The screen shows only what is kept: a batch is shown with its step, not before. */
  #showGlimpse(kept: readonly RunEvent[]): void {
    const glimpse = this.#glimpse;
    if (!glimpse || !kept.some((event) => event.kind === 'step' && event.step === glimpse.step)) return;
    this.#post({ kind: 'glimpse', glimpse });
    this.#glimpse = null;
  }
}

function phaseInputs({ phase, loaded, indices }: DataSlot): PhaseInputs {
  if (!loaded) throw new TrainscriptError('data-missing', { phase });
  if (indices) checkIndices(indices.rows, indices.reference.file, loaded.data.train);
  return { data: loaded.data, audit: loaded.audit, indices: indices?.rows ?? null };
}

/** The spec with what it was run on: the files' names and hashes. */
function asRun(spec: RunSpec, slots: Slots, init: WeightsFile | null): RunSpec {
  const phases = spec.phases.map((phase): PhaseSpec => {
    const { loaded, indices } = slots[phase.phase];
    const files = loaded?.data.files.map(({ name, sha256 }) => ({ file: name, sha256 })) ?? [];
    return { ...phase, data: { ...phase.data, source: loaded?.source ?? phase.data.source, files }, indices: indices?.reference ?? null };
  });
  return { ...spec, init: init ? init.reference : 'random', phases };
}
