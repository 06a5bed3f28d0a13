import { expect, test } from 'vitest';
import { MOST_TOGETHER, stepsTogether } from '../../src/engine/webgpu/submissions.ts';

test('on a fast device twice as many steps travel together each time, up to a limit', () => {
  const grown = [1];
  for (let i = 0; i < 8; i++) grown.push(stepsTogether(grown[i], grown[i], 0.3 * grown[i]));
  expect(grown).toEqual([1, 2, 4, 8, 16, 32, 32, 32, 32]);
  expect(MOST_TOGETHER).toBe(32);
});

test('a submission is never made to take 50 ms', () => {
  expect(stepsTogether(4, 4, 24)).toBe(8);
  expect(stepsTogether(4, 4, 26)).toBe(4);
});

test('a slow device takes steps one by one', () => {
  expect(stepsTogether(1, 1, 300)).toBe(1);
  expect(stepsTogether(8, 8, 160)).toBe(1);
  expect(stepsTogether(8, 8, 80)).toBe(2);
});

test('a submission that was cut short says nothing about a full one', () => {
  expect(stepsTogether(8, 2, 2)).toBe(8);
});
