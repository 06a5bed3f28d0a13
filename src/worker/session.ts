import type { Environment } from '../core/events.ts';
import { parseIndices } from '../core/indices.ts';
import type { Verdict } from '../core/policy/policy.ts';
import { decide } from '../core/policy/rules.ts';
import { TrainscriptError, toProblem } from '../core/problem.ts';
import { sha256Of } from '../core/sha256.ts';
import type { BackendChoice, BackendName, PhaseName, RunSpec } from '../core/spec.ts';
import { startBackend } from '../engine/backend.ts';
import type { Command, Message, ProblemScope, StepOrigin } from '../protocol.ts';
import { passedAdapters } from '../store/passed-adapters.ts';
import { storageFacts } from '../store/storage-use.ts';
import { AnySteps } from './any-step/any-steps.ts';
import type { Surroundings } from './any-step/set-up-bench.ts';
import { Archive } from './archive.ts';
import { Auditor } from './auditor.ts';
import { DataSlot } from './data-slot.ts';
import type { Importer } from './import/importer.ts';
import type { LabelChecks } from './label-check/label-checks.ts';
import { type Given, LiveRun } from './live-run.ts';
import type { Looks } from './looks/looks.ts';
import { readWeightsFile, type WeightsFile, weightsSummary } from './weights-file.ts';

export type Post = (message: Message, transfer?: Transferable[]) => void;

/** What the worker holds for the page: the data of both phases, the backend, the run in progress, the kept runs. */
export class Session {
  readonly #post: Post;
  readonly #slots: Readonly<Record<PhaseName, DataSlot>>;
  readonly #auditor: Auditor;
  readonly #archive: Archive;
  readonly #steps: AnySteps;
  readonly #looks: Looks;
  readonly #labels: LabelChecks;
  readonly #importer: Importer;
  #init: WeightsFile | null = null;
  #environment: { readonly choice: BackendChoice; readonly value: Environment } | null = null;
  #live: LiveRun | null = null;
  /** Files being read that a run may start from. */
  readonly #readings = new Set<Promise<void>>();

  constructor(post: Post) {
    this.#post = post;
    this.#slots = { pretrain: new DataSlot('pretrain', post), finetune: new DataSlot('finetune', post) };
    this.#auditor = new Auditor(this.#slots, post, () => this.#previewVerdict());
    this.#archive = new Archive(post);
    this.#steps = new AnySteps(post);
    this.#looks = this.#archive.looksInto(this.#slots);
    this.#labels = this.#archive.labelChecks();
    this.#importer = this.#archive.importer();
  }

  /** Carries out a command; what goes wrong is posted as a problem where it belongs on the page. */
  async handle(command: Command): Promise<void> {
    try {
      await this.#carryOut(command);
    } catch (error) {
      this.#post({ kind: 'problem', scope: scopeOf(command), problem: toProblem(error) });
    }
  }

  async #carryOut(command: Command): Promise<void> {
    switch (command.kind) {
      case 'hello':
        return this.#greet(command.backend);
      case 'load-files':
        await this.#slots[command.phase].loadDropped(command.files, command.options);
        return this.#lookAtData();
      case 'keep-handles':
        this.#slots[command.phase].handles = command.handles;
        return;
      case 'load-sample':
        await this.#slots[command.phase].loadSample(command.sample, command.options);
        return this.#lookAtData();
      case 'reread':
        await this.#slots[command.phase].reread(command.options);
        return this.#lookAtData();
      case 'look-at-rows':
        return this.#slots[command.phase].lookAtRows(command.key, command.asked);
      case 'unload':
        this.#slots[command.phase].unload();
        return this.#lookAtData();
      case 'cancel-load':
        return this.#slots[command.phase].cancel();
      case 'set-card':
        this.#slots[command.phase].card = command.card;
        return this.#previewVerdict();
      case 'load-init':
        return this.#awaitedByStart(this.#loadInit(command.file, command.origin));
      case 'load-indices':
        return this.#awaitedByStart(this.#loadIndices(command.phase, command.file));
      case 'start':
        return this.#start(command);
      case 'resume-run':
        return this.#resumeRun(command.runId, command.cutBack);
      case 'pause':
        return this.#live?.pause();
      case 'resume':
        await this.#steps.cancel();
        return this.#live?.resume();
      case 'stop':
        return this.#live?.stop();
      case 'list-runs':
        return this.#archive.list();
      case 'open-run':
        return this.#archive.replay(command.runId);
      case 'read-rows':
        return this.#archive.readRows(command.runId);
      case 'delete-run':
        return this.#archive.setDeleted(command.runId, true);
      case 'restore-run':
        return this.#archive.setDeleted(command.runId, false);
      case 'purge-runs':
        return this.#archive.makeRoom();
      case 'annotate-run':
        return this.#archive.annotate(command.runId, command.annotation);
      case 'forget-run':
        return this.#archive.forget(command.runId);
      case 'make-bundle':
        return this.#archive.makeBundle(command.runId, command.locale);
      case 'import-bundle':
        return this.#importer.take(command.files);
      case 'cancel-import':
        return this.#importer.cancel();
      case 'compare-runs':
        return this.#archive.compare(command.runIds);
      case 'parameters-at':
        return this.#steps.give(command, this.#surroundings());
      case 'cancel-parameters':
        return this.#steps.cancel();
      case 'look-at-step':
      case 'follow-row':
      case 'find-hardest-rows':
      case 'cancel-rows':
        return this.#looks.answer(command);
      case 'check-labels':
        await this.#steps.cancel();
        await this.#labels.check(command, {
          slots: this.#slots,
          live: this.#live,
          useBackend: () => this.#useBackend(command.spec.backend),
        });
        return this.#previewVerdict();
      case 'cancel-label-check':
        return this.#labels.cancel();
      default:
        command satisfies never;
    }
  }

  /** The kept runs are shown even where the chosen backend does not start. A run in progress keeps the backend it has. */
  async #greet(backend: BackendChoice): Promise<void> {
    // Who looks for a run need not wait for a device. What goes wrong is told below.
    const listed = this.#archive.show();
    listed.catch(() => undefined);
    try {
      if (!this.#live && this.#environment?.choice !== backend) await this.#steps.cancel();
      if (!this.#live) await this.#useBackend(backend);
    } finally {
      await listed;
      await this.#archive.open();
    }
  }

  async #useBackend(choice: BackendChoice): Promise<Environment> {
    if (this.#environment?.choice !== choice) {
      this.#environment = { choice, value: await startBackend(choice, passedAdapters) };
      this.#post({ kind: 'ready', environment: this.#environment.value });
    }
    return this.#environment.value;
  }

  /** A run that is started while a file is still being read starts from that file, or not at all. */
  #awaitedByStart(reading: Promise<void>): Promise<void> {
    this.#readings.add(reading);
    const done = () => this.#readings.delete(reading);
    reading.then(done, done);
    return reading;
  }

  async #start({ spec }: Extract<Command, { kind: 'start' }>): Promise<void> {
    await this.#asLive(spec, async (live) => {
      await Promise.all(this.#readings);
      const environment = { ...(await this.#useBackend(spec.backend)), storage: await storageFacts() };
      await live.train(environment, this.#given());
    });
  }

  /** On the backend that it was begun on: another one gives other bits. */
  async #resumeRun(runId: string, cutBack = false): Promise<void> {
    if (cutBack) await this.#archive.cutBack(runId);
    const cutOff = await this.#archive.resumePoint(runId);
    const { spec, environment } = cutOff.started;
    await this.#asLive(spec, async (live) => {
      this.#post({ kind: 'resuming', runId, spec });
      await this.#forgetFilesBeside(spec);
      await live.bringBack(this.#slots, runId);
      this.#previewVerdict();
      await live.goOn(await this.#useBackend(environment.backend), this.#given(), cutOff);
    });
  }

  /** Weights and row orders that the person chose for another run. */
  async #forgetFilesBeside(spec: RunSpec): Promise<void> {
    if (spec.init === 'random' && this.#init) await this.#loadInit(null);
    for (const { phase, indices } of spec.phases) if (!indices && this.#slots[phase].indices) await this.#loadIndices(phase, null);
  }

  #given(): Given {
    return {
      slots: this.#slots,
      init: this.#init,
      decide: (phases) => this.#verdict(phases),
      settleAudits: (phases) => this.#auditor.settle(phases),
    };
  }

  #surroundings(): Surroundings {
    const found = this.#environment?.value;
    return {
      source: (runId) => this.#archive.source(runId),
      slots: this.#slots,
      init: this.#init,
      live: this.#live,
      useBackend: async (name: BackendName) => (found?.backend === name ? found : this.#useBackend(name)),
    };
  }

  async #asLive(spec: RunSpec, train: (live: LiveRun) => Promise<void>): Promise<void> {
    if (this.#live) throw new TrainscriptError('run-in-progress', { run: this.#live.name });
    const live = new LiveRun(this.#post, this.#archive, spec);
    this.#live = live;
    try {
      await this.#steps.cancel();
      await this.#labels.cancel();
      await train(live);
    } catch (error) {
      // The next run looks anew at what there is.
      if (error instanceof TrainscriptError && error.code === 'device-not-renewed') this.#environment = null;
      throw error;
    } finally {
      this.#live = null;
      await this.#archive.list();
    }
  }

  async #loadInit(file: File | null, origin?: StepOrigin): Promise<void> {
    this.#init = file && (await readWeightsFile(file));
    this.#post({ kind: 'init-loaded', weights: this.#init && { ...weightsSummary(this.#init), ...(origin && { origin }) } });
  }

  async #loadIndices(phase: PhaseName, file: File | null): Promise<void> {
    const slot = this.#slots[phase];
    slot.indices = file && (await readIndicesFile(file));
    const indices = slot.indices;
    const summary = indices && { reference: indices.reference, steps: indices.rows.steps.length, rows: indices.rows.rows.length };
    this.#post({ kind: 'indices-loaded', phase, indices: summary });
  }

  /** What the policy says of the data now, and a closer look at them, for which nothing waits. */
  #lookAtData(): void {
    this.#previewVerdict();
    if (this.#live) return;
    this.#auditor.lookCloser().catch((error: unknown) => this.#post({ kind: 'problem', scope: 'page', problem: toProblem(error) }));
  }

  #previewVerdict(): void {
    this.#post({ kind: 'policy-preview', verdict: this.#verdict(['pretrain', 'finetune']) });
  }

  #verdict(phases: readonly PhaseName[]): Verdict {
    const now = new Date().toISOString();
    const facts = phases.flatMap((phase) => {
      const { loaded, card, known } = this.#slots[phase];
      return loaded ? [{ phase, card, known, audit: loaded.audit, now }] : [];
    });
    return decide('default', facts);
  }
}

async function readIndicesFile(file: File) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { reference: { file: file.name, sha256: await sha256Of(bytes) }, rows: parseIndices(new TextDecoder().decode(bytes), file.name) };
}

function scopeOf(command: Command): ProblemScope {
  switch (command.kind) {
    case 'load-files':
    case 'load-sample':
    case 'reread':
    case 'look-at-rows':
    case 'set-card':
    case 'load-indices':
    case 'check-labels':
      return command.phase;
    case 'load-init':
      return 'init';
    case 'start':
    case 'pause':
    case 'resume':
    case 'stop':
    case 'resume-run':
      return 'run';
    case 'open-run':
    case 'list-runs':
    case 'read-rows':
    case 'delete-run':
    case 'restore-run':
    case 'purge-runs':
    case 'annotate-run':
    case 'compare-runs':
    case 'forget-run':
      return 'runs';
    case 'make-bundle':
      return 'bundle';
    case 'import-bundle':
    case 'cancel-import':
      return 'import';
    case 'parameters-at':
    case 'cancel-parameters':
      return 'step';
    case 'look-at-step':
    case 'follow-row':
    case 'find-hardest-rows':
    case 'cancel-rows':
      return 'look';
    default:
      return 'page';
  }
}
