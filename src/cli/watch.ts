import { setTimeout as sleep } from 'node:timers/promises';
import { TrainscriptError } from '../core/problems/problem.ts';
import type { PageReport } from './page-report.ts';
import { doingText } from './progress-text.ts';

/** A page that can be looked at. */
export interface Watched {
  /** Why there is no page any more; null while there is one. */
  readonly gone: string | null;
  report(): Promise<PageReport>;
}

export interface Watching {
  readonly onReport: (report: PageReport) => void;
  readonly pollMs?: number;
  readonly stallMs?: number;
}

/** Four looks a second: the bar moves, and the page is not held up. */
const POLL_MS = 250;
/** Evaluating 10,000 rows on a software GPU takes minutes; where nothing at all moves for longer than this, nothing will. */
const STALL_MS = 10 * 60_000;
const MINUTE_MS = 60_000;

/** Looks at the page until `done`, and shows every look to `onReport`.
 *  @throws TrainscriptError the page's own problem where it has one, `page-crashed`, or `page-stalled`. */
export async function until(
  page: Watched,
  done: (report: PageReport) => boolean,
  { onReport, pollMs = POLL_MS, stallMs = STALL_MS }: Watching,
): Promise<PageReport> {
  let doing = 'opening the page';
  let seen = '';
  let movedMs = performance.now();
  for (;;) {
    const report = await glance(page, doing, stallMs);
    onReport(report);
    if (done(report)) return report;
    throwProblem(report);
    doing = doingText(report);
    const state = movingParts(report);
    if (state !== seen) movedMs = performance.now();
    else if (performance.now() - movedMs > stallMs) throw stalled(doing, stallMs);
    seen = state;
    await sleep(pollMs);
  }
}

async function glance(page: Watched, doing: string, stallMs: number): Promise<PageReport> {
  const timer = new AbortController();
  const late = sleep(stallMs, undefined, { signal: timer.signal }).then(() => null);
  try {
    const report = page.gone === null ? await Promise.race([page.report(), late]) : null;
    if (report !== null) return report;
  } catch (cause) {
    throw new TrainscriptError('page-crashed', { doing, detail: page.gone ?? String(cause) }, cause);
  } finally {
    timer.abort();
    late.catch(() => undefined);
  }
  throw page.gone === null ? stalled(doing, stallMs) : new TrainscriptError('page-crashed', { doing, detail: page.gone });
}

/** A problem with the list of kept runs does not touch this one. */
function throwProblem({ problems }: PageReport): void {
  const { runs: _, ...rest } = problems;
  const problem = Object.values(rest).find((one) => one !== undefined);
  if (problem !== undefined) throw new TrainscriptError(problem.code, problem.fields);
}

/** What changes while the page gets on. */
const movingParts = ({ environment, loading, starting, run, bundle }: PageReport): string =>
  JSON.stringify([environment !== null, loading, starting, run?.status, run?.step, run?.evaluationCount, bundle]);

const stalled = (doing: string, stallMs: number): TrainscriptError =>
  new TrainscriptError('page-stalled', { doing, minutes: stallMs / MINUTE_MS });
