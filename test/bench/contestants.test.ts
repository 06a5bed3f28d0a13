import { expect, test } from 'vitest';
import { IN_PAGE, labelOf, shuffled } from './contestants.ts';

const names = IN_PAGE.map(({ name }) => name);

test('a seed gives one order, with everyone in it once; another seed another', () => {
  expect(shuffled(names, 1)).toEqual(shuffled(names, 1));
  expect(shuffled(names, 1)).not.toEqual(shuffled(names, 2));
  expect(shuffled(names, 1).toSorted()).toEqual(names.toSorted());
});

test('everyone comes first under some seed', () => {
  expect(new Set(Array.from({ length: 200 }, (_, seed) => shuffled(names, seed)[0]))).toEqual(new Set(names));
});

test('a name has a label, in the page and outside', () => {
  expect(labelOf('tfjs-cpu')).toBe('tfjs, hand loop, JavaScript');
  expect(labelOf('pytorch-2')).toBe('PyTorch CPU, eager, 2 threads');
});
