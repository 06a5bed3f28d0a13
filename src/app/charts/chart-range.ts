import type { DrawnCurve } from './chart-series.ts';

/** How values stand on the vertical axis: from their lowest to their highest; by their logarithm; or as shares of 1. */
export type ScaleKind = 'linear' | 'log' | 'share' | 'none';

/** The shares of the columns' extremes that lie below and above the range that ignores outliers. */
const OUTLYING = 0.02;
const ROOM_BELOW = 0.04;
const ROOM_ABOVE = 0.06;
/** Of the range's logarithm. */
const LOG_ROOM = 0.04;
const LEAST_SHARE_ROOM = 0.005;

/** The range of values that a chart shows: all of them, those measured on the test rows too, with some room; or, to ignore
 *  outliers, from the 2nd to the 98th percentile of the columns' extremes. A log scale has no place for zero and below. */
export function valueRange(
  curves: readonly DrawnCurve[],
  points: readonly number[],
  kind: ScaleKind,
  ignoreOutliers: boolean,
): readonly [low: number, high: number] {
  if (kind === 'none') return [0, 1];
  const positive = kind === 'log';
  const [low, high] = (ignoreOutliers ? core(extremesOf(curves, points, positive)) : null) ?? ends(curves, points, positive);
  if (low > high) return kind === 'log' ? [0.1, 1] : [0, 1];
  if (kind === 'log') return logRoom(low, high);
  return kind === 'share' ? shareRoom(low, high) : linearRoom(low, high);
}

function extremesOf(curves: readonly DrawnCurve[], points: readonly number[], positive: boolean): readonly number[] {
  const fits = (value: number | null): value is number => value !== null && Number.isFinite(value) && (!positive || value > 0);
  return [...curves.flatMap(({ low, high }) => [...low.filter(fits), ...high.filter(fits)]), ...points.filter(fits)];
}

/** The lowest and the highest; +∞ and −∞ where there are none. At every frame of a pan, so without a list of them. */
function ends(curves: readonly DrawnCurve[], points: readonly number[], positive: boolean): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const least = positive ? Number.MIN_VALUE : Number.NEGATIVE_INFINITY;
  const take = (values: readonly (number | null)[]) => {
    for (const value of values) {
      if (value === null || !(value >= least)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  };
  for (const curve of curves) {
    take(curve.low);
    take(curve.high);
  }
  take(points);
  return [low, high];
}

/** Null where almost all values are the same: then there is nothing to tell the others from. */
function core(values: readonly number[]): readonly [number, number] | null {
  const sorted = Float64Array.from(values).sort();
  if (sorted.length === 0) return null;
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
  const [low, high] = [at(OUTLYING), at(1 - OUTLYING)];
  return low < high ? [low, high] : null;
}

function linearRoom(low: number, high: number): readonly [number, number] {
  const span = high - low || Math.abs(high) || 1;
  const bottom = low - ROOM_BELOW * span;
  return [low >= 0 ? Math.max(0, bottom) : bottom, high + ROOM_ABOVE * span];
}

function logRoom(low: number, high: number): readonly [number, number] {
  const room = Math.max(0.02, LOG_ROOM * Math.log10(high / low));
  return [low * 10 ** -room, high * 10 ** room];
}

function shareRoom(low: number, high: number): readonly [number, number] {
  const room = Math.max(LEAST_SHARE_ROOM, (high - low) * 0.05);
  return [Math.max(0, low - room), Math.min(1, high) + room];
}
