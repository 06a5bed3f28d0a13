import { expect, test } from 'vitest';
import { stepTicks, timeTicks, valueTicks } from '../../../src/app/charts/chart-ticks.ts';

test('steps have whole ticks', () => {
  expect(stepTicks(0, 265, 6)).toEqual([0, 50, 100, 150, 200, 250]);
  expect(stepTicks(10, 13, 20)).toEqual([10, 11, 12, 13]);
});

test('times have ticks as clocks have', () => {
  expect(timeTicks(0, 150_000, 5)).toEqual([0, 30_000, 60_000, 90_000, 120_000, 150_000]);
  expect(timeTicks(0, 7_200_000, 4)).toEqual([0, 1_800_000, 3_600_000, 5_400_000, 7_200_000]);
});

test('values have round ticks, free of rounding noise', () => {
  expect(valueTicks(0, 0.35, 4, 'linear')).toEqual([0, 0.1, 0.2, 0.3]);
  expect(valueTicks(-1, 1, 5, 'linear')).toEqual([-1, -0.5, 0, 0.5, 1]);
});

test('a log scale has its powers, 2 and 5 between them where there is room', () => {
  expect(valueTicks(0.09, 12, 9, 'log')).toEqual([0.1, 0.2, 0.5, 1, 2, 5, 10]);
  expect(valueTicks(1e-9, 1, 5, 'log')).toEqual([1e-8, 1e-6, 1e-4, 1e-2, 1]);
  expect(valueTicks(0, 1, 6, 'log')).toEqual([]);
  expect(valueTicks(1, 2, 6, 'log')).toEqual([1, 1.2, 1.4, 1.6, 1.8, 2]);
});
