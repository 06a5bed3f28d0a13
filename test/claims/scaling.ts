import { quantile } from '../bench/summary.ts';
import type { Series } from './probe/scaling.worker.ts';

export const medianMs = ({ stepMs }: Pick<Series, 'stepMs'>): number => quantile(stepMs, 0.5);

export const rowMicroseconds = (series: Series): number => (1000 * medianMs(series)) / series.batch;

/** How many times as long the first takes: the median over the rounds, in which both had a window. What slowed the whole machine
 *  for a round slowed both. */
const ratioOf = (a: readonly number[], b: readonly number[]): number =>
  quantile(
    a.map((ms, round) => ms / b[round]),
    0.5,
  );

/** The most that a row costs in a larger batch, as a multiple of what it costs in a smaller one. */
export function growthOfRowCost(byBatch: readonly Series[]): number {
  const pairs = byBatch.flatMap((small) => byBatch.filter(({ batch }) => batch > small.batch).map((large) => [large, small] as const));
  return Math.max(...pairs.map(([large, small]) => (ratioOf(large.stepMs, small.stepMs) * small.batch) / large.batch));
}

/** By how much the slowest differs from the fastest, whatever their number of rows: 0.1 is ten percent. */
export function spreadOfResidents(byResident: readonly Series[]): number {
  return Math.max(...byResident.flatMap((a) => byResident.map((b) => ratioOf(a.stepMs, b.stepMs)))) - 1;
}
