import { describe, expect, test } from 'vitest';
import { GrowingColumn } from '../../src/app/charts/growing-column.ts';
import { medianStepMs, RateColumn } from '../../src/app/pace.ts';

const times = (...values: readonly number[]) => {
  const column = new GrowingColumn();
  for (const value of values) column.push(value);
  return column;
};

describe('the pace of a run', () => {
  test('is the median step: one slow step does not shake it', () => {
    expect(medianStepMs({ wallTimeMs: times(0, 10, 20, 520, 532) })).toBe(11);
    expect(medianStepMs({ wallTimeMs: times(0, 10, 20, 520) })).toBe(10);
  });

  test('looks at recent steps only', () => {
    const column = times(0);
    for (let i = 0; i < 100; i++) column.push(column.at(column.length - 1) + (i < 50 ? 1000 : 20));
    expect(medianStepMs({ wallTimeMs: column })).toBe(20);
  });

  test('is unknown before the second step', () => {
    expect(medianStepMs({ wallTimeMs: times() })).toBeNull();
    expect(medianStepMs({ wallTimeMs: times(10) })).toBeNull();
  });

  test('as a curve has no value where the clock stood still', () => {
    const rate = new RateColumn();
    rate.follow(times(5, 15, 15, 17));
    expect([...rate.values.view()]).toEqual([Number.NaN, 100, Number.NaN, 500]);
  });
});
