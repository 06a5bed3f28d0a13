import { expect, test } from 'vitest';
import { classScores } from '../../../src/app/charts/confusion.ts';

test('each class is scored by its own row of the confusion matrix', () => {
  expect(
    classScores([
      [8, 0, 2],
      [0, 0, 0],
      [1, 3, 6],
    ]),
  ).toEqual([
    { rows: 10, right: 8, accuracy: 0.8, mistakenFor: { index: 2, count: 2 } },
    { rows: 0, right: 0, accuracy: null, mistakenFor: null },
    { rows: 10, right: 6, accuracy: 0.6, mistakenFor: { index: 1, count: 3 } },
  ]);
});
