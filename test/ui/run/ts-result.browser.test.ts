import { afterEach, describe, expect, test } from 'vitest';
import '../../../src/ui/run/ts-bundle.ts';
import '../../../src/ui/run/ts-result.ts';
import type { Command } from '../../../src/protocol.ts';
import { verdictOf } from '../fixture-data.ts';
import { emptyState, failedState, finishedState, loadedState, runningState, runView } from '../fixture-state.ts';
import { accessibilityProblems, find, findAll, mount, settled, unmountAll, wordsOf } from '../mounting.ts';

afterEach(unmountAll);

/** The one that the fixtures show. */
const RUN = 'run-2024-11-21-a';

const stoppedState = () => loadedState({ run: runView('stopped', 212) });
const refusedState = () =>
  loadedState({
    run: { ...runView('refused', 0), verdict: verdictOf(['finetune'], { 'LIC-1/finetune': 'fail', 'PII-1/finetune': 'fail' }) },
  });
const interruptedState = () => loadedState({ run: { ...runView('running', 212), live: false } });

const textOf = (element: Element) => wordsOf(find(element, '.told'));
const downloads = (...elements: readonly Element[]) =>
  elements.flatMap((element) => findAll(element, 'button').filter((button) => button.textContent?.trim() === 'Download bundle'));

function commandsOf(element: Element): Command[] {
  const commands: Command[] = [];
  element.addEventListener('ts-command', (event) => commands.push((event as CustomEvent<Command>).detail));
  return commands;
}

describe('ts-result', () => {
  for (const theme of ['light', 'dark'] as const) {
    test(`is accessible however a run ended, ${theme}`, async () => {
      for (const state of [finishedState(), stoppedState(), failedState(), refusedState(), interruptedState()]) {
        const element = await mount('ts-result', { state });
        expect(await accessibilityProblems(element, theme)).toEqual([]);
        unmountAll();
      }
    });
  }

  test('compares the fine-tuned accuracy with the baseline’s', async () => {
    const state = finishedState();
    const element = await mount('ts-result', { state });
    const last = (track: string) => state.run!.evaluations.findLast(({ phase }) => phase === track)!.metrics.accuracy!;
    const [tuned, scratch] = [last('finetune'), last('baseline')].map((share) => Math.round(share * 1000) / 10);
    expect(textOf(element)).toContain(`${tuned}% vs ${scratch}% from scratch: +${(tuned - scratch).toFixed(1)} points`);
    expect(textOf(element)).toMatch(/Steps kept 380 .*Time 23 sec .*Allows training, 2 on your word/);
  });

  test('calls the run what the person calls it, and says what it was logged as', async () => {
    const state = finishedState();
    const element = await mount('ts-result', { state: { ...state, runs: state.runs.map((run) => ({ ...run, name: 'My best' })) } });
    expect(find(element, 'h2').textContent).toBe('My best');
    expect(wordsOf(find(element, '.panel-head'))).toContain('logged as MNIST to optical digits');
  });

  test('says nothing before the end', async () => {
    for (const state of [emptyState(), runningState()]) {
      const element = await mount('ts-result', { state });
      expect(element.shadowRoot!.textContent!.trim()).toBe('');
      unmountAll();
    }
  });

  test('says what happened, what is kept and what to do when a run did not finish', async () => {
    const expectations = [
      [stoppedState(), /Stopped .*You stopped it at step 212 of 380\. Everything up to there is kept/],
      [failedState(), /Failed .*the loss became NaN at step 196.* All 196 steps up to there are kept/],
      [refusedState(), /Refused .*The licence is stated Name the licence.*Personal data is declared.*The audit and the verdict are kept/],
      [interruptedState(), /Interrupted .*at step 212 of 380\. Every step that was committed is kept/],
    ] as const;
    for (const [state, text] of expectations) {
      const element = await mount('ts-result', { state });
      expect(textOf(element)).toMatch(text);
      unmountAll();
    }
  });
});

describe('the way on', () => {
  const buttonOf = (element: Element, name: string) =>
    [...findAll(element, 'button')].find((button) => button.textContent?.trim() === name) as HTMLButtonElement;

  test('from a run that was cut off is to resume it', async () => {
    const state = interruptedState();
    const element = await mount('ts-result', { state });
    const commands = commandsOf(element);
    buttonOf(element, 'Resume').click();
    expect(commands).toEqual([{ kind: 'resume-run', runId: state.run!.runId }]);
  });

  test('from a run that has no fresh device is to resume it, or another backend', async () => {
    const interrupted = interruptedState();
    const fields = { backend: 'webgpu', step: 212, detail: 'no WebGPU adapter' };
    const state = { ...interrupted, problems: { run: { code: 'device-not-renewed', fields } as const } };
    const element = await mount('ts-result', { state });
    const commands = commandsOf(element);
    buttonOf(element, 'Resume').click();
    buttonOf(element, 'Train on WASM instead').click();
    expect(commands.map(({ kind }) => kind)).toEqual(['resume-run', 'start']);
    expect(await accessibilityProblems(element, 'light')).toEqual([]);
  });

  test('from a run that is damaged is to resume it behind the last step that is whole', async () => {
    const check = { ok: false, seq: 300, step: 212, through: 213 } as const;
    const state = { ...interruptedState(), checks: { [RUN]: check } };
    const element = await mount('ts-result', { state });
    expect(textOf(element)).toContain('Step 213 is lost, or not what was logged. Resume sets aside what is left behind step 212');
    const commands = commandsOf(element);
    buttonOf(element, 'Resume behind step 212').click();
    expect(commands).toEqual([{ kind: 'resume-run', runId: RUN, cutBack: true }]);
    expect(await accessibilityProblems(element, 'light')).toEqual([]);
  });

  test('is closed while a run is taken up', async () => {
    const element = await mount('ts-result', { state: { ...interruptedState(), resuming: RUN } });
    expect(buttonOf(element, 'Taking up…').disabled).toBe(true);
  });

  test('from a run that lost its device again and again is another backend', async () => {
    const failed = failedState();
    const fields = { backend: 'webgpu', losses: 3, step: 196, reason: 'the driver reset' };
    const state = { ...failed, run: { ...failed.run!, failure: { code: 'device-lost', fields } as const } };
    const element = await mount('ts-result', { state });
    expect(textOf(element)).toContain('lost 3 times in a row behind step 196 (the driver reset)');
    const commands = commandsOf(element);
    buttonOf(element, 'Train on WASM instead').click();
    expect(commands).toEqual([{ kind: 'start', spec: { ...state.run.spec, backend: 'wasm' } }]);
  });

  test('from any other failure is not offered', async () => {
    const element = await mount('ts-result', { state: failedState() });
    expect(buttonOf(element, 'Train on WASM instead')).toBeUndefined();
  });
});

describe('ts-bundle', () => {
  for (const theme of ['light', 'dark'] as const) {
    test(`is accessible, ${theme}`, async () => {
      const making = runningState({ bundle: { kind: 'making', runId: RUN, entry: 'steps.csv', bytes: 4096 } });
      const ready = runningState({ bundle: { kind: 'ready', runId: RUN, name: 'a.zip', url: 'blob:x', bytes: 2_500_000 } });
      for (const state of [emptyState(), runningState(), making, ready]) {
        const element = await mount('ts-bundle', { state }, 308);
        expect(await accessibilityProblems(element, theme)).toEqual([]);
        unmountAll();
      }
    });
  }

  test('stands on the page once, with one «Download bundle», before, during and after a run', async () => {
    for (const state of [emptyState(), runningState(), finishedState(), failedState(), refusedState()]) {
      const [bundle, result] = [await mount('ts-bundle', { state }, 308), await mount('ts-result', { state })];
      expect(downloads(bundle, result)).toHaveLength(1);
      expect([...findAll(bundle, 'section[aria-label=Bundle]'), ...findAll(result, 'section[aria-label=Bundle]')]).toHaveLength(1);
      unmountAll();
    }
  });

  test('says what fine-tuning left of what pretraining had learnt', async () => {
    const element = await mount('ts-result', { state: finishedState() });
    expect(element.shadowRoot!.textContent).toContain('the accuracy on the pretraining test set went from 90.0% to 84.2%.');
    const { run } = finishedState();
    element.state = finishedState({ run: { ...run!, recalls: [] } });
    await settled(element);
    expect(element.shadowRoot!.textContent).not.toContain('pretraining test set');
  });

  test('asks for the bundle of the opened run, however it ended', async () => {
    for (const state of [finishedState(), stoppedState(), failedState(), refusedState()]) {
      const element = await mount('ts-result', { state });
      const commands = commandsOf(element);
      (downloads(element)[0] as HTMLButtonElement).click();
      expect(commands).toEqual([{ kind: 'make-bundle', runId: state.run!.runId, locale: 'en' }]);
      unmountAll();
    }
  });

  test('cannot be asked without a run, nor twice at once', async () => {
    const element = await mount('ts-bundle', { state: emptyState() }, 308);
    expect((downloads(element)[0] as HTMLButtonElement).disabled).toBe(true);
    element.state = runningState({ bundle: { kind: 'making', runId: RUN, entry: 'models/finetuned_model.pth', bytes: 4096 } });
    await settled(element);
    const commands: unknown[] = [];
    element.addEventListener('ts-command', ({ detail }) => commands.push(detail));
    const [button] = downloads(element) as HTMLButtonElement[];
    expect(button.getAttribute('aria-disabled')).toBe('true');
    button.click();
    expect(commands).toEqual([]);
    expect(element.shadowRoot!.textContent).toContain('Packing models/finetuned_model.pth, 4 kB so far');
  });

  test('keeps a link to the file, of the run that is shown', async () => {
    const ready = { kind: 'ready', runId: RUN, name: 'run.trainscript.zip', url: 'blob:x', bytes: 2_500_000 } as const;
    const element = await mount('ts-bundle', { state: runningState({ bundle: ready }) }, 308);
    expect(find(element, 'a[download]').textContent).toBe('run.trainscript.zip');
    expect(element.shadowRoot!.textContent).toContain('2.4 MB');
    element.state = runningState({ bundle: { ...ready, runId: 'another' } });
    await settled(element);
    expect(findAll(element, 'a[download]')).toEqual([]);
  });
});
