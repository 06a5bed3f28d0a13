import type { TensorStatistics } from '../core/events.ts';
import { shortFloat32 } from '../core/float32.ts';

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
