import { TrainscriptError } from '../core/problems/problem.ts';
import type { CutBackEvent, RunEvent } from '../core/transcript/events.ts';
import { encodeSegment, headOf, type Segment } from '../core/transcript/segment.ts';
import type { ChainHead, RunDamage } from '../core/transcript/transcript.ts';
import type { Connection, Database } from './database.ts';
import type { HeadMirror } from './head-mirror.ts';
import { lockRun } from './run-lock.ts';
import { newRunRecord, recordAfter } from './run-record.ts';
import { readRun, readSound } from './runs.ts';
import type { AsideKey, AsideRecord, RunRecord } from './schema.ts';

/** Cuts a damaged run back to where it is sound, and notes there what is lost, in one transaction: it can then be taken up like any
 *  run that was cut off. What the store still holds of the rest is set aside as it is, until the run is deleted. A run that is whole
 *  is left alone.
 *  @throws TrainscriptError `run-missing`, `run-busy`, `resume-ended`, and `transcript-damaged` where not even the beginning is sound */
export async function cutBack(database: Database, runId: string, mirror: HeadMirror): Promise<void> {
  const unlock = await lockRun(runId);
  try {
    const found = await soundPart(database, runId, mirror);
    if (!found) return;
    const { record: before, damage, head } = found;
    const range = IDBKeyRange.bound([runId, found.lastFirstSeq], [runId, []], true);
    const event: CutBackEvent = {
      ...{ kind: 'cut-back', step: damage.step, through: damage.through },
      ...{ lastSeq: head.seq, lastHash: head.hash, setAside: await countPlaces(database, range) },
    };
    const segment = await encodeSegment(before.head, [event]);
    const record = recordAfter(before, [event], headOf(segment), segment.summary.byteLength + segment.detail.byteLength);
    await database.withDb((db) => replace(db, range, segment, record));
    await mirror.write(runId, { ...record.head, name: record.name, steps: record.steps }, true);
    await mirror.close(runId);
  } finally {
    unlock();
  }
}

interface SoundPart {
  /** The run's record as it would stand had nothing come behind. */
  readonly record: RunRecord;
  /** Number of the first event of the last segment that is sound. */
  readonly lastFirstSeq: number;
  readonly damage: RunDamage;
  /** The last one that was told as kept. */
  readonly head: ChainHead;
}

/** Null where all of it is sound. */
async function soundPart(database: Database, runId: string, mirror: HeadMirror): Promise<SoundPart | null> {
  const [kept, outside] = await Promise.all([readRun(database, runId), mirror.read(runId)]);
  const head = outside && outside.seq > kept.head.seq ? outside : kept.head;
  const stretches = readSound(database, runId, mirror);
  let record: RunRecord | undefined;
  let lastFirstSeq = -1;
  for (;;) {
    const { done, value } = await stretches.next();
    if (done) return value.ok ? null : { record: openEnded(record, runId), lastFirstSeq, damage: value, head };
    record = recordAfter(record ?? firstRecord(kept, value.events), value.events, value.head, 0);
    lastFirstSeq = value.firstSeq;
  }
}

/** What is set aside takes its room as before. */
function firstRecord({ bytes, deleted, annotation, imported, runId }: RunRecord, [first]: readonly RunEvent[]): RunRecord {
  if (first?.kind !== 'run-started') throw beginningLost(runId);
  return { ...newRunRecord(first), bytes, deleted, ...(annotation && { annotation }), ...(imported && { imported }) };
}

function openEnded(record: RunRecord | undefined, runId: string): RunRecord {
  if (!record) throw beginningLost(runId);
  const { status, name } = record;
  if (status === 'running' || status === 'paused') return record;
  throw new TrainscriptError('resume-ended', { run: name, status });
}

const beginningLost = (runId: string) =>
  new TrainscriptError('transcript-damaged', { runId, seq: 0, detail: 'its beginning is lost, and with it what was to be trained' });

/** A detail may be left where its segment is lost, and the other way round. */
function countPlaces(database: Database, range: IDBKeyRange): Promise<number> {
  return database.withDb(async (db) => {
    const transaction = db.transaction(['segments', 'details']);
    transaction.done.catch(() => undefined);
    const keys = await Promise.all([
      transaction.objectStore('segments').getAllKeys(range),
      transaction.objectStore('details').getAllKeys(range),
    ]);
    return new Set(keys.flat().map(([, firstSeq]) => firstSeq)).size;
  });
}

/** Sets aside what stands in the range, and puts the segment in its place. All of it or nothing; may be repeated. */
async function replace(db: Connection, range: IDBKeyRange, segment: Segment, record: RunRecord): Promise<void> {
  const transaction = db.transaction(['runs', 'segments', 'details', 'aside'], 'readwrite', { durability: 'strict' });
  const move = async (): Promise<void> => {
    const runs = transaction.objectStore('runs');
    const [segments, details] = [transaction.objectStore('segments'), transaction.objectStore('details')];
    const aside = transaction.objectStore('aside');
    if ((await runs.get(record.runId))?.head.hash === segment.hash) return;
    const placeOf = (firstSeq: number): AsideKey => [record.runId, segment.hash, firstSeq];
    const put = async (found: Pick<AsideRecord, 'firstSeq' | 'segment' | 'detail'>) =>
      aside.put({ ...(await aside.get(placeOf(found.firstSeq))), ...found, runId: record.runId, cut: segment.hash });
    // One by one: of a long run there may be more than fits into memory.
    for (let at = await segments.openCursor(range); at; at = await at.continue()) {
      await put({ firstSeq: at.value.firstSeq, segment: at.value });
      await at.delete();
    }
    for (let at = await details.openCursor(range); at; at = await at.continue()) {
      await put({ firstSeq: at.value.firstSeq, detail: at.value.detail });
      await at.delete();
    }
    const { detail, ...drawn } = segment;
    await segments.put({ runId: record.runId, ...drawn });
    await details.put({ runId: record.runId, firstSeq: segment.firstSeq, detail });
    await runs.put(record);
  };
  await Promise.all([move(), transaction.done]);
}
