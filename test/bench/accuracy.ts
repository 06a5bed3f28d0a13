import { quantile } from './summary.ts';

/** Shares of the test rows that are to be predicted right. */
export const TARGETS = [0.97, 0.98, 0.99] as const;

/** One training from its own seed. */
export interface AccuracyRun {
  readonly seed: number;
  readonly steps: number;
  /** Test accuracy after so many steps and so many seconds of training: what is evaluated in between is not counted. */
  readonly curve: readonly { readonly step: number; readonly seconds: number; readonly accuracy: number }[];
}

/** Seconds until a share was first reached; null where it was not. */
export const secondsTo = ({ curve }: AccuracyRun, target: number): number | null =>
  curve.find(({ accuracy }) => accuracy >= target)?.seconds ?? null;

/** Lines of a report: the median over the seeds, of those that got there. */
export function accuracyLines(runs: readonly AccuracyRun[]): readonly string[] {
  if (runs.length === 0) return [];
  return TARGETS.map((target) => {
    const seconds = runs.flatMap((run) => secondsTo(run, target) ?? []);
    const reached = `${seconds.length} of ${runs.length} seeds`;
    const median = seconds.length > 0 ? `${quantile(seconds, 0.5).toFixed(1)} s in the median` : 'never';
    return `${100 * target} % of MNIST’s test rows: ${median} (${reached})`;
  });
}
