import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../../src/ui/transcript/ts-transcript.ts';
import type { TsTranscript } from '../../../src/ui/transcript/ts-transcript.ts';
import { emptyState, finishedState, runningState, runView } from '../fixture-state.ts';
import { millionRun } from '../million-run.ts';
import { heard } from '../mount.ts';
import { accessibilityProblems, find, findAll, mount, settled, unmountAll, wordsOf } from '../mounting.ts';

const STEPS = 1_000_000;
/** More than a screenful of rows would be. */
const MOST_DRAWN = 60;

beforeEach(() => page.viewport(1440, 900));
afterEach(unmountAll);

const grid = (element: Element) => find(element, '[role="grid"]');
const drawn = (element: Element) => findAll(element, '.window [role="row"]');
const active = (element: Element) => grid(element).getAttribute('aria-activedescendant');
const rowAt = (element: Element, place: number) => wordsOf(find(element, `#row-${place}`));

async function filter(element: TsTranscript, name: string) {
  const label = findAll(element, '.switch label').find((one) => wordsOf(one) === name);
  label!.querySelector('input')!.click();
  await settled(element);
}

async function goTo(element: TsTranscript, step: string) {
  const input = find<HTMLInputElement>(element, 'input[type="number"]');
  input.value = step;
  input.form!.requestSubmit();
  await settled(element);
}

async function press(element: Element, keys: string) {
  await userEvent.keyboard(keys);
  await settled(element);
}

describe('ts-transcript', () => {
  for (const theme of ['light', 'dark'] as const) {
    test(`is accessible, ${theme}`, async () => {
      for (const widthPx of [720, 358]) {
        for (const state of [emptyState(), runningState(), finishedState()]) {
          const element = await mount('ts-transcript', { state }, widthPx);
          expect(await accessibilityProblems(element, theme)).toEqual([]);
          unmountAll();
        }
      }
    });
  }

  test('keeps the same rows in sight when it is made narrower', async () => {
    const element = await mount('ts-transcript', { state: finishedState() });
    await goTo(element, '200');
    const topmost = () => drawn(element)[0].id;
    const before = topmost();
    element.style.width = '358px';
    await new Promise((resolve) => setTimeout(resolve, 100));
    await settled(element);
    expect(find(element, '.grid').classList.contains('narrow')).toBe(true);
    expect(topmost()).toBe(before);
  });

  test('follows on at the end of a run in progress when it is made narrower', async () => {
    const element = await mount('ts-transcript', { state: runningState() });
    grid(element).scrollTop = 1e6;
    await settled(element);
    const last = () => drawn(element).at(-1)!.id;
    const before = last();
    element.style.width = '358px';
    await new Promise((resolve) => setTimeout(resolve, 100));
    await settled(element);
    expect(last()).toBe(before);
  });

  test('fits a phone, a step on two lines', async () => {
    const element = await mount('ts-transcript', { state: finishedState() }, 358);
    expect(element.scrollWidth).toBe(358);
    expect(element.shadowRoot!.querySelector('section')!.scrollWidth).toBeLessThanOrEqual(358);
    const [step, loss] = ['.steps .step', '.steps .loss'].map((cell) => find(element, cell).getBoundingClientRect());
    expect(loss.top).toBeGreaterThanOrEqual(step.bottom);
    const { bottom, right } = find(element, '#row-5').getBoundingClientRect();
    expect(loss.bottom).toBeLessThanOrEqual(bottom);
    expect(right).toBeLessThanOrEqual(element.getBoundingClientRect().right);
  });

  test('waits for a run', async () => {
    const element = await mount('ts-transcript', { state: emptyState() });
    expect(wordsOf(element.shadowRoot!.firstElementChild!)).toContain('Once a run has started');
    expect(findAll(element, '[role="grid"]')).toEqual([]);
  });

  test('lists what happened in its order, each step with its numbers', async () => {
    const state = finishedState();
    const { log, series } = state.run!;
    const element = await mount('ts-transcript', { state });
    expect(grid(element).getAttribute('aria-rowcount')).toBe(String(380 + log.length + 1));
    expect(rowAt(element, 0)).toContain('Run “MNIST to optical digits” started');
    expect(rowAt(element, 1)).toContain('Pretrain: data audited, rows: 60,000, missing values: 0');
    expect(rowAt(element, 3)).toContain('Policy decided: Allows training');
    expect(rowAt(element, 4)).toContain(
      'Pretrain begins: 150 steps, epochs: 1, batches of 64, 9,600 rows to train on and 2,400 to test on',
    );
    const { fingerprint } = series.tracks.pretrain;
    expect(rowAt(element, 5)).toMatch(/^1 Pretrain 1 64 \d\.\d+ \d+\.\d% \d\.\d+ 2654435761$/);
    expect(fingerprint.at(0)).toBe(2654435761);
    expect(rowAt(element, 6)).toMatch(/^1 Pretrain: tested on 360 rows, loss \d\.\d+ · accuracy \d+\.\d%$/);
    expect(find(element, '#row-5').getAttribute('aria-rowindex')).toBe('7');
  });

  test('lists one kind, and says where there is none', async () => {
    const element = await mount('ts-transcript', { state: finishedState() });
    await filter(element, 'Keyframes');
    expect(grid(element).getAttribute('aria-rowcount')).toBe('8');
    expect(rowAt(element, 0)).toMatch(/^50 Keyframe kept: 4\.9 MB, fingerprint 2025150, SHA-256 c0ffee/);
    await filter(element, 'Steps');
    expect(grid(element).getAttribute('aria-rowcount')).toBe('381');
    await filter(element, 'Alerts');
    expect(wordsOf(element.shadowRoot!.querySelector('section')!)).toContain('This run has none of these.');
  });

  test('goes to a step, keeps it when the filter changes, and refuses one that is not there', async () => {
    const element = await mount('ts-transcript', { state: finishedState() });
    await goTo(element, '200');
    expect(wordsOf(find(element, '.active'))).toMatch(/^200 Fine-tune/);
    await filter(element, 'Steps');
    expect([active(element), wordsOf(find(element, '.active')).slice(0, 3)]).toEqual(['row-199', '200']);
    await goTo(element, '381');
    expect(find(element, '[role="alert"]').textContent).toBe('The run has the steps 1 to 380');
    expect(active(element)).toBe('row-199');
  });

  test('is read and opened by keyboard', async () => {
    const element = await mount('ts-transcript', { state: finishedState() });
    const asked = heard(element, 'transcript-step');
    const views = heard(element, 'ts-view');
    await filter(element, 'Steps');
    grid(element).focus();
    await press(element, '{ArrowDown}{ArrowDown}{ArrowUp}');
    expect(active(element)).toBe('row-1');
    await press(element, '{End}');
    expect(active(element)).toBe('row-379');
    await press(element, '{PageUp}');
    const paged = 379 - Number(active(element)!.slice(4));
    expect(paged).toBeGreaterThan(5);
    await press(element, '{PageDown}{Home}{Enter}');
    expect([active(element), asked, views]).toEqual(['row-0', [{ step: 1, byKey: true }], ['progress']]);
  });

  test('calls the run what the person calls it, and says what it was logged as', async () => {
    const state = finishedState();
    const runs = state.runs.map((run) => ({ ...run, name: 'My best' }));
    const element = await mount('ts-transcript', { state: { ...state, runs } });
    const name = find(element, '.panel-head span');
    expect([name.textContent, name.title]).toEqual(['My best', 'logged as MNIST to optical digits']);
  });

  test('opens a step that is clicked, and shows an event whole', async () => {
    const element = await mount('ts-transcript', { state: finishedState() });
    const asked = heard(element, 'transcript-step');
    find(element, '#row-5').click();
    find(element, '#row-4').click();
    await settled(element);
    expect(asked).toEqual([{ step: 1, byKey: false }]);
    expect(find(element, '.whole').textContent).toContain('431,080 parameters');
  });

  test('follows a run in progress from its end, and stays where a person reads', async () => {
    const element = await mount('ts-transcript', { state: runningState() });
    const first = () => drawn(element)[0].id;
    element.state = runningState({ run: runView('running', 227) });
    await settled(element);
    expect(first()).toBe('row-0');
    grid(element).focus();
    await press(element, '{End}');
    element.state = runningState({ run: runView('running', 260) });
    await settled(element);
    expect(wordsOf(drawn(element).at(-1)!)).toMatch(/^260 Fine-tune/);
  });

  test('scrolls through a million steps, and draws no more than a screenful', async () => {
    const element = await mount('ts-transcript', { state: finishedState({ run: millionRun(STEPS) }) });
    await filter(element, 'Steps');
    const box = grid(element);
    expect(box.getAttribute('aria-rowcount')).toBe(String(STEPS + 1));
    for (const share of [0, 0.25, 0.5, 0.75, 1]) {
      box.scrollTop = share * (box.scrollHeight - box.clientHeight);
      await new Promise(requestAnimationFrame);
      await settled(element);
      const steps = drawn(element).map(({ id }) => Number(id.slice(4)) + 1);
      expect(steps.length).toBeLessThan(MOST_DRAWN);
      expect(Math.abs(steps[0] - share * STEPS)).toBeLessThan(MOST_DRAWN);
      if (share === 1) expect(steps.at(-1)).toBe(STEPS);
    }
    await goTo(element, '654321');
    expect(wordsOf(find(element, '.active'))).toMatch(/^654,321 Pretrain 655 64 /);
  });
});
