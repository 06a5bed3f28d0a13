import { expect, test } from 'vitest';
import { scaleFindings } from '../../../src/core/audit/image-scale.ts';
import { type ImageFeatures, usableRows } from '../../../src/core/data/dataset.ts';
import { classes, images, range } from './build-data.ts';

function found(pixels: readonly (readonly number[])[], change: Partial<ImageFeatures> = {}) {
  const data = images(pixels, classes(['a'], new Array(pixels.length).fill(0)), change);
  return scaleFindings(data.features, usableRows(data));
}

test('bright ink on dark is nothing to remark', () => {
  expect(found(range(5).map(() => [0, 255, 0, 10]))).toEqual([]);
});

test('a bright ground is', () => {
  expect(found([[255, 255, 0, 255]])).toEqual([
    {
      code: 'inverted-images',
      severity: 'warning',
      column: null,
      rows: [],
      count: 1,
      fields: { mean: 0.75, threshold: 0.5 },
      measure: null,
    },
  ]);
  expect(found([[255, 255, 0, 0]])).toEqual([]);
});

test('pixels of 0..1 or 0..16 on a scale to 255 are faint, at above a quarter they are not', () => {
  expect(found([[0, 16, 3, 1]])).toMatchObject([
    { code: 'wrong-scale', severity: 'warning', count: 1, fields: { maximum: 255, greatest: 16, share: 6.275 }, measure: 'Acc-ML-1' },
  ]);
  expect(found([[0, 0, 1, 1]])).toMatchObject([{ code: 'wrong-scale', fields: { greatest: 1 } }]);
  expect(found([[0, 0, 0, 64]])).toEqual([]);
});

test('pixels above the scale are out of it', () => {
  expect(found([[0, 200, 0, 0]], { maximum: 16 })).toMatchObject([
    { code: 'wrong-scale', fields: { maximum: 16, greatest: 200, share: 1250 } },
  ]);
});

test('black images, and none, have no scale', () => {
  expect(found([[0, 0, 0, 0]])).toEqual([]);
  expect(found([])).toEqual([]);
});
