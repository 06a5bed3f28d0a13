import { describe, expect, test } from 'vitest';
import { GrowingColumn } from '../../../src/app/charts/growing-column.ts';
import { GrowingRows } from '../../../src/app/charts/growing-rows.ts';
import { RunSeries } from '../../../src/app/charts/run-series.ts';
import { RowUsage, rowsOfStep, stepsOfRow } from '../../../src/app/step/row-usage.ts';
import { batchRows, eventColumns, stepColumns } from '../../../src/core/transcript/event-columns.ts';
import type { StepEvent } from '../../../src/core/transcript/events.ts';

const step = (phase: StepEvent['phase'], number: number, rows: readonly number[]): StepEvent => ({
  kind: 'step',
  phase,
  step: number,
  epoch: 1,
  rows,
  loss: 1,
  accuracy: null,
  learningRate: 0.001,
  gradientNorm: 1,
  fingerprint: 0,
  wallTimeMs: number,
  tensors: { w: [0, 1, -1, 1, 1, 0.001, 1] },
});

const series = new RunSeries();
for (const event of [step('pretrain', 1, [4, 2]), step('pretrain', 2, [0, 4]), step('finetune', 3, [7, 4]), step('baseline', 4, [7, 4])]) {
  series.append(stepColumns([[0, event]]), batchRows([[0, event]]));
}

describe('which row was used in which step', () => {
  test('is answered from the row', () => {
    expect(stepsOfRow(series.tracks.pretrain, 4)).toEqual([1, 2]);
    expect(stepsOfRow(series.tracks.pretrain, 7)).toEqual([]);
    expect(stepsOfRow(series.tracks.finetune, 7)).toEqual([3]);
  });

  test('is answered from the step, with the track that it belongs to', () => {
    expect(rowsOfStep(series, 2)).toEqual({ track: 'pretrain', rows: Uint32Array.of(0, 4) });
    expect(rowsOfStep(series, 4)).toEqual({ track: 'baseline', rows: Uint32Array.of(7, 4) });
    expect(rowsOfStep(series, 5)).toBeUndefined();
    expect(rowsOfStep(series, 0)).toBeUndefined();
  });

  test('is counted over the whole file, the rows that were never used included', () => {
    const usage = new RowUsage();
    usage.follow(series.tracks.pretrain);
    usage.follow(series.tracks.pretrain);
    expect(usage.summary(10)).toEqual({ used: 3, neverUsed: 7, histogram: [7, 2, 1] });
  });

  test('starts with nothing used', () => {
    const usage = new RowUsage();
    usage.follow({ rows: new GrowingRows() });
    expect(usage.summary(3)).toEqual({ used: 0, neverUsed: 3, histogram: [3] });
    expect(stepsOfRow({ step: new GrowingColumn(), rows: new GrowingRows() }, 0)).toEqual([]);
  });
});

describe('a run whose rows are read later', () => {
  const events = [step('pretrain', 1, [4, 2]), step('pretrain', 2, [0, 4]), step('finetune', 3, [7])];
  const { steps, rows } = eventColumns(events);
  const batches = ({ tracks }: RunSeries) => Object.values(tracks).map((track) => [...track.rows].map((batch) => [...batch]));

  test('has them as if they had come with the steps, however often they come', () => {
    const whole = new RunSeries();
    whole.append(steps, rows);
    const later = new RunSeries();
    later.append(steps, new Uint32Array(0));
    expect(later.hasRows).toBe(false);
    later.appendRows(steps, rows);
    later.appendRows(steps, rows);
    expect(later.hasRows).toBe(true);
    expect(batches(later)).toEqual(batches(whole));
    expect(batches(later)).toEqual([
      [
        [4, 2],
        [0, 4],
      ],
      [[7]],
      [],
    ]);
  });

  test('does not take the rows of later steps for those of earlier ones', () => {
    const series = new RunSeries();
    series.append(steps, new Uint32Array(0));
    const next = eventColumns([step('pretrain', 4, [9])]);
    series.append(next.steps, next.rows);
    expect(batches(series)).toEqual([[], [], []]);
    series.appendRows(steps, rows);
    expect(batches(series)).toEqual([
      [
        [4, 2],
        [0, 4],
      ],
      [[7]],
      [],
    ]);
  });
});
