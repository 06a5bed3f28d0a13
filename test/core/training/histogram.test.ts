import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BINS, histogramOf } from '../../../src/core/training/histogram.ts';

test('counts in bins of equal width, the largest value in the last', () => {
  const { min, max, counts } = histogramOf(Float32Array.from({ length: 301 }, (_, i) => i / 10));
  expect([min, max]).toEqual([0, 30]);
  expect(counts.slice(0, BINS - 1).every((count) => count === 10)).toBe(true);
  expect(counts[BINS - 1]).toBe(11);
});

test('values that are not finite are left out', () => {
  const { min, max, counts } = histogramOf(Float32Array.of(Number.NaN, -1, Number.POSITIVE_INFINITY, 2, Number.NEGATIVE_INFINITY));
  expect([min, max, counts[0], counts[BINS - 1]]).toEqual([-1, 2, 1, 1]);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2);
});

test('a constant stands in the first bin, and nothing gives nothing', () => {
  expect(histogramOf(Float32Array.of(5, 5, 5))).toMatchObject({ min: 5, max: 5, counts: [3, ...new Array(BINS - 1).fill(0)] });
  expect(histogramOf(new Float32Array(0)).counts.every((count) => count === 0)).toBe(true);
});

test('every finite value is counted once', () => {
  fc.assert(
    fc.property(fc.float32Array({ maxLength: 200 }), (values) => {
      const { counts } = histogramOf(values);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(values.filter(Number.isFinite).length);
    }),
  );
});
