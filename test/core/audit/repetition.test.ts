import { describe, expect, test } from 'vitest';
import { areCopied } from '../../../src/core/audit/repetition.ts';
import type { Features } from '../../../src/core/data/dataset.ts';
import { categories, classes, images, numbers, range } from './build-data.ts';

const ROWS = 120;
const rows = Uint32Array.from(range(ROWS));
/** No two of the rows are equal, but the last `repeated` ones, which repeat the first. */
const firstEqual = (repeated: number) => Uint32Array.from(range(ROWS).map((row) => (row < ROWS - repeated ? row : 0)));
const copied = (features: Features, found: number, repeated = 0) =>
  areCopied({ features, rows, firstEqual: firstEqual(repeated), found, asked: 30 });

/** Four columns of 30 values: two of 120 rows are alike in one table of two hundred or so. */
const coarse: Features = {
  kind: 'table',
  columns: range(4).map((i) => numbers(`c${i}`, ...range(ROWS).map((row) => (row * (i + 7)) % 30))),
};
const fine: Features = { kind: 'table', columns: range(12).map((i) => numbers(`c${i}`, ...range(ROWS).map((row) => row + i))) };

describe('areCopied', () => {
  test('one row that stands in both sets, of images and of tables with much to tell', () => {
    const { features } = images(
      range(ROWS).map((row) => [row, 0, 0, 0]),
      classes(['a'], new Array(ROWS).fill(0)),
    );
    expect(copied(features, 1)).toBe(true);
    expect(copied(fine, 1)).toBe(true);
    expect(copied(fine, 0)).toBe(false);
  });

  // A third of the equal rows, 60 of 179, would lie between the sets: four have a chance of 1.3 %, five of 0.4 %.
  test('of a coarse table more rows than its own repetitions let expect', () => {
    expect([1, 4, 5].map((found) => copied(coarse, found))).toEqual([false, false, true]);
    expect([5, 9].map((found) => copied(coarse, found, 6))).toEqual([false, false]);
    expect(copied(coarse, 16, 6)).toBe(true);
  });

  test('names are as good as numbers', () => {
    const names: Features = {
      kind: 'table',
      columns: range(3).map((i) => categories(`c${i}`, ['u', 'v', 'w'], ...range(ROWS).map((row) => (row + i) % 3))),
    };
    expect(copied(names, 4)).toBe(false);
  });
});
