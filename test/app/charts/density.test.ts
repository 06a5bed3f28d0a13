import { describe, expect, test } from 'vitest';
import {
  bandsOf,
  densityOf,
  quantile,
  type Snapshot,
  snapshotOfColumns,
  snapshotsOf,
  spread,
  thinned,
  valueRange,
} from '../../../src/app/charts/density.ts';
import type { HistogramsEvent } from '../../../src/core/transcript/events.ts';

const histogram = { min: -1, max: 1, counts: [1, 3, 3, 1] };
const event = (phase: HistogramsEvent['phase'], step: number): HistogramsEvent => ({
  kind: 'histograms',
  phase,
  step,
  parameters: { w: { ...histogram, max: step } },
  gradients: { w: histogram },
});

describe('a tensor’s distributions over time', () => {
  test('are those of the tracks asked for, each at its place on the chart', () => {
    const events = [event('pretrain', 10), event('finetune', 20), event('baseline', 30)];
    const place = (track: string, step: number) => (track === 'baseline' ? step - 10 : step);
    const places = (tracks: Parameters<typeof snapshotsOf>[3]) =>
      snapshotsOf(events, 'parameters', 'w', tracks, place).map(({ track, x }) => [track, x]);
    expect(places(['pretrain', 'finetune'])).toEqual([
      ['pretrain', 10],
      ['finetune', 20],
    ]);
    expect(places(['baseline'])).toEqual([['baseline', 20]]);
    expect(snapshotsOf(events, 'gradients', 'missing', ['pretrain'], place)).toEqual([]);
  });

  test('are thinned to what can be told apart: the last of each column', () => {
    const events = [event('pretrain', 1), event('baseline', 2), event('pretrain', 3), event('pretrain', 10), event('pretrain', 30)];
    const steps = (from: number, to: number, columns: number) =>
      thinned(events, ['pretrain'], (_, step) => step, [from, to], columns).map(({ step }) => step);
    expect(steps(0, 30, 3)).toEqual([10, 30]);
    expect(steps(0, 30, 30)).toEqual([1, 3, 10, 30]);
    expect(steps(5, 29, 24)).toEqual([3, 10]);
  });

  test('span all their values', () => {
    expect(
      valueRange(snapshotsOf([event('pretrain', 1), event('pretrain', 5)], 'parameters', 'w', ['pretrain'], (_, step) => step)),
    ).toEqual([-1, 5]);
    expect(valueRange([])).toEqual([0, 0]);
  });

  test('hold in a column until the next is taken', () => {
    const snapshots = [10, 20, 50].map((x): Snapshot => ({ track: 'pretrain', step: x, x, histogram }));
    expect([...snapshotOfColumns(snapshots, 0, 60, 6)]).toEqual([0, 1, 1, 1, 2, 2]);
    expect([...snapshotOfColumns([], 0, 60, 2)]).toEqual([-1, -1]);
  });
});

describe('a distribution', () => {
  test('is a density: over all rows it sums to 1', () => {
    const density = densityOf(histogram, -1, 1, 8);
    expect([...density]).toEqual([0.25, 0.25, 0.75, 0.75, 0.75, 0.75, 0.25, 0.25]);
    expect(density.reduce((sum, value) => sum + value * (2 / 8), 0)).toBeCloseTo(1, 12);
  });

  test('is nothing outside its values, and one row where all are equal', () => {
    expect([...densityOf(histogram, -2, 2, 4)]).toEqual([0, 0.5, 0.5, 0]);
    expect([...densityOf({ min: 0.6, max: 0.6, counts: [7, 0] }, 0, 1, 4)]).toEqual([0, 4, 0, 0]);
    expect([...densityOf({ min: 0, max: 1, counts: [0, 0] }, 0, 1, 2)]).toEqual([0, 0]);
  });

  test('has quantiles', () => {
    expect(quantile(histogram, 0.5)).toBeCloseTo(0, 12);
    expect(quantile(histogram, 0.125)).toBeCloseTo(-0.5, 12);
    expect(quantile(histogram, 1)).toBe(1);
    expect(quantile({ min: 2, max: 2, counts: [4] }, 0.3)).toBe(2);
  });
});

describe('the views of a distribution', () => {
  test('have bands at the deviations of a normal one', () => {
    const even = { min: 0, max: 1, counts: [1, 1, 1, 1] };
    const bands = bandsOf(even).map((value) => Math.round(value * 1e9) / 1e9);
    expect(bands).toEqual([0, 0.0668, 0.1587, 0.3085, 0.5, 0.6915, 0.8413, 0.9332, 1]);
  });

  test('have few enough ridges to be told apart, the first and the last among them', () => {
    const snapshots = Array.from({ length: 101 }, (_, x): Snapshot => ({ track: 'pretrain', step: x, x, histogram }));
    expect(spread(snapshots, 5).map(({ x }) => x)).toEqual([0, 25, 50, 75, 100]);
    expect(spread(snapshots.slice(0, 3), 5)).toHaveLength(3);
  });
});
