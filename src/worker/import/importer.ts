import { TrainscriptError } from '../../core/problems/problem.ts';
import type { ImportOutcome, Message } from '../../protocol.ts';
import type { Database } from '../../store/database.ts';
import { opfsHeadMirror } from '../../store/head-mirror.ts';
import { checkRun, readRun } from '../../store/runs.ts';
import { importRun } from './import-run.ts';

/** Often enough to see a bar move. */
const PROGRESS_INTERVAL_MS = 100;

/** Brings bundles back as runs, one at a time, and tells the page how far it is and what came of it. */
export class Importer {
  readonly #post: (message: Message) => void;
  readonly #database: Database;
  readonly #list: () => Promise<void>;
  /** Of those that are under way or wait for their turn. */
  readonly #stops = new Set<AbortController>();
  #last: Promise<void> = Promise.resolve();

  /** `list` tells the page which runs there are. */
  constructor(post: (message: Message) => void, database: Database, list: () => Promise<void>) {
    this.#post = post;
    this.#database = database;
    this.#list = list;
  }

  /** Resolves when the bundle is imported, or not wanted any more. @throws TrainscriptError `import-several`, and those of `importRun` */
  async take(files: readonly File[]): Promise<void> {
    if (files.length !== 1) throw new TrainscriptError('import-several', { count: files.length });
    const stop = new AbortController();
    this.#stops.add(stop);
    const taking = this.#last.then(() => this.#take(files[0], stop));
    this.#last = taking.catch(() => undefined);
    return taking;
  }

  async #take(file: File, stop: AbortController): Promise<void> {
    try {
      const outcome = await this.#import(file, stop.signal);
      const { kind, runId } = outcome;
      this.#post({ kind: 'import-ended', outcome });
      // A run of this id may have been found damaged, and was deleted for it.
      if (kind === 'imported') this.#post({ kind: 'run-checked', runId, check: await checkRun(this.#database, runId, opfsHeadMirror) });
    } catch (error) {
      if (!stop.signal.aborted) throw error;
    } finally {
      this.#stops.delete(stop);
      await this.#list();
    }
  }

  cancel(): void {
    for (const stop of this.#stops) stop.abort();
  }

  async #import(file: File, signal: AbortSignal): Promise<ImportOutcome> {
    let toldAt = Number.NEGATIVE_INFINITY;
    const { kind, runId, steps } = await importRun(this.#database, file, {
      signal,
      mirror: opfsHeadMirror,
      onProgress: (stage, done, total) => {
        const now = performance.now();
        if (now - toldAt < PROGRESS_INTERVAL_MS) return;
        toldAt = now;
        this.#post({ kind: 'import-progress', file: file.name, stage, done, total });
      },
    });
    const { name, annotation, steps: here } = await readRun(this.#database, runId);
    return { kind, runId, name: annotation?.name || name, steps, here };
  }
}
