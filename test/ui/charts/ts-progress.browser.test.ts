import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../../../src/ui/charts/ts-progress.ts';
import type { Command } from '../../../src/protocol.ts';
import type { TsChart } from '../../../src/ui/charts/ts-chart.ts';
import type { TsIcon } from '../../../src/ui/parts/ts-icon.ts';
import { emptyState, failedState, finishedState, runningState, runView } from '../fixture-state.ts';
import { heard } from '../mount.ts';
import { accessibilityProblems, find, findAll, mount, settled, unmountAll } from '../mounting.ts';

// Charts below the window would wait until they are scrolled to.
beforeEach(async () => {
  localStorage.clear();
  await page.viewport(800, 2400);
});
afterEach(unmountAll);

const chartOf = (element: Element, heading: string) => {
  const chart = findAll(element, 'ts-chart').find((one) => (one as TsChart).heading === heading);
  if (chart === undefined) throw new Error(`no chart ${heading}`);
  return chart as TsChart;
};
const sliderOf = (chart: Element) => find(chart, '[role=slider]');

/** What a chart draws: the places, then for each track its highest, lowest, last and smoothed values. */
function columnsOf(chart: TsChart) {
  const { columns, smooth } = chart.view!;
  return [columns.x, ...columns.curves.flatMap(({ high, low, last }, i) => [high, low, last, smooth[i]])];
}

/** Chooses a line of the menu of a chart. */
async function choose(element: Element, text: string): Promise<void> {
  find(element, 'button[aria-haspopup=menu]').click();
  await settled(element);
  const item = findAll(element, '[role^=menuitem]').find((one) => one.textContent?.trim() === text);
  if (item === undefined) throw new Error(`no menu item ${text}`);
  (item as HTMLElement).click();
  await settled(element);
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

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
    const [x, , , pretrain, , , , finetune] = columnsOf(chartOf(element, 'Loss'));
    const { tracks } = state.run!.series;
    expect([...x]).toEqual(Array.from({ length: 265 }, (_, i) => i + 1));
    expect([...pretrain!].slice(0, 150)).toEqual([...tracks.pretrain.loss.view()]);
    expect([...finetune!].slice(150, 226)).toEqual([...tracks.finetune.loss.view()]);
    expect(finetune![226]).toBeNull();
  });

  test('lays the baseline over the fine-tune phase, step beside step', async () => {
    const state = finishedState();
    const element = await mount('ts-progress', { state });
    const columns = columnsOf(chartOf(element, 'Loss'));
    const { baseline } = state.run!.series.tracks;
    expect([...columns[11]!].slice(150)).toEqual([...baseline.loss.view()]);
    expect(columns[0]).toHaveLength(265);
  });

  test('draws what fine-tuning recalls of the pretraining’s test rows, under a name and a line of its own', async () => {
    const state = finishedState();
    const element = await mount('ts-progress', { state });
    expect(find(element, '.legend').textContent).toContain('Pretraining test set');
    const accuracy = chartOf(element, 'Accuracy');
    const values = columnsOf(accuracy).slice(13)[2]!;
    const { recalls } = state.run!;
    expect(recalls.map(({ step }) => values[step - 1])).toEqual(recalls.map(({ metrics }) => metrics.accuracy));
    expect(values.filter((value) => value !== null)).toHaveLength(recalls.length);
    expect(find(accuracy, 'output').textContent).toContain('Pretraining test set 84.2%');
    element.state = runningState({ run: { ...runView('running', 100) } });
    await settled(element);
    expect(find(element, '.legend').textContent).not.toContain('Pretraining test set');
  });

  test('smooths as the slider says', async () => {
    const state = runningState();
    const element = await mount('ts-progress', { state });
    const slider = find<HTMLInputElement>(element, 'input[type=range]');
    const raw = state.run!.series.tracks.pretrain.loss;
    slider.value = '0';
    slider.dispatchEvent(new Event('input'));
    await settled(element);
    expect(columnsOf(chartOf(element, 'Loss'))[4]![1]).toBeCloseTo(raw.at(1), 12);
    slider.value = '0.5';
    slider.dispatchEvent(new Event('input'));
    await settled(element);
    // Two values with w = 0.5: (0.25·v₁ + 0.5·v₂) / 0.75
    expect(columnsOf(chartOf(element, 'Loss'))[4]![1]).toBeCloseTo((0.25 * raw.at(0) + 0.5 * raw.at(1)) / 0.75, 12);
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
    expect([...columnsOf(chartOf(element, 'Gradient norm'))[0]]).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
    sliderOf(loss).dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    await settled(element);
    expect(columnsOf(loss)[0]).toHaveLength(265);
  });

  test('draws again when the run has new steps, and only then', async () => {
    const state = runningState();
    const element = await mount('ts-progress', { state });
    const loss = chartOf(element, 'Loss');
    const before = loss.view;
    element.state = { ...state, storage: { usage: 1, quota: 2 } };
    await settled(element);
    expect(loss.view).toBe(before);
    element.state = { ...state, run: runView('running', 230) };
    await settled(element);
    expect(loss.view).not.toBe(before);
    expect(columnsOf(loss)[7]![229]).toBe(element.state.run!.series.tracks.finetune.loss.at(79));
  });

  test('shows a chart as a table of its last steps', async () => {
    const state = runningState();
    const element = await mount('ts-progress', { state });
    const loss = chartOf(element, 'Loss');
    await choose(loss, 'Show as table');
    const first = find(loss, 'tbody tr');
    expect(first.querySelector('th')?.textContent).toBe('226');
    const values = [...first.querySelectorAll('td')].map((cell) => cell.textContent);
    expect(values[0]).toBe('–');
    expect(values[2]).toBe(state.run!.series.tracks.finetune.loss.at(75).toPrecision(4));
  });

  test('shows the loss on a log scale, and counts its zeros as below it', async () => {
    const state = runningState();
    state.run!.series.tracks.finetune.loss.push(0);
    state.run!.series.tracks.finetune.step.push(227);
    const element = await mount('ts-progress', { state });
    const [, log] = findAll(element, 'input[name=scale]') as HTMLInputElement[];
    log.click();
    await settled(element);
    const { counts, values } = chartOf(element, 'Loss').view!;
    expect(counts).toMatchObject({ inView: 227, below: 1 });
    expect(values[0]).toBeGreaterThan(0);
  });

  test('before a run shows the plan, and no numbers of its own', async () => {
    const element = await mount('ts-progress', { state: emptyState() });
    const loss = chartOf(element, 'Loss');
    expect(loss.content?.bands.map(({ track, from, to }) => [track, from, to])).toEqual([
      ['pretrain', 0, 150],
      ['finetune', 150, 265],
    ]);
    expect(columnsOf(loss).slice(1)).toEqual([]);
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
    await choose(distributions, 'Show as table');
    expect(find(distributions, 'tbody th').textContent).toBe('220');
  });
});

describe('alerts', () => {
  const marksOf = (chart: Element) => findAll(find(chart, 'ts-chart-alerts'), 'button') as readonly HTMLButtonElement[];

  test('are marks on every chart at their step, by colour, shape and words', async () => {
    const element = await mount('ts-progress', { state: failedState() });
    await settled(element);
    for (const theme of ['light', 'dark'] as const) expect(await accessibilityProblems(element, theme)).toEqual([]);
    const charts = findAll(element, 'ts-chart');
    expect(charts.length).toBeGreaterThan(5);
    for (const chart of charts) expect(marksOf(chart).length, (chart as TsChart).heading).toBeGreaterThan(0);
    const loss = chartOf(element, 'Loss');
    loss.dispatchEvent(new CustomEvent('chart-zoom', { detail: [180, 200], bubbles: true, composed: true }));
    await settled(element);
    const marks = marksOf(loss);
    expect(marks.map((mark) => mark.getAttribute('aria-label'))).toEqual([
      expect.stringMatching(/^Warning at step 188: .*the loss is 12 times its median/),
      expect.stringMatching(/^Error at step 196: .*NaN at step 196/),
    ]);
    expect(marks.map((mark) => find<TsIcon>(mark, 'ts-icon').name)).toEqual(['warning', 'error']);
    const plot = find(loss, '.u-over').getBoundingClientRect();
    const middles = marks.map((mark) => mark.getBoundingClientRect().left + 12 - plot.left);
    expect(middles[0]).toBeCloseTo((8 / 20) * plot.width, -0.5);
    expect(middles[1]).toBeCloseTo((16 / 20) * plot.width, -0.5);
  });

  test('open their step', async () => {
    const element = await mount('ts-progress', { state: failedState() });
    await settled(element);
    const commands = heard<Command>(element, 'ts-command');
    const loss = chartOf(element, 'Loss');
    const [mark] = marksOf(loss);
    mark.focus();
    expect(find(loss, 'ts-chart-alerts').shadowRoot!.activeElement).toBe(mark);
    mark.click();
    await settled(element);
    expect(commands).toEqual([{ kind: 'look-at-step', runId: element.state.run!.runId, step: 188 }]);
    expect(loss.cursor).toBe(188);
  });
});

describe('the charts hide nothing', () => {
  test('and follow the width where they are out of sight too', async () => {
    const element = await mount('ts-progress', { state: runningState() });
    element.style.marginTop = '3000px';
    await settled(element);
    element.style.width = '358px';
    const widths = (part: string) => findAll(element, 'ts-chart').map((chart) => find(chart, part).clientWidth);
    await expect.poll(() => widths('.uplot')).toEqual(widths('.plot'));
    expect(widths('.plot')[0]).toBeLessThan(358);
  });

  test('say how many of the points are in view', async () => {
    const element = await mount('ts-progress', { state: runningState() });
    const loss = chartOf(element, 'Loss');
    expect(find(loss, '.counts').textContent).toBe('all 226 points');
    loss.dispatchEvent(new CustomEvent('chart-zoom', { detail: [10, 19], bubbles: true, composed: true }));
    await settled(element);
    expect(find(loss, '.counts').textContent).toBe('10 of 226 points');
    expect(find(chartOf(element, 'Test loss'), '.counts').textContent).toBe('0 of 15 points');
  });

  test('with outliers ignored count and mark what lies outside', async () => {
    const state = runningState();
    const { loss, step } = state.run!.series.tracks.finetune;
    loss.push(500);
    step.push(227);
    const element = await mount('ts-progress', { state });
    const chart = chartOf(element, 'Loss');
    expect(chart.view!.values[1]).toBeGreaterThan(500);
    find<HTMLInputElement>(element, 'input[name=outliers]').click();
    await settled(element);
    expect(chart.view!.values[1]).toBeLessThan(10);
    expect(find(chart, '.counts').textContent).toMatch(/^all 227 points\s*▲ (\d+)\1 above ▲/);
    const [canvas] = findAll(chart, 'canvas') as HTMLCanvasElement[];
    const mark = { x: 48 + (227 / 265) * (720 - 34 - 48 - 18), y: 22 };
    const [red, , blue] = canvas.getContext('2d')!.getImageData(mark.x * devicePixelRatio, mark.y * devicePixelRatio, 1, 1).data;
    expect(red - blue).toBeGreaterThan(100);
  });

  test('count values that are no numbers, and put a cross there', async () => {
    const state = runningState();
    state.run!.series.tracks.finetune.loss.push(Number.NaN);
    state.run!.series.tracks.finetune.step.push(227);
    const element = await mount('ts-progress', { state });
    expect(find(chartOf(element, 'Loss'), '.counts').textContent).toContain('1 not a number ✕');
  });
});

describe('the keyboard', () => {
  test('zooms around the cursor, and what is shown follows the cursor', async () => {
    const element = await mount('ts-progress', { state: finishedState() });
    const loss = chartOf(element, 'Loss');
    const press = async (key: string) => {
      sliderOf(loss).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      await settled(element);
    };
    await press('Home');
    for (const key of ['+', '+', '+']) await press(key);
    expect(loss.zoom![1] - loss.zoom![0]).toBeCloseTo(265 / 8, 9);
    await press('End');
    expect(loss.zoom![1]).toBe(265);
    expect(sliderOf(loss).getAttribute('aria-valuetext')).toContain('step 265');
    await press('0');
    expect(loss.zoom).toBeNull();
  });

  test('uses a chart’s menu, and comes back to its button', async () => {
    const element = await mount('ts-progress', { state: finishedState() });
    const menu = find(chartOf(element, 'Loss'), 'ts-menu');
    const button = find<HTMLButtonElement>(menu, 'button');
    button.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true }));
    await settled(element);
    const focused = () => menu.shadowRoot!.activeElement!;
    expect(focused().textContent).toContain('Save every point as CSV');
    focused().dispatchEvent(new KeyboardEvent('keydown', { key: 'Home', bubbles: true }));
    expect(focused().textContent).toContain('Full screen');
    expect(await accessibilityProblems(element, 'light')).toEqual([]);
    focused().dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await settled(element);
    expect(focused()).toBe(button);
    expect(findAll(menu, '[role=menu]')).toEqual([]);
  });
});

describe('the pointer', () => {
  const wheelOver = (chart: TsChart, change: WheelEventInit) => {
    const box = find(chart, '.u-over').getBoundingClientRect();
    const event = new WheelEvent('wheel', { clientX: box.left + box.width / 2, bubbles: true, cancelable: true, ...change });
    sliderOf(chart).dispatchEvent(event);
    return event;
  };

  test('zooms by the wheel with Ctrl, pans sideways, and leaves a plain wheel to the page', async () => {
    const element = await mount('ts-progress', { state: finishedState() });
    const loss = chartOf(element, 'Loss');
    expect(wheelOver(loss, { deltaY: 100 }).defaultPrevented).toBe(false);
    expect(loss.zoom).toBeNull();
    expect(wheelOver(loss, { deltaY: -200, ctrlKey: true }).defaultPrevented).toBe(true);
    await settled(element);
    const [from, to] = loss.zoom!;
    expect(to - from).toBeCloseTo(265 * Math.exp(-0.8), 9);
    expect((from + to) / 2).toBeCloseTo(132.5, 0);
    wheelOver(loss, { deltaX: 1e6 });
    await settled(element);
    expect(loss.zoom![1]).toBe(265);
    expect(loss.zoom![1] - loss.zoom![0]).toBeCloseTo(to - from, 9);
  });

  test('pinches with two fingers', async () => {
    const element = await mount('ts-progress', { state: finishedState() });
    const loss = chartOf(element, 'Loss');
    const { left, width } = find(loss, '.u-over').getBoundingClientRect();
    const touch = (type: string, pointerId: number, share: number) =>
      sliderOf(loss).dispatchEvent(
        new PointerEvent(type, { pointerType: 'touch', pointerId, clientX: left + share * width, bubbles: true, cancelable: true }),
      );
    touch('pointerdown', 1, 0.4);
    touch('pointerdown', 2, 0.6);
    touch('pointermove', 1, 0.3);
    touch('pointermove', 2, 0.7);
    await settled(element);
    expect(loss.zoom![0]).toBeCloseTo(265 / 4, 0);
    expect(loss.zoom![1]).toBeCloseTo((265 * 3) / 4, 0);
  });
});

describe('what a person chose', () => {
  test('is there again: axis, scale, smoothing, outliers and pinned charts', async () => {
    const first = await mount('ts-progress', { state: finishedState() });
    await choose(chartOf(first, 'Update ratio'), 'Keep on top');
    const pick = (selector: string, index: number) => (findAll(first, selector)[index] as HTMLElement).click();
    pick('input[name=axis]', 1);
    pick('input[name=scale]', 1);
    await settled(first);
    unmountAll();
    const element = await mount('ts-progress', { state: finishedState() });
    expect((findAll(element, 'ts-chart')[0] as TsChart).heading).toBe('Update ratio');
    expect(find(element, '.pinned').querySelectorAll('ts-chart')).toHaveLength(1);
    const loss = chartOf(element, 'Loss');
    expect(loss.content!.axis).toBe('relative');
    expect(loss.scale.kind).toBe('log');
    // 265 steps of 61 ms: the baseline lies over the fine-tune phase.
    expect(loss.content!.to).toBe(265 * 61);
  });

  test('by time reads the values of that instant', async () => {
    localStorage.setItem('trainscript.charts', JSON.stringify({ axis: 'wall', smoothing: 7, pinned: ['__proto__', 'rate'] }));
    const state = finishedState();
    const element = await mount('ts-progress', { state });
    const loss = chartOf(element, 'Loss');
    expect(loss.content!.to).toBe(380 * 61);
    for (const key of ['Home', 'ArrowRight']) {
      sliderOf(loss).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      await settled(element);
    }
    expect(find(loss, 'output').textContent).toContain(state.run!.series.tracks.pretrain.loss.at(1).toPrecision(4));
    expect(find<HTMLInputElement>(element, 'input[type=range]').value).toBe('0.6');
  });
});

describe('a chart', () => {
  test('fills the screen, and gives the focus back', async () => {
    const element = await mount('ts-progress', { state: finishedState() });
    const loss = chartOf(element, 'Loss');
    await choose(loss, 'Full screen');
    const dialog = find<HTMLDialogElement>(element, 'dialog');
    expect(dialog.open).toBe(true);
    const large = find(dialog, 'ts-chart') as TsChart;
    expect(large.heading).toBe('Loss');
    expect(large.clientHeight).toBeGreaterThan(loss.clientHeight);
    expect(await accessibilityProblems(element, 'dark')).toEqual([]);
    find(dialog, 'button').click();
    await settled(element);
    await settled(element);
    expect(element.shadowRoot!.activeElement).toBe(loss);
    expect(find(element, 'dialog').querySelector('ts-chart')).toBeNull();
  });

  test('is saved as a table of every step, as SVG and as PNG', async () => {
    const state = finishedState();
    const element = await mount('ts-progress', { state });
    const norm = chartOf(element, 'Gradient norm');
    const saved = await savedFrom(norm, ['Save every point as CSV', 'Save as SVG', 'Save as PNG']);
    const byEnd = (end: string) => saved.find(({ name }) => name.endsWith(end))!.blob;
    const lines = (await byEnd('gradient-norm.csv').text()).trimEnd().split('\n');
    expect(lines[0]).toBe('step,phase,wall_time_ms,gradient_norm,gradient_norm_smoothed');
    expect(lines.slice(1, 151).map((line) => Number(line.split(',')[3]))).toEqual([
      ...state.run!.series.tracks.pretrain.gradientNorm.view(),
    ]);
    expect(lines).toHaveLength(381);
    const svg = new DOMParser().parseFromString(await byEnd('.svg').text(), 'image/svg+xml');
    expect(svg.querySelector('parsererror')).toBeNull();
    expect(svg.documentElement.textContent).toContain('380 of 380 points');
    const png = await createImageBitmap(byEnd('.png'));
    expect([png.width, png.height]).toEqual([1920, 880]);
  });

  test('is saved with its alerts', async () => {
    const element = await mount('ts-progress', { state: failedState() });
    const [{ blob }] = await savedFrom(chartOf(element, 'Loss'), ['Save as SVG']);
    const svg = new DOMParser().parseFromString(await blob.text(), 'image/svg+xml');
    expect(svg.documentElement.textContent).toContain('2 alerts, steps 188 to 196');
    expect(svg.querySelectorAll('[stroke-dasharray="3 3"]')).toHaveLength(2);
  });
});

/** What is saved through these entries of a chart's menu. */
async function savedFrom(chart: Element, entries: readonly string[]): Promise<readonly { readonly name: string; readonly blob: Blob }[]> {
  const saved: { name: string; blob: Blob }[] = [];
  const blobs = new Map<string, Blob>();
  const { createObjectURL } = URL;
  const { click } = HTMLAnchorElement.prototype;
  URL.createObjectURL = (blob: Blob) => {
    const address = createObjectURL(blob);
    blobs.set(address, blob);
    return address;
  };
  HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
    saved.push({ name: this.download, blob: blobs.get(this.href)! });
  };
  try {
    for (const text of entries) await choose(chart, text);
    await expect.poll(() => saved.length).toBe(entries.length);
    return saved;
  } finally {
    URL.createObjectURL = createObjectURL;
    HTMLAnchorElement.prototype.click = click;
  }
}

test('the distributions say how many of the histograms they show, where that is not all', async () => {
  const state = finishedState();
  const element = await mount('ts-progress', { state });
  const distributions = find(element, 'ts-distributions');
  expect(distributions.shadowRoot!.textContent).not.toContain('histograms shown');
  const { run } = state;
  element.state = finishedState({ run: { ...run!, revision: 1000, histograms: run!.histograms.filter((_, i) => i % 6 === 5) } });
  await settled(element);
  expect(distributions.shadowRoot!.textContent).toContain('6 of 37 histograms shown');
  expect(await accessibilityProblems(distributions, 'light')).toEqual([]);
});

describe('distributions in other views', () => {
  test('are drawn as histograms and as bands, and the view is kept', async () => {
    const element = await mount('ts-progress', { state: finishedState() });
    const distributions = find(element, 'ts-distributions');
    const painted = () => {
      const canvas = find<HTMLCanvasElement>(find(distributions, '.large'), 'canvas');
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      return data.reduce((count, value, i) => count + (i % 4 === 3 && value > 0 ? 1 : 0), 0) / (data.length / 4);
    };
    for (const index of [1, 2]) {
      (findAll(distributions, 'input[name=view]')[index] as HTMLElement).click();
      await settled(element);
      expect(painted()).toBeGreaterThan(0.3);
      expect(await accessibilityProblems(distributions, 'light')).toEqual([]);
    }
    expect(JSON.parse(localStorage.getItem('trainscript.charts')!).distributions).toBe('bands');
  });
});

describe('the confusion', () => {
  test('of each evaluation is a step of the slider away', async () => {
    const state = finishedState();
    const element = await mount('ts-progress', { state });
    const history = find(element, 'ts-confusion-history');
    const slider = find<HTMLInputElement>(history, 'input[type=range]');
    expect(slider.max).toBe(String(state.run!.evaluations.length - 1));
    const cells = () =>
      [...find(history, 'ts-confusion').shadowRoot!.querySelectorAll('tbody tr')].map((row) =>
        [...row.querySelectorAll('td')].map((cell) => Number(cell.textContent || 0)),
      );
    expect(cells()).toEqual(state.run!.evaluations.at(-1)!.metrics.confusion);
    slider.value = '0';
    slider.dispatchEvent(new Event('input'));
    await settled(element);
    expect(cells()).toEqual(state.run!.evaluations[0].metrics.confusion);
    expect(slider.getAttribute('aria-valuetext')).toBe('Pretrain, step 1, 18.2% right');
  });

  test('takes no room before there is one', async () => {
    const element = await mount('ts-progress', { state: emptyState() });
    expect(find(element, 'ts-confusion-history').offsetHeight).toBe(0);
  });
});

describe('a zoom', () => {
  test('is told once it rests', async () => {
    const element = await mount('ts-progress', { state: finishedState() });
    const loss = chartOf(element, 'Loss');
    for (const from of [10, 20, 30])
      loss.dispatchEvent(new CustomEvent('chart-zoom', { detail: [from, from + 9.5], bubbles: true, composed: true }));
    await settled(element);
    expect(find(element, '[role=status]').textContent).toBe('');
    await pause(300);
    expect(find(element, '[role=status]').textContent).toBe('steps 30 to 39');
  });
});
