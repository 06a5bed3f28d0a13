import { describe, expect, test } from 'vitest';
import { compareSets } from '../../../../src/core/audit/across/compare-sets.ts';
import { PHASE_DRIFT, TEST_DRIFT } from '../../../../src/core/audit/across/drift-codes.ts';
import { intervalOf } from '../../../../src/core/audit/across/told-apart.ts';
import type { Dataset, FeatureColumn } from '../../../../src/core/data/dataset.ts';
import { randomStream } from '../../../../src/core/random.ts';
import { categories, classes, images, numbers, range, table, values } from '../build-data.ts';

const noise = randomStream(3, 'test');
/** About normal: the sum of twelve uniform numbers less six. */
const normal = (at: number) => range(12).reduce((sum, i) => sum + noise.uniform(12 * at + i), -6);
const column = (name: string, rows: number, stream: number, of = (z: number) => z) =>
  numbers(name, ...range(rows).map((row) => of(normal(row + stream * 100_000))));
const halves = (rows: number) =>
  classes(
    ['a', 'b'],
    range(rows).map((row) => row % 2),
  );
const data = (rows: number, ...columns: FeatureColumn[]) => table(columns, halves(rows));
const codes = (first: Dataset, second: Dataset) => compareSets(first, second, PHASE_DRIFT).map(({ code }) => code);

describe('columns', () => {
  test.each([30, 75, 300, 3000])('two draws of one set of %i rows lie alike, however few', (rows) => {
    for (const stream of [0, 20, 40]) {
      const draw = (from: number) => data(rows, ...range(10).map((i) => column(`c${i}`, rows, from + i)));
      expect(codes(draw(stream), draw(stream + 10))).toEqual([]);
    }
  });

  test('nor do two thousand of their columns', () => {
    const draw = (from: number) =>
      data(60, ...range(2000).map((i) => numbers(`c${i}`, ...range(60).map((row) => noise.uniform(row + (from + i) * 1000)))));
    expect(codes(draw(0), draw(2000))).toEqual([]);
  });

  test.each([40, 300, 3000])('one that moved by a standard deviation is told, in %i rows', (rows) => {
    const first = data(rows, column('still', rows, 0), column('moved', rows, 1), column('other', rows, 2));
    const second = data(
      rows,
      column('still', rows, 3),
      column('moved', rows, 4, (z) => z + 1),
      column('other', rows, 5),
    );
    const [found] = compareSets(first, second, PHASE_DRIFT);
    expect(found).toMatchObject({ code: 'feature-drift', severity: 'warning', column: 'moved', count: rows });
    expect(found.fields.distance).toBeGreaterThan(0.6);
    expect(Number(found.fields.secondMean) - Number(found.fields.firstMean)).toBeGreaterThan(0.6);
  });

  test('are told one by one up to ten, and as a whole from half of them on', () => {
    const of = (stream: number, shift: number) =>
      data(500, ...range(30).map((i) => column(`c${i}`, 500, stream + i, (z) => (i < 15 ? z + shift : z))));
    const found = compareSets(of(0, 0), of(30, 1), TEST_DRIFT);
    expect(found.filter(({ code }) => code === 'test-feature-drift')).toHaveLength(10);
    expect(found[0]).toMatchObject({
      code: 'test-dataset-drift',
      severity: 'warning',
      count: 15,
      fields: { total: 30, share: 50, threshold: 50 },
    });
    expect(found.at(-1)).toMatchObject({ code: 'test-told-apart', severity: 'warning' });
  });

  test('names in other shares, whatever their numbers are', () => {
    const first = data(400, categories('k', ['u', 'v'], ...range(400).map((row) => row % 2)));
    const second = data(400, categories('k', ['v', 'u'], ...range(400).map((row) => (row % 10 === 0 ? 1 : 0))));
    expect(compareSets(first, second, PHASE_DRIFT)).toMatchObject([
      { code: 'category-drift', severity: 'warning', column: 'k', fields: { distance: 0.319, threshold: 0.1 } },
      { code: 'sets-told-apart', severity: 'info' },
    ]);
    expect(codes(first, data(400, categories('k', ['v', 'u'], ...range(400).map((row) => row % 2))))).toEqual([]);
  });

  test('a missing cell is no number', () => {
    const holes = (stream: number) => column('x', 300, stream, (z) => (z > 1 ? Number.NaN : z));
    expect(codes(data(300, holes(0)), data(300, holes(1)))).toEqual([]);
    expect(codes(data(300, numbers('x', ...new Array(300).fill(Number.NaN))), data(300, holes(1)))).toEqual([]);
  });
});

describe('labels', () => {
  const of = (names: string[], rows: number, every: number) =>
    table(
      [numbers('x', ...new Array(rows).fill(0))],
      classes(
        names,
        range(rows).map((row) => (row % every === 0 ? 1 : 0)),
      ),
    );

  test('in other shares, by name', () => {
    expect(compareSets(of(['a', 'b'], 400, 2), of(['a', 'b'], 400, 4), PHASE_DRIFT)).toMatchObject([
      { code: 'label-drift', severity: 'info', column: 'label', fields: { variation: 0.25, threshold: 0.1 }, measure: 'Bal-ML-3' },
    ]);
    expect(codes(of(['a', 'b'], 400, 2), of(['b', 'a'], 400, 2))).toEqual([]);
  });

  test('real-valued ones as any number', () => {
    const target = (stream: number, shift: number) =>
      table([numbers('x', ...new Array(300).fill(0))], values(...range(300).map((row) => normal(row + stream * 100_000) + shift)));
    expect(codes(target(0, 0), target(1, 0))).toEqual([]);
    expect(codes(target(0, 0), target(1, 1))).toEqual(['feature-drift']);
  });
});

describe('images', () => {
  const of = (rows: number, pixels: (row: number) => number[], maximum = 255) => images(range(rows).map(pixels), halves(rows), { maximum });
  const ink = (row: number) => [0, 100 + (row % 100), 255 - (row % 50), 0];

  test('of one kind have nothing to remark', () => {
    expect(
      codes(
        of(500, ink),
        of(500, (row) => ink(row + 500)),
      ),
    ).toEqual([]);
  });

  test('on another scale, and inverted ones', () => {
    expect(
      compareSets(
        of(100, ink),
        of(100, (row) => ink(row).map((pixel) => Math.floor(pixel / 16))),
        PHASE_DRIFT,
      )[0],
    ).toMatchObject({
      code: 'pixel-scale-differs',
      severity: 'warning',
      fields: { first: 1, second: 0.059, threshold: 4 },
    });
    const dim = (row: number) => [0, row % 255, 90, 0];
    expect(
      compareSets(
        of(255, dim),
        of(255, (row) => dim(row).map((pixel) => 255 - pixel)),
        TEST_DRIFT,
      )[0],
    ).toMatchObject({
      code: 'test-polarity-differs',
      severity: 'warning',
    });
  });

  test('that lie elsewhere', () => {
    const [found] = compareSets(
      of(200, ink),
      of(200, (row) => [ink(row)[1], 0, 0, ink(row)[2]]),
      PHASE_DRIFT,
    );
    expect(found).toMatchObject({ code: 'image-drift', severity: 'info', count: 200 });
    expect(found.fields).toMatchObject({ brightnessFirst: found.fields.brightnessSecond, borderFirst: 1, borderSecond: 1 });
    expect(found.fields.centreXFirst).not.toBe(found.fields.centreXSecond);
  });
});

describe('the classifier', () => {
  test('sees what no single column shows', () => {
    const x = column('x', 2000, 0);
    const cells = x.kind === 'number' ? x.values : [];
    const alike = data(2000, x, numbers('y', ...Array.from(cells, (cell, row) => 0.9 * cell + 0.4 * normal(row + 900_000))));
    const moved = data(2000, x, numbers('y', ...Array.from(cells, (cell, row) => 0.9 * cell + 0.4 * normal(row + 900_000) + 0.09)));
    expect(codes(alike, moved)).toEqual([]);
    const apart = data(2000, x, numbers('y', ...Array.from(cells, (cell, row) => 0.9 * cell + 0.04 * normal(row + 900_000) + 0.09)));
    const near = data(2000, x, numbers('y', ...Array.from(cells, (cell, row) => 0.9 * cell + 0.04 * normal(row + 800_000))));
    expect(compareSets(near, apart, PHASE_DRIFT)).toMatchObject([{ code: 'sets-told-apart', severity: 'info' }]);
  });

  // The two normal laws a standard deviation apart have an AUC of Φ(1/√2) = 0.760.
  test('has the AUC that theory gives, within its interval', () => {
    const [first, second] = [
      data(5000, column('x', 5000, 0)),
      data(
        5000,
        column('x', 5000, 1, (z) => z + 1),
      ),
    ];
    const found = compareSets(first, second, PHASE_DRIFT).find(({ code }) => code === 'sets-told-apart');
    expect(found?.fields.low).toBeLessThan(0.76);
    expect(found?.fields.high).toBeGreaterThan(0.76);
  });

  test('its interval is that of Hanley and McNeil', () => {
    const { low, high } = intervalOf(0.8, 50, 60);
    expect([low, high]).toEqual([expect.closeTo(0.7148491673775512, 12), expect.closeTo(0.8851508326224489, 12)]);
    expect(intervalOf(1, 9, 9)).toEqual({ auc: 1, low: 1, high: 1 });
  });
});

test('no rows, no findings', () => {
  expect(compareSets(data(0, numbers('x')), data(3, numbers('x', 1, 2, 3)), PHASE_DRIFT)).toEqual([]);
});
