import type { Track } from '../../core/spec/spec.ts';
import type { Histogram, HistogramsEvent } from '../../core/transcript/events.ts';
import type { RunView } from '../view-state.ts';

/** One tensor's distribution at a step, and where that stands on the chart. */
export interface Snapshot {
  readonly track: Track;
  readonly step: number;
  readonly x: number;
  readonly histogram: Histogram;
}

/** Of the events of these tracks, for each of `columns` equal stretches of the chart's axis the last one: what can be told apart
 *  on the screen, so that a picture costs the same however long the run is. Those before `from` count to the first stretch. */
export function thinned(
  events: readonly HistogramsEvent[],
  tracks: readonly Track[],
  place: (track: Track, step: number) => number,
  [from, to]: readonly [number, number],
  columns: number,
): readonly HistogramsEvent[] {
  const last = new Map<number, HistogramsEvent>();
  for (const event of events) {
    const x = place(event.phase, event.step);
    if (x > to || !tracks.includes(event.phase)) continue;
    last.set(Math.max(0, Math.ceil(((x - from) / (to - from)) * columns)), event);
  }
  return [...last.values()];
}

/** How many histograms the run has logged so far; of a long one not all are read. */
export function histogramsLogged({ spec, series }: Pick<RunView, 'spec' | 'series'>): number {
  return Object.values(series.tracks).reduce((sum, { step }) => sum + Math.floor(step.length / spec.log.histogramEvery), 0);
}

/** The distributions of a tensor over time, of the tracks that are asked for. */
export function snapshotsOf(
  events: readonly HistogramsEvent[],
  kind: 'parameters' | 'gradients',
  tensor: string,
  tracks: readonly Track[],
  place: (track: Track, step: number) => number,
): readonly Snapshot[] {
  return events.flatMap((event) => {
    const histogram = event[kind][tensor];
    return histogram === undefined || !tracks.includes(event.phase)
      ? []
      : [{ track: event.phase, step: event.step, x: place(event.phase, event.step), histogram }];
  });
}

/** The smallest and largest value in any of the snapshots; 0 and 0 where there are none. */
export function valueRange(snapshots: readonly Snapshot[]): readonly [low: number, high: number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { histogram } of snapshots) {
    low = Math.min(low, histogram.min);
    high = Math.max(high, histogram.max);
  }
  return low > high ? [0, 0] : [low, high];
}

/** For each of `columns` equal stretches of the places `from` … `to`, the snapshot that held there: the latest at or before
 *  its end; −1 before the first. */
export function snapshotOfColumns(snapshots: readonly Snapshot[], from: number, to: number, columns: number): Int32Array {
  const chosen = new Int32Array(columns).fill(-1);
  let next = 0;
  for (let column = 0; column < columns; column++) {
    const end = from + ((column + 1) / columns) * (to - from);
    while (next < snapshots.length && snapshots[next].x <= end) next++;
    chosen[column] = next - 1;
  }
  return chosen;
}

/** How densely a snapshot's values lie in each of `rows` equal stretches from `high` (row 0) down to `low`:
 *  the share of the values a unit of value. A stretch takes its part of each bin, however narrow the bins are. */
export function densityOf(histogram: Histogram, low: number, high: number, rows: number): Float64Array {
  const density = new Float64Array(rows);
  const rowHeight = (high - low) / rows;
  if (rowHeight <= 0) return density;
  const below = sharesBelow(histogram);
  let upper = shareBelow(histogram, below, high);
  for (let row = 0; row < rows; row++) {
    const lower = row === rows - 1 ? shareBelow(histogram, below, low) : shareBelow(histogram, below, high - (row + 1) * rowHeight);
    density[row] = (upper - lower) / rowHeight;
    upper = lower;
  }
  return density;
}

/** The share of the values below each bin's lower edge, and of all. */
function sharesBelow({ counts }: Histogram): Float64Array {
  const shares = new Float64Array(counts.length + 1);
  for (let bin = 0; bin < counts.length; bin++) shares[bin + 1] = shares[bin] + counts[bin];
  const total = shares[counts.length];
  return total === 0 ? shares : shares.map((share) => share / total);
}

function shareBelow({ min, max, counts }: Histogram, below: Float64Array, value: number): number {
  if (value < min) return 0;
  if (value >= max) return below[counts.length];
  const place = ((value - min) / (max - min)) * counts.length;
  const bin = Math.min(counts.length - 1, Math.floor(place));
  return below[bin] + (below[bin + 1] - below[bin]) * (place - bin);
}

/** The value below which the share `q` of the values lies, taking them as spread evenly within their bin. */
export function quantile({ min, max, counts }: Histogram, q: number): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const binWidth = (max - min) / counts.length;
  let before = 0;
  for (let bin = 0; bin < counts.length; bin++) {
    const after = before + counts[bin];
    if (counts[bin] > 0 && after >= q * total) return min + (bin + (q * total - before) / counts[bin]) * binWidth;
    before = after;
  }
  return max;
}

/** The quantiles, and the values there, that TensorBoard draws a distribution's bands by: the deviations of a normal one. */
export const BAND_QUANTILES = [0, 0.0668, 0.1587, 0.3085, 0.5, 0.6915, 0.8413, 0.9332, 1] as const;

export const bandsOf = (histogram: Histogram): readonly number[] =>
  BAND_QUANTILES.map((q) => (q === 0 ? histogram.min : q === 1 ? histogram.max : quantile(histogram, q)));

/** At most `most` of the snapshots, evenly spread, the first and the last among them. */
export function spread(snapshots: readonly Snapshot[], most: number): readonly Snapshot[] {
  if (snapshots.length <= most) return snapshots;
  return Array.from({ length: most }, (_, i) => snapshots[Math.round((i / (most - 1)) * (snapshots.length - 1))]);
}
