import { TrainscriptError } from '../core/problems/problem.ts';
import type { Track } from '../core/spec/spec.ts';
import type { RunEvent } from '../core/transcript/events.ts';
import { headOf, openSegment, type Segment } from '../core/transcript/segment.ts';
import { type ChainHead, GENESIS, type RunCheck } from '../core/transcript/transcript.ts';
import { type Connection, type Database, readFrom } from './database.ts';
import type { HeadMirror } from './head-mirror.ts';
import type { RunRecord, SegmentKey, Shelf } from './schema.ts';

/** Segments fetched in one go: about a megabyte of a run that trains at full speed. */
const SEGMENTS_AT_ONCE = 32;

/** What an event's detail is read as where the store lost it: the segment's hash tells then. */
export const LOST_DETAIL = new Uint8Array(0);

/** All runs, newest first. */
export async function listRuns(database: Database): Promise<RunRecord[]> {
  const records = await database.withDb((db) => readFrom(db, 'runs', (runs) => runs.getAll()));
  return records.filter(({ arriving }) => !arriving).sort((a, b) => (a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : 0));
}

/** @throws TrainscriptError `run-missing`. */
export async function readRun(database: Database, runId: string): Promise<RunRecord> {
  const record = await database.withDb((db) => readFrom(db, 'runs', (runs) => runs.get(runId)));
  if (record === undefined) throw new TrainscriptError('run-missing', { runId });
  return record;
}

/** Marks a run as deleted, or takes that back; nothing is lost before `purgeRun`. @throws TrainscriptError `run-missing`. */
export async function markDeleted(database: Database, runId: string, deleted: boolean): Promise<void> {
  await database.withDb(async (db) => {
    const transaction = db.transaction('runs', 'readwrite');
    const record = await transaction.store.get(runId);
    if (record === undefined) throw new TrainscriptError('run-missing', { runId });
    await Promise.all([transaction.store.put({ ...record, deleted }), transaction.done]);
  });
}

/** Deletes a run with everything that was kept of it. */
export async function purgeRun(database: Database, runId: string, mirror?: HeadMirror): Promise<void> {
  await database.withDb(async (db) => {
    const transaction = db.transaction(['runs', 'segments', 'details', 'keyframes', 'aside'], 'readwrite');
    const requests = [
      () => transaction.objectStore('runs').delete(runId),
      () => transaction.objectStore('segments').delete(keysOf(runId)),
      () => transaction.objectStore('details').delete(keysOf(runId)),
      () => transaction.objectStore('keyframes').delete(keysOf(runId)),
      () => transaction.objectStore('aside').delete(keysOf(runId)),
      () => transaction.done,
    ];
    await Promise.all(requests.map(async (request) => request()));
  });
  await Promise.all([database.keyframes.removeRun(runId), database.handles.remove(runId), mirror?.remove(runId)]);
}

/** Deletes for good what was marked as deleted: called when a page opens, so that a deletion can be undone until then. */
export async function purgeDeleted(database: Database, mirror?: HeadMirror): Promise<void> {
  for (const { runId, deleted } of await listRuns(database)) if (deleted) await purgeRun(database, runId, mirror);
}

/** A stretch of a run's events as read back. */
export interface Stretch {
  readonly firstSeq: number;
  /** The head behind it, as far as the store can be believed. */
  readonly head: ChainHead;
  /** Where it is not sound the events are those that can still be read. */
  readonly events: readonly RunEvent[];
  /** Whether it is what was written, right behind the stretch before it. */
  readonly sound: boolean;
}

/** A run's events in order, a few segments in memory at a time: those behind `before`, through the segment that holds `through`, so
 *  that several readings of a run that is still growing see the same. A segment behind a missing one is not sound. */
export async function* readStretches(
  database: Database,
  runId: string,
  through = Number.POSITIVE_INFINITY,
  before = GENESIS,
): AsyncGenerator<Stretch> {
  let head = before;
  for await (const segment of readSegments(database, runId, head.seq, through)) {
    const { events, sound } = await openSegment(head, segment);
    head = headOf(segment);
    yield { firstSeq: segment.firstSeq, head, events, sound };
  }
}

/** A run's segments behind an event as they are kept, through the one that holds `through`. */
export const readSegments = (database: Database, runId: string, afterSeq: number, through: number): AsyncGenerator<Segment> =>
  inPieces({ runId, afterSeq, through, atOnce: SEGMENTS_AT_ONCE }, (range) => database.withDb((db) => fetchSegments(db, range)));

/** What is kept of a run under its segments' keys, fetched so many at once. */
export async function* inPieces<Kept extends Pick<Segment, 'firstSeq'>>(
  { runId, afterSeq, through, atOnce }: { runId: string; afterSeq: number; through: number; atOnce: number },
  fetch: (range: IDBKeyRange) => Promise<readonly Kept[]>,
): AsyncGenerator<Kept> {
  let after: SegmentKey = [runId, afterSeq];
  for (;;) {
    const kept = await fetch(IDBKeyRange.bound(after, [runId, through], true));
    yield* kept;
    const last = kept.at(-1);
    // Nothing can stand behind a segment that begins at `through`, and a range without a key in it is an error.
    if (last === undefined || kept.length < atOnce || last.firstSeq >= through) return;
    after = [runId, last.firstSeq];
  }
}

async function fetchSegments(db: Connection, range: IDBKeyRange): Promise<Segment[]> {
  const transaction = db.transaction(['segments', 'details']);
  transaction.done.catch(() => undefined);
  const [drawn, details] = await Promise.all([
    transaction.objectStore('segments').getAll(range, SEGMENTS_AT_ONCE),
    transaction.objectStore('details').getAll(range, SEGMENTS_AT_ONCE),
  ]);
  const detailAt = new Map(details.map(({ firstSeq, detail }) => [firstSeq, detail]));
  return drawn.map(({ runId: _, ...segment }) => ({ ...segment, detail: detailAt.get(segment.firstSeq) ?? LOST_DETAIL }));
}

/** The safetensors file of a keyframe. @throws TrainscriptError `keyframe-missing`. */
export async function readKeyframe(database: Database, runId: string, step: number, track: Track): Promise<Uint8Array<ArrayBuffer>> {
  const file = await readFileOf(database, runId, step, track);
  if (file) return file;
  throw new TrainscriptError('keyframe-missing', { runId, step, track });
}

/** The file of a step's parameters. @throws TrainscriptError `parameters-missing`. */
export async function readParameters(database: Database, runId: string, step: number, track: Track): Promise<Uint8Array<ArrayBuffer>> {
  const file = await readFileOf(database, runId, step, `${track}-parameters`);
  if (file) return file;
  throw new TrainscriptError('parameters-missing', { runId, step, track });
}

async function readFileOf(database: Database, runId: string, step: number, track: Shelf): Promise<Uint8Array<ArrayBuffer> | null> {
  const range = IDBKeyRange.bound([runId, step, track], [runId, step, track, []]);
  const parts = await database.withDb((db) => readFrom(db, 'keyframes', (keyframes) => keyframes.getAll(range)));
  if (parts.length === 0) return database.keyframes.read({ runId, step, track });
  if (parts.length === 1) return parts[0].bytes;
  return new Uint8Array(await new Blob(parts.map(({ bytes }) => bytes)).arrayBuffer());
}

/** A run's stretches as far as they are sound, held against the run's record and against the head that was kept outside. Returns
 *  whether that is all of it. */
export function readSound(database: Database, runId: string, mirror?: HeadMirror): AsyncGenerator<Stretch, RunCheck, void> {
  const lastStep = ({ events }: Stretch) => events.findLast((event) => event.kind === 'step')?.step;
  return asFarAsSound(database, runId, readStretches(database, runId), lastStep, mirror);
}

/** The same for any reading of a run. */
export async function* asFarAsSound<Read extends Pick<Stretch, 'head' | 'sound'>>(
  database: Database,
  runId: string,
  stretches: AsyncIterable<Read>,
  lastStep: (stretch: Read) => number | undefined,
  mirror?: HeadMirror,
): AsyncGenerator<Read, RunCheck, void> {
  const [record, outside] = await Promise.all([readRun(database, runId), mirror?.read(runId) ?? null]);
  const witnesses = outside === null ? [record.head] : [record.head, outside];
  let head = GENESIS;
  let step = 0;
  const damaged = (): RunCheck => ({ ok: false, seq: head.seq + 1, step, through: Math.max(step, record.steps, outside?.steps ?? 0) });
  for await (const stretch of stretches) {
    const before = head;
    if (!stretch.sound || witnesses.some((witness) => contradicts(witness, before, stretch.head))) return damaged();
    yield stretch;
    head = stretch.head;
    step = lastStep(stretch) ?? step;
  }
  return witnesses.some(({ seq }) => seq > head.seq) ? damaged() : { ok: true };
}

/** Reads a whole transcript to see whether it is sound. */
export async function checkRun(database: Database, runId: string, mirror?: HeadMirror): Promise<RunCheck> {
  const stretches = readSound(database, runId, mirror);
  for (;;) {
    const { done, value } = await stretches.next();
    if (done) return value;
  }
}

/** A head is always that of a whole segment: one that ends within a stretch, or at its end with another hash, is another run's. */
const contradicts = (witness: ChainHead, before: ChainHead, head: ChainHead): boolean =>
  witness.seq > before.seq && (witness.seq < head.seq || (witness.seq === head.seq && witness.hash !== head.hash));

/** An array is greater than any string or number in IndexedDB's order, so `[]` closes a range of compound keys. */
const keysOf = (runId: string): IDBKeyRange => IDBKeyRange.bound([runId], [runId, []]);
