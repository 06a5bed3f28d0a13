import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FindingCode } from '../../../src/core/audit/audit.ts';
import { duplicatesOf } from '../../../src/core/audit/duplicates.ts';
import { firstOccurrences } from '../../../src/core/audit/first-occurrences.ts';
import type { Dataset } from '../../../src/core/data/dataset.ts';
import { categories, classes, images, numbers, range, table, values } from './build-data.ts';

const finding = (code: FindingCode, train: Dataset, test: Dataset | null = null) =>
  duplicatesOf(train, test).findings.find((one) => one.code === code);

const AB = ['a', 'b'];

describe('exact duplicates', () => {
  const train = table([numbers('x', 1, 2, 1, 1, Number.NaN, Number.NaN, 0, -0)], classes(AB, [0, 0, 0, 1, 1, 1, 0, 0]));

  test('repeat an earlier row, label included; a missing cell equals a missing cell, and −0 equals 0', () => {
    expect(duplicatesOf(train, null).repeats.length).toBe(3);
    expect(finding('exact-duplicates', train)).toMatchObject({
      severity: 'warning',
      rows: [2, 5, 7],
      count: 3,
      fields: { total: 8, share: 37.5, threshold: 1 },
      measure: 'Con-ML-1',
    });
  });

  test('up to one in a hundred rows are only mentioned', () => {
    const of = (rows: number) => table([numbers('x', 0, ...range(rows - 1))], classes(AB, new Array(rows).fill(0)));
    expect(finding('exact-duplicates', of(100))?.severity).toBe('info');
    expect(finding('exact-duplicates', of(99))?.severity).toBe('warning');
  });

  test('excluded rows are not looked at', () => {
    const excluding = table([numbers('x', 1, 1, 1)], classes(AB, [0, 0, 0]), [1]);
    expect(finding('exact-duplicates', excluding)).toMatchObject({ rows: [2], count: 1, fields: { total: 2 } });
  });

  test('are counted as pandas’ duplicated().sum() does', () => {
    const rows = fc.array(fc.tuple(fc.nat(2), fc.constantFrom(0, 0.5, Number.NaN), fc.integer({ min: -1, max: 1 })), { maxLength: 60 });
    fc.assert(
      fc.property(rows, fc.boolean(), (cells, real) => {
        const columns = [categories('k', ['p', 'q', 'r'], ...cells.map(([k]) => k)), numbers('x', ...cells.map(([, x]) => x))];
        const labels = cells.map(([, , label]) => label);
        const target = real ? values(...labels.map((label) => label / 3)) : classes(AB, labels);
        const seen = new Set(cells.map(String));
        expect(duplicatesOf(table(columns, target), null).repeats.length).toBe(cells.length - seen.size);
      }),
    );
  });
});

describe('conflicting duplicates', () => {
  test('are the rows of equal features and different labels', () => {
    const train = table([numbers('x', 1, 2, 1, 3, 3, 1, 2)], classes(AB, [0, 0, 1, 1, 1, -1, 0]));
    expect(finding('conflicting-duplicates', train)).toMatchObject({
      severity: 'warning',
      rows: [0, 2],
      count: 2,
      fields: { groups: 1 },
      measure: 'Con-ML-2',
    });
  });

  test('equal features with different values are none', () => {
    expect(finding('conflicting-duplicates', table([numbers('x', 1, 1)], values(1, 2)))).toBeUndefined();
  });
});

describe('test rows that are training rows', () => {
  test('are an error, whatever their label, named by their place in the test set', () => {
    const train = images(
      [
        [1, 2, 3, 4],
        [5, 6, 7, 8],
      ],
      classes(AB, [0, 1]),
    );
    const test = images(
      [
        [0, 0, 0, 0],
        [5, 6, 7, 8],
        [0, 0, 0, 0],
      ],
      classes(AB, [0, 0, 1]),
    );
    expect(finding('train-test-duplicates', train, test)).toMatchObject({
      severity: 'error',
      rows: [1],
      count: 1,
      fields: { total: 3, share: 33.33, testRow: 1, trainRow: 1 },
    });
  });

  test('rows that the test set repeats within itself are none', () => {
    const train = images([[1, 2, 3, 4]], classes(AB, [0]));
    const test = images(
      [
        [0, 0, 0, 1],
        [0, 0, 0, 1],
      ],
      classes(AB, [0, 1]),
    );
    expect(duplicatesOf(train, test).findings).toEqual([]);
  });

  test('categories are compared by name, not by number', () => {
    const train = table([categories('k', ['red', 'green'], 0)], classes(AB, [0]));
    const test = table([categories('k', ['blue', 'red'], 0, 1)], classes(AB, [0, 0]));
    expect(finding('train-test-duplicates', train, test)).toMatchObject({ rows: [1], count: 1 });
  });

  test('a test set of another shape shares no row', () => {
    const train = table([numbers('x', 1)], classes(AB, [0]));
    const test = table([numbers('x', 1), numbers('y', 1)], classes(AB, [0]));
    expect(duplicatesOf(train, test).findings).toEqual([]);
  });
});

describe('firstOccurrences', () => {
  test('does not take equal hashes for equal rows', () => {
    const letters = ['a', 'b', 'a', 'c', 'b'];
    const same = (i: number, j: number) => letters[i] === letters[j];
    expect([...firstOccurrences(new Uint32Array(5).fill(42), same)]).toEqual([0, 1, 0, 3, 1]);
  });
});
