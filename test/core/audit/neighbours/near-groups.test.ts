import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearGroups } from '../../../../src/core/audit/neighbours/near-groups.ts';
import { type Points, squaredDistance } from '../../../../src/core/audit/neighbours/points.ts';

const pointsOf = (rows: readonly (readonly number[])[]): Points => ({
  count: rows.length,
  size: rows[0]?.length ?? 0,
  gather: (at) => Float32Array.from(Array.from(at, (i) => rows[i]).flat()),
});

function resultOf<T>(generator: Generator<number, T, void>): T {
  for (;;) {
    const { value, done } = generator.next();
    if (done) return value;
  }
}

const lists = (groups: readonly Uint32Array[]): number[][] => groups.map((group) => [...group]).sort((a, b) => a[0] - b[0]);

/** By a look at every pair, again and again until nothing more comes together. */
function slowly(points: Points, radius: number): number[][] {
  const group = Array.from({ length: points.count }, (_, at) => at);
  const near = (a: number, b: number) => squaredDistance(points.gather([a]), points.gather([b])) < radius ** 2;
  for (let a = 0; a < points.count; a++) {
    for (let b = a + 1; b < points.count; b++) {
      if (!near(a, b)) continue;
      const [from, to] = [group[b], group[a]];
      group.forEach((value, at) => {
        if (value === from) group[at] = to;
      });
    }
  }
  const members = [...new Set(group)].map((one) => group.flatMap((value, at) => (value === one ? at : [])));
  return members.filter(({ length }) => length > 1).sort((a, b) => a[0] - b[0]);
}

test('finds the groups that a look at every pair finds', () => {
  const row = fc.array(fc.double({ min: 0, max: 2, noNaN: true }), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), fc.double({ min: 0.01, max: 1, noNaN: true }), (rows, radius) => {
      const points = pointsOf(rows.map((values) => values.map(Math.fround)));
      const { groups, complete } = resultOf(nearGroups(points, radius));
      expect(lists(groups)).toEqual(slowly(points, radius));
      expect(complete).toBe(true);
    }),
  );
});

test('nothing is near to itself alone, and nothing lies within no distance', () => {
  expect(resultOf(nearGroups(pointsOf([[1, 2]]), 1)).groups).toEqual([]);
  expect(resultOf(nearGroups(pointsOf([[1], [1], [1]]), 0)).groups).toEqual([]);
});

test('ten thousand points on one spot are one group, at once', () => {
  const { groups, complete } = resultOf(nearGroups(pointsOf(Array.from({ length: 10_000 }, () => [3, 4])), 0.5));
  expect(groups.map(({ length }) => length)).toEqual([10_000]);
  expect(complete).toBe(true);
});
