import { describe, expect, test } from 'vitest';
import { chartShift, lastChartStep, plannedSpans, spansOfRun } from '../../../src/app/charts/phase-spans.ts';
import { DEFAULT_SPEC, type PhaseSpec } from '../../../src/core/spec/spec.ts';
import type { PhaseStarted } from '../../../src/core/transcript/events.ts';

const started = (phase: PhaseStarted['phase'], after: number, steps: number): PhaseStarted => ({
  kind: 'phase-started',
  phase,
  after,
  steps,
  epochs: 1,
  batchSize: 64,
  trainRows: 9600,
  testRows: 2400,
  task: 'multiclass',
  classes: ['0', '1'],
  loss: 'cross-entropy',
  model: 'cnn',
  parameters: 431080,
  startsFrom: 'random',
  replacedHead: false,
  frozen: [],
});

describe('the phases of a run', () => {
  test('that have not started share the steps that are left', () => {
    expect(spansOfRun({ spec: DEFAULT_SPEC, phases: [started('pretrain', 0, 150)], totalSteps: 380 })).toEqual([
      { track: 'pretrain', after: 0, steps: 150 },
      { track: 'finetune', after: 150, steps: 115 },
      { track: 'baseline', after: 265, steps: 115 },
    ]);
  });

  test('lie on the chart with the baseline over the fine-tune phase', () => {
    const spans = spansOfRun({
      spec: DEFAULT_SPEC,
      phases: [started('pretrain', 0, 150), started('finetune', 150, 115), started('baseline', 265, 115)],
      totalSteps: 380,
    });
    expect(chartShift(spans, 'baseline')).toBe(-115);
    expect(chartShift(spans, 'finetune')).toBe(0);
    expect(lastChartStep(spans)).toBe(265);
  });

  test('need no baseline and no pretrain phase', () => {
    const spec = { ...DEFAULT_SPEC, phases: [{ ...DEFAULT_SPEC.phases[1], baseline: false }] };
    const spans = spansOfRun({ spec, phases: [], totalSteps: 40 });
    expect(spans).toEqual([{ track: 'finetune', after: 0, steps: 40 }]);
    expect(chartShift(spans, 'baseline')).toBe(0);
    expect(lastChartStep([])).toBe(0);
  });

  test('are planned from the rows that will be trained on', () => {
    const rows = (phase: PhaseSpec) => (phase.phase === 'pretrain' ? 12_000 : 1797);
    expect(plannedSpans(DEFAULT_SPEC, rows)).toEqual([
      { track: 'pretrain', after: 0, steps: 150 },
      { track: 'finetune', after: 150, steps: 115 },
      { track: 'baseline', after: 265, steps: 115 },
    ]);
    expect(plannedSpans(DEFAULT_SPEC, () => null, 10).map((span) => span.steps)).toEqual([10, 10, 10]);
  });
});
