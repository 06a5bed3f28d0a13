import { describe, expect, test } from 'vitest';
import { ChartAxis } from '../../../src/app/charts/chart-axis.ts';
import { spansOfRun } from '../../../src/app/charts/phase-spans.ts';
import { evaluationPoints, RunCharts } from '../../../src/app/charts/run-charts.ts';
import { runView } from '../../ui/fixture-state.ts';

describe('the curves of a run', () => {
  const run = runView('finished', 380);
  const axisOf = (kind: ChartAxis['kind']) => new ChartAxis(kind, spansOfRun(run), run.series);
  const axis = axisOf('step');
  const charts = new RunCharts(run.series, 0.6);
  charts.follow(axis, run.evaluations);

  test('hold every step of every track', () => {
    expect(charts.curves('loss').map(({ track, raw, smooth }) => [track, raw.values.length, smooth.values.length])).toEqual([
      ['pretrain', 150, 150],
      ['finetune', 115, 115],
      ['baseline', 115, 115],
    ]);
  });

  test('lay the baseline’s step k beside the fine-tune phase’s step k', () => {
    const [, finetune, baseline] = charts.curves('loss');
    expect(finetune.raw.valueAt(151)).toBe(run.series.tracks.finetune.loss.at(0));
    expect(baseline.raw.valueAt(151)).toBe(run.series.tracks.baseline.loss.at(0));
    expect(baseline.raw.valueAt(266)).toBeNaN();
  });

  test('know the pace: the fixture takes 61 ms a step', () => {
    expect(charts.curves('rate')[0].raw.valueAt(2)).toBeCloseTo(1000 / 61, 9);
    expect(charts.curves('rate')[0].raw.valueAt(1)).toBeNaN();
  });

  test('grow with the run and keep their identity', () => {
    const partial = runView('running', 10);
    const growing = new RunCharts(partial.series, 0);
    growing.follow(axis, []);
    const before = growing.curves('accuracy')[0];
    expect(before.smooth.values.length).toBe(10);
    const { rows } = run.series.tracks.pretrain;
    partial.series.tracks.pretrain.step.push(11);
    partial.series.tracks.pretrain.accuracy.push(0.25);
    partial.series.tracks.pretrain.rows.push(rows.at(10));
    growing.follow(axis, []);
    expect(growing.curves('accuracy')[0]).toBe(before);
    expect(before.smooth.valueAt(11)).toBeCloseTo(0.25, 12);
  });

  test('are smoothed anew by another weight, from the same values', () => {
    const other = new RunCharts(run.series, 0.9);
    other.follow(axis, []);
    const { raw } = other.curves('loss')[0];
    other.smooth(0.6);
    other.follow(axis, []);
    expect(other.curves('loss')[0].raw).toBe(raw);
    expect(other.curves('loss')[0].smooth.values.at(100)).toBe(charts.curves('loss')[0].smooth.values.at(100));
  });

  test('come with the evaluations on the test rows', () => {
    const points = evaluationPoints(run.evaluations, 'accuracy', axis);
    const last = run.evaluations.at(-1);
    expect(points.at(-1)).toEqual({ track: 'baseline', step: last!.step, x: last!.step - 115, value: last!.metrics.accuracy });
    expect(evaluationPoints(run.evaluations, 'rmse', axis)).toEqual([]);
  });

  test('hold every evaluation, as it was measured', () => {
    const [pretrain] = charts.curves('testAccuracy');
    const own = run.evaluations.filter(({ phase }) => phase === 'pretrain');
    expect([pretrain.raw, pretrain.smooth].map(({ values }) => Array.from({ length: values.length }, (_, i) => values.at(i)))).toEqual(
      Array(2).fill(own.map(({ metrics }) => metrics.accuracy)),
    );
    expect(pretrain.places.wallTimeMs.at(1)).toBe(own[1].step * 61);
  });

  test('lie by time where they lay by step: the fixture takes 61 ms a step', () => {
    charts.follow(axisOf('relative'), run.evaluations);
    const [pretrain, finetune, baseline] = charts.curves('loss');
    expect(pretrain.raw.valueAt(61)).toBe(run.series.tracks.pretrain.loss.at(0));
    expect(finetune.raw.valueAt(151 * 61)).toBe(run.series.tracks.finetune.loss.at(0));
    expect(baseline.raw.valueAt(151 * 61)).toBe(run.series.tracks.baseline.loss.at(0));
    charts.follow(axisOf('wall'), run.evaluations);
    expect(baseline.raw.valueAt(266 * 61)).toBe(run.series.tracks.baseline.loss.at(0));
  });
});
