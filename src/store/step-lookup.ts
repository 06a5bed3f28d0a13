import { TrainscriptError } from '../core/problems/problem.ts';
import type { StepEvent } from '../core/transcript/events.ts';
import { headOf, openSegment, openSummary, type Segment, type SummaryColumns } from '../core/transcript/segment.ts';
import { GENESIS } from '../core/transcript/transcript.ts';
import { type Database, readFrom } from './database.ts';
import { LOST_DETAIL } from './runs.ts';

/** A run's segments, to be looked into one by one. Undefined where the store lost one. */
export interface Shelf {
  readonly runId: string;
  /** The numbers of the segments' first events, ascending. */
  keys(): Promise<readonly number[]>;
  summary(firstSeq: number): Promise<Omit<Segment, 'detail'> | undefined>;
  segment(firstSeq: number): Promise<Segment | undefined>;
}

/** A step of a run, and those of the same track right before it, the earliest first. */
export interface FoundStep {
  readonly step: StepEvent;
  readonly before: readonly StepEvent[];
}

export const storedShelf = (database: Database, runId: string): Shelf => ({
  runId,
  keys: async () => {
    const range = IDBKeyRange.bound([runId], [runId, []]);
    const keys = await database.withDb((db) => readFrom(db, 'segments', (segments) => segments.getAllKeys(range)));
    return keys.map(([, firstSeq]) => firstSeq);
  },
  summary: (firstSeq) => database.withDb((db) => readFrom(db, 'segments', (segments) => segments.get([runId, firstSeq]))),
  segment: (firstSeq) =>
    database.withDb(async (db) => {
      const transaction = db.transaction(['segments', 'details']);
      transaction.done.catch(() => undefined);
      const [drawn, looked] = await Promise.all([
        transaction.objectStore('segments').get([runId, firstSeq]),
        transaction.objectStore('details').get([runId, firstSeq]),
      ]);
      return drawn && { ...drawn, detail: looked?.detail ?? LOST_DETAIL };
    }),
});

/** Finds a step by halving the segments, so that a run of a million steps costs some twenty summaries and not a reading of it all;
 *  undefined where no such step was kept yet. @throws TrainscriptError `transcript-damaged` where it cannot be read as it was written */
export async function findStep(shelf: Shelf, step: number, stepsBefore: number): Promise<FoundStep | undefined> {
  const keys = await shelf.keys();
  const at = await segmentOf(shelf, keys, step);
  if (at === undefined) return undefined;
  const events = await stepsIn(shelf, keys, at);
  const found = events.find((event) => event.step === step);
  if (!found) return undefined;
  const isBefore = (event: StepEvent) => event.phase === found.phase && event.step < step;
  let before = events.filter(isBefore);
  for (let i = at - 1; i >= 0 && before.length < stepsBefore; i--) {
    const earlier = await stepsIn(shelf, keys, i);
    before = [...earlier.filter(isBefore), ...before];
    if (earlier.some((event) => event.phase !== found.phase)) break;
  }
  return { step: found, before: before.slice(-stepsBefore) };
}

/** The last segment whose first step is not behind the wanted one. Segments without steps say nothing: the next one that has some does. */
async function segmentOf(shelf: Shelf, keys: readonly number[], step: number): Promise<number | undefined> {
  let low = 0;
  let high = keys.length - 1;
  let best: number | undefined;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    let at = middle;
    let first: number | undefined;
    for (; at <= high && first === undefined; at++) first = await firstStep(shelf, keys[at]);
    if (first !== undefined && first <= step) {
      best = at - 1;
      low = at;
    } else high = middle - 1;
  }
  return best;
}

async function firstStep(shelf: Shelf, firstSeq: number): Promise<number | undefined> {
  const segment = await shelf.summary(firstSeq);
  if (!segment) return undefined;
  const { columns } = await openSummary(GENESIS, segment);
  return firstOf(columns);
}

/** Steps that columns cannot hold stand among the others. */
function firstOf({ steps, others }: SummaryColumns): number | undefined {
  const known = [...steps.step.subarray(0, 1), ...others.flatMap((event) => (event.kind === 'step' ? [event.step] : []))];
  return known.length === 0 ? undefined : Math.min(...known);
}

async function stepsIn(shelf: Shelf, keys: readonly number[], at: number): Promise<readonly StepEvent[]> {
  const segment = await shelf.segment(keys[at]);
  const before = at === 0 ? undefined : await shelf.summary(keys[at - 1]);
  const { runId } = shelf;
  const damaged = new TrainscriptError('transcript-damaged', { runId, seq: keys[at], detail: 'what is kept of it is not what was logged' });
  if (!segment) throw damaged;
  const { sound, events } = await openSegment(before ? headOf(before) : GENESIS, segment);
  if (!sound) throw damaged;
  return events.filter((event) => event.kind === 'step');
}
