import { describe, expect, test } from 'vitest';
import type { TableFeatures } from '../../../src/core/data/dataset.ts';
import { encodeRows, fitEncoding, type TableEncoding } from '../../../src/core/data/encode.ts';
import { problemOf } from '../../problem-of.ts';

const features: TableFeatures = {
  kind: 'table',
  columns: [
    { kind: 'number', name: 'age', values: Float32Array.of(1, 3, Number.NaN, 100) },
    { kind: 'category', name: '__proto__', names: ['blue', 'red'], codes: Int32Array.of(1, 0, -1, 1) },
    { kind: 'number', name: 'constant', values: Float32Array.of(7, 7, 7, 9) },
    { kind: 'number', name: 'nothing', values: Float32Array.of(Number.NaN, Number.NaN, Number.NaN, Number.NaN) },
  ],
};

describe('fitEncoding', () => {
  test('measures mean and population deviation on the given rows only, without what is missing', () => {
    expect(fitEncoding(features, [0, 1, 2])).toEqual({
      columns: [
        { kind: 'number', name: 'age', mean: 2, std: 1 },
        { kind: 'category', name: '__proto__', names: ['blue', 'red'] },
        { kind: 'number', name: 'constant', mean: 7, std: 0 },
        { kind: 'number', name: 'nothing', mean: 0, std: 0 },
      ],
      inputs: 5,
    });
  });

  test('keeps its digits where the mean is large', () => {
    const values = Float32Array.of(16_777_212, 16_777_214, 16_777_216);
    const encoding = fitEncoding({ kind: 'table', columns: [{ kind: 'number', name: 'big', values }] }, [0, 1, 2]);
    expect(encoding.columns[0]).toEqual({ kind: 'number', name: 'big', mean: 16_777_214, std: Math.sqrt(8 / 3) });
  });
});

describe('encodeRows', () => {
  const encoding = fitEncoding(features, [0, 1, 2]);

  test('standardises numbers, one-hot encodes names, and leaves 0 for missing and constant', () => {
    expect([...encodeRows(encoding, features, [3, 0, 1, 2])]).toEqual([98, 0, 1, 0, 0, -1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  test('is the same after the encoding went through JSON', () => {
    const copy = JSON.parse(JSON.stringify(encoding)) as TableEncoding;
    expect(encodeRows(copy, features, [0, 1, 2, 3])).toEqual(encodeRows(encoding, features, [0, 1, 2, 3]));
  });

  test('reads another table by column name, in any order; an unknown name is zeros', () => {
    const other: TableFeatures = {
      kind: 'table',
      columns: [
        { kind: 'number', name: 'nothing', values: Float32Array.of(5, 5) },
        { kind: 'category', name: '__proto__', names: ['green', 'red'], codes: Int32Array.of(0, 1) },
        { kind: 'number', name: 'constant', values: Float32Array.of(8, 8) },
        { kind: 'number', name: 'age', values: Float32Array.of(2, 4) },
      ],
    };
    expect([...encodeRows(encoding, other, [0, 1])]).toEqual([0, 0, 0, 0, 0, 2, 0, 1, 0, 0]);
  });

  test('names the difference where the columns are others', () => {
    const other: TableFeatures = {
      kind: 'table',
      columns: [
        { kind: 'category', name: 'age', names: ['old'], codes: Int32Array.of(0) },
        { kind: 'category', name: '__proto__', names: [], codes: Int32Array.of(-1) },
        { kind: 'number', name: 'height', values: Float32Array.of(1) },
      ],
    };
    expect(problemOf(() => encodeRows(encoding, other, [0]))).toEqual({
      code: 'columns-differ',
      fields: { missing: 'constant, nothing', extra: 'height', kinds: 'age' },
    });
  });
});
