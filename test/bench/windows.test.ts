import { expect, test } from 'vitest';
import { planWindows } from './windows.ts';

test('a fast contestant is timed in windows of a second, after 50 steps', () => {
  expect(planWindows(20, 20_000)).toEqual({ warmUpSteps: 50, windows: 15, stepsPerWindow: 50 });
});

test('a contestant that barely fits gets fewer windows', () => {
  expect(planWindows(1000, 8000)).toEqual({ warmUpSteps: 2, windows: 6, stepsPerWindow: 1 });
});

test('three steps are timed of one that does not fit at all', () => {
  expect(planWindows(30_000, 10_000)).toEqual({ warmUpSteps: 0, windows: 3, stepsPerWindow: 1 });
});
