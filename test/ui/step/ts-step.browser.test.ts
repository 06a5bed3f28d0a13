import { afterEach, describe, expect, test } from 'vitest';
import '../../../src/ui/step/ts-step.ts';
import type { StepsView, ViewState } from '../../../src/app/view-state.ts';
import type { Command, StepParameters } from '../../../src/protocol.ts';
import { emptyState, finishedState, runningState } from '../fixture-state.ts';
import { accessibilityProblems, find, findAll, mount, settled, unmountAll, wordsOf } from '../mounting.ts';
import { stepParameters } from '../step-parameters.ts';

afterEach(unmountAll);

const withSteps = (steps: Partial<StepsView>, change: Partial<ViewState> = {}) =>
  finishedState({ steps: { working: null, shown: null, compared: null, ...steps }, ...change });
const working = () => withSteps({ working: { use: 'show', from: 200, step: 217, until: 231 } });
const shown = (change: Partial<StepParameters> = {}) => withSteps({ shown: stepParameters(231, change) });
const compared = () => withSteps({ shown: stepParameters(231), compared: stepParameters(180) });
const differs = () =>
  withSteps(
    {},
    {
      problems: {
        step: {
          code: 'step-differs',
          fields: { run: 'x', step: 231, keyframe: 200, found: 1, expected: 2, differences: 'threads: 2 then, 4 now' },
        },
      },
    },
  );

const textOf = (element: Element) => allWords(element);
const allWords = (element: Element) => wordsOf(element.shadowRoot as unknown as Element);
const button = (element: Element, name: string) =>
  [...findAll(element, 'button')].find(({ textContent }) => textContent?.trim() === name) as HTMLButtonElement;

function heard<T = Command>(element: Element, type = 'ts-command'): T[] {
  const details: T[] = [];
  element.addEventListener(type, (event) => details.push((event as CustomEvent<T>).detail));
  return details;
}

async function type(element: Element, label: string, text: string): Promise<void> {
  const input = [...findAll(element, 'label')].find(({ textContent }) => textContent?.includes(label))!.querySelector('input')!;
  input.value = text;
  input.dispatchEvent(new Event('input'));
  await settled(element);
}

describe('ts-step', () => {
  for (const theme of ['light', 'dark'] as const) {
    test(`is accessible in every state, ${theme}`, async () => {
      for (const state of [emptyState(), runningState(), finishedState(), working(), shown(), compared(), differs()]) {
        const element = await mount('ts-step', { state });
        expect(await accessibilityProblems(element, theme)).toEqual([]);
        unmountAll();
      }
    });
  }

  test('asks for the step that was typed, at first for the last one', async () => {
    const element = await mount('ts-step', { state: finishedState() });
    const commands = heard(element);
    button(element, 'Parameters at this step').click();
    await type(element, 'Step', '231');
    button(element, 'Parameters at this step').click();
    const { runId } = element.state.run!;
    expect(commands).toEqual([
      { kind: 'parameters-at', runId, step: 380, use: 'show' },
      { kind: 'parameters-at', runId, step: 231, use: 'show' },
    ]);
  });

  test('asks which track is meant where two meet', async () => {
    const element = await mount('ts-step', { state: finishedState() });
    const commands = heard(element);
    await type(element, 'Step', '150');
    const choice = find<HTMLSelectElement>(element, 'select');
    expect([...choice.options].map(({ text }) => text)).toEqual(['End of Pretrain', 'Beginning of Fine-tune']);
    choice.value = 'finetune';
    choice.dispatchEvent(new Event('change'));
    button(element, 'Parameters at this step').click();
    expect(commands).toMatchObject([{ step: 150, track: 'finetune' }]);
  });

  test('does not ask for a step that is not there, and says which are', async () => {
    const element = await mount('ts-step', { state: finishedState() });
    const commands = heard(element);
    await type(element, 'Step', '381');
    button(element, 'Parameters at this step').click();
    await settled(element);
    expect(commands).toEqual([]);
    expect(find(element, '[role=alert]').textContent).toBe('From 0 to 380');
    await type(element, 'Step', '380');
    expect(findAll(element, '[role=alert]')).toEqual([]);
  });

  test('cannot be asked while the run trains, nor before its first step', async () => {
    const running = await mount('ts-step', { state: runningState() });
    expect(button(running, 'Parameters at this step').disabled).toBe(true);
    expect(textOf(running)).toContain('pause the run, or wait');
    const paused = runningState();
    running.state = { ...paused, run: { ...paused.run!, status: 'paused' } };
    await settled(running);
    expect(button(running, 'Parameters at this step').disabled).toBe(false);
    unmountAll();
    const empty = await mount('ts-step', { state: emptyState() });
    expect(findAll(empty, 'button')).toEqual([]);
  });

  test('tells how far it is, and can be cancelled', async () => {
    const element = await mount('ts-step', { state: working() });
    const commands = heard(element);
    expect(textOf(element)).toContain('Step 217 of 231, trained again from step 200');
    expect(find<HTMLProgressElement>(element, 'progress').position).toBeCloseTo(17 / 31);
    button(element, 'Cancel').click();
    expect(commands).toEqual([{ kind: 'cancel-parameters' }]);
  });

  test('says what was had back, and how', async () => {
    const element = await mount('ts-step', { state: shown() });
    expect(textOf(element)).toContain('Step 231 (Fine-tune): fingerprint 3141592653, as the transcript says');
    expect(textOf(element)).toContain('Trained again from the keyframe at step 200, 31 steps, each as it was, in 1.2 sec.');
    element.state = shown({ replayed: 0, lost: 2 });
    await settled(element);
    expect(textOf(element)).toContain(
      'Read from the keyframe at step 200 in 1.2 sec. Nearer keyframes that are gone from the browser’s storage: 2.',
    );
    element.state = shown({ keyframe: null, replayed: 231 });
    await settled(element);
    expect(textOf(element)).toContain('Trained again from the beginning, 231 steps');
  });

  test('shows each tensor with its figures, and the kernels of convolutions as pictures', async () => {
    const element = await mount('ts-step', { state: shown() });
    expect(findAll(element, 'ts-tensor')).toHaveLength(8);
    const words = [...findAll(element, 'ts-tensor')].map(allWords);
    expect(words[1]).toMatch(/^conv1\.bias 20 .* mean .* std .* min .* max .* L2 .* values 20$/);
    const kernels = findAll(element, 'ts-kernels canvas, canvas[role=img]') as HTMLCanvasElement[];
    expect(kernels.map((canvas) => canvas.getAttribute('aria-label')!.replace(/ is .*/, ''))).toEqual([
      'conv1.weight: 20 kernels of 5×5 values, the largest size of a value',
      'conv2.weight: 1,000 kernels of 5×5 values, the largest size of a value',
    ]);
    for (const canvas of kernels)
      expect(
        new Set(new Uint32Array(canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size,
      ).toBeGreaterThan(20);
  });

  test('shows the difference against another step, and the step itself again', async () => {
    const element = await mount('ts-step', { state: shown() });
    const commands = heard(element);
    await type(element, 'Difference against step', '180');
    button(element, 'Show the difference').click();
    expect(commands).toMatchObject([{ kind: 'parameters-at', step: 180, use: 'compare' }]);
    element.state = { ...compared() };
    await settled(element);
    const tensorOf = () => (find(element, 'ts-tensor') as HTMLElementTagNameMap['ts-tensor']).tensor!;
    const [after, before] = [stepParameters(231).tensors[0].data, stepParameters(180).tensors[0].data];
    expect([...tensorOf().data]).toEqual([...after.map((value, i) => value - before[i])]);
    (findAll(element, 'input[type=radio]')[0] as HTMLInputElement).click();
    await settled(element);
    expect([...tensorOf().data]).toEqual([...after]);
  });

  test('says which tensors have no difference', async () => {
    const other = stepParameters(180);
    const state = withSteps({ shown: stepParameters(231), compared: { ...other, tensors: other.tensors.slice(0, 6) } });
    const element = await mount('ts-step', { state: withSteps({ shown: stepParameters(231) }) });
    element.state = state;
    await settled(element);
    expect(findAll(element, 'ts-tensor')).toHaveLength(6);
    expect(textOf(element)).toContain('have no difference: 2.');
  });

  test('hands out the files', async () => {
    const saved: string[] = [];
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      saved.push(this.download);
    };
    const element = await mount('ts-step', { state: shown() });
    button(element, 'Download .pth').click();
    button(element, 'Download .safetensors').click();
    HTMLAnchorElement.prototype.click = click;
    expect(saved).toEqual(['run-step-231.pth', 'run-step-231.safetensors']);
  });

  test('lets a new run start from the step, without the phases before it', async () => {
    const element = await mount('ts-step', { state: shown() });
    const [commands, specs] = [heard(element), heard<ViewState['spec']>(element, 'ts-spec')];
    button(element, 'Fork a run from here').click();
    const { name } = element.state.run!;
    expect(commands).toMatchObject([{ kind: 'load-init', origin: { run: name, step: 231 } }]);
    expect(specs[0].name).toBe(`${name}, from step 231`);
    expect(specs[0].phases.map(({ phase }) => phase)).toEqual(['finetune']);
    const origin = { run: name, step: 231 };
    element.state = { ...shown(), init: { reference: { file: 'a.pth', sha256: 'a'.repeat(64) }, parameters: 8, tensors: [], origin } };
    await settled(element);
    expect(textOf(element)).toContain('The plan starts from step 231 now');
  });

  test('says so where a fingerprint differs', async () => {
    const element = await mount('ts-step', { state: differs() });
    expect(allWords(find(element, 'ts-problem'))).toMatch(
      /Step 231 .* has fingerprint 1 where the transcript says 2; .*threads: 2 then, 4 now/,
    );
  });
});
