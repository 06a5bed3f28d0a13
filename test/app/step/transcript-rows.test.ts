import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RunSeries } from '../../../src/app/charts/run-series.ts';
import { RunLog } from '../../../src/app/runs/run-log.ts';
import { type RowFilter, type TranscriptRow, TranscriptRows } from '../../../src/app/step/transcript-rows.ts';
import type { Track } from '../../../src/core/spec/spec.ts';
import { batchRows, stepColumns } from '../../../src/core/transcript/event-columns.ts';
import type { PhaseStarted, StepEvent } from '../../../src/core/transcript/events.ts';
import { runView } from '../../ui/fixture-state.ts';

const [started] = runView('running', 1).phases;

const step = (phase: Track, at: number): StepEvent => ({
  kind: 'step',
  phase,
  step: at,
  epoch: 3,
  rows: [7, 8],
  loss: at / 10,
  accuracy: null,
  learningRate: 0.001,
  gradientNorm: 1,
  fingerprint: 4_000_000_000 + at,
  wallTimeMs: at,
  tensors: {},
});

function seriesOf(...steps: readonly StepEvent[]): RunSeries {
  const series = new RunSeries();
  const placed = steps.map((event, at) => [at, event] as const);
  series.append(stepColumns(placed), batchRows(placed));
  return series;
}

const twoPhases = () => seriesOf(...[1, 2, 3].map((at) => step('pretrain', at)), ...[4, 5].map((at) => step('finetune', at)));

function twoPhasesLog(): RunLog {
  const log = new RunLog();
  log.append({ ...started, steps: 3 } satisfies PhaseStarted);
  log.append({ kind: 'paused', step: 2 });
  log.append({ kind: 'resumed', step: 2 });
  log.append({ kind: 'alert', level: 'warning', phase: null, step: null, problem: { code: 'unexpected', fields: { detail: 'x' } } });
  log.append({ kind: 'phase-finished', phase: 'pretrain', step: 3, fingerprint: 1 });
  log.append({ kind: 'run-finished', steps: 5, wallTimeMs: 5 });
  return log;
}

const told = (row: TranscriptRow) => (row.kind === 'step' ? `${row.series.track} ${row.step}` : row.event.kind);
const listed = (rows: TranscriptRows) => Array.from({ length: rows.length }, (_, i) => told(rows.at(i)));
const rowsOf = (filter: RowFilter) => new TranscriptRows(twoPhases(), twoPhasesLog(), filter);

describe('the rows of a transcript', () => {
  test('are its steps and events in their order; an event without a step stands behind the one before', () => {
    expect(listed(rowsOf('all'))).toEqual([
      'phase-started',
      'pretrain 1',
      'pretrain 2',
      'paused',
      'resumed',
      'alert',
      'pretrain 3',
      'phase-finished',
      'finetune 4',
      'finetune 5',
      'run-finished',
    ]);
    expect(rowsOf('all').at(5).step).toBe(2);
  });

  test('can be steps only, or the events of a group', () => {
    expect(listed(rowsOf('steps'))).toEqual(['pretrain 1', 'pretrain 2', 'pretrain 3', 'finetune 4', 'finetune 5']);
    expect(listed(rowsOf('alerts'))).toEqual(['alert']);
    expect(listed(rowsOf('keyframes'))).toEqual([]);
  });

  test('hold what a step says, by its place in the columns', () => {
    const row = rowsOf('steps').at(4);
    if (row.kind !== 'step') throw new Error('no step');
    const { series, index } = row;
    expect([series.loss, series.epoch, series.batchSize, series.fingerprint].map((column) => column.at(index))).toEqual([
      0.5, 3, 2, 4_000_000_005,
    ]);
  });

  test('are found by their step', () => {
    expect([0, 1, 3, 4, 5, 99].map((at) => rowsOf('all').rowOfStep(at))).toEqual([0, 1, 6, 8, 9, 10]);
    expect([1, 4, 99].map((at) => rowsOf('steps').rowOfStep(at))).toEqual([0, 3, 4]);
    expect([1, 5].map((at) => rowsOf('alerts').rowOfStep(at))).toEqual([0, 0]);
  });

  test('are each there once, whatever happened when', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.array(fc.nat(70), { maxLength: 40 }), (steps, pauses) => {
        const log = new RunLog();
        for (const at of pauses.sort((a, b) => a - b)) log.append({ kind: 'paused', step: at });
        const rows = new TranscriptRows(seriesOf(...Array.from({ length: steps }, (_, i) => step('pretrain', i + 1))), log, 'all');
        const all = Array.from({ length: rows.length }, (_, i) => rows.at(i));
        const numbers = Array.from({ length: steps }, (_, i) => i + 1);
        expect(rows.length).toBe(steps + pauses.length);
        expect(all.flatMap(({ kind, step }) => (kind === 'step' ? step : []))).toEqual(numbers);
        expect(all.flatMap(({ kind, step }) => (kind === 'event' ? step : []))).toEqual(pauses);
        expect(numbers.map((at) => all[rows.rowOfStep(at)].kind === 'step' && all[rows.rowOfStep(at)].step)).toEqual(numbers);
      }),
    );
  });
});
