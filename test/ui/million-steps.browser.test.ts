import { afterEach, beforeEach, expect, test } from 'vitest';
import '../../src/ui/charts/ts-progress.ts';
import { page } from 'vitest/browser';
import type { TsChart } from '../../src/ui/charts/ts-chart.ts';
import { SPIKES } from '../million-steps.ts';
import { finishedState } from './fixture-state.ts';
import { millionRun, panFigures } from './million-run.ts';
import { find, mount, settled, unmountAll } from './mounting.ts';

const STEPS = 1_000_000;
const ZOOMS: readonly (readonly [from: number, to: number])[] = [
  [0, STEPS],
  [250_000, 750_000],
  [99_000, 101_000],
  [15_000, 15_900],
];
/** A page that hangs, not a slow machine: how fast it is, is measured elsewhere. */
const HANGING_MS = 250;

beforeEach(() => page.viewport(800, 900));
afterEach(unmountAll);

test('a million steps are drawn with each spike in view, at every zoom, and can be panned', async () => {
  const progress = await mount('ts-progress', { state: finishedState({ run: millionRun(STEPS) }) });
  const loss = find(progress, 'ts-chart.loss') as TsChart;
  for (const [from, to] of ZOOMS) {
    loss.dispatchEvent(new CustomEvent('chart-zoom', { detail: [from, to], bubbles: true, composed: true }));
    await settled(progress);
    const { columns, counts } = loss.view!;
    const drawn = new Set([...columns.curves[0].high, ...columns.curves[0].low]);
    const planted = SPIKES.filter(({ step }) => step >= from && step <= to);
    expect(planted.filter(({ value }) => !drawn.has(value))).toEqual([]);
    expect(counts).toMatchObject({ all: STEPS, inView: to - Math.max(1, from) + 1 });
  }
  const { medianFrameMs } = await panFigures(progress, STEPS, 30);
  expect(medianFrameMs).toBeLessThan(HANGING_MS);
});

test('a spike among a million steps is on the canvas, as tall as it is', async () => {
  const progress = await mount('ts-progress', { state: finishedState({ run: millionRun(STEPS) }) });
  const loss = find(progress, 'ts-chart.loss') as TsChart;
  const canvas = find<HTMLCanvasElement>(loss, 'canvas');
  const over = find(loss, '.u-over');
  const [low, high] = loss.view!.values;
  const { step, value } = SPIKES[13];
  const x = Math.round((over.offsetLeft + (step / STEPS) * over.clientWidth) * devicePixelRatio);
  const y = Math.round((over.offsetTop + (1 - (value * 0.9 - low) / (high - low)) * over.clientHeight) * devicePixelRatio);
  const row = canvas.getContext('2d')!.getImageData(x - 12, y, 25, 1).data;
  const reds = Array.from({ length: 25 }, (_, i) => row[4 * i]);
  // The bar's blue holds less red than the phase's tint beside it.
  expect(Math.min(...reds)).toBeLessThan(reds[0] - 20);
});
