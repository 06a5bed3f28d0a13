import { describe, expect, test } from 'vitest';
import { GrowingColumn } from '../../../src/app/charts/growing-column.ts';
import { SmoothedColumn } from '../../../src/app/charts/smoothing.ts';

const column = (values: readonly number[]) => {
  const source = new GrowingColumn();
  for (const value of values) source.push(value);
  return source;
};

const smoothed = (values: readonly number[], weight: number) => {
  const result = new SmoothedColumn(weight);
  result.follow(column(values));
  return [...result.values.view()];
};

describe('smoothing', () => {
  test('gives TensorBoard’s values: a moving average freed of its bias', () => {
    // (0.4·2) / 0.4; (0.6·0.8 + 0.4·1) / 0.64; (0.6·0.88 + 0.4·4) / 0.784
    const values = smoothed([2, 1, 4], 0.6);
    expect(values[0]).toBeCloseTo(2, 14);
    expect(values[1]).toBeCloseTo(1.375, 14);
    expect(values[2]).toBeCloseTo(2.7142857142857144, 14);
  });

  test('lets values that are not finite through, and they leave the average alone', () => {
    const values = smoothed([2, 1, Number.NaN, 4, Number.POSITIVE_INFINITY, 3], 0.6);
    expect(values[2]).toBeNaN();
    expect(values[3]).toBeCloseTo(2.7142857142857144, 14);
    expect(values[4]).toBe(Number.POSITIVE_INFINITY);
    expect(values[5]).toBeCloseTo(2.8455882352941173, 14);
  });

  test('leaves a constant series alone, bit for bit', () => {
    expect(smoothed([0.1, 0.1, 0.1, 0.1], 0.9)).toEqual([0.1, 0.1, 0.1, 0.1]);
  });

  test('gives the values back with weight 0', () => {
    expect(smoothed([3, 1, 2], 0)).toEqual([3, 1, 2]);
  });

  test('gives the same in pieces as at once', () => {
    const values = Array.from({ length: 3000 }, (_, i) => Math.sin(i) + i / 500);
    const source = new GrowingColumn();
    const result = new SmoothedColumn(0.97);
    for (const value of values) {
      source.push(value);
      result.follow(source);
    }
    expect([...result.values.view()]).toEqual(smoothed(values, 0.97));
  });
});
