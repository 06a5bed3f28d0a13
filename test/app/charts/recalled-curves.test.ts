import { expect, test } from 'vitest';
import { ChartAxis } from '../../../src/app/charts/chart-axis.ts';
import { spansOfRun } from '../../../src/app/charts/phase-spans.ts';
import { RecalledCurves } from '../../../src/app/charts/recalled-curves.ts';
import { runView } from '../../ui/fixture-state.ts';

const LOOK = { kind: 'recalled', label: 'Pretraining test set', token: '--ts-recalled', dash: [2, 3] } as const;
const run = runView('finished', 380);
const axisOf = (kind: ChartAxis['kind']) => new ChartAxis(kind, spansOfRun(run), run.series);

test('what fine-tuning recalls lies where its steps lie, by step and by time', () => {
  const curves = new RecalledCurves(run.series);
  curves.follow(axisOf('step'), run.recalls);
  const steps = run.recalls.map(({ step }) => step);
  expect(steps).toEqual([151, 173, 196, 219, 242, 265]);
  const points = curves.points('accuracy', LOOK);
  expect(points.map(({ track, look, step, x, value }) => [track, look, step, x, value])).toEqual(
    run.recalls.map(({ step, metrics }) => ['finetune', LOOK, step, step, metrics.accuracy]),
  );
  curves.follow(axisOf('wall'), run.recalls);
  expect(curves.points('testLoss', LOOK).map(({ x, value }) => [x, value])).toEqual(
    run.recalls.map(({ step, metrics }) => [step * 61, metrics.loss]),
  );
});

test('it is shown where the share of right answers and the loss on test rows are', () => {
  const curves = new RecalledCurves(run.series);
  curves.follow(axisOf('step'), run.recalls.slice(0, 2));
  curves.follow(axisOf('step'), run.recalls);
  const lengths = (['accuracy', 'testAccuracy', 'testLoss', 'loss', 'rate'] as const).map((metric) =>
    curves.curves(metric, LOOK).map(({ raw }) => raw.length),
  );
  expect(lengths).toEqual([[6], [6], [6], [], []]);
});

test('where fine-tuning begins, it is as late as the last step of pretraining', () => {
  const curves = new RecalledCurves(run.series);
  curves.follow(axisOf('wall'), [{ ...run.recalls[0], step: 150 }]);
  expect(curves.points('accuracy', LOOK).map(({ x }) => x)).toEqual([150 * 61]);
});
