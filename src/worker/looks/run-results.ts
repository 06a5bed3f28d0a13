import type { BatchResult } from '../../core/looks/row-losses.ts';
import { TrainscriptError } from '../../core/problems/problem.ts';
import type { RunSpec } from '../../core/spec/spec.ts';
import { batchResultsIn, type Segment } from '../../core/transcript/segment.ts';
import type { Database } from '../../store/database.ts';
import { readRun, readSegments } from '../../store/runs.ts';
import { readSummaries } from '../../store/summaries.ts';
import { nextTask } from '../next-task.ts';

/** Long enough that a reading is not slowed by being told of, and may be cancelled. */
const PROGRESS_INTERVAL_MS = 100;

/** What the steps of a stretch made of their rows. `isDue`: the page waits for news since a while. */
export interface ResultStretch {
  readonly results: readonly BatchResult[];
  readonly isDue: boolean;
  /** Kept of the run when the reading began. */
  readonly steps: number;
}

/** A kept run as it was begun. @throws TrainscriptError `run-missing`, `transcript-damaged` */
export async function specOf(database: Database, runId: string): Promise<RunSpec> {
  const { head } = await readRun(database, runId);
  for await (const { columns } of readSummaries(database, runId, head.seq)) {
    const started = columns.others.find((event) => event.kind === 'run-started');
    if (started) return started.spec;
    break;
  }
  throw new TrainscriptError('transcript-damaged', { runId, seq: 0, detail: 'the first event is not run-started' });
}

/** What a run's steps made of their rows, from the first step to the last that is kept now; other work of the worker gets its turn.
 *  @throws TrainscriptError `run-missing`, `transcript-damaged`, and the signal's reason when it is aborted */
export async function* readResults(database: Database, runId: string, signal: AbortSignal): AsyncGenerator<ResultStretch, void, void> {
  const { head, steps } = await readRun(database, runId);
  let toldAt = performance.now();
  for await (const segment of readSegments(database, runId, -1, head.seq)) {
    signal.throwIfAborted();
    const isDue = performance.now() - toldAt >= PROGRESS_INTERVAL_MS;
    yield { results: resultsOf(runId, segment), isDue, steps };
    if (!isDue) continue;
    toldAt = performance.now();
    await nextTask();
  }
}

function resultsOf(runId: string, segment: Segment): readonly BatchResult[] {
  try {
    return [...batchResultsIn(segment)];
  } catch (error) {
    throw new TrainscriptError('transcript-damaged', { runId, seq: segment.firstSeq, detail: 'what is kept of it cannot be read' }, error);
  }
}
