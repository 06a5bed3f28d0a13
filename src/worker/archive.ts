import { eventColumns } from '../core/event-columns.ts';
import type { RunEvent } from '../core/events.ts';
import { TrainscriptError } from '../core/problem.ts';
import type { Message, RunSummary } from '../protocol.ts';
import { Database } from '../store/database.ts';
import { opfsHeadMirror } from '../store/head-mirror.ts';
import { isRunLocked } from '../store/run-lock.ts';
import { checkRun, listRuns, markDeleted, purgeDeleted, readEvents, readRun } from '../store/runs.ts';
import type { RunRecord } from '../store/schema.ts';
import { storageUse } from '../store/storage-use.ts';
import { TranscriptWriter } from '../store/transcript-writer.ts';
import { makeBundle } from './bundle.ts';
import { findResumePoint, type ResumePoint } from './resume-point.ts';
import { type RunSource, storedRun } from './run-source.ts';

/** The kept runs: what the page lists, opens again, deletes, and takes away as bundles. */
export class Archive {
  readonly #post: (message: Message) => void;
  readonly #database = new Database();
  #isOpen = false;

  constructor(post: (message: Message) => void) {
    this.#post = post;
  }

  /** What was deleted before this page was opened can no longer be undone; what is deleted while it is open can. */
  async open(): Promise<void> {
    if (!this.#isOpen) await purgeDeleted(this.#database, opfsHeadMirror);
    this.#isOpen = true;
    await this.list();
  }

  /** What was deleted goes for good now. */
  async makeRoom(): Promise<void> {
    await purgeDeleted(this.#database, opfsHeadMirror);
    await this.list();
  }

  async list(): Promise<void> {
    const records = await listRuns(this.#database);
    this.#post({ kind: 'runs', runs: await Promise.all(records.map(summaryOf)), storage: await storageUse() });
  }

  /** A writer whose events reach the page once they are kept; `onKept` is told of them as well. */
  async openWriter(runId: string, onKept: (events: readonly RunEvent[]) => void): Promise<TranscriptWriter> {
    const onCommitted = (events: readonly RunEvent[]) => {
      this.#post({ kind: 'committed', runId, columns: eventColumns(events) });
      onKept(events);
    };
    return TranscriptWriter.open(this.#database, runId, { onCommitted, mirror: opfsHeadMirror });
  }

  /** Where a run goes on that was cut off; its transcript is checked to the last line first.
   *  @throws TrainscriptError `run-missing`, `resume-ended`, `transcript-damaged`, and those of `findResumePoint` */
  async resumePoint(runId: string): Promise<ResumePoint> {
    const record = await readRun(this.#database, runId);
    if (!isOpenEnded(record)) throw new TrainscriptError('resume-ended', { run: record.name, status: record.status });
    const check = await checkRun(this.#database, runId, opfsHeadMirror);
    if (!check.ok) {
      throw new TrainscriptError('transcript-damaged', { runId, seq: check.seq, detail: 'it does not follow the event before it' });
    }
    return findResumePoint(storedRun(this.#database, record));
  }

  /** A kept run as it stands now. @throws TrainscriptError `run-missing` */
  async source(runId: string): Promise<RunSource> {
    return storedRun(this.#database, await readRun(this.#database, runId));
  }

  /** Sends a kept run through the same messages as a live one. */
  async replay(runId: string, live = false): Promise<void> {
    this.#post({ kind: 'run-opened', runId, live });
    for await (const events of readEvents(this.#database, runId)) {
      this.#post({ kind: 'committed', runId, columns: eventColumns(events) });
    }
  }

  async setDeleted(runId: string, deleted: boolean): Promise<void> {
    await markDeleted(this.#database, runId, deleted);
    await this.list();
  }

  async makeBundle(runId: string): Promise<void> {
    const file = await makeBundle(this.#database, runId, (entry, bytes) => this.#post({ kind: 'bundle-progress', runId, entry, bytes }));
    this.#post({ kind: 'bundle-ready', runId, name: file.name, file });
  }
}

const isOpenEnded = ({ status }: RunRecord): boolean => status === 'running' || status === 'paused';

/** A run that says it is running while no tab holds it was cut off. */
async function summaryOf(record: RunRecord): Promise<RunSummary> {
  const { runId, name, startedAt, status, steps, accuracy, baselineAccuracy, bytes, deleted } = record;
  const isCutOff = isOpenEnded(record) && !(await isRunLocked(runId));
  return { runId, name, startedAt, status: isCutOff ? 'interrupted' : status, steps, accuracy, baselineAccuracy, bytes, deleted };
}
