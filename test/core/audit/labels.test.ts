import { describe, expect, test } from 'vitest';
import type { FindingCode } from '../../../src/core/audit/audit.ts';
import { classBalance } from '../../../src/core/audit/classes.ts';
import { labelFindings } from '../../../src/core/audit/labels.ts';
import { type Target, usableRows } from '../../../src/core/data/dataset.ts';
import { classes, numbers, phaseData, range, table, values } from './build-data.ts';

const dataset = (target: Target) => {
  const rows = target.kind === 'classes' ? target.codes.length : target.values.length;
  return table([numbers('x', ...range(rows))], target);
};

function one(code: FindingCode, target: Target, testTarget: Target | null = null) {
  const train = dataset(target);
  const usable = usableRows(train);
  const data = phaseData(train, { test: testTarget && dataset(testTarget) });
  return labelFindings(data, usable, classBalance(train, usable)).filter((finding) => finding.code === code);
}

/** So many rows of each class. */
const ofSizes = (names: readonly string[], ...sizes: number[]) =>
  classes(
    names,
    sizes.flatMap((size, code) => new Array<number>(size).fill(code)),
  );

test('ten rows of each of two classes are nothing to remark', () => {
  for (const code of ['label-variants', 'odd-labels', 'tiny-classes', 'classes-not-tested', 'classes-not-trained'] as const)
    expect(one(code, ofSizes(['a', 'b'], 10, 10), ofSizes(['a', 'b'], 1, 1))).toEqual([]);
});

test('classes that differ in capitals, spaces and width only are one', () => {
  expect(one('label-variants', ofSizes(['CAT', 'cat', 'dog', '７', '7'], 2, 10, 10, 1, 10))).toMatchObject([
    {
      severity: 'warning',
      column: 'label',
      rows: [0, 1, 22],
      count: 3,
      fields: { groups: 2, names: '“cat” = “CAT”, “7” = “７”' },
      measure: 'Acc-ML-7',
    },
  ]);
});

describe('odd labels', () => {
  test('are the few that are no whole number', () => {
    expect(one('odd-labels', ofSizes(['0', '1', '3.5', 'x'], 50, 45, 3, 2))).toMatchObject([
      {
        severity: 'warning',
        rows: range(5).map((i) => 95 + i),
        count: 5,
        fields: { total: 100, share: 5, names: '3.5, x' },
        measure: 'Acc-ML-7',
      },
    ]);
    expect(one('odd-labels', ofSizes(['0', '1', 'x'], 44, 45, 11))).toEqual([]);
  });

  test('are the few fractions that make amounts of classes', () => {
    const target = values(...range(100).map((row) => (row === 7 ? 3.5 : row % 10)));
    expect(one('odd-labels', target)).toMatchObject([{ rows: [7], count: 1, fields: { names: '3.5' } }]);
    expect(one('odd-labels', values(...range(100).map((row) => (row === 7 ? 3.5 : row))))).toEqual([]);
  });
});

test('classes of fewer than ten rows are tiny, where the others make up for them', () => {
  expect(one('tiny-classes', ofSizes(['a', 'b', 'c', 'd'], 40, 9, 2, 0))).toMatchObject([
    {
      severity: 'warning',
      count: 2,
      rows: range(11).map((i) => 40 + i),
      fields: { classes: 4, names: 'c (2), b (9)', threshold: 10 },
      measure: 'Bal-ML-3',
    },
  ]);
  expect(one('tiny-classes', ofSizes(['a', 'b'], 10, 9))).toEqual([]);
});

test('classes that only the training rows or only the test rows have', () => {
  const [train, tested] = [ofSizes(['a', 'b', 'c'], 10, 10, 0), ofSizes(['a', 'b', 'c'], 3, 0, 2)];
  expect(one('classes-not-tested', train, tested)).toMatchObject([
    { severity: 'warning', count: 1, fields: { classes: 3, names: 'b (10)' } },
  ]);
  expect(one('classes-not-trained', train, tested)).toMatchObject([{ severity: 'warning', count: 1, fields: { names: 'c (2)' } }]);
});
