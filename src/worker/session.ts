import { TrainscriptError, toProblem } from '../core/problems/problem.ts';
import type { BackendChoice, RunSpec } from '../core/spec/spec.ts';
import type { Command, Message } from '../protocol.ts';
import { Database } from '../store/database.ts';
import { DATABASE_NAME } from '../store/schema.ts';
import { storageFacts } from '../store/storage-use.ts';
import { AnySteps } from './any-step/any-steps.ts';
import type { Surroundings } from './any-step/set-up-bench.ts';
import { Archive } from './archive.ts';
import { ComparedRuns } from './compared-run.ts';
import { Importer } from './import/importer.ts';
import { LabelChecks } from './label-check/label-checks.ts';
import { LiveRun } from './live-run.ts';
import { Looks } from './looks/looks.ts';
import { scopeOf } from './problem-scope.ts';
import { Setup } from './setup.ts';
import { UsedBackend } from './used-backend.ts';

export type Post = (message: Message, transfer?: Transferable[]) => void;

/** What the worker holds for the page, and who of it carries out which command. One run is in progress at a time. */
export class Session {
  readonly #post: Post;
  readonly #setup: Setup;
  readonly #backend: UsedBackend;
  readonly #archive: Archive;
  readonly #compared: ComparedRuns;
  readonly #importer: Importer;
  readonly #steps: AnySteps;
  readonly #looks: Looks;
  readonly #labels: LabelChecks;
  #live: LiveRun | null = null;

  constructor(post: Post) {
    const database = new Database(DATABASE_NAME, {
      onDataLoss: (detail) => post({ kind: 'problem', scope: 'page', problem: { code: 'storage-lost', fields: { detail } } }),
    });
    this.#post = post;
    this.#setup = new Setup(post);
    this.#backend = new UsedBackend(post);
    this.#archive = new Archive(post, database);
    this.#compared = new ComparedRuns(post, database);
    this.#importer = new Importer(post, database, () => this.#archive.list());
    this.#steps = new AnySteps(post);
    this.#looks = new Looks(post, database, this.#setup.slots);
    this.#labels = new LabelChecks(post, database);
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
        await this.#setup.slots[command.phase].loadDropped(command.files, command.options);
        return this.#lookAtData();
      case 'keep-handles':
        this.#setup.slots[command.phase].handles = command.handles;
        return;
      case 'load-sample':
        await this.#setup.slots[command.phase].loadSample(command.sample, command.options);
        return this.#lookAtData();
      case 'reread':
        await this.#setup.slots[command.phase].reread(command.options);
        return this.#lookAtData();
      case 'look-at-rows':
        return this.#setup.slots[command.phase].lookAtRows(command.key, command.asked);
      case 'unload':
        this.#setup.slots[command.phase].unload();
        return this.#lookAtData();
      case 'cancel-load':
        return this.#setup.slots[command.phase].cancel();
      case 'set-card':
        this.#setup.slots[command.phase].card = command.card;
        return this.#setup.tellVerdict();
      case 'load-init':
        return this.#setup.loadInit(command.file, command.origin);
      case 'load-indices':
        return this.#setup.loadIndices(command.phase, command.file);
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
        return this.#archive.shown.show(command.runId);
      case 'read-rows':
        return this.#archive.shown.sendRows(command.runId);
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
        return this.#compared.send(command.runIds);
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
          slots: this.#setup.slots,
          live: this.#live,
          useBackend: () => this.#backend.use(command.spec.backend),
        });
        return this.#setup.tellVerdict();
      case 'cancel-label-check':
        return this.#labels.cancel();
      default:
        command satisfies never;
    }
  }

  /** The kept runs are shown even where the chosen backend does not start. A run in progress keeps the backend it has. */
  async #greet(backend: BackendChoice): Promise<void> {
    // Who looks for a run need not wait for a device. What goes wrong is told below.
    const listed = this.#archive.list();
    listed.catch(() => undefined);
    try {
      if (!this.#live && !this.#backend.isChosen(backend)) await this.#steps.cancel();
      if (!this.#live) await this.#backend.use(backend);
    } finally {
      await listed;
      await this.#archive.open();
    }
  }

  /** What is loaded while a run is in progress is looked at closer when the next one is started. */
  #lookAtData(): void {
    this.#setup.tellVerdict();
    if (!this.#live) this.#setup.lookCloser();
  }

  async #start({ spec }: Extract<Command, { kind: 'start' }>): Promise<void> {
    await this.#asLive(spec, async (live) => {
      const environment = { ...(await this.#backend.use(spec.backend)), storage: await storageFacts() };
      await live.train(environment, await this.#setup.give());
    });
  }

  /** On the backend that it was begun on: another one gives other bits. */
  async #resumeRun(runId: string, cutBack = false): Promise<void> {
    if (cutBack) await this.#archive.cutBack(runId);
    const cutOff = await this.#archive.resumePoint(runId);
    const { spec, environment } = cutOff.started;
    await this.#asLive(spec, async (live) => {
      this.#post({ kind: 'resuming', runId, spec });
      await this.#setup.forgetFilesBeside(spec);
      await live.bringBack(this.#setup.slots, runId);
      this.#setup.tellVerdict();
      await live.goOn(await this.#backend.use(environment.backend), await this.#setup.give(), cutOff);
    });
  }

  #surroundings(): Surroundings {
    return {
      source: (runId) => this.#archive.source(runId),
      slots: this.#setup.slots,
      init: this.#setup.init,
      live: this.#live,
      useBackend: (name) => this.#backend.useNamed(name),
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
      if (error instanceof TrainscriptError && error.code === 'device-not-renewed') this.#backend.forget();
      throw error;
    } finally {
      this.#live = null;
      await this.#archive.list();
    }
  }
}
