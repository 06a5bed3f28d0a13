import { afterEach, describe, expect, test } from 'vitest';
import '../../src/ui/charts/ts-progress.ts';
import '../../src/ui/step/ts-row-story.ts';
import '../../src/ui/step/ts-step-detail.ts';
import '../../src/ui/audit/ts-usage.ts';
import type { LooksView } from '../../src/app/fold/fold-looks.ts';
import type { Command } from '../../src/protocol.ts';
import { emptyState, finishedState } from './fixture-state.ts';
import { hardest, lookedState, rowStory, stepDetail, tableDetail, withoutData } from './look-fixture.ts';
import { accessibilityProblems, allInside, find, findAll, mount, settled, unmountAll, wordsOf } from './mounting.ts';

afterEach(unmountAll);

const wordsIn = (element: Element) =>
  allInside(element)
    .flatMap((one) => (one.shadowRoot ? [wordsOf(one.shadowRoot as unknown as Element)] : []))
    .join(' ');
const button = (element: Element, name: string) =>
  findAll(element, 'button').find(({ textContent }) => textContent?.trim() === name) as HTMLButtonElement;
const detailed = (detail: LooksView['detail']) => lookedState({ step: detail?.step ?? null, detail });

function heard<T = Command>(element: Element, type = 'ts-command'): T[] {
  const details: T[] = [];
  element.addEventListener(type, (event) => details.push((event as CustomEvent<T>).detail));
  return details;
}

const problems = { look: { code: 'step-not-kept', fields: { step: 9000 } } } as const;

describe('ts-step-detail', () => {
  for (const theme of ['light', 'dark'] as const) {
    test(`is accessible in every state, ${theme}`, async () => {
      const known = [stepDetail(), withoutData(), tableDetail()].map(detailed);
      for (const state of [emptyState(), finishedState(), lookedState({ step: 9000 }, { problems }), ...known]) {
        const element = await mount('ts-step-detail', { state });
        expect(await accessibilityProblems(element, theme)).toEqual([]);
        unmountAll();
      }
    });
  }

  test('sums up what made the step, and shows its rows by loss', async () => {
    const element = await mount('ts-step-detail', { state: detailed(stepDetail()) });
    expect(find(element, '[role=status]').textContent).toBe(
      'Step 188 (Fine-tune): loss 2.310 against a median of 0.4200 over the 37 before. 3 of 24 rows carry 61% of it. The gradient that grew most: fc2.weight, ×9.0 its median.',
    );
    const rows = findAll(element, 'ol.pictures li');
    expect(rows).toHaveLength(24);
    expect(wordsOf(rows[0])).toBe('row 31 ✗ 0, taken for 3 loss 12.01');
    expect(wordsOf(rows[5])).toBe('row 386 ✓ 5, right loss 2.277');
    expect(findAll(element, 'ts-row-picture')).toHaveLength(24);
    expect(findAll(element, 'tbody tr').map((row) => wordsOf(row))).toEqual([
      'fc2.weight 1.800 0.2000 ×9.0 ▲ 0.03600 0.004000 ×9.0 ▲',
      'fc1.weight 0.5600 0.2000 ×2.8 0.01120 0.004000 ×2.8',
      'conv1.bias 0.000 0.000 – 0.004000 0.004000 ×1.0',
    ]);
  });

  test('says which data to bring where they are not there, and asks again when they are', async () => {
    const element = await mount('ts-step-detail', { state: detailed(withoutData()) });
    expect(wordsIn(element)).toContain('under «Fine-tuning data», choose the sample (optical digits) that the run was trained on');
    expect(wordsIn(element)).toContain('row 31 3 12.01');
    const commands = heard(element);
    const { data } = element.state;
    element.state = { ...element.state, data: { ...data, finetune: { ...data.finetune, summary: { ...data.finetune.summary! } } } };
    await settled(element);
    expect(commands).toMatchObject([{ kind: 'look-at-step', step: 188 }]);
  });

  test('shows a table’s rows by their first cells', async () => {
    const element = await mount('ts-step-detail', { state: detailed(tableDetail()) });
    const [table] = findAll(element, 'table');
    expect(wordsOf(table)).toMatch(/^Row alcohol colour Label Predicted Loss row 31 11 red 0 ✗ 0, taken for 3 12\.01 row 102 11\.1 red 1/);
  });

  test('goes to the steps beside it, follows a row, and hands the step on', async () => {
    const element = await mount('ts-step-detail', { state: detailed(stepDetail()) });
    const [commands, parameters, rows] = [heard(element), heard(element, 'ts-step-parameters'), heard(element, 'ts-step-rows')];
    for (const name of ['Previous step', 'Next step', 'Baseline: step 303', 'row 31', 'Parameters at this step', 'Rows in step'])
      button(element, name).click();
    const { runId } = element.state.run!;
    expect(commands).toEqual([
      ...[187, 189, 303].map((step) => ({ kind: 'look-at-step', runId, step })),
      { kind: 'follow-row', runId, phase: 'finetune', row: 31 },
    ]);
    expect([parameters, rows]).toEqual([[{ step: 188, phase: 'finetune' }], [{ step: 188, phase: 'finetune' }]]);
  });

  test('says so where a step is not kept', async () => {
    const element = await mount('ts-step-detail', { state: lookedState({ step: 9000 }, { problems }) });
    expect(wordsIn(element)).toContain('Step 9,000 is not kept');
  });
});

describe('a point of a chart', () => {
  test('is chosen with Enter at the cursor and by a click, but not by a drag', async () => {
    const element = await mount('ts-progress', { state: finishedState() }, 1000);
    const commands = heard(element);
    const plot = find(element, '.plot');
    plot.focus();
    const press = (key: string) => plot.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
    press('Enter');
    expect(commands).toEqual([]);
    press('Home');
    await settled(element);
    press('Enter');
    expect(commands).toMatchObject([{ kind: 'look-at-step', step: 1 }]);
    const { left, top } = plot.getBoundingClientRect();
    const at = (type: string, x: number) =>
      plot.dispatchEvent(new PointerEvent(type, { clientX: left + x, clientY: top + 40, bubbles: true, composed: true, detail: 1 }));
    at('pointerdown', 100);
    at('click', 180);
    expect(commands).toHaveLength(1);
    at('pointerdown', 180);
    at('click', 181);
    expect(commands).toHaveLength(2);
  });
});

describe('ts-row-story', () => {
  const reading = () => rowStory({ state: 'reading', through: 100 });
  const unused = () => rowStory({ uses: [], known: { ...rowStory()!.known!, place: 'test' } });

  for (const theme of ['light', 'dark'] as const) {
    test(`is accessible in every state, ${theme}`, async () => {
      for (const row of [null, reading(), rowStory(), rowStory({ state: 'stopped' }), unused()]) {
        const element = await mount('ts-row-story', { state: lookedState({ row }) });
        expect(await accessibilityProblems(element, theme)).toEqual([]);
        unmountAll();
      }
    });
  }

  test('tells how each track took the row, step by step', async () => {
    const element = await mount('ts-row-story', { state: lookedState({ row: rowStory() }) });
    const commands = heard(element);
    expect(wordsIn(element)).toContain('Labelled 4');
    expect(wordsIn(element)).toContain('Fine-tune 6 steps used it : loss 3.000 at first, 0.8595 at last, 3.000 at most');
    expect(find(element, 'svg').getAttribute('aria-label')).toBe('Loss of row 1,204 from step 151 to 250, 3.000 at most');
    expect(findAll(element, 'polyline')).toHaveLength(2);
    expect(wordsOf(find(element, 'tbody tr'))).toBe('step 151 Fine-tune 3.000 ✗ 4, taken for 9');
    button(element, 'step 160').click();
    expect(commands).toMatchObject([{ kind: 'look-at-step', step: 160 }]);
  });

  test('can be cancelled, and says why no step used a row', async () => {
    const element = await mount('ts-row-story', { state: lookedState({ row: reading() }) });
    const commands = heard(element);
    expect(find<HTMLProgressElement>(element, 'progress').position).toBeCloseTo(100 / 380);
    button(element, 'Cancel').click();
    expect(commands).toEqual([{ kind: 'cancel-rows' }]);
    element.state = lookedState({ row: unused() });
    await settled(element);
    expect(wordsIn(element)).toContain('No step used it: it is held out for testing.');
  });
});

describe('ts-usage', () => {
  const usage = (looks: Partial<LooksView> = {}) => {
    const { run, looks: found } = lookedState(looks);
    return mount('ts-usage', { run: run!, phase: 'finetune', rows: 1797, revision: 1, hardest: found.hardest.finetune ?? null });
  };

  test('is accessible with the hardest rows', async () => {
    for (const theme of ['light', 'dark'] as const)
      expect(await accessibilityProblems(await usage({ hardest: hardest() }), theme)).toEqual([]);
  });

  test('finds the hardest rows, and links rows and steps', async () => {
    const element = await usage({ hardest: hardest() });
    const commands = heard(element);
    expect(wordsOf(find(element, 'ol.pictures li'))).toBe('row 31 labelled 0 mean loss 12.01 wrong in 3 of 5 uses');
    button(element, 'Hardest rows').click();
    await element.showRowsOf(160);
    await settled(element);
    const [first] = findAll(element, 'output .link') as HTMLButtonElement[];
    first.click();
    const { runId } = element.run;
    expect(commands).toEqual([
      { kind: 'find-hardest-rows', runId, phase: 'finetune' },
      { kind: 'follow-row', runId, phase: 'finetune', row: Number(first.textContent!.replace(',', '')) },
    ]);
  });
});
