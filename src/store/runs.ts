import type { RunEvent } from '../core/events.ts';
import { TrainscriptError } from '../core/problem.ts';
import type { Track } from '../core/spec.ts';
import { type ChainHead, eventOf, followLine, GENESIS, parseLine } from '../core/transcript.ts';
import { type Database, readFrom } from './database.ts';
import type { HeadMirror } from './head-mirror.ts';
import type { RunRecord, Segment, SegmentKey } from './schema.ts';

/** Segments fetched in one go: about a megabyte of text. */
const SEGMENTS_AT_ONCE = 8;

/** All runs, newest first. */
export async function listRuns(database: Database): Promise<RunRecord[]> {
  const records = await database.withDb((db) => readFrom(db, 'runs', (runs) => runs.getAll()));
  return records.sort((a, b) => (a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : 0));
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
    const transaction = db.transaction(['runs', 'segments', 'keyframes'], 'readwrite');
    const requests = [
      () => transaction.objectStore('runs').delete(runId),
      () => transaction.objectStore('segments').delete(keysOf(runId)),
      () => transaction.objectStore('keyframes').delete(keysOf(runId)),
      () => transaction.done,
    ];
    await Promise.all(requests.map(async (request) => request()));
  });
  await mirror?.remove(runId);
}

/** Deletes for good what was marked as deleted: called when a page opens, so that a deletion can be undone until then. */
export async function purgeDeleted(database: Database, mirror?: HeadMirror): Promise<void> {
  for (const { runId, deleted } of await listRuns(database)) if (deleted) await purgeRun(database, runId, mirror);
}

/** A run's segments in order, a few in memory at a time. `through` ends at the segment that holds that event, so that
 *  several readings of a run that is still growing see the same. Missing ones are skipped: `checkRun` tells. */
export async function* readSegments(database: Database, runId: string, through = Number.POSITIVE_INFINITY): AsyncGenerator<Segment> {
  let after: SegmentKey = [runId, -1];
  for (;;) {
    const range = IDBKeyRange.bound(after, [runId, through], true);
    const segments = await database.withDb((db) => readFrom(db, 'segments', (stored) => stored.getAll(range, SEGMENTS_AT_ONCE)));
    yield* segments;
    const last = segments.at(-1);
    // Nothing can stand behind a segment that begins at `through`, and a range without a key in it is an error.
    if (last === undefined || segments.length < SEGMENTS_AT_ONCE || last.firstSeq >= through) return;
    after = [runId, last.firstSeq];
  }
}

/** A run's lines of `events.jsonl` without their line ends, a segment's at a time. */
export async function* readLines(database: Database, runId: string, through?: number): AsyncGenerator<readonly string[]> {
  for await (const segment of readSegments(database, runId, through)) yield linesOf(segment);
}

/** A run's events, a segment's at a time. @throws TrainscriptError `transcript-damaged` at a line that is no JSON. */
export async function* readEvents(database: Database, runId: string, through?: number): AsyncGenerator<readonly RunEvent[]> {
  for await (const segment of readSegments(database, runId, through)) {
    yield linesOf(segment).map((line, index) => parseEvent(line, runId, segment.firstSeq + index));
  }
}

/** The safetensors file of a keyframe. @throws TrainscriptError `keyframe-missing`. */
export async function readKeyframe(database: Database, runId: string, step: number, track: Track): Promise<Uint8Array<ArrayBuffer>> {
  const range = IDBKeyRange.bound([runId, step, track], [runId, step, track, []]);
  const parts = await database.withDb((db) => readFrom(db, 'keyframes', (keyframes) => keyframes.getAll(range)));
  if (parts.length === 0) throw new TrainscriptError('keyframe-missing', { runId, step, track });
  if (parts.length === 1) return parts[0].bytes;
  return new Uint8Array(await new Blob(parts.map(({ bytes }) => bytes)).arrayBuffer());
}

/** Whether what the store holds of a run is what was written. `seq` is the first event that is missing or changed. */
export type RunCheck = { readonly ok: true } | { readonly ok: false; readonly seq: number };

/** Reads a whole transcript and holds it against the run's record and against the head that was kept outside. */
export async function checkRun(database: Database, runId: string, mirror?: HeadMirror): Promise<RunCheck> {
  const [record, outside] = await Promise.all([readRun(database, runId), mirror?.read(runId) ?? null]);
  const witnesses = outside === null ? [record.head] : [record.head, outside];
  let head = GENESIS;
  for await (const lines of readLines(database, runId)) {
    for (const line of lines) {
      const next = followLine(head, line);
      if (next === undefined || witnesses.some((witness) => contradicts(witness, next))) return { ok: false, seq: head.seq + 1 };
      head = next;
    }
  }
  return witnesses.some(({ seq }) => seq > head.seq) ? { ok: false, seq: head.seq + 1 } : { ok: true };
}

const contradicts = (witness: ChainHead, head: ChainHead): boolean => witness.seq === head.seq && witness.hash !== head.hash;

/** An array is greater than any string or number in IndexedDB's order, so `[]` closes a range of compound keys. */
const keysOf = (runId: string): IDBKeyRange => IDBKeyRange.bound([runId], [runId, []]);

const linesOf = ({ text }: Segment): string[] => text.split('\n').slice(0, -1);

function parseEvent(line: string, runId: string, seq: number): RunEvent {
  const chained = parseLine(line);
  if (chained === undefined) throw new TrainscriptError('transcript-damaged', { runId, seq, detail: 'the line is not JSON' });
  return eventOf(chained);
}
