import type { IDBPTransaction, StoreNames } from 'idb';
import { encodeSegment, headOf } from '../core/transcript/segment.ts';
import { sha256Hex } from '../core/transcript/sha256.ts';
import { BROKEN, type ChainHead, eventOf, followLine, GENESIS, parseLine } from '../core/transcript/transcript.ts';
import type { RunRecord, TrainscriptSchema } from './schema.ts';

/** A segment as version 1 kept it: lines of `events.jsonl`, which were what was chained. */
interface LineSegment {
  readonly runId: string;
  readonly firstSeq: number;
  readonly text: string;
}

const isLineSegment = (segment: object): segment is LineSegment => 'text' in segment;

type Upgrade = IDBPTransaction<TrainscriptSchema, StoreNames<TrainscriptSchema>[], 'versionchange'>;

/** Makes segments of columns from those of lines. What was damaged before stays recognisable as such. */
export async function convertLines(transaction: Upgrade): Promise<void> {
  for (const record of await transaction.objectStore('runs').getAll()) await convertRun(transaction, record);
}

async function convertRun(transaction: Upgrade, record: RunRecord): Promise<void> {
  const { runId } = record;
  const range = IDBKeyRange.bound([runId], [runId, []]);
  const found: readonly object[] = await transaction.objectStore('segments').getAll(range);
  let [lines, head]: ChainHead[] = [GENESIS, GENESIS];
  for (const { firstSeq, text } of found.filter(isLineSegment)) {
    const texts = text.split('\n').slice(0, -1);
    const after = followLines(lines, texts);
    const before = after ? head : { seq: firstSeq - 1, hash: BROKEN };
    lines = after ?? { seq: firstSeq - 1 + texts.length, hash: BROKEN };
    const events = texts.flatMap((line) => eventOfLine(line) ?? []);
    // Only promises that are settled already are awaited beside the store's: the transaction stays open.
    const { detail, ...drawn } = await encodeSegment(before, events, sha256Hex);
    head = headOf(drawn);
    await transaction.objectStore('segments').put({ runId, ...drawn });
    await transaction.objectStore('details').put({ runId, firstSeq, detail });
  }
  const isWhole = lines.seq === record.head.seq && lines.hash === record.head.hash;
  await transaction.objectStore('runs').put({ ...record, head: isWhole ? head : { ...record.head, hash: BROKEN } });
}

/** The head behind the lines; undefined where one does not follow. */
function followLines(head: ChainHead, lines: readonly string[]): ChainHead | undefined {
  return lines.reduce<ChainHead | undefined>((before, line) => before && followLine(before, line), head);
}

function eventOfLine(line: string) {
  const chained = parseLine(line);
  return chained && eventOf(chained);
}
