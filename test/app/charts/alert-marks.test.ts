import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alertMarks, type PlacedAlert, placedAlerts } from '../../../src/app/charts/alert-marks.ts';
import { ChartAxis } from '../../../src/app/charts/chart-axis.ts';
import { spansOfRun } from '../../../src/app/charts/phase-spans.ts';
import type { Alert } from '../../../src/app/view-state.ts';
import { runView } from '../../ui/fixture-state.ts';

const problem = { code: 'unexpected', fields: { detail: 'x' } } as const;
const alert = (step: number | null, level: Alert['level'] = 'warning', phase: Alert['phase'] = null): Alert => ({
  level,
  phase,
  step,
  problem,
});
const at = (x: number, level: Alert['level'] = 'warning'): PlacedAlert => ({ ...alert(x, level), step: x, x });

describe('the alerts of a run', () => {
  const run = runView('finished', 380);
  const axis = new ChartAxis('step', spansOfRun(run), run.series);

  test('lie where their steps lie, the baseline’s over fine-tuning', () => {
    const alerts = [alert(300, 'error', 'baseline'), alert(10, 'warning', 'pretrain'), alert(200), alert(null)];
    expect(placedAlerts({ ...run, alerts }, axis).map(({ step, x, level }) => [step, x, level])).toEqual([
      [10, 10, 'warning'],
      [300, 185, 'error'],
      [200, 200, 'warning'],
    ]);
  });

  test('of a step that was not made are not drawn', () => {
    expect(placedAlerts({ ...run, alerts: [alert(500)] }, axis)).toEqual([]);
  });
});

describe('marks', () => {
  test('stand where the places are, those outside are not drawn', () => {
    const marks = alertMarks([at(5), at(50), at(100), at(101)], [10, 110], 200, 24);
    expect(marks.map(({ left, alerts }) => [left, alerts.map(({ step }) => step)])).toEqual([
      [80, [50]],
      [180, [100, 101]],
    ]);
  });

  test('that several alerts share have the gravest level', () => {
    expect(alertMarks([at(1), at(2, 'error'), at(3)], [0, 100], 100, 24).map(({ level }) => level)).toEqual(['error']);
  });

  test('are never nearer than the gap, and lose no alert', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 })), fc.integer({ min: 1, max: 800 }), (places, width) => {
        const alerts = places.sort((a, b) => a - b).map((x) => at(x));
        const marks = alertMarks(alerts, [0, 1000], width, 24);
        expect(marks.flatMap((mark) => mark.alerts)).toEqual(alerts);
        for (let i = 1; i < marks.length; i++) expect(marks[i].left - marks[i - 1].left).toBeGreaterThanOrEqual(24);
      }),
    );
  });
});
