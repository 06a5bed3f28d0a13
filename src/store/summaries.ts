import { headOf, openSummary, type SummaryColumns } from '../core/transcript/segment.ts';
import { type ChainHead, GENESIS, type RunCheck } from '../core/transcript/transcript.ts';
import { type Database, readFrom } from './database.ts';
import type { HeadMirror } from './head-mirror.ts';
import { asFarAsSound, inPieces } from './runs.ts';
import type { SegmentRecord } from './schema.ts';

/** Summaries fetched in one go: about a megabyte of a run that trains at full speed. */
const SUMMARIES_AT_ONCE = 256;

/** A stretch of a run as charts draw it. */
export interface SummaryStretch {
  readonly firstSeq: number;
  /** The head behind it, as far as the store can be believed. */
  readonly head: ChainHead;
  /** Where it is not sound the columns are what can still be read. */
  readonly columns: SummaryColumns;
  /** Whether it is what was written, right behind the stretch before it; what is looked up of it was not read. */
  readonly sound: boolean;
}

/** A run's stretches in order without what only is looked up (rows, each tensor's statistics, histograms), a few in memory at a time:
 *  those behind `before`, through the one that holds `through`. */
export async function* readSummaries(
  database: Database,
  runId: string,
  through = Number.POSITIVE_INFINITY,
  before = GENESIS,
): AsyncGenerator<SummaryStretch> {
  let head = before;
  for await (const segment of drawnSegments(database, runId, head.seq, through)) {
    const { columns, sound } = await openSummary(head, segment);
    head = headOf(segment);
    yield { firstSeq: segment.firstSeq, head, columns, sound };
  }
}

/** As far as they are sound; returns whether that is all of the run. What is only looked up of it is not checked. */
export function readSoundSummaries(database: Database, runId: string, mirror?: HeadMirror): AsyncGenerator<SummaryStretch, RunCheck, void> {
  const lastStep = ({ columns }: SummaryStretch) => columns.steps.step.at(-1);
  return asFarAsSound(database, runId, readSummaries(database, runId), lastStep, mirror);
}

const drawnSegments = (database: Database, runId: string, afterSeq: number, through: number): AsyncGenerator<SegmentRecord> =>
  inPieces({ runId, afterSeq, through, atOnce: SUMMARIES_AT_ONCE }, (range) =>
    database.withDb((db) => readFrom(db, 'segments', (segments) => segments.getAll(range, SUMMARIES_AT_ONCE))),
  );
