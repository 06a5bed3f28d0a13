import { expect, test } from 'vitest';
import { makeFinding } from '../../../src/core/audit/finding.ts';
import { exactly, isOf } from './planter.ts';
import { unplanted } from './planters.ts';

test('every finding has a defect that the claim plants', () => {
  expect(unplanted()).toEqual([]);
});

test('a finding is of what was planted when it says so many, and names those rows', () => {
  const finding = makeFinding('outliers', 'info', { count: 3, rows: [9, 4, 7] });
  expect(isOf(finding, 'outliers')).toBe(true);
  expect(isOf(finding, 'near-duplicates')).toBe(false);
  expect(isOf(finding, 'outliers', exactly([4, 7, 9]))).toBe(true);
  expect(isOf(finding, 'outliers', exactly([4, 7]))).toBe(false);
  expect(isOf(finding, 'outliers', { rows: [4, 5] })).toBe(false);
  expect(isOf(finding, 'outliers', { rows: [4, 5], atLeast: 1 })).toBe(true);
});

test('of more rows than a finding shows the first ones must be named', () => {
  const rows = Array.from({ length: 30 }, (_, row) => row);
  expect(isOf(makeFinding('outliers', 'info', { count: 30, rows }), 'outliers', exactly(rows))).toBe(true);
});
