import { describe, expect, test } from 'vitest';
import { Curve, drawnColumns, drawnLine } from '../../../src/app/charts/chart-series.ts';
import { ColumnExtremes } from '../../../src/app/charts/column-extremes.ts';
import { GrowingColumn } from '../../../src/app/charts/growing-column.ts';

const column = (values: readonly number[]) => {
  const grown = new GrowingColumn();
  for (const value of values) grown.push(value);
  return grown;
};
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('the columns of a chart', () => {
  const pretrain = new Curve(column([1, 2, 3]), column([5, 4, 3]));
  const baseline = new Curve(column([6, 7]), column([9, 8]), -2);

  test('hold every step where there is room for it, each curve at its own place', () => {
    expect(drawnColumns([pretrain, baseline], 1, 6, 100)).toMatchObject({
      x: [1, 2, 3, 4, 5, 6],
      curves: [
        {
          last: [5, 4, 3, null, null, null],
          low: [5, 4, 3, null, null, null],
          high: [5, 4, 3, null, null, null],
          lost: [0, 0, 0, 0, 0, 0],
        },
        {
          last: [null, null, null, 9, 8, null],
          low: [null, null, null, 9, 8, null],
          high: [null, null, null, 9, 8, null],
          lost: [0, 0, 0, 0, 0, 0],
        },
      ],
    });
  });

  test('keep the last, lowest and highest value of their steps where there is not', () => {
    const curve = new Curve(column(range(1, 10)), column([1, 2, 3, 4, 5, 9, 0, 8, 7, 6]));
    const drawn = drawnColumns([curve], 1, 10, 2);
    expect(drawn.x).toEqual([5, 10]);
    expect(drawn.curves[0]).toEqual({ last: [5, 6], low: [1, 0], high: [5, 9], lost: [0, 0] });
  });

  test('show a lone outlier among a million points, at any width', () => {
    const steps = new GrowingColumn();
    const values = new GrowingColumn();
    for (let step = 1; step <= 1_000_000; step++) {
      steps.push(step);
      values.push(step === 654_321 ? 42 : 1);
    }
    const curve = new Curve(steps, values);
    const drawn = drawnColumns([curve], 1, 1_000_000, 800);
    expect(drawn.x).toHaveLength(800);
    expect(drawn.curves[0].high.filter((value) => value === 42)).toHaveLength(1);
    expect(drawn.curves[0].high.indexOf(42)).toBe(Math.floor(654_320 / 1250));
    expect(curve.valueAt(654_321)).toBe(42);
  });

  test('start at the zoom, not at the run', () => {
    expect(drawnColumns([pretrain], 2, 3, 10)).toMatchObject({
      x: [2, 3],
      curves: [{ last: [4, 3], low: [4, 3], high: [4, 3], lost: [0, 0] }],
    });
  });

  test('leave out what is not finite, and say nothing where nothing is', () => {
    const curve = new Curve(column([1, 2, 3, 4]), column([Number.NaN, 2, 7, Number.POSITIVE_INFINITY]));
    expect(drawnColumns([curve], 1, 4, 2).curves[0]).toEqual({ last: [2, 7], low: [2, 7], high: [2, 7], lost: [1, 1] });
    expect(drawnColumns([curve], 1, 1, 2).curves[0]).toEqual({ last: [null], low: [null], high: [null], lost: [1] });
    expect(drawnColumns([], 1, 0, 2)).toEqual({ x: [], curves: [], stops: [] });
  });
});

describe('a column of time', () => {
  const curve = new Curve(column([0.5, 1.5, 2.5, 9.5]), column([3, 1, 2, 7]));

  test('is as narrow as a pixel, and holds what fell into it', () => {
    const drawn = drawnColumns([curve], 0, 10, 5, false);
    expect(drawn.x).toEqual([2, 4, 6, 8, 10]);
    expect(drawn.curves[0]).toEqual({
      last: [1, 2, null, null, 7],
      low: [1, 2, null, null, 7],
      high: [3, 2, null, null, 7],
      lost: [0, 0, 0, 0, 0],
    });
    expect(drawnLine(curve, drawn.stops[0])).toEqual([1, 2, null, null, 7]);
  });
});

describe('a curve', () => {
  const curve = new Curve(column([4, 5, 7]), column([0.4, 0.5, 0.7]), 10);

  test('gives its value at a step, and NaN where it has none', () => {
    expect(curve.valueAt(15)).toBe(0.5);
    expect(curve.valueAt(16)).toBeNaN();
    expect(curve.valueAt(13)).toBeNaN();
  });

  test('does not run ahead of values that are still to come', () => {
    expect(new Curve(column([1, 2, 3]), column([8])).countUpTo(3)).toBe(1);
  });
});

describe('extremes', () => {
  test('equal a plain search over any stretch, while the column grows', () => {
    const source = new GrowingColumn();
    const extremes = new ColumnExtremes(source);
    for (let i = 0; i < 500; i++) {
      source.push(i % 37 === 0 ? Number.NaN : Math.sin(i * i));
      const from = Math.floor((i * 7) % (i + 1));
      const finite = [...source.view().slice(from)].filter(Number.isFinite);
      expect(extremes.over(from, i + 1)).toEqual([Math.min(...finite), Math.max(...finite)]);
      expect(extremes.notFinite(from, i + 1)).toBe(i + 1 - from - finite.length);
      const outside = [finite.filter((value) => value < -0.9).length, finite.filter((value) => value > 0.95).length];
      expect(extremes.outside(from, i + 1, -0.9, 0.95)).toEqual(outside);
    }
  });
});
