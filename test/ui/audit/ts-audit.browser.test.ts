import { afterEach, describe, expect, test } from 'vitest';
import '../../../src/ui/audit/ts-audit.ts';
import type { ViewState } from '../../../src/app/view-state.ts';
import { makeFinding } from '../../../src/core/audit/finding.ts';
import type { PhaseName } from '../../../src/core/spec/spec.ts';
import type { Command } from '../../../src/protocol.ts';
import { emptyState, finishedState, loadedState, runningState, troubledState } from '../fixture-state.ts';
import { heard } from '../mount.ts';
import { accessibilityProblems, find, findAll, mount, settled, unmountAll, wordsOf } from '../mounting.ts';

afterEach(unmountAll);

const panelOf = (element: Element, heading: string) => find(element, `article[aria-label="${heading}"]`);

/** As a phase that was read is: then what is done about its findings can be told. */
function withVersion(view: ViewState['data'][PhaseName]): ViewState['data'][PhaseName] {
  const { audit, ...summary } = view.summary!;
  const source = { ...audit.source, version: { id: '0'.repeat(64), steps: [] } };
  return { ...view, summary: { ...summary, audit: { ...audit, source } } };
}

async function ask(element: Element, question: string, value: string): Promise<string> {
  const usage = findAll(element, 'ts-usage').at(-1)!;
  const label = findAll(usage, 'label').find((one) => one.textContent?.includes(question))!;
  const input = label.querySelector('input')!;
  input.value = value;
  input.dispatchEvent(new Event('input'));
  await settled(element);
  return wordsOf(label.parentElement!.querySelector('output')!).replaceAll(' , ', ', ');
}

describe('ts-audit', () => {
  for (const theme of ['light', 'dark'] as const) {
    test(`is accessible, ${theme}`, async () => {
      for (const state of [emptyState(), loadedState(), troubledState(), finishedState()]) {
        const element = await mount('ts-audit', { state });
        expect(await accessibilityProblems(element, theme)).toEqual([]);
        unmountAll();
      }
    });
  }

  test('shows where the data is from: files with their hashes, and the card', async () => {
    const state = loadedState();
    const element = await mount('ts-audit', { state });
    const panel = panelOf(element, 'Fine-tuning data');
    const { sha256 } = state.data.finetune.summary!.files[0];
    expect(find(panel, 'code').title).toBe(sha256);
    expect(wordsOf(find(panel, 'ts-card-line').shadowRoot!.querySelector('dl')!)).toContain('Licence CC-BY-4.0');
  });

  test('says what is not declared, and opens the card', async () => {
    const element = await mount('ts-audit', { state: troubledState() });
    const opened: unknown[] = [];
    element.addEventListener('ts-open-card', (event) => opened.push((event as CustomEvent).detail));
    expect(findAll(element, '.open').map((one) => one.textContent)).toEqual(Array(4).fill('not declared'));
    find(find(element, 'ts-card-line'), 'button').click();
    expect(opened).toEqual(['finetune']);
  });

  test('shows quality in numbers, and findings by severity with their rows and measure', async () => {
    const element = await mount('ts-audit', { state: troubledState() });
    const tiles = findAll(element, '.tiles div').map(wordsOf);
    expect(tiles).toEqual(['Rows 4,210', 'Columns 5', 'Missing values 212', 'Wrong type 0', 'Duplicate rows 18']);
    const findings = findAll(element, 'ts-finding').map((one) => find(one, '.callout'));
    expect(findings.map((one) => one.className)).toEqual(['callout error', 'callout warning', 'callout warning', 'callout info']);
    expect(wordsOf(findings[0])).toContain('Rows 13, 110, 207, 304, 401, 498, 595 Show them ISO/IEC 5259-2 Con-ML-1');
    expect(wordsOf(find(element, '.missing'))).toBe('income 212 missing, 5.0%');
  });

  test('a label that is corrected stands in the spec, and is taken back with the findings', async () => {
    const state = loadedState();
    const row = { row: 7, given: 1, suggested: 0, quality: 0.1, confident: true, label: 1, pixels: null, cells: [] };
    const rowKind = { kind: 'table', columns: [] } as const;
    const counts = { suspects: 1, confident: 1, checked: 9, confusions: [] };
    const labels = { share: null, found: { rowKind, classes: ['stayed', 'churned'], rows: [row], ...counts } };
    const finetune = { ...withVersion(state.data.finetune), labels };
    const data = { ...state.data, finetune };
    const element = await mount('ts-audit', { state: { ...state, data } });
    element.addEventListener('ts-spec', ({ detail }) => {
      element.state = { ...element.state, spec: detail };
    });
    const fixes = () => element.state.spec.phases[1].data.fixes;
    find(element, '[aria-label="Relabel as stayed: row 7"]').click();
    await settled(element);
    expect(fixes()).toEqual([{ kind: 'relabel', rows: [7], label: 'stayed', was: ['churned'], finding: 'wrong-labels' }]);
    expect(wordsOf(find(element, '[data-row="7"]'))).toContain('labelled “stayed”');
    const undo = findAll(find(panelOf(element, 'Fine-tuning data'), 'ts-fix-list'), 'button')[0];
    expect(wordsOf(undo)).toBe('Undo');
    (undo as HTMLButtonElement).click();
    await settled(element);
    expect(fixes()).toBeUndefined();
    expect(findAll(element, '[aria-label="Relabel as stayed: row 7"]')).toHaveLength(1);
  });

  test('rows that the test of fine-tuning has are left out of pretraining, where that stands and is taken back', async () => {
    const state = loadedState();
    const { audit, ...summary } = state.data.finetune.summary!;
    const shared = makeFinding('pretrain-test-duplicates', 'error', {
      rows: [4, 5],
      count: 2,
      fields: { total: 80, share: 2.5, row: 4, pretrainRow: 11 },
      pretrainRows: [11, 12, 13],
    });
    const finetune = { ...state.data.finetune, summary: { ...summary, audit: { ...audit, findings: [shared] } } };
    const pretrain = withVersion(state.data.pretrain);
    const element = await mount('ts-audit', { state: { ...state, data: { pretrain, finetune } } });
    const commands = heard<Command>(element, 'ts-command');
    element.addEventListener('ts-spec', ({ detail }) => {
      element.state = { ...element.state, spec: detail };
    });
    const press = async (panel: Element, text: string) => {
      const button = findAll(panel, 'button').find((one) => wordsOf(one) === text) as HTMLButtonElement;
      button.click();
      await settled(element);
    };
    await press(panelOf(element, 'Fine-tuning data'), 'Leave 3 rows out of pretraining');
    const options = { fixes: [{ kind: 'drop-rows', rows: [11, 12, 13], finding: 'pretrain-test-duplicates' }] };
    expect(commands.at(-1)).toEqual({ kind: 'reread', phase: 'pretrain', options });
    expect(element.state.spec.phases.map(({ data }) => data.fixes)).toEqual([options.fixes, undefined]);
    const list = find(panelOf(element, 'Pretraining data'), 'ts-fix-list');
    expect(list.shadowRoot!.activeElement?.getAttribute('role')).toBe('status');
    await press(list, 'Undo');
    expect(commands.at(-1)).toEqual({ kind: 'reread', phase: 'pretrain', options: {} });
    expect(element.state.spec.phases[0].data.fixes).toBeUndefined();
  });

  test('answers which steps used a row, for the phase and its baseline', async () => {
    const state = finishedState();
    const element = await mount('ts-audit', { state });
    const { finetune, baseline } = state.run!.series.tracks;
    const steps = (track: typeof finetune) => [...track.step.view()].filter((_, i) => track.rows.at(i).includes(100));
    const answer = await ask(element, 'Which steps used row', '100');
    expect(answer).toContain(`Fine-tune in ${steps(finetune).length} steps: ${steps(finetune).join(', ')}`);
    expect(answer).toContain(`Baseline in ${steps(baseline).length} steps: ${steps(baseline).join(', ')}`);
    expect(await ask(element, 'Which steps used row', '1797')).toBe('The files have rows 0 to 1,796.');
  });

  test('answers which rows were in a step', async () => {
    const state = finishedState();
    const element = await mount('ts-audit', { state });
    const rows = [...state.run!.series.tracks.finetune.rows.at(1)].map((row) => row.toLocaleString('en'));
    expect(await ask(element, 'Which rows were in step', '152')).toBe(`Fine-tune 64 rows: ${rows.join(', ')}`);
    expect(await ask(element, 'Which rows were in step', '3')).toBe('Pretrain trained on the other data.');
    expect(await ask(element, 'Which rows were in step', '999')).toBe('The run has no step 999 yet.');
  });

  test('counts the rows that were used, and how often', async () => {
    const state = runningState();
    const element = await mount('ts-audit', { state });
    const usage = findAll(element, 'ts-usage')[0];
    const uses = new Map<number, number>();
    for (const rows of state.run!.series.tracks.pretrain.rows) for (const row of rows) uses.set(row, (uses.get(row) ?? 0) + 1);
    expect(wordsOf(find(usage, '.totals'))).toContain(`${uses.size.toLocaleString('en')} of 60,000 rows used`);
    const bars = findAll(usage, '.uses li').map((bar) => bar.querySelector('.count')!.textContent);
    expect(bars[0]).toBe((60_000 - uses.size).toLocaleString('en'));
    const fiveTimes = [...uses.values()].filter((count) => count === 5).length;
    expect(bars[5]).toBe(fiveTimes.toLocaleString('en'));
  });

  test('does not mix a run with data that it did not use', async () => {
    const state = finishedState({ data: { ...emptyState().data, finetune: troubledState().data.finetune } });
    const element = await mount('ts-audit', { state });
    expect(findAll(panelOf(element, 'Fine-tuning data'), 'ts-usage')).toEqual([]);
    expect(findAll(panelOf(element, 'Pretraining data'), 'ts-usage')).toHaveLength(1);
  });
});
