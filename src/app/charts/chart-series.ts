import { type Column, ColumnExtremes } from './column-extremes.ts';

/** A curve: values at ascending places. `shift` is added to every place, to lay one track over another; where it belongs is known
 *  for sure only when the track starts, and the places change when the chart's axis does. */
export class Curve {
  x: Column;
  readonly values: Column;
  shift: number;
  readonly extremes: ColumnExtremes;

  constructor(x: Column, values: Column, shift = 0) {
    this.x = x;
    this.values = values;
    this.shift = shift;
    this.extremes = new ColumnExtremes(values);
  }

  get length(): number {
    return Math.min(this.x.length, this.values.length);
  }

  /** Where a point stands on the chart. */
  xAt(index: number): number {
    return this.x.at(index) + this.shift;
  }

  /** How many of the points lie at or before `x`, `from` of them being known to. */
  countUpTo(x: number, from = 0): number {
    // Steps mostly follow each other without gaps: then the place is known without a search.
    const { length } = this;
    const guess = from < length ? Math.min(length, from + Math.max(0, Math.floor(x - this.xAt(from)) + 1)) : length;
    const fits = (guess === from || this.xAt(guess - 1) <= x) && (guess === length || this.xAt(guess) > x);
    if (fits) return guess;
    return this.#firstWhere((place) => place > x, from);
  }

  /** How many of the points lie before `x`. */
  countBefore(x: number): number {
    return this.#firstWhere((place) => place >= x, 0);
  }

  /** The value at exactly that x, NaN where the curve has no point. */
  valueAt(x: number): number {
    const count = this.countUpTo(x);
    return count > 0 && this.xAt(count - 1) === x ? this.values.at(count - 1) : Number.NaN;
  }

  /** The first point that is `past`, which must hold for all behind it too. */
  #firstWhere(past: (place: number) => boolean, from: number): number {
    let low = from;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (past(this.xAt(middle))) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/** What one pixel column shows of a curve: null where it has no finite value there. */
export interface DrawnCurve {
  readonly last: (number | null)[];
  readonly low: (number | null)[];
  readonly high: (number | null)[];
  /** How many values of the column are not finite, and so on no scale. */
  readonly lost: number[];
}

/** Curves on one common x axis, ready to draw. */
export interface DrawnColumns {
  readonly x: readonly number[];
  readonly curves: readonly DrawnCurve[];
  /** Of each curve, where the columns' points end among its own (`stopsOf`): another curve through the same places has the same. */
  readonly stops: readonly Int32Array[];
}

/** Joins curves for drawing the places `from` … `to` in at most `columns` columns: each column holds a stretch of places and
 *  keeps the last, the lowest and the highest value in it, so that a single outlier among a million points is still seen.
 *  Where places are steps (`whole`), no column is narrower than a step. Costs some reads a column, not a copy of the series. */
export function drawnColumns(curves: readonly Curve[], from: number, to: number, columns: number, whole = true): DrawnColumns {
  const x = columnEnds(from, to, columns, whole);
  const stops = curves.map((curve) => stopsOf(curve, from, x));
  return { x, curves: curves.map((curve, i) => drawCurve(curve, stops[i])), stops };
}

/** Where each column's points end among those of the curve; the first entry is where the first column's begin. */
function stopsOf(curve: Curve, from: number, ends: readonly number[]): Int32Array {
  const stops = new Int32Array(ends.length + 1);
  stops[0] = curve.countBefore(from);
  for (let i = 0; i < ends.length; i++) stops[i + 1] = curve.countUpTo(ends[i], stops[i]);
  return stops;
}

/** The last place of each column, ascending from the first column to `to`. */
function columnEnds(from: number, to: number, columns: number, whole: boolean): readonly number[] {
  const most = Math.max(1, Math.floor(columns));
  if (!whole) return to > from ? Array.from({ length: most }, (_, i) => (i === most - 1 ? to : from + ((i + 1) * (to - from)) / most)) : [];
  const first = Math.ceil(from);
  const steps = Math.max(0, Math.floor(to) - first + 1);
  const count = Math.min(steps, most);
  return Array.from({ length: count }, (_, i) => first + Math.ceil(((i + 1) * steps) / count) - 1);
}

/** What the columns that end at these stops show of a curve. */
function drawCurve(curve: Curve, stops: Int32Array): DrawnCurve {
  const drawn: DrawnCurve = { last: [], low: [], high: [], lost: [] };
  for (let i = 1; i < stops.length; i++) pushStretch(drawn, curve, stops[i - 1], stops[i]);
  return drawn;
}

function pushStretch(drawn: DrawnCurve, curve: Curve, start: number, stop: number): void {
  const [low, high] = curve.extremes.over(start, stop);
  const empty = low > high;
  drawn.low.push(empty ? null : low);
  drawn.high.push(empty ? null : high);
  drawn.last.push(empty ? null : lastFinite(curve.values, start, stop));
  drawn.lost.push(curve.extremes.notFinite(start, stop));
}

/** The last value of each column only: all that is drawn of a smoothed curve. */
export function drawnLine(curve: Curve, stops: Int32Array): readonly (number | null)[] {
  const line: (number | null)[] = [];
  for (let i = 1; i < stops.length; i++) line.push(lastFinite(curve.values, stops[i - 1], stops[i]));
  return line;
}

function lastFinite(values: Column, start: number, stop: number): number | null {
  for (let i = stop - 1; i >= start; i--) {
    const value = values.at(i);
    if (Number.isFinite(value)) return value;
  }
  return null;
}
