import { shortFloat32 } from '../core/float32.ts';
import type { TensorStatistics } from '../core/transcript/events.ts';
import type { Layout } from './layout.ts';
import { NotFinite, type UpdateReport } from './trainer.ts';

/** What one pass over a tensor adds up while it is updated; squares are sums of squares. */
export interface Sums {
  sum: number;
  squares: number;
  min: number;
  max: number;
  squaresBefore: number;
  updateSquares: number;
  gradientSquares: number;
  /** Σ bits·(2i+1) mod 2³². */
  fingerprint: number;
}

export function statisticsOf(sums: Sums, size: number): TensorStatistics {
  const mean = sums.sum / size;
  const variance = Math.max(0, sums.squares / size - mean * mean);
  const ratio = sums.squaresBefore > 0 ? Math.sqrt(sums.updateSquares / sums.squaresBefore) : 0;
  return [
    shortFloat32(mean),
    shortFloat32(Math.sqrt(variance)),
    shortFloat32(sums.min),
    shortFloat32(sums.max),
    shortFloat32(Math.sqrt(sums.squares)),
    shortFloat32(ratio),
    shortFloat32(Math.sqrt(sums.gradientSquares)),
  ];
}

/** Sums of nothing yet, to add a tensor's chunks to. */
export const emptySums = (): Sums => ({
  sum: 0,
  squares: 0,
  min: Number.POSITIVE_INFINITY,
  max: Number.NEGATIVE_INFINITY,
  squaresBefore: 0,
  updateSquares: 0,
  gradientSquares: 0,
  fingerprint: 0,
});

/** What is logged of an update, from each tensor's sums in the layout's order.
 *  @throws NotFinite where the update burst a parameter */
export function reportOf({ places }: Layout, totals: readonly Sums[]): UpdateReport {
  const entries = places.map(({ name, size }, i) => [name, statisticsOf(totals[i], size)] as const);
  const burst = entries.find(([, statistics]) => !statistics.every(Number.isFinite));
  if (burst) throw new NotFinite('parameters', burst[0], Number.NaN);
  return {
    tensors: Object.fromEntries(entries),
    gradientNorm: Math.sqrt(totals.reduce((sum, { gradientSquares }) => sum + gradientSquares, 0)),
    fingerprint: totals.reduce((sum, { fingerprint }) => (sum + fingerprint) % 2 ** 32, 0),
  };
}
