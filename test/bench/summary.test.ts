import { expect, test } from 'vitest';
import { meanInterval, quantile, summarise } from './summary.ts';

test('the median and the quartiles lie between neighbours', () => {
  expect(summarise([4, 1, 3, 2])).toEqual({ median: 2.5, quartiles: [1.75, 3.25], stepsPerSecond: 400 });
  expect(summarise([7])).toMatchObject({ median: 7, quartiles: [7, 7] });
});

test('a quantile of nothing is no number', () => {
  expect(quantile([], 0.5)).toBeNaN();
});

test('the interval of a mean is that of Student’s t', () => {
  // The standard error is 0.957427, and t at 97.5 % with nine degrees of freedom 2.262157.
  const { mean, half } = meanInterval([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(mean).toBe(5.5);
  expect(half).toBeCloseTo(2.1659, 2);
});
