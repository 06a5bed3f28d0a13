import { checkCanonical } from '../core/canonical.ts';
import { type Emission, type RunEvent, statusAfter } from '../core/events.ts';
import { TrainscriptError } from '../core/problem.ts';
import { type ChainHead, chainEvent, GENESIS } from '../core/transcript.ts';
import { type Commit, commit, keyframeParts } from './commit.ts';
import { type Database, errorName, readFrom } from './database.ts';
import type { HeadMirror } from './head-mirror.ts';
import { lockRun } from './run-lock.ts';
import { newRunRecord, recordAfter } from './run-record.ts';
import type { KeyframePart, RunRecord } from './schema.ts';
import { storageUse } from './storage-use.ts';

export interface WriterOptions {
  /** Told of events once their transaction has completed, in order. Must not throw. */
  readonly onCommitted: (events: readonly RunEvent[], head: ChainHead) => void;
  /** Keeps the head outside the database as well. */
  readonly mirror?: HeadMirror;
  /** Events that make a batch worth a transaction at once. */
  readonly batchEvents?: number;
  /** The longest that an event waits for others. */
  readonly batchMs?: number;
  /** `append` holds its caller back while more than this waits to be kept. */
  readonly maxPendingEvents?: number;
  readonly maxPendingBytes?: number;
}

const DEFAULTS = {
  batchEvents: 64,
  // A transaction costs 2 ms of CPU time, however little it keeps, and drawing what it kept another 14 ms of the page's; a page that
  // is half a second behind still feels live.
  batchMs: 500,
  // Four batches: enough to train on while one is written, and little to lose with the tab.
  maxPendingEvents: 256,
  // A dozen keyframes of the documents' network with its Adam moments.
  maxPendingBytes: 64 * 2 ** 20,
} as const;

/** A transaction's values pass the process boundary together, and need room all at once: one keyframe of the documents' network, not
 *  two, so that a nearly full disk still takes one after the other. */
const MAX_BATCH_BYTES = 8 * 2 ** 20;

/** Often enough to notice a cut-off transcript, seldom enough not to be felt: a write takes 5 ms of CPU time, as file systems
 *  in a browser are asked through several processes. It is written besides where a run pauses or ends. */
const MIRROR_INTERVAL_MS = 5000;

/** An event as it was handed over. Its line is made together with those of others: between two steps of training neither the
 *  code nor the data for that are in the processor's cache, and a line alone takes three times as long. */
interface Taken {
  readonly event: RunEvent;
  readonly keyframes: readonly KeyframePart[];
  readonly keyframeBytes: number;
}

interface Pending {
  readonly event: RunEvent;
  readonly line: string;
  readonly head: ChainHead;
  /** The run's record after this event. */
  readonly record: RunRecord;
  readonly bytes: number;
  readonly keyframes: readonly KeyframePart[];
}

interface Waiter {
  readonly isMet: () => boolean;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** Appends to a run's transcript, in batches, each batch in one transaction. Holds the run's lock while open.
 *
 *  An event handed over is the writer's: where the store refuses, it is kept in memory and tried again by `flush`,
 *  so the caller pauses, makes room, flushes and goes on with the next event. */
export class TranscriptWriter {
  readonly #database: Database;
  readonly #runId: string;
  readonly #options: Required<Omit<WriterOptions, 'mirror'>> & Pick<WriterOptions, 'mirror'>;
  readonly #unlock: () => void;
  readonly #pending: Pending[] = [];
  /** What came behind those. */
  #taken: Taken[] = [];
  #waiters: Waiter[] = [];
  /** As of the last of the pending events; before the first event what a run begins with. */
  #record: RunRecord | undefined;
  #committed: ChainHead;
  /** Events up to this number are to be kept without waiting for more. */
  #dueThrough = -1;
  #draining = false;
  #failure: TrainscriptError | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pendingBytes = 0;
  #mirroredAt = Number.NEGATIVE_INFINITY;

  private constructor(database: Database, runId: string, options: WriterOptions, record: RunRecord | undefined, unlock: () => void) {
    this.#database = database;
    this.#runId = runId;
    this.#options = { ...DEFAULTS, ...options };
    this.#record = record;
    this.#committed = record?.head ?? GENESIS;
    this.#unlock = unlock;
  }

  /** Opens a run to be written: a new one, or one that goes on where its transcript ends.
   *  @throws TrainscriptError `run-busy` where another tab writes it, and those of `Database.withDb`. */
  static async open(database: Database, runId: string, options: WriterOptions): Promise<TranscriptWriter> {
    const unlock = await lockRun(runId);
    try {
      const record = await database.withDb((db) => readFrom(db, 'runs', (runs) => runs.get(runId)));
      return new TranscriptWriter(database, runId, options, record, unlock);
    } catch (error) {
      unlock();
      throw error;
    }
  }

  /** The last event that is kept for good. */
  get committed(): ChainHead {
    return this.#committed;
  }

  /** Takes an event, which must not be changed any more, and a keyframe's file, which is the writer's from then on.
   *  Resolves when there is room for the next one, not when this one is kept.
   *  @throws TrainscriptError `not-canonical` (the event was not taken); `storage-full` or what else the store
   *  answered (it was taken: make room and `flush`, do not append it again). */
  async append(emission: Emission): Promise<void> {
    this.#take(emission);
    if (this.#failure !== undefined) throw this.#failure;
    if (statusAfter(emission.event) !== 'running' || this.#waiting >= this.#options.batchEvents) this.#keepAllSoon();
    else this.#armTimer();
    await this.#until(() => this.#hasRoom());
  }

  /** Resolves when everything taken so far is kept. After a failure it tries again.
   *  @throws TrainscriptError as `append`. */
  async flush(): Promise<void> {
    const last = this.#lastSeq;
    this.#failure = undefined;
    this.#keepAllSoon();
    await this.#until(() => this.#committed.seq >= last);
  }

  /** Keeps what is left and lets the run go, even where keeping fails. */
  async close(): Promise<void> {
    try {
      await this.flush();
    } finally {
      clearTimeout(this.#timer);
      this.#unlock();
    }
  }

  /** Events that are not kept yet. */
  get #waiting(): number {
    return this.#pending.length + this.#taken.length;
  }

  /** Number of the last event handed over. */
  get #lastSeq(): number {
    return this.#committed.seq + this.#waiting;
  }

  #take({ event, keyframe }: Emission): void {
    checkCanonical(event);
    this.#record ??= firstRecord(event);
    const keyframes = keyframe === undefined ? [] : keyframeParts(event, this.#runId, keyframe);
    const keyframeBytes = keyframe?.byteLength ?? 0;
    this.#taken.push({ event, keyframes, keyframeBytes });
    this.#pendingBytes += keyframeBytes;
  }

  /** Makes the lines of what was taken. */
  #chainTaken(record: RunRecord): void {
    for (const { event, keyframes, keyframeBytes } of this.#taken) {
      const { line, head, bytes: lineBytes } = chainEvent(record.head, event);
      const bytes = lineBytes + 1 + keyframeBytes;
      record = recordAfter(record, event, head, bytes);
      this.#pending.push({ event, line, head, record, bytes, keyframes });
      this.#pendingBytes += lineBytes + 1;
    }
    this.#record = record;
    this.#taken = [];
  }

  #hasRoom(): boolean {
    return this.#waiting <= this.#options.maxPendingEvents && this.#pendingBytes <= this.#options.maxPendingBytes;
  }

  #armTimer(): void {
    this.#timer ??= setTimeout(() => this.#keepAllSoon(), this.#options.batchMs);
  }

  #keepAllSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#dueThrough = this.#lastSeq;
    if (!this.#draining) void this.#drain();
  }

  /** Commits one batch after the other until nothing is due. */
  async #drain(): Promise<void> {
    this.#draining = true;
    try {
      while (this.#failure === undefined && this.#committed.seq < this.#dueThrough) {
        if (this.#record !== undefined) this.#chainTaken(this.#record);
        await this.#keepBatch(firstBatch(this.#pending, this.#options.batchEvents));
      }
    } catch (error) {
      this.#failure = await this.#problemOf(error);
    } finally {
      this.#draining = false;
    }
    this.#wakeWaiters();
    if (this.#failure === undefined && this.#waiting > 0) this.#armTimer();
  }

  async #keepBatch(batch: readonly Pending[]): Promise<void> {
    const plan = commitOf(this.#committed, batch);
    await this.#database.withDb((db) => commit(db, plan));
    this.#committed = plan.record.head;
    this.#pending.splice(0, batch.length);
    this.#pendingBytes -= sumBytes(batch);
    this.#options.onCommitted(
      batch.map(({ event }) => event),
      this.#committed,
    );
    await this.#mirrorHead(plan.record.status !== 'running');
    this.#wakeWaiters();
  }

  async #mirrorHead(now: boolean): Promise<void> {
    if (!now && performance.now() - this.#mirroredAt < MIRROR_INTERVAL_MS) return;
    await this.#options.mirror?.write(this.#runId, this.#committed);
    this.#mirroredAt = performance.now();
  }

  async #until(isMet: () => boolean): Promise<void> {
    if (isMet()) return;
    await new Promise<void>((resolve, reject) => this.#waiters.push({ isMet, resolve, reject }));
  }

  #wakeWaiters(): void {
    const waiters = this.#waiters;
    this.#waiters = waiters.filter(({ isMet }) => this.#failure === undefined && !isMet());
    for (const { isMet, resolve, reject } of waiters) {
      if (isMet()) resolve();
      else if (this.#failure !== undefined) reject(this.#failure);
    }
  }

  async #problemOf(error: unknown): Promise<TrainscriptError> {
    if (error instanceof TrainscriptError) return error;
    if (errorName(error) !== 'QuotaExceededError') {
      return new TrainscriptError('storage-unavailable', { detail: error instanceof Error ? error.message : String(error) }, error);
    }
    const waiting = { events: this.#waiting, bytes: this.#pendingBytes };
    const use = await storageUse().catch(() => ({ usage: 0, quota: 0 }));
    return new TrainscriptError('storage-full', { ...waiting, ...use }, error);
  }
}

function firstRecord(event: RunEvent): RunRecord {
  if (event.kind === 'run-started') return newRunRecord(event);
  throw new TrainscriptError('unexpected', { detail: `a transcript began with the event ${event.kind} instead of run-started` });
}

/** As many events from the front as one transaction should carry, one at least. */
function firstBatch(pending: readonly Pending[], maxEvents: number): readonly Pending[] {
  let bytes = pending[0].bytes;
  let count = 1;
  while (count < Math.min(maxEvents, pending.length) && bytes + pending[count].bytes <= MAX_BATCH_BYTES) bytes += pending[count++].bytes;
  return pending.slice(0, count);
}

function commitOf(before: ChainHead, batch: readonly Pending[]): Commit {
  const { record, head } = batch[batch.length - 1];
  const keyframes = batch.flatMap((pending) => pending.keyframes);
  const isPrecious = keyframes.length > 0 || batch.some(({ event }) => statusAfter(event) !== 'running');
  const segment = {
    runId: record.runId,
    firstSeq: before.seq + 1,
    lastSeq: head.seq,
    text: batch.map(({ line }) => `${line}\n`).join(''),
    head: head.hash,
  };
  return { before, segment, keyframes, record, durability: isPrecious ? 'strict' : 'relaxed' };
}

const sumBytes = (batch: readonly Pending[]): number => batch.reduce((sum, { bytes }) => sum + bytes, 0);
