import { afterEach, describe, expect, test } from 'vitest';
import '../../../src/ui/run/ts-now.ts';
import { emptyState, failedState, finishedState, runningState, runView } from '../fixture-state.ts';
import { accessibilityProblems, find, findAll, mount, settled, unmountAll } from '../mounting.ts';

const WIDTH_PX = 308;

afterEach(unmountAll);

describe('ts-now', () => {
  for (const theme of ['light', 'dark'] as const) {
    test(`is accessible before, during and after a run, ${theme}`, async () => {
      for (const state of [emptyState(), runningState(), finishedState(), failedState()]) {
        const element = await mount('ts-now', { state }, WIDTH_PX);
        expect(await accessibilityProblems(element, theme)).toEqual([]);
        unmountAll();
      }
    });
  }

  test('says which step it is at, how fast, and how long it will take', async () => {
    const element = await mount('ts-now', { state: runningState() }, WIDTH_PX);
    const pace = find(element, 'ts-pace').shadowRoot!;
    expect(pace.querySelector('.step')?.textContent).toMatch(/step 226\s+\/ 380/);
    // 154 steps of 61 ms each.
    expect(pace.querySelector('.facts')?.textContent).toContain('about 9.4 sec left');
    expect(pace.querySelector('.facts')?.textContent).toContain('16.39 steps/s');
    const bars = [...pace.querySelectorAll('[role=progressbar]')].map((bar) => [bar.ariaLabel, bar.ariaValueNow, bar.ariaValueMax]);
    expect(bars).toEqual([
      ['Pretrain', '150', '150'],
      ['Fine-tune', '76', '115'],
      ['Baseline', '0', '115'],
    ]);
  });

  test('counts in the confusion matrix what the last evaluation counted', async () => {
    const state = runningState();
    const element = await mount('ts-now', { state }, WIDTH_PX);
    const { confusion } = state.run!.evaluations.at(-1)!.metrics;
    const cells = [...find(element, 'ts-confusion').shadowRoot!.querySelectorAll('tbody tr')].map((row) =>
      [...row.querySelectorAll('td')].map((cell) => Number(cell.textContent || 0)),
    );
    expect(cells).toEqual(confusion);
    expect(find(element, 'ts-confusion').shadowRoot!.querySelectorAll('ul li')).toHaveLength(10);
  });

  test('after the run shows the result’s evaluation, not the baseline’s', async () => {
    const element = await mount('ts-now', { state: finishedState() }, WIDTH_PX);
    expect(find(element, '.chip').textContent).toBe('Fine-tune');
  });

  test('tells right from wrong pictures, in words too', async () => {
    const state = runningState();
    const { items } = state.run!.glimpse!;
    const wrong = items.filter(({ label, predicted }) => label !== predicted);
    const element = await mount('ts-now', { state }, WIDTH_PX);
    const name = find(element, 'canvas[role=img]').getAttribute('aria-label')!;
    expect(name).toContain(`${items.length - wrong.length} of ${items.length} pictures were predicted right`);
    expect(name).toContain(`row ${wrong[0].row}: ${wrong[0].label} taken for ${wrong[0].predicted}`);
  });

  test('marks a wrong picture with a frame in the error colour, and a right one not', async () => {
    const state = runningState();
    const element = await mount('ts-now', { state }, WIDTH_PX);
    const canvas = find<HTMLCanvasElement>(element, 'canvas[role=img]');
    const edge = canvas.getContext('2d')!.getImageData(1, Math.round(4 * devicePixelRatio), 1, 1).data;
    const [first] = state.run!.glimpse!.items;
    expect(first.label).toBe(first.predicted);
    expect(edge[0]).toBe(edge[1]);
    const glimpse = { ...state.run!.glimpse!, items: [{ ...first, predicted: `${first.predicted}x` }] };
    element.state = { ...state, run: { ...state.run!, glimpse } };
    await settled(element);
    const marked = canvas.getContext('2d')!.getImageData(1, Math.round(4 * devicePixelRatio), 1, 1).data;
    expect(marked[0]).toBeGreaterThan(marked[1] + 80);
  });

  test('lists alerts with their level, step and text', async () => {
    const element = await mount('ts-now', { state: failedState() }, WIDTH_PX);
    const alerts = findAll(element, '.alerts li');
    expect(alerts.map((alert) => alert.className)).toEqual(['callout warning', 'callout error']);
    expect(alerts[0].textContent).toMatch(/Warning, step 188 · Fine-tune\s+.*12 times its median/s);
  });

  test('shows a regression by its errors', async () => {
    const run = runView('running', 30);
    const [event] = run.evaluations;
    const metrics = { ...event.metrics, accuracy: null, confusion: null, rmse: 2.5, mae: 1.25, r2: 0.75, loss: 6.25 };
    const state = runningState({ run: { ...run, evaluations: [{ ...event, metrics }] } });
    const element = await mount('ts-now', { state }, WIDTH_PX);
    expect(findAll(element, '.facts dd').map((one) => one.textContent)).toEqual(['2.500', '1.250', '0.7500', '6.250']);
    expect(findAll(element, 'ts-confusion')).toEqual([]);
  });
});
