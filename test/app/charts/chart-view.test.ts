import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { edgeMarks } from '../../../src/app/charts/chart-marks.ts';
import { valueRange } from '../../../src/app/charts/chart-range.ts';
import { Curve } from '../../../src/app/charts/chart-series.ts';
import { type ChartView, chartView, nearestPlace, placesOf, stepFrom } from '../../../src/app/charts/chart-view.ts';
import { millionSteps, SPIKES } from '../../million-steps.ts';
import { columnOf } from '../columns.ts';

function viewOf(values: readonly number[], change: Partial<Parameters<typeof chartView>[0]> = {}): ChartView {
  const steps = columnOf(values.map((_, i) => i + 1));
  const curve = new Curve(steps, columnOf(values));
  const curves = [{ track: 'pretrain', places: { step: steps, wallTimeMs: steps }, raw: curve, smooth: curve }] as const;
  return chartView({
    curves,
    points: [],
    whole: true,
    gaps: false,
    range: [0, values.length],
    width: 100,
    scale: 'linear',
    ignoreOutliers: false,
    ...change,
  });
}

describe('what is in view', () => {
  test('is counted, and what is not finite too', () => {
    const values = [1, Number.NaN, 3, Number.POSITIVE_INFINITY, 5];
    expect(viewOf(values).counts).toEqual({ all: 5, inView: 5, below: 0, above: 0, notFinite: 2 });
    expect(viewOf(values, { range: [2, 4] }).counts).toEqual({ all: 5, inView: 3, below: 0, above: 0, notFinite: 2 });
  });

  test('leaves out what is no fault to be missing', () => {
    const view = viewOf([Number.NaN, 2, 3], { gaps: true });
    expect(view.counts).toEqual({ all: 2, inView: 2, below: 0, above: 0, notFinite: 0 });
    expect(edgeMarks(view, (x) => x)).toEqual([]);
    expect(edgeMarks(viewOf([Number.NaN, 2, 3]), (x) => x)).toEqual([{ kind: 'lost', curve: 0, x: 1 }]);
  });

  test('with outliers ignored says how many there are, and marks them at the edge', () => {
    const values = Array.from({ length: 1000 }, (_, i) => 1 + Math.sin(i) / 10);
    values[300] = 1e6;
    values[700] = -1e6;
    const all = viewOf(values, { width: 1000 });
    expect(all.values[1]).toBeGreaterThan(1e6);
    expect(edgeMarks(all, (x) => x)).toEqual([]);
    const most = viewOf(values, { width: 1000, ignoreOutliers: true });
    expect(most.values[0]).toBeGreaterThan(0.8);
    expect(most.values[1]).toBeLessThan(1.2);
    const { above, below } = most.counts;
    expect([above, below]).toEqual([
      values.filter((one) => one > most.values[1]).length,
      values.filter((one) => one < most.values[0]).length,
    ]);
    const marks = edgeMarks(most, (x) => x);
    expect(marks.filter(({ kind }) => kind === 'above').map(({ x }) => x)).toContain(301);
    expect(marks.filter(({ kind }) => kind === 'below').map(({ x }) => x)).toContain(701);
  });

  test('on a log scale counts zero and below as below', () => {
    const view = viewOf([0, -1, 0.01, 10], { scale: 'log' });
    expect(view.counts).toEqual({ all: 4, inView: 4, below: 2, above: 0, notFinite: 0 });
    expect(view.values[0]).toBeGreaterThan(0);
    expect(view.values[0]).toBeLessThan(0.01);
  });

  test('holds what the test rows gave, even outside of the curve', () => {
    const points = [{ track: 'pretrain', step: 2, x: 2, value: 40 }] as const;
    expect(viewOf([1, 2, 3], { points }).values[1]).toBeGreaterThan(40);
    expect(viewOf([1, 2, 3], { points, range: [2.5, 3] }).values[1]).toBeLessThan(4);
  });
});

describe('the range of values', () => {
  const drawn = (...values: number[]) => [{ low: values, high: values, last: values, lost: values.map(() => 0) }];

  test('starts at zero where values are not below, and has room', () => {
    expect(valueRange(drawn(0.5, 10), [], 'linear', false)).toEqual([0.12, 10.57]);
    expect(valueRange(drawn(0.1, 10), [], 'linear', false)[0]).toBe(0);
    expect(valueRange(drawn(-1, 1), [], 'linear', false)).toEqual([-1.08, 1.12]);
  });

  test('is something for nothing, and for a single value', () => {
    expect(valueRange([], [], 'linear', false)).toEqual([0, 1]);
    expect(valueRange([], [], 'log', true)).toEqual([0.1, 1]);
    expect(valueRange(drawn(0), [], 'linear', true)).toEqual([0, 0.06]);
  });
});

describe('the cursor', () => {
  const one = new Curve(columnOf([1, 2, 3]), columnOf([9, 9, 9]));
  const other = new Curve(columnOf([2.5, 8]), columnOf([9, 9]));

  test('goes to the nearest point of any curve', () => {
    expect(nearestPlace([one, other], 2.6)).toBe(2.5);
    expect(nearestPlace([one, other], 100)).toBe(8);
    expect(nearestPlace([], 3)).toBeNull();
  });

  test('goes from point to point, and stays at the ends', () => {
    expect(stepFrom([one, other], 2, 1)).toBe(2.5);
    expect(stepFrom([one, other], 2, 10)).toBe(8);
    expect(stepFrom([one, other], 3, -2)).toBe(2);
    expect(stepFrom([one, other], 1, -1)).toBe(1);
    expect(placesOf([one, other])).toEqual([1, 8]);
  });
});

describe('a million steps', () => {
  const { loss, step, wallTimeMs } = millionSteps().tracks.pretrain;
  const curve = new Curve(step, loss);
  const curves = [{ track: 'pretrain', places: { step, wallTimeMs }, raw: curve, smooth: curve }] as const;
  const view = (from: number, to: number, width: number, whole = true) =>
    chartView({ curves, points: [], whole, gaps: false, range: [from, to], width, scale: 'linear', ignoreOutliers: false });

  test('show each planted spike in view, at any zoom and width, in the column where it lies', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.integer({ min: 50, max: 4000 }),
        (a, b, width) => {
          const [from, to] = [Math.min(a, b), Math.max(a, b)];
          const { columns, counts } = view(from, to, width);
          expect(counts).toMatchObject({ all: 1_000_000, inView: to - from + 1 });
          for (const { step: at, value } of SPIKES) {
            if (at < from || at > to) continue;
            const column = columns.x.findIndex((end) => end >= at);
            const { low, high } = columns.curves[0];
            expect(value > 0 ? high[column] : low[column]).toBe(value);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  test('show them by time as well', () => {
    curve.x = wallTimeMs;
    const { columns } = view(0, wallTimeMs.at(999_999), 900, false);
    const drawn = [...columns.curves[0].high, ...columns.curves[0].low];
    expect(SPIKES.filter(({ value }) => !drawn.includes(value))).toEqual([]);
    curve.x = step;
  });
});
