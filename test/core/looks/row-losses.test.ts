import { expect, test } from 'vitest';
import { RowLosses } from '../../../src/core/looks/row-losses.ts';

const LABELS = [0, 1, 1, 0];

test('adds up uses, losses and mistakes of each row', () => {
  const losses = new RowLosses((row) => LABELS[row]);
  losses.add({ rows: [0, 2], losses: [0.5, 4], predictions: [0, 0] });
  losses.add({ rows: [2, 3], losses: [2, 0], predictions: [1, 1] });
  expect(losses.of(0)).toEqual({ row: 0, uses: 1, lastLoss: 0.5, meanLoss: 0.5, wrong: 0 });
  expect(losses.of(2)).toEqual({ row: 2, uses: 2, lastLoss: 2, meanLoss: 3, wrong: 1 });
  expect(losses.of(3)).toEqual({ row: 3, uses: 1, lastLoss: 0, meanLoss: 0, wrong: 1 });
  expect([losses.of(1), losses.of(1000)]).toEqual([undefined, undefined]);
});

test('names the hardest rows, equals in the order of the file', () => {
  const losses = new RowLosses();
  losses.add({ rows: [900, 7, 3, 12], losses: [1, 5, 1, 0] });
  expect(losses.hardest(3).map(({ row }) => row)).toEqual([7, 3, 900]);
  expect(losses.hardest(50).map(({ wrong }) => wrong)).toEqual([null, null, null, null]);
});

test('a step without losses tells nothing', () => {
  const losses = new RowLosses();
  losses.add({ rows: [1, 2] });
  expect(losses.hardest(10)).toEqual([]);
});
