import { afterEach, describe, expect, test } from 'vitest';
import { DEFAULT_SPEC, type LogSpec } from '../../../src/core/spec/spec.ts';
import '../../../src/ui/plan/ts-log-plan.ts';
import '../../../src/ui/run/ts-run.ts';
import { emptyState, loadedState } from '../fixture-state.ts';
import { accessibilityProblems, find, findAll, mount, settled, unmountAll, wordsOf } from '../mounting.ts';

afterEach(unmountAll);

const planned = (log: Partial<LogSpec>, quota = 0) =>
  loadedState({ spec: { ...DEFAULT_SPEC, log: { ...DEFAULT_SPEC.log, ...log } }, storage: { usage: 0, quota } });

/** Takes the changes that it asks for, as the page does. */
async function mountPlan(log: Partial<LogSpec> = {}, quota = 0) {
  const element = await mount('ts-log-plan', { state: planned(log, quota) }, 320);
  element.addEventListener('ts-spec', ({ detail }) => Object.assign(element, { state: { ...element.state, spec: detail } }));
  return element;
}

const THINNED = 'Keyframes will be kept every 32 steps, not every 1: they would take 1.8 GB, and may take 50% of the 191 MB';

describe('ts-log-plan', () => {
  for (const theme of ['light', 'dark'] as const) {
    test(`is accessible, ${theme}`, async () => {
      expect(await accessibilityProblems(await mountPlan({ keyframeEvery: 1, parameters: 'full' }, 2e8), theme)).toEqual([]);
    });
  }

  test('tells what all parameters take before they are chosen, and keeps them once they are', async () => {
    const element = await mountPlan({}, 1e9);
    const cost = () => wordsOf(find(element, '#cost'));
    expect(cost()).toBe(
      'Any step’s parameters are restored by training again from the keyframe before it. To keep all of them takes about 926 kB a step, 344 MB for the 380 steps. The browser allows 954 MB more.',
    );
    const select = find(element, 'select') as HTMLSelectElement;
    select.value = 'full';
    select.dispatchEvent(new Event('change'));
    await settled(element);
    expect(element.state.spec.log).toEqual({ ...DEFAULT_SPEC.log, parameters: 'full' });
    expect(cost()).toMatch(/^About 926 kB a step, 344 MB for the 380 steps, and training waits while they are stored\./);
  });

  test('says that the cost is not known yet where the rows are not', async () => {
    const phases = DEFAULT_SPEC.phases.map((phase) => ({ ...phase, data: { ...phase.data, source: 'files' } }));
    const element = await mount('ts-log-plan', { state: emptyState({ spec: { ...DEFAULT_SPEC, phases } }) }, 320);
    expect(wordsOf(find(element, '#cost'))).toContain('is known once the data are');
  });

  test('tells the rule that thins keyframes, also beside «Start»', async () => {
    expect(wordsOf(find(await mountPlan({ keyframeEvery: 1 }, 2e8), '.hint'))).toContain(THINNED);
    const run = await mount('ts-run', { state: planned({ keyframeEvery: 1 }, 2e8) }, 320);
    expect(wordsOf(find(run, '.callout.info'))).toContain(THINNED);
    run.state = planned({}, 2e8);
    await settled(run);
    expect(findAll(run, '.callout')).toEqual([]);
  });

  test('offers statistics where all parameters do not fit', async () => {
    const run = await mount('ts-run', { state: planned({ parameters: 'full' }, 2e8) }, 320);
    expect(wordsOf(find(run, '.callout.warning'))).toContain('Keep statistics instead of all parameters of every step');
  });
});
