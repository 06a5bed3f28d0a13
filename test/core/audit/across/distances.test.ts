import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  jensenShannon,
  ofCounts,
  sortedPositions,
  stabilityIndex,
  tenthsOf,
  totalVariation,
  wassersteinBy,
} from '../../../../src/core/audit/across/distances.ts';
import { range } from '../build-data.ts';

describe('distances of shares', () => {
  test('are those of SciPy and NumPy', () => {
    expect(jensenShannon([0.5, 0.3, 0.2], [0.1, 0.6, 0.3])).toBeCloseTo(0.3213946567929748, 12);
    expect(stabilityIndex([10, 20, 70], [30, 30, 40])).toBeCloseTo(0.42815370492506505, 12);
    expect(totalVariation([10, 20, 70], [30, 30, 40])).toBeCloseTo(0.3, 12);
  });

  test('are 0 of equal shares, and the same from either side', () => {
    const counts = fc.array(fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 })), { minLength: 1 });
    fc.assert(
      fc.property(counts, fc.integer({ min: 2, max: 9 }), (pairs, factor) => {
        const [p, q] = [pairs.map(([one]) => one), pairs.map(([, other]) => other)];
        for (const distance of [totalVariation, jensenShannon, stabilityIndex]) {
          expect(
            distance(
              p,
              p.map((one) => one * factor),
            ),
          ).toBeCloseTo(0, 6);
          expect(distance(p, q)).toBeCloseTo(distance(q, p), 9);
          expect(distance(p, q)).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  test('an empty bin is no division by zero', () => {
    expect(stabilityIndex([10, 0], [10, 10])).toBeCloseTo(0.5 * Math.log(2) + 0.45 * Math.log(10), 9);
  });
});

test('the Wasserstein distance is SciPy’s', () => {
  const values = Float32Array.of(1, 2, 3, 4, 2, 4, 4, 9, 1, Number.NaN);
  const measure = wassersteinBy(values, sortedPositions(values), 2);
  expect(measure(Uint8Array.of(0, 0, 0, 0, 1, 1, 1, 1, 1, 0))).toBeCloseTo(1.5 / 2, 9);
  expect(measure(new Uint8Array(10))).toBe(0);
});

test('tenths hold equal numbers together, and nothing else more than a tenth', () => {
  const values = Float32Array.from(range(100));
  expect(Array.from(tenthsOf(values, sortedPositions(values)))).toEqual(range(100).map((i) => Math.floor(i / 10)));
  const tied = Float32Array.from(range(100).map((i) => (i < 55 ? 0 : i)));
  expect(new Set(tenthsOf(tied, sortedPositions(tied)).subarray(0, 55))).toEqual(new Set([2]));
});

test('counts of codes leave out what is missing', () => {
  const measure = ofCounts(totalVariation, Int8Array.of(0, 1, -1, 1, 1, -1), 2);
  expect(measure(Uint8Array.of(0, 0, 0, 1, 1, 1))).toBe(0.5);
  expect(measure(Uint8Array.of(0, 0, 1, 0, 0, 1))).toBe(0);
});
