import { ColumnExtremes } from './column-extremes.ts';
import type { GrowingColumn } from './run-series.ts';

/** A curve: values at ascending steps. `shift` is added to every step, to lay one track over another;
 *  where it belongs is known for sure only when the track starts. */
export class Curve {
  readonly steps: GrowingColumn;
  readonly values: GrowingColumn;
  shift: number;
  readonly extremes: ColumnExtremes;

  constructor(steps: GrowingColumn, values: GrowingColumn, shift = 0) {
    this.steps = steps;
    this.values = values;
    this.shift = shift;
    this.extremes = new ColumnExtremes(values);
  }

  /** How many of the points lie at or before `x`. */
  countUpTo(x: number, from = 0): number {
    let low = from;
    let high = Math.min(this.steps.length, this.values.length);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.steps.at(middle) + this.shift <= x) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The value at exactly that x, NaN where the curve has no point. */
  valueAt(x: number): number {
    const count = this.countUpTo(x);
    return count > 0 && this.steps.at(count - 1) + this.shift === x ? this.values.at(count - 1) : Number.NaN;
  }
}

/** What one pixel column shows of a curve: null where it has no finite value there. */
export interface DrawnCurve {
  readonly last: (number | null)[];
  readonly low: (number | null)[];
  readonly high: (number | null)[];
}

/** Curves on one common x axis, ready to draw. */
export interface DrawnColumns {
  readonly x: readonly number[];
  readonly curves: readonly DrawnCurve[];
}

/** Joins curves for drawing the steps `from` … `to` in at most `columns` columns: each column holds a stretch of steps and
 *  keeps the last, the lowest and the highest value in it, so that a single outlier among a million points is still seen.
 *  With as many columns as steps, every step is its own column. Costs some reads a column, not a copy of the series. */
export function drawnColumns(curves: readonly Curve[], from: number, to: number, columns: number): DrawnColumns {
  const x = columnEnds(from, to, columns);
  return { x, curves: curves.map((curve) => drawCurve(curve, from, x)) };
}

/** The last step of each column, ascending from the first column to `to`. */
function columnEnds(from: number, to: number, columns: number): number[] {
  const steps = Math.max(0, to - from + 1);
  const count = Math.min(steps, Math.max(1, Math.floor(columns)));
  return Array.from({ length: count }, (_, i) => from + Math.ceil(((i + 1) * steps) / count) - 1);
}

function drawCurve(curve: Curve, from: number, ends: readonly number[]): DrawnCurve {
  const drawn: DrawnCurve = { last: [], low: [], high: [] };
  let start = curve.countUpTo(from - 1);
  for (const end of ends) {
    const stop = curve.countUpTo(end, start);
    pushStretch(drawn, curve, start, stop);
    start = stop;
  }
  return drawn;
}

function pushStretch(drawn: DrawnCurve, curve: Curve, start: number, stop: number): void {
  const [low, high] = curve.extremes.over(start, stop);
  const empty = low > high;
  drawn.low.push(empty ? null : low);
  drawn.high.push(empty ? null : high);
  drawn.last.push(empty ? null : lastFinite(curve.values, start, stop));
}

function lastFinite(values: GrowingColumn, start: number, stop: number): number | null {
  for (let i = stop - 1; i >= start; i--) if (Number.isFinite(values.at(i))) return values.at(i);
  return null;
}
