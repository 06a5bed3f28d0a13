import type { Track } from '../../core/spec/spec.ts';
import type { EvaluatedEvent } from '../../core/transcript/events.ts';
import { RowUsage } from '../step/row-usage.ts';
import type { RunView } from '../view-state.ts';

/** How a run ended; `interrupted` when its transcript has no end and no tab is writing it. */
export type Outcome = 'finished' | 'stopped' | 'failed' | 'refused' | 'interrupted';

/** Null while the run goes on, or may go on. */
export function outcomeOf({ status, live, elsewhere }: Pick<RunView, 'status' | 'live' | 'elsewhere'>): Outcome | null {
  if (status !== 'running' && status !== 'paused') return status;
  return live || elsewhere ? null : 'interrupted';
}

/** The metric that a run is judged by, fine-tuned and from scratch; null where it was not measured. */
export interface Comparison {
  readonly metric: 'accuracy' | 'rmse';
  readonly track: Track;
  readonly value: number;
  readonly baseline: number | null;
}

/** What came of the last phase, on its test rows; null before the first evaluation. */
export function comparisonOf({ evaluations }: Pick<RunView, 'evaluations'>): Comparison | null {
  const last = lastOf(evaluations, 'finetune') ?? lastOf(evaluations, 'pretrain');
  if (last === undefined) return null;
  const metric = last.metrics.accuracy === null ? 'rmse' : 'accuracy';
  const value = last.metrics[metric];
  const baseline = lastOf(evaluations, 'baseline')?.metrics[metric] ?? null;
  return value === null ? null : { metric, track: last.phase, value, baseline };
}

/** What became, while fine-tuning, of what pretraining had learnt: on the rows that it was tested on. */
export interface Recall {
  readonly metric: 'accuracy' | 'rmse';
  readonly from: number;
  readonly to: number;
}

/** Null where that was not measured twice. */
export function recallOf({ recalls }: Pick<RunView, 'recalls'>): Recall | null {
  const [first, last] = [recalls.at(0), recalls.at(-1)];
  if (first === undefined || last === undefined || first === last) return null;
  const metric = first.metrics.accuracy === null ? 'rmse' : 'accuracy';
  const [from, to] = [first.metrics[metric], last.metrics[metric]];
  return from === null || to === null ? null : { metric, from, to };
}

/** The evaluation to show: the latest while the run goes on, that of the run's own result once it has ended. */
export function evaluationShown(run: Pick<RunView, 'evaluations' | 'status' | 'live' | 'elsewhere'>): EvaluatedEvent | undefined {
  const own = lastOf(run.evaluations, 'finetune') ?? lastOf(run.evaluations, 'pretrain');
  return outcomeOf(run) === null ? run.evaluations.at(-1) : own;
}

/** Rows of both datasets that were in at least one step of pretraining or fine-tuning; null where they were not read. */
export function rowsUsed({ series }: Pick<RunView, 'series'>): number | null {
  if (!series.hasRows) return null;
  return (['pretrain', 'finetune'] as const).reduce((sum, track) => {
    const usage = new RowUsage();
    usage.follow(series.tracks[track]);
    return sum + usage.used;
  }, 0);
}

const lastOf = (evaluations: readonly EvaluatedEvent[], track: Track): EvaluatedEvent | undefined =>
  evaluations.findLast((event) => event.phase === track);
