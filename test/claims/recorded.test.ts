import { describe, expect, test } from 'vitest';
import { MissingRequirement } from './claim.ts';
import { findPython } from './python.ts';
import { mnistFiles, type Recorded, tableOf } from './recorded.ts';

const holding = (files: Readonly<Record<string, string>>) =>
  ({ files: new Map(Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)])) }) as unknown as Recorded;

describe('tableOf', () => {
  test('reads a table by its columns, empty cells and either line end included', () => {
    expect(tableOf(holding({ 'steps.csv': 'step,loss,accuracy\r\n1,0.5,\r\n2,0.25,1\r\n' }), 'steps.csv')).toEqual([
      { step: '1', loss: '0.5', accuracy: '' },
      { step: '2', loss: '0.25', accuracy: '1' },
    ]);
    expect(tableOf(holding({ 'steps.csv': 'step,loss\n' }), 'steps.csv')).toEqual([]);
  });

  test('says what the bundle has instead of a table that is not there', () => {
    expect(() => tableOf(holding({ 'run.json': '{}' }), 'steps.csv')).toThrow('the bundle has no steps.csv; it has run.json');
  });
});

test('a Python without what a claim needs is a missing requirement, not a failure', () => {
  expect(() => findPython('no_such_module_anywhere')).toThrow(MissingRequirement);
});

test('MNIST’s files come as pairs, training first', () => {
  expect(mnistFiles('', 'train', 't10k').map((file) => file.replace(/.*[\\/]/, ''))).toEqual([
    'train-images-idx3-ubyte.gz',
    'train-labels-idx1-ubyte.gz',
    't10k-images-idx3-ubyte.gz',
    't10k-labels-idx1-ubyte.gz',
  ]);
});
