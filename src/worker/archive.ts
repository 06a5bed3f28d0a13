import type { RunEvent } from '../core/events.ts';
import type { Message, RunSummary } from '../protocol.ts';
import { Database } from '../store/database.ts';
import { opfsHeadMirror } from '../store/head-mirror.ts';
import { isRunLocked } from '../store/run-lock.ts';
import { listRuns, markDeleted, purgeDeleted, readEvents } from '../store/runs.ts';
import type { RunRecord } from '../store/schema.ts';
import { storageUse } from '../store/storage-use.ts';
import { TranscriptWriter } from '../store/transcript-writer.ts';
import { makeBundle } from './bundle.ts';

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
      this.#post({ kind: 'committed', runId, events });
      onKept(events);
    };
    return TranscriptWriter.open(this.#database, runId, { onCommitted, mirror: opfsHeadMirror });
  }

  /** Sends a kept run through the same messages as a live one. */
  async replay(runId: string): Promise<void> {
    this.#post({ kind: 'run-opened', runId, live: false });
    for await (const events of readEvents(this.#database, runId)) this.#post({ kind: 'committed', runId, events });
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

/** A run that says it is running while no tab holds it was cut off. */
async function summaryOf({
  runId,
  name,
  startedAt,
  status,
  steps,
  accuracy,
  baselineAccuracy,
  bytes,
  deleted,
}: RunRecord): Promise<RunSummary> {
  const isCutOff = (status === 'running' || status === 'paused') && !(await isRunLocked(runId));
  return { runId, name, startedAt, status: isCutOff ? 'interrupted' : status, steps, accuracy, baselineAccuracy, bytes, deleted };
}
