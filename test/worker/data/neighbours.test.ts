import { expect, test } from 'vitest';
import type { Finding } from '../../../src/core/audit/audit.ts';
import type { PhaseData } from '../../../src/core/data/dataset.ts';
import { randomStream } from '../../../src/core/random.ts';
import { compareRows } from '../../../src/worker/data/neighbours.ts';
import { classes, numbers, phaseData, range, table } from '../../core/audit/build-data.ts';

const ROWS = 200;
const COLUMNS = 6;
const even = randomStream(5, 'points');

/** A point of three circles: that has no corner, so that none stands out. */
const ring = (row: number): number[] =>
  range(COLUMNS / 2).flatMap((circle) => {
    const angle = 2 * Math.PI * even.uniform((row * COLUMNS) / 2 + circle);
    return [Math.cos(angle), Math.sin(angle)];
  });
const rings = range(ROWS).map(ring);

const asData = (rows: readonly (readonly number[])[], test: readonly (readonly number[])[] | null = null): PhaseData =>
  phaseData(asTable(rows), { test: test && asTable(test) });

const asTable = (rows: readonly (readonly number[])[]) =>
  table(
    range(COLUMNS).map((column) => numbers(`x${column}`, ...rows.map((row) => row[column]))),
    classes(
      ['a', 'b'],
      rows.map((_, row) => row % 2),
    ),
  );

async function findingsOf(data: PhaseData): Promise<readonly Finding[]> {
  const work = compareRows(data);
  for (let last = 0; ; ) {
    const { value, done } = await work.next();
    if (done) return value;
    expect(value).toBeGreaterThanOrEqual(last);
    expect(value).toBeLessThanOrEqual(1);
    last = value;
  }
}

const nudged = (row: readonly number[]): number[] => row.map((value) => value + 1e-4);

test('rows that are spread evenly are nothing to remark', async () => {
  expect(await findingsOf(asData(rings))).toEqual([]);
});

test('a row that nearly repeats another one is found, and by its place in the file', async () => {
  const [finding, ...others] = await findingsOf(asData([...rings, nudged(rings[17]), nudged(rings[40])]));
  expect(finding).toMatchObject({
    code: 'near-duplicates',
    severity: 'info',
    count: 2,
    rows: [200, 201],
    fields: { total: 202, share: 0.99 },
  });
  expect(others).toEqual([]);
});

test('many of them weigh on the training', async () => {
  const [finding] = await findingsOf(asData([...rings, ...rings.slice(0, 3).map(nudged)]));
  expect(finding).toMatchObject({ code: 'near-duplicates', severity: 'warning', count: 3 });
});

test('rows that repeat another one exactly are none of this', async () => {
  expect(await findingsOf(asData([...rings, rings[17], rings[17]]))).toEqual([]);
});

test('a test row that is nearly a training row flatters the network', async () => {
  const [finding, ...others] = await findingsOf(asData(rings, [ring(ROWS), nudged(rings[8])]));
  expect(finding).toMatchObject({
    code: 'near-train-test-duplicates',
    severity: 'warning',
    count: 1,
    rows: [1],
    fields: { total: 2, share: 50 },
  });
  expect(others).toEqual([]);
});

test('a row far from all others is found', async () => {
  const [finding, ...others] = await findingsOf(asData([...rings.slice(0, 120), range(COLUMNS).map(() => 9), ...rings.slice(120)]));
  expect(finding).toMatchObject({ code: 'outliers', severity: 'info', count: 1, rows: [120], fields: { neighbours: 10, references: 201 } });
  expect(others).toEqual([]);
});

test('a handful of rows, and rows that are all alike, say nothing', async () => {
  expect(await findingsOf(asData(rings.slice(0, 39)))).toEqual([]);
  expect(await findingsOf(asData(range(100).map(() => range(COLUMNS))))).toEqual([]);
});
