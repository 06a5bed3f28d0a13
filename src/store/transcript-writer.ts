import { TrainscriptError } from '../core/problems/problem.ts';
import { checkCanonical } from '../core/transcript/canonical.ts';
import { fitsColumns } from '../core/transcript/event-columns.ts';
import { type Emission, type RunEvent, statusAfter } from '../core/transcript/events.ts';
import { encodeSegment, headOf } from '../core/transcript/segment.ts';
import { type ChainHead, GENESIS } from '../core/transcript/transcript.ts';
import { type Backlog, hasRoom } from './backlog.ts';
import { type Commit, commit, keyframeParts } from './commit.ts';
import { type Database, readFrom } from './database.ts';
import { errorName } from './error-name.ts';
import type { HeadMirror } from './head-mirror.ts';
import type { KeyframeFile } from './keyframe-files.ts';
import { lockRun } from './run-lock.ts';
import { newRunRecord, recordAfter } from './run-record.ts';
import type { KeyframePart, RunRecord } from './schema.ts';
import { storageUse } from './storage-use.ts';

export interface WriterOptions {
  /** Told of events once their transaction has completed, in order. Must not throw. */
  readonly onCommitted: (events: readonly RunEvent[], head: ChainHead) => void;
  /** Told once when the store refuses, until `flush` tries again. Must not throw. */
  readonly onFailed?: (error: TrainscriptError) => void;
  /** Keeps the head outside the database as well. */
  readonly mirror?: HeadMirror;
  /** What the record of a new run says besides. */
  readonly mark?: Pick<RunRecord, 'imported' | 'arriving'>;
  /** Events that make a batch worth a transaction at once. */
  readonly batchEvents?: number;
  /** The longest that an event waits for others. */
  readonly batchMs?: number;
  /** `append` holds its caller back while more than this waits to be kept. */
  readonly mostWaiting?: Backlog;
}

type Batching = Required<Pick<WriterOptions, 'batchEvents' | 'batchMs'>>;

const DEFAULTS: Batching = {
  batchEvents: 64,
  // A transaction costs 5 ms of CPU time in this process and the browser's, however little it keeps, and drawing what it kept another
  // 14 ms of the page's; curves that are a second behind still feel live.
  batchMs: 1000,
};

/** Who starts a run sees its first steps this soon; the later ones wait as long as the run is old, up to `batchMs`. */
const FIRST_BATCH_MS = 50;

/** A transaction's values pass the process boundary together, and need room all at once: one keyframe of the documents' network, not
 *  two, so that a nearly full disk still takes one after the other. */
const MAX_BATCH_BYTES = 8 * 2 ** 20;

/** Between two heads outside the database that wait for the disk: that may take as long as a step, and only the machine's own death
 *  can tell the difference. Where a run pauses or ends it waits besides. */
const MIRROR_TO_DISK_MS = 5000;

/** An event as it was handed over. */
interface Pending {
  readonly event: RunEvent;
  readonly keyframe: KeyframeFile | null;
}

/** What is being kept. */
interface Planned {
  readonly commit: Commit;
  /** Of how many events from the front. */
  readonly events: number;
  readonly keyframes: readonly KeyframeFile[];
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
  readonly #options: WriterOptions & Batching;
  readonly #unlock: () => void;
  readonly #pending: Pending[] = [];
  #waiters: Waiter[] = [];
  /** As kept; before the first commit what a run begins with. */
  #record: RunRecord | undefined;
  #committed: ChainHead;
  /** It is repeated as it is where the store did not answer. */
  #planned: Planned | undefined;
  /** Events up to this number are to be kept without waiting for more. */
  #dueThrough = -1;
  #draining = false;
  #failure: TrainscriptError | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pendingBytes = 0;
  readonly #openedAt = performance.now();
  #mirroredToDiskAt = Number.NEGATIVE_INFINITY;

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
    this.take(emission);
    if (this.#failure !== undefined) throw this.#failure;
    await this.#until(() => hasRoom({ events: this.#pending.length, bytes: this.#pendingBytes }, this.#options.mostWaiting));
  }

  /** The same for a caller that sees to it that there is room, and hears by `onFailed` what the store answers.
   *  @throws TrainscriptError `not-canonical` */
  take(emission: Emission): void {
    this.#add(emission);
    if (this.#failure !== undefined) return;
    if (statusAfter(emission.event) !== 'running' || this.#pending.length >= this.#options.batchEvents) this.#keepAllSoon();
    else this.#armTimer();
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
      await this.#options.mirror?.close(this.#runId);
      this.#unlock();
    }
  }

  /** Number of the last event handed over. */
  get #lastSeq(): number {
    return this.#committed.seq + this.#pending.length;
  }

  #add({ event, keyframe }: Emission): void {
    // What fits into columns is finite numbers, and most events are steps.
    if (event.kind !== 'step' || !fitsColumns(event)) checkCanonical(event);
    this.#record ??= { ...firstRecord(event), ...this.#options.mark };
    this.#pending.push({ event, keyframe: keyframe ? keyframeOf(event, this.#runId, keyframe) : null });
    this.#pendingBytes += keyframe?.byteLength ?? 0;
  }

  #armTimer(): void {
    this.#timer ??= setTimeout(() => this.#keepAllSoon(), Math.min(this.#options.batchMs, FIRST_BATCH_MS + this.#openMs()));
  }

  #openMs(): number {
    return performance.now() - this.#openedAt;
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
        await this.#keepBatch();
      }
    } catch (error) {
      this.#failure = await this.#problemOf(error);
      this.#options.onFailed?.(this.#failure);
    } finally {
      this.#draining = false;
    }
    this.#wakeWaiters();
    if (this.#failure === undefined && this.#pending.length > 0) this.#armTimer();
  }

  async #keepBatch(): Promise<void> {
    if (this.#record === undefined) return;
    this.#planned ??= await planBatch(this.#record, this.#committed, firstBatch(this.#pending, this.#options.batchEvents));
    const { commit: plan, events, keyframes } = this.#planned;
    // The files first: what the transcript names must be there. One that it does not name yet is written again.
    const parts = await this.#keepFiles(keyframes);
    await this.#database.withDb((db) => commit(db, plan, parts));
    // What is told as kept is known outside the database too: should that lose it, the page can say so.
    await this.#mirrorHead(plan.record);
    this.#planned = undefined;
    this.#record = plan.record;
    this.#committed = plan.record.head;
    const kept = this.#pending.splice(0, events);
    this.#pendingBytes -= sumBytes(keyframes);
    this.#options.onCommitted(
      kept.map(({ event }) => event),
      this.#committed,
    );
    this.#wakeWaiters();
  }

  /** Returns what no file could take. */
  async #keepFiles(keyframes: readonly KeyframeFile[]): Promise<KeyframePart[]> {
    const left: KeyframePart[] = [];
    for (const keyframe of keyframes) if (!(await this.#database.keyframes.write(keyframe))) left.push(...keyframeParts(keyframe));
    return left;
  }

  async #mirrorHead({ head, name, steps, status }: RunRecord): Promise<void> {
    const toDisk = status !== 'running' || performance.now() - this.#mirroredToDiskAt >= MIRROR_TO_DISK_MS;
    await this.#options.mirror?.write(this.#runId, { ...head, name, steps }, toDisk);
    if (toDisk) this.#mirroredToDiskAt = performance.now();
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

  /** What is being kept as it takes room, and the keyframes behind it. */
  #waitingBytes(): number {
    if (!this.#planned || !this.#record) return this.#pendingBytes;
    const { commit: plan, keyframes } = this.#planned;
    return plan.record.bytes - this.#record.bytes + this.#pendingBytes - sumBytes(keyframes);
  }

  async #problemOf(error: unknown): Promise<TrainscriptError> {
    if (error instanceof TrainscriptError) return error;
    if (errorName(error) !== 'QuotaExceededError') {
      return new TrainscriptError('storage-unavailable', { detail: error instanceof Error ? error.message : String(error) }, error);
    }
    const waiting = { events: this.#pending.length, bytes: this.#waitingBytes() };
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
  const bytesAt = (index: number) => pending[index].keyframe?.bytes.byteLength ?? 0;
  let bytes = bytesAt(0);
  let count = 1;
  while (count < Math.min(maxEvents, pending.length) && bytes + bytesAt(count) <= MAX_BATCH_BYTES) bytes += bytesAt(count++);
  return pending.slice(0, count);
}

async function planBatch(recordBefore: RunRecord, before: ChainHead, batch: readonly Pending[]): Promise<Planned> {
  const events = batch.map(({ event }) => event);
  const segment = await encodeSegment(before, events);
  const keyframes = batch.flatMap(({ keyframe }) => keyframe ?? []);
  const bytes = segment.summary.byteLength + segment.detail.byteLength + sumBytes(keyframes);
  const record = recordAfter(recordBefore, events, headOf(segment), bytes);
  const isPrecious = keyframes.length > 0 || events.some((event) => statusAfter(event) !== 'running');
  return { commit: { before, segment, record, durability: isPrecious ? 'strict' : 'relaxed' }, events: events.length, keyframes };
}

function keyframeOf(event: RunEvent, runId: string, bytes: Uint8Array<ArrayBuffer>): KeyframeFile {
  if (event.kind === 'keyframe') return { runId, step: event.step, track: event.phase, bytes };
  if (event.kind === 'parameters') return { runId, step: event.step, track: `${event.phase}-parameters`, bytes };
  throw new TrainscriptError('unexpected', { detail: `a keyframe’s file came with the event ${event.kind}` });
}

const sumBytes = (keyframes: readonly KeyframeFile[]): number => keyframes.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
