import { type ScaleKind, valueRange } from './chart-range.ts';
import { type Curve, type DrawnColumns, drawnColumns, drawnLine } from './chart-series.ts';
import type { EvaluationPoint, TrackCurves } from './run-charts.ts';

/** What of a run's curves is in view, and how. */
export interface ViewRequest {
  readonly curves: readonly TrackCurves[];
  readonly points: readonly EvaluationPoint[];
  /** Places are steps. */
  readonly whole: boolean;
  /** Values that are not finite are none at all: they are not counted. */
  readonly gaps: boolean;
  readonly range: readonly [from: number, to: number];
  /** Pixels that the curves have. */
  readonly width: number;
  readonly scale: ScaleKind;
  readonly ignoreOutliers: boolean;
}

/** What is drawn, and what of it can be seen: nothing is left out without being counted here. */
export interface ChartView {
  readonly columns: DrawnColumns;
  /** The smoothed curves, in the columns of `columns`. */
  readonly smooth: readonly (readonly (number | null)[])[];
  /** The values at the chart's bottom and top. */
  readonly values: readonly [low: number, high: number];
  readonly counts: ViewCounts;
}

export interface ViewCounts {
  /** Points of all curves, and those of them within the range of places that is shown. */
  readonly all: number;
  readonly inView: number;
  /** Of those in view: below and above the values shown (zero and below on a log scale), and on no scale at all. */
  readonly below: number;
  readonly above: number;
  readonly notFinite: number;
}

/** Resolves the curves anew for what is in view. */
export function chartView({ curves, points, whole, range, width, scale, ignoreOutliers, gaps }: ViewRequest): ChartView {
  const [from, to] = range;
  const raw = curves.map((one) => one.raw);
  const drawn = drawnColumns(raw, whole ? Math.max(1, from) : from, to, width, whole);
  const columns = gaps ? withoutLost(drawn) : drawn;
  const seen = points.filter(({ x }) => x >= from && x <= to).map(({ value }) => value);
  const values = valueRange(columns.curves, seen, scale, ignoreOutliers);
  return {
    columns,
    smooth: curves.map(({ smooth }, i) => drawnLine(smooth, drawn.stops[i])),
    values,
    counts: countsOf(raw, range, values, gaps),
  };
}

const withoutLost = (drawn: DrawnColumns): DrawnColumns => ({
  ...drawn,
  curves: drawn.curves.map((curve) => ({ ...curve, lost: curve.lost.map(() => 0) })),
});

function countsOf(
  curves: readonly Curve[],
  [from, to]: readonly [number, number],
  [low, high]: readonly [number, number],
  gaps: boolean,
): ViewCounts {
  const counts = { all: 0, inView: 0, below: 0, above: 0, notFinite: 0 };
  for (const curve of curves) {
    const [first, end] = [curve.countBefore(from), curve.countUpTo(to)];
    const [below, above] = curve.extremes.outside(first, end, low, high);
    const lost = curve.extremes.notFinite(first, end);
    counts.all += curve.length - (gaps ? curve.extremes.notFinite(0, curve.length) : 0);
    counts.inView += end - first - (gaps ? lost : 0);
    counts.below += below;
    counts.above += above;
    counts.notFinite += gaps ? 0 : lost;
  }
  return counts;
}

/** The place of the point nearest to `x`, of any of the curves; null where they have none. */
export function nearestPlace(curves: readonly Curve[], x: number): number | null {
  let nearest: number | null = null;
  for (const curve of curves) {
    const after = curve.countBefore(x);
    for (const index of [after - 1, after]) {
      if (index < 0 || index >= curve.length) continue;
      const place = curve.xAt(index);
      if (nearest === null || Math.abs(place - x) < Math.abs(nearest - x)) nearest = place;
    }
  }
  return nearest;
}

/** The place `by` points further than `x` (back, where negative), as far as there are points; null where there are none. */
export function stepFrom(curves: readonly Curve[], x: number, by: number): number | null {
  let at = x;
  for (let i = 0; i < Math.abs(by); i++) {
    const next = by > 0 ? placeAfter(curves, at) : placeBefore(curves, at);
    if (next === null) break;
    at = next;
  }
  return nearestPlace(curves, at);
}

function placeAfter(curves: readonly Curve[], x: number): number | null {
  const places = curves.flatMap((curve) => {
    const index = curve.countUpTo(x);
    return index < curve.length ? [curve.xAt(index)] : [];
  });
  return places.length === 0 ? null : Math.min(...places);
}

function placeBefore(curves: readonly Curve[], x: number): number | null {
  const places = curves.flatMap((curve) => {
    const index = curve.countBefore(x) - 1;
    return index >= 0 ? [curve.xAt(index)] : [];
  });
  return places.length === 0 ? null : Math.max(...places);
}

/** The places of the first and last points of the curves; null where they have none. */
export function placesOf(curves: readonly Curve[]): readonly [first: number, last: number] | null {
  const grown = curves.filter(({ length }) => length > 0);
  if (grown.length === 0) return null;
  return [Math.min(...grown.map((curve) => curve.xAt(0))), Math.max(...grown.map((curve) => curve.xAt(curve.length - 1)))];
}
