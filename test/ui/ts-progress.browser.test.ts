import { afterEach, describe, expect, test } from 'vitest';
import '../../src/ui/ts-progress.ts';
import type { TsChart } from '../../src/ui/ts-chart.ts';
import { emptyState, finishedState, runningState, runView } from './fixture-state.ts';
import { accessibilityProblems, find, findAll, mount, settled, unmountAll } from './mounting.ts';

afterEach(unmountAll);

const chartOf = (element: Element, heading: string) => {
  const chart = findAll(element, 'ts-chart').find((one) => (one as TsChart).heading === heading);
  if (chart === undefined) throw new Error(`no chart ${heading}`);
  return chart as TsChart;
};
const sliderOf = (chart: Element) => find(chart, '[role=slider]');

describe('ts-progress', () => {
  for (const theme of ['light', 'dark'] as const) {
    test(`is accessible before, during and after a run, ${theme}`, async () => {
      for (const state of [emptyState(), runningState(), finishedState()]) {
        const element = await mount('ts-progress', { state });
        expect(await accessibilityProblems(element, theme)).toEqual([]);
        unmountAll();
      }
    });
  }

  test('draws every step: the columns are the run’s own values', async () => {
    const state = runningState();
    const element = await mount('ts-progress', { state });
    const [x, , , pretrain, , , , finetune] = chartOf(element, 'Loss').columns;
    const { tracks } = state.run!.series;
    expect([...x]).toEqual(Array.from({ length: 265 }, (_, i) => i + 1));
    expect([...pretrain!].slice(0, 150)).toEqual([...tracks.pretrain.loss.view()]);
    expect([...finetune!].slice(150, 226)).toEqual([...tracks.finetune.loss.view()]);
    expect(finetune![226]).toBeNull();
  });

  test('lays the baseline over the fine-tune phase, step beside step', async () => {
    const state = finishedState();
    const element = await mount('ts-progress', { state });
    const columns = chartOf(element, 'Loss').columns;
    const { baseline } = state.run!.series.tracks;
    expect([...columns[11]!].slice(150)).toEqual([...baseline.loss.view()]);
    expect(columns[0]).toHaveLength(265);
  });

  test('smooths as the slider says', async () => {
    const state = runningState();
    const element = await mount('ts-progress', { state });
    const slider = find<HTMLInputElement>(element, 'input[type=range]');
    const raw = state.run!.series.tracks.pretrain.loss;
    slider.value = '0';
    slider.dispatchEvent(new Event('input'));
    await settled(element);
    expect(chartOf(element, 'Loss').columns[4]![1]).toBeCloseTo(raw.at(1), 12);
    slider.value = '0.5';
    slider.dispatchEvent(new Event('input'));
    await settled(element);
    // Two values with w = 0.5: (0.25·v₁ + 0.5·v₂) / 0.75
    expect(chartOf(element, 'Loss').columns[4]![1]).toBeCloseTo((0.25 * raw.at(0) + 0.5 * raw.at(1)) / 0.75, 12);
  });

  test('has one cursor for all charts, moved by the keyboard, and reads the raw values there', async () => {
    const state = runningState();
    const element = await mount('ts-progress', { state });
    const loss = chartOf(element, 'Loss');
    const press = async (key: string, shiftKey = false) => {
      sliderOf(loss).dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey }));
      await settled(element);
    };
    await press('Home');
    await press('ArrowRight');
    await press('ArrowRight', true);
    expect(sliderOf(loss).getAttribute('aria-valuenow')).toBe('12');
    expect(sliderOf(chartOf(element, 'Accuracy')).getAttribute('aria-valuenow')).toBe('12');
    const value = state.run!.series.tracks.pretrain.loss.at(11);
    expect(find(loss, 'output').textContent).toContain(value.toPrecision(4));
  });

  test('zooms into the steps chosen, on every chart, and out again', async () => {
    const element = await mount('ts-progress', { state: runningState() });
    const loss = chartOf(element, 'Loss');
    loss.dispatchEvent(new CustomEvent('chart-zoom', { detail: [10, 19], bubbles: true, composed: true }));
    await settled(element);
    expect([...chartOf(element, 'Gradient norm').columns[0]]).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
    sliderOf(loss).dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    await settled(element);
    expect(loss.columns[0]).toHaveLength(265);
  });

  test('draws again when the run has new steps, and only then', async () => {
    const state = runningState();
    const element = await mount('ts-progress', { state });
    const loss = chartOf(element, 'Loss');
    const before = loss.columns;
    element.state = { ...state, storage: { usage: 1, quota: 2 } };
    await settled(element);
    expect(loss.columns).toBe(before);
    element.state = { ...state, run: runView('running', 230) };
    await settled(element);
    expect(loss.columns).not.toBe(before);
    expect(loss.columns[7]![229]).toBe(element.state.run!.series.tracks.finetune.loss.at(79));
  });

  test('shows a chart as a table of its last steps', async () => {
    const state = runningState();
    const element = await mount('ts-progress', { state });
    const loss = chartOf(element, 'Loss');
    find(loss, 'button[aria-label^="Show as table"]').click();
    await settled(element);
    const first = find(loss, 'tbody tr');
    expect(first.querySelector('th')?.textContent).toBe('226');
    const values = [...first.querySelectorAll('td')].map((cell) => cell.textContent);
    expect(values[0]).toBe('–');
    expect(values[2]).toBe(state.run!.series.tracks.finetune.loss.at(75).toPrecision(4));
  });

  test('shows the loss on a log scale without its zeros', async () => {
    const state = runningState();
    state.run!.series.tracks.finetune.loss.push(0);
    state.run!.series.tracks.finetune.step.push(227);
    const element = await mount('ts-progress', { state });
    const [, log] = findAll(element, 'input[name=scale]') as HTMLInputElement[];
    log.click();
    await settled(element);
    const fine = chartOf(element, 'Loss').columns[7]!;
    expect([fine[225], fine[226]]).toEqual([state.run!.series.tracks.finetune.loss.at(75), null]);
  });

  test('before a run shows the plan, and no numbers of its own', async () => {
    const element = await mount('ts-progress', { state: emptyState() });
    const loss = chartOf(element, 'Loss');
    expect(loss.content?.bands.map(({ track, from, to }) => [track, from, to])).toEqual([
      ['pretrain', 0, 150],
      ['finetune', 150, 265],
    ]);
    expect(loss.columns.slice(1)).toEqual([]);
    expect(find(loss, 'output').textContent).toBe('');
    expect(find(loss, '.hint').textContent).toContain('Every step’s loss appears here');
  });
});

describe('the distributions', () => {
  const pixelAt = (canvas: HTMLCanvasElement, x: number, y: number) => [
    ...canvas.getContext('2d')!.getImageData(Math.floor(x * canvas.width), Math.floor(y * canvas.height), 1, 1).data,
  ];

  test('paint where the values lie, in the colour of their phase, up to the last step', async () => {
    const element = await mount('ts-progress', { state: runningState() });
    const canvas = find<HTMLCanvasElement>(find(element, '.large'), 'canvas');
    const [middle, edge, finetune, ahead] = [
      pixelAt(canvas, 0.3, 0.45),
      pixelAt(canvas, 0.3, 0.01),
      pixelAt(canvas, 0.75, 0.45),
      pixelAt(canvas, 0.95, 0.45),
    ];
    expect(middle[3]).toBeGreaterThan(150);
    expect(edge[3]).toBeLessThan(60);
    expect(middle[2]).toBeGreaterThan(middle[0]);
    expect(finetune[0]).toBeGreaterThan(finetune[2]);
    expect(ahead[3]).toBe(0);
  });

  test('can be told of another tensor, and as a table', async () => {
    const element = await mount('ts-progress', { state: runningState() });
    const distributions = find(element, 'ts-distributions');
    const [, bias] = findAll(distributions, 'input[name=tensor]') as HTMLInputElement[];
    bias.click();
    await settled(element);
    expect(find(distributions, 'figcaption b').textContent).toBe('conv1.bias');
    find(distributions, 'button[aria-label^="Show as table"]').click();
    await settled(element);
    expect(find(distributions, 'tbody th').textContent).toBe('220');
  });
});
