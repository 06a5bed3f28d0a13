import type { Locale } from '../core/locale.ts';
import { TrainscriptError } from '../core/problems/problem.ts';
import type { EventColumns } from '../core/transcript/event-columns.ts';
import type { RunAnnotation } from '../core/transcript/run-annotation.ts';
import type { RunCheck } from '../core/transcript/transcript.ts';
import type { Message } from '../protocol.ts';
import { annotateRun } from '../store/annotations.ts';
import { turnAwayStrays } from '../store/arrivals.ts';
import { cutBack } from '../store/cut-back.ts';
import type { Database } from '../store/database.ts';
import type { KeptHandles } from '../store/file-handles.ts';
import { opfsHeadMirror } from '../store/head-mirror.ts';
import { isRunLocked } from '../store/run-lock.ts';
import { checkRun, listRuns, markDeleted, purgeDeleted, readRun } from '../store/runs.ts';
import { DATABASE_NAME } from '../store/schema.ts';
import { WriterThread } from '../store/writer-thread.ts';
import { damageOf } from './archive/damage.ts';
import { allHandles, isOpenEnded, readRunList } from './archive/run-list.ts';
import { ShownRun } from './archive/shown-run.ts';
import { makeBundle } from './bundle.ts';
import { findResumePoint, type ResumePoint } from './resume/resume-point.ts';
import { RunNews } from './run-news.ts';
import { type RunSource, storedRun } from './run-source.ts';

/** The kept runs: what the page lists, deletes, goes on with, and takes away as bundles. */
export class Archive {
  /** The one of them that the page has open. */
  readonly shown: ShownRun;
  readonly #post: (message: Message) => void;
  readonly #database: Database;
  readonly #news: RunNews;
  #isCleared = false;
  #isOpen = false;

  constructor(post: (message: Message) => void, database: Database, longRunSteps?: number) {
    this.#post = post;
    this.#database = database;
    this.shown = new ShownRun(post, database, () => void this.list(), longRunSteps);
    this.#news = new RunNews((runId) => void this.shown.readOn(runId));
  }

  /** Lists the runs; the first time all are checked, one after the other, while the page can be used. */
  async open(): Promise<void> {
    const isFirst = !this.#isOpen;
    await this.list();
    this.#isOpen = true;
    if (isFirst) await this.#checkAll();
  }

  /** What was deleted before this page was opened can no longer be undone; what is deleted while it is open can. */
  async list(): Promise<void> {
    if (!this.#isCleared) await Promise.all([purgeDeleted(this.#database, opfsHeadMirror), turnAwayStrays(this.#database)]);
    this.#isCleared = true;
    this.#post({ kind: 'runs', ...(await readRunList(this.#database)) });
  }

  /** What is known to be gone is not mentioned any more. */
  async forget(runId: string): Promise<void> {
    await opfsHeadMirror.remove(runId);
    await this.list();
  }

  /** What was deleted goes for good now. */
  async makeRoom(): Promise<void> {
    await purgeDeleted(this.#database, opfsHeadMirror);
    await this.list();
  }

  /** A writer whose events reach the page once they are kept; `onKept` is told of them as well. */
  openWriter(runId: string, onKept: (columns: EventColumns) => void): Promise<WriterThread> {
    return WriterThread.open(DATABASE_NAME, runId, (columns) => {
      this.#post({ kind: 'committed', runId, columns });
      this.#news.tell(runId);
      onKept(columns);
    });
  }

  /** Where a run goes on that was cut off; its transcript is checked to the last line first.
   *  @throws TrainscriptError `run-missing`, `resume-ended`, `transcript-damaged`, and those of `findResumePoint` */
  async resumePoint(runId: string): Promise<ResumePoint> {
    const record = await readRun(this.#database, runId);
    if (!isOpenEnded(record)) throw new TrainscriptError('resume-ended', { run: record.name, status: record.status });
    const check = await this.#check(runId);
    if (!check.ok) {
      const { code, fields } = damageOf(runId, check);
      throw new TrainscriptError(code, fields);
    }
    return findResumePoint(storedRun(this.#database, record));
  }

  /** Keeps with a run where its files can be had again. Where the browser cannot keep that, they are dropped again. */
  async keepHandles(runId: string, handles: KeptHandles): Promise<void> {
    if (Object.keys(handles).length > 0) await this.#database.handles.keep(runId, handles).catch(() => undefined);
  }

  async handlesOf(runId: string): Promise<KeptHandles> {
    return (await allHandles(this.#database)).get(runId) ?? {};
  }

  /** Cuts a damaged run back to where it is sound. @throws TrainscriptError those of `cutBack` */
  async cutBack(runId: string): Promise<void> {
    await cutBack(this.#database, runId, opfsHeadMirror);
    this.#post({ kind: 'run-checked', runId, check: await this.#check(runId) });
    await this.list();
  }

  /** A kept run as it stands now. @throws TrainscriptError `run-missing` */
  async source(runId: string): Promise<RunSource> {
    return storedRun(this.#database, await readRun(this.#database, runId));
  }

  async setDeleted(runId: string, deleted: boolean): Promise<void> {
    await markDeleted(this.#database, runId, deleted);
    await this.list();
  }

  async annotate(runId: string, annotation: RunAnnotation): Promise<void> {
    await annotateRun(this.#database, runId, annotation);
    await this.list();
  }

  async makeBundle(runId: string, locale: Locale): Promise<void> {
    const progress = (entry: string, bytes: number) => this.#post({ kind: 'bundle-progress', runId, entry, bytes });
    const file = await makeBundle(this.#database, runId, progress, locale);
    this.#post({ kind: 'bundle-ready', runId, name: file.name, file });
  }

  /** A run that is being written is checked when it is opened. */
  async #checkAll(): Promise<void> {
    for (const { runId } of await listRuns(this.#database)) {
      if (await isRunLocked(runId)) continue;
      const check = await this.#check(runId).catch(() => null);
      if (check) this.#post({ kind: 'run-checked', runId, check });
    }
  }

  #check(runId: string): Promise<RunCheck> {
    return checkRun(this.#database, runId, opfsHeadMirror);
  }
}
