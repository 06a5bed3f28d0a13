import { expect, test } from 'vitest';
import { growthOfRowCost, rowMicroseconds, spreadOfResidents } from './scaling.ts';

const series = (batch: number, ...stepMs: readonly number[]) => ({ batch, resident: 1000, stepMs });

test('the cost of a row is the median step’s, shared by the batch', () => {
  expect(rowMicroseconds(series(16, 9, 4, 1))).toBe(250);
});

test('a row may cost less in a larger batch; what it costs more is told against the cheapest smaller one', () => {
  expect(growthOfRowCost([series(64, 8), series(16, 4), series(256, 32)])).toBe(1);
  expect(growthOfRowCost([series(16, 4), series(64, 8), series(256, 40), series(1024, 160)])).toBe(1.25);
});

test('the spread is that between the slowest and the fastest, in any order', () => {
  expect(spreadOfResidents([series(64, 10), series(64, 8), series(64, 9)])).toBe(0.25);
});

test('a round that was slow for all says nothing', () => {
  expect(spreadOfResidents([series(64, 10, 40, 10), series(64, 10, 40, 20)])).toBe(0);
});

test('what was not measured gives no number, and no number is within a bar', () => {
  expect(growthOfRowCost([series(16), series(64, 8)])).toBeNaN();
  expect(spreadOfResidents([series(64), series(64, 8)])).toBeNaN();
});
