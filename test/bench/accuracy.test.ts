import { expect, test } from 'vitest';
import { accuracyLines, secondsTo } from './accuracy.ts';

const run = (seed: number, ...curve: readonly (readonly [number, number])[]) => ({
  seed,
  steps: 100 * curve.length,
  curve: curve.map(([seconds, accuracy], i) => ({ step: 100 * (i + 1), seconds, accuracy })),
});

test('the first time that a share is reached counts, though it is lost again', () => {
  const noisy = run(1, [2, 0.96], [4, 0.971], [6, 0.969], [8, 0.982]);
  expect([0.97, 0.98, 0.99].map((target) => secondsTo(noisy, target))).toEqual([4, 8, null]);
});

test('the median is that of the seeds that got there', () => {
  const lines = accuracyLines([run(1, [2, 0.97]), run(2, [4, 0.98]), run(3, [9, 0.975])]);
  expect(lines).toEqual([
    '97 % of MNIST’s test rows: 4.0 s in the median (3 of 3 seeds)',
    '98 % of MNIST’s test rows: 4.0 s in the median (1 of 3 seeds)',
    '99 % of MNIST’s test rows: never (0 of 3 seeds)',
  ]);
});
