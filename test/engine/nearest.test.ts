import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Points, squaredDistance } from '../../src/core/audit/neighbours/points.ts';
import { nearest } from '../../src/engine/nearest.ts';

const pointsOf = (rows: readonly (readonly number[])[]): Points => ({
  count: rows.length,
  size: rows[0].length,
  gather: (at) => Float32Array.from(Array.from(at, (i) => rows[i]).flat()),
});

async function resultOf<T>(generator: AsyncGenerator<number, T, void>): Promise<{ shares: number[]; result: T }> {
  const shares: number[] = [];
  for (;;) {
    const { value, done } = await generator.next();
    if (done) return { shares, result: value };
    shares.push(value);
  }
}

/** Pairwise, number by number. */
function slowly(points: Points, queries: Uint32Array, references: Uint32Array, k: number): number[] {
  return Array.from(queries).flatMap((query) => {
    const own = points.gather([query]);
    const all = [...references].filter((at) => at !== query).map((at) => Math.sqrt(squaredDistance(own, points.gather([at]))));
    const sorted = all.sort((a, b) => a - b).slice(0, k);
    return [...sorted, ...Array.from({ length: k - sorted.length }, () => Number.POSITIVE_INFINITY)];
  });
}

const expectClose = (found: Float32Array, expected: readonly number[]): void => {
  expect(found.length).toBe(expected.length);
  found.forEach((distance, i) => {
    if (expected[i] === Number.POSITIVE_INFINITY) expect(distance).toBe(expected[i]);
    else expect(distance).toBeCloseTo(expected[i], 2);
  });
};

test('finds the nearest as a look at every pair does, whatever the sizes', async () => {
  const clouds = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 9 })).chain(([count, size]) =>
    fc.tuple(
      fc.array(fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: size, maxLength: size }), {
        minLength: count,
        maxLength: count,
      }),
      fc.integer({ min: 1, max: 5 }),
    ),
  );
  await fc.assert(
    fc.asyncProperty(clouds, async ([rows, k]) => {
      const points = pointsOf(rows.map((row) => row.map(Math.fround)));
      const all = Uint32Array.from(rows.keys());
      const some = all.filter((at) => at % 3 === 0);
      expectClose((await resultOf(nearest(points, all, some, k))).result, slowly(points, all, some, k));
    }),
    { numRuns: 60 },
  );
});

test('goes over more points than fit at once, and tells how far it is', async () => {
  const rows = Array.from({ length: 2500 }, (_, i) => [Math.fround(Math.sin(i) * 50), Math.fround(Math.cos(i * 1.7) * 50), i / 100]);
  const points = pointsOf(rows);
  const all = Uint32Array.from(rows.keys());
  const queries = all.subarray(0, 300);
  const { shares, result } = await resultOf(nearest(points, queries, all, 2));
  expectClose(result, slowly(points, queries, all, 2));
  expect(shares).toEqual([1, 2, 3, 4, 5, 6].map((tile) => tile / 6));
});
