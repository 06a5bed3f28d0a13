import { GrowingColumn } from './charts/growing-column.ts';
import type { TrackSeries } from './charts/run-series.ts';

/** Steps that the pace is taken from: enough to be steady, few enough to follow a change within seconds. */
const RECENT_STEPS = 50;

/** The median time of a track's recent steps in milliseconds: one slow step (an evaluation, a keyframe) does not shake it.
 *  Null with fewer than two steps. */
export function medianStepMs(series: Pick<TrackSeries, 'wallTimeMs'>): number | null {
  const times = series.wallTimeMs;
  const first = Math.max(1, times.length - RECENT_STEPS);
  const durations = Array.from({ length: Math.max(0, times.length - first) }, (_, i) => times.at(first + i) - times.at(first + i - 1));
  if (durations.length === 0) return null;
  durations.sort((a, b) => a - b);
  const middle = durations.length >> 1;
  return durations.length % 2 === 1 ? durations[middle] : (durations[middle - 1] + durations[middle]) / 2;
}

/** Steps a second at each step, from the wall time between a step and the one before; NaN for the first, and where the clock stood still. */
export class RateColumn {
  readonly values = new GrowingColumn();

  follow(wallTimeMs: GrowingColumn): void {
    for (let i = this.values.length; i < wallTimeMs.length; i++) {
      const duration = i === 0 ? 0 : wallTimeMs.at(i) - wallTimeMs.at(i - 1);
      this.values.push(duration > 0 ? 1000 / duration : Number.NaN);
    }
  }
}
