import { afterEach, describe, expect, test } from 'vitest';
import '../../../src/ui/run/ts-run.ts';
import type { ViewState } from '../../../src/app/view-state.ts';
import { DEFAULT_SPEC } from '../../../src/core/spec/spec.ts';
import { emptyState, finishedState, runningState, runView } from '../fixture-state.ts';
import { accessibilityProblems, find, findAll, mount, settled, unmountAll, wordsOf } from '../mounting.ts';

afterEach(unmountAll);

const RUN = finishedState().runs[0];
const takingUp = () => emptyState({ runs: [RUN], resuming: RUN.runId });
const replaying = (step: number, status: 'running' | 'paused' = 'running') =>
  runningState({ run: { ...runView('running', 217), status, replaying: { keyframe: 200, step, through: 217 } } });

const buttons = (element: Element) =>
  (findAll(element, 'button') as HTMLButtonElement[]).map((button) => `${wordsOf(button)}${button.disabled ? ' (disabled)' : ''}`);
const note = (element: Element) => wordsOf(find(element, '.note'));
const told = (element: Element) => find(element, '[role=status]').textContent;

describe('ts-run', () => {
  for (const theme of ['light', 'dark'] as const) {
    test(`is accessible while a run is taken up, ${theme}`, async () => {
      for (const state of [takingUp(), replaying(203), replaying(203, 'paused')]) {
        const element = await mount('ts-run', { state }, 320);
        expect(await accessibilityProblems(element, theme)).toEqual([]);
        unmountAll();
      }
    });
  }

  test('says before a run is started that keyframes will stand farther apart, or that there is no room for it at all', async () => {
    const cramped = (quota: number, keyframeEvery = 1) =>
      emptyState({ spec: { ...DEFAULT_SPEC, log: { ...DEFAULT_SPEC.log, keyframeEvery } }, storage: { usage: 0, quota } });
    const element = await mount('ts-run', { state: cramped(200_000_000) }, 320);
    const warning = () => wordsOf(find(element, '.callout'));
    expect(warning()).toBe(
      'Keyframes will be kept every 32 steps, not every 1: they would take 1.8 GB, and may take 50% of the 191 MB that the browser allows' +
        ' (78.9 MB then). Any step can be restored all the same.',
    );
    expect(buttons(element)).toEqual(['Start']);
    expect(await accessibilityProblems(element, 'light')).toEqual([]);
    element.state = cramped(20_000_000);
    await settled(element);
    expect(warning()).toContain('Delete runs under Runs first, or train for fewer steps.');
    element.state = cramped(200_000_000, 32);
    await settled(element);
    expect(findAll(element, '.callout')).toEqual([]);
  });

  test('says that a run is being taken up, and can do nothing else', async () => {
    const element = await mount('ts-run', { state: takingUp() }, 320);
    expect(note(element)).toBe(`Taking up ${RUN.name}: its transcript is checked, then its data are loaded…`);
    expect(buttons(element)).toEqual(['Start (disabled)']);
    expect(find<HTMLProgressElement>(element, 'progress').hasAttribute('value')).toBe(false);
  });

  test('shows how far the steps are computed again, also of a run that was cut off in a pause', async () => {
    for (const state of [replaying(203), replaying(203, 'paused')]) {
      const element = await mount('ts-run', { state }, 320);
      expect(note(element)).toBe('Computing step 203 of 217 again… Each must come out as it is logged.');
      const { value, max } = find<HTMLProgressElement>(element, 'progress');
      expect([value, max]).toEqual([3, 17]);
      expect(buttons(element)).toEqual(['Stop']);
      unmountAll();
    }
  });

  test('tells it in words once, not with each step', async () => {
    const element = await mount('ts-run', { state: takingUp() }, 320);
    const heard = [told(element)];
    const show = async (state: ViewState) => {
      element.state = state;
      await settled(element);
      if (told(element) !== heard.at(-1)) heard.push(told(element));
    };
    for (const step of [201, 205, 217]) await show(replaying(step));
    for (const step of [217, 218, 219]) await show(runningState({ run: runView('running', step) }));
    await show(finishedState());
    expect(heard).toEqual([
      'Taking up the run…',
      'Computing again what is logged through step 217.',
      'All came out as logged: training goes on behind step 217.',
      '',
    ]);
  });
});
