import { afterEach, describe, expect, test } from 'vitest';
import '../../../src/ui/audit/ts-findings.ts';
import { readOptions } from '../../../src/app/plan/spec-edit.ts';
import type { ViewState } from '../../../src/app/view-state.ts';
import type { Audit, Finding } from '../../../src/core/audit/audit.ts';
import type { ReadOptions } from '../../../src/core/data/dataset.ts';
import type { AppliedFix } from '../../../src/core/fixes/fix.ts';
import { type PhaseName, phaseOf, type RunSpec } from '../../../src/core/spec/spec.ts';
import type { Command, DataSummary } from '../../../src/protocol.ts';
import type { TsFindings } from '../../../src/ui/audit/ts-findings.ts';
import { drawnDigit } from '../drawn-digits.ts';
import { tableData } from '../fixture-data.ts';
import { emptyState } from '../fixture-state.ts';
import { heard } from '../mount.ts';
import { accessibilityProblems, find, findAll, mount, settled, unmountAll, wordsOf } from '../mounting.ts';

afterEach(unmountAll);

const PHASE: PhaseName = 'finetune';
const ID = '3f2a91c0'.padEnd(64, '0');
const STEPS: readonly AppliedFix[] = [
  {
    fix: { kind: 'drop-matching', rule: 'duplicates' },
    effect: { rows: { before: 4210, after: 4192 }, testRows: null, cells: 0, classes: { before: 2, after: 2 } },
  },
  {
    fix: { kind: 'waive', code: 'class-imbalance', reason: 'as in the field' },
    effect: { rows: { before: 4192, after: 4192 }, testRows: null, cells: 0, classes: { before: 2, after: 2 } },
  },
];

function stateWith(steps: readonly AppliedFix[], change: (finding: Finding) => Finding = (finding) => finding): ViewState {
  const empty = emptyState();
  const data = tableData(PHASE);
  const { audit, ...summary } = data.summary!;
  const fixed: Audit = { ...audit, findings: audit.findings.map(change), source: { ...audit.source, version: { id: ID, steps } } };
  const columns: DataSummary['columns'] = audit.source.reading.columns.map((name) => ({
    name,
    role: name === 'label' ? 'label' : 'feature',
    kind: name === 'city' ? 'category' : 'number',
    looks: 'number',
    missing: 0,
  }));
  const fixes = steps.map(({ fix }) => fix);
  const phases = empty.spec.phases.map((phase) =>
    phase.phase === PHASE ? { ...phase, data: { source: 'files', rows: null, test: 0.2, ...(fixes.length > 0 && { fixes }) } } : phase,
  );
  return {
    ...empty,
    spec: { ...empty.spec, phases },
    data: { ...empty.data, [PHASE]: { ...data, summary: { ...summary, columns, audit: fixed } } },
  };
}

const waived = (finding: Finding): Finding =>
  finding.code === 'class-imbalance' ? { ...finding, waived: 'as in the field', waivedAt: '2026-03-01T12:00:00.000Z' } : finding;

async function shown(state: ViewState) {
  const element = await mount('ts-findings', { state, audit: state.data[PHASE].summary!.audit, phase: PHASE, loaded: true });
  const [commands, specs] = [heard<Command>(element, 'ts-command'), heard<RunSpec>(element, 'ts-spec')];
  // As the page does.
  element.addEventListener('ts-spec', ({ detail }) => {
    element.state = { ...element.state, spec: detail };
  });
  return { element, commands, specs };
}

const textOf = (element: Element): string => wordsOf(find(element, '.callout'));
const button = (element: Element, text: string) => {
  const found = findAll(element, 'button').find((one) => (one.getAttribute('aria-label') ?? one.textContent ?? '').trim() === text);
  if (!found) throw new Error(`no button ${text}`);
  return found as HTMLButtonElement;
};
const findingAbout = (element: Element, part: string) => findAll(element, 'ts-finding').find((one) => textOf(one).includes(part))!;
const lastOptions = (commands: readonly Command[]): ReadOptions | null => {
  const last = commands.at(-1);
  return last?.kind === 'reread' ? last.options : null;
};
const fixesIn = (element: TsFindings) => readOptions(phaseOf(element.state.spec, PHASE)!.data).fixes;

async function type(element: Element, text: string) {
  const form = find(element, 'ts-fix-form');
  const input = find<HTMLInputElement>(form, 'input');
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  find<HTMLFormElement>(form, 'form').requestSubmit();
  await settled(element);
}

describe('ts-findings', () => {
  for (const theme of ['light', 'dark'] as const) {
    test(`is accessible, ${theme}`, async () => {
      for (const state of [stateWith([]), stateWith(STEPS, waived)]) {
        const { element } = await shown(state);
        expect(await accessibilityProblems(element, theme)).toEqual([]);
        button(findingAbout(element, 'income'), 'Let it stand …').click();
        button(findingAbout(element, 'same features'), 'Show them').click();
        await settled(element);
        expect(await accessibilityProblems(element, theme)).toEqual([]);
        unmountAll();
      }
    });
  }

  test('a fix is one press, stands in the spec, and is taken back and made again', async () => {
    const { element, commands } = await shown(stateWith([]));
    button(findingAbout(element, 'income'), 'Fill “income” with its median').click();
    await settled(element);
    const fixes = [{ kind: 'impute', column: 'income', by: 'median', finding: 'missing-values' }];
    expect(commands.at(-1)).toEqual({ kind: 'reread', phase: PHASE, options: { fixes } });
    expect(fixesIn(element)).toEqual(fixes);
    expect(find(element, 'ts-fix-list').shadowRoot!.activeElement?.getAttribute('role')).toBe('status');
    button(element, 'Undo').click();
    await settled(element);
    expect(lastOptions(commands)).toEqual({});
    expect(fixesIn(element)).toBeUndefined();
    button(element, 'Redo').click();
    await settled(element);
    expect(lastOptions(commands)).toEqual({ fixes });
    expect(button(element, 'Redo').disabled).toBe(true);
  });

  test('what is decided elsewhere is one change as well, and takes the focus from nobody', async () => {
    const { element, commands } = await shown(stateWith([]));
    const fixes = [
      { kind: 'relabel', rows: [3], label: 'stayed', was: ['churned'] },
      { kind: 'drop-rows', rows: [8] },
    ] as const;
    element.revise(fixes);
    await settled(element);
    expect(lastOptions(commands)).toEqual({ fixes });
    expect(find(element, 'ts-fix-list').shadowRoot!.activeElement).toBeNull();
    button(element, 'Undo').click();
    await settled(element);
    expect(lastOptions(commands)).toEqual({});
  });

  test('a column is left out by the reading, and comes back', async () => {
    const { element, commands } = await shown(stateWith([]));
    button(findingAbout(element, 'income'), 'Leave out column “income”').click();
    await settled(element);
    expect(lastOptions(commands)).toEqual({ columns: { income: { role: 'ignore' } } });
    button(element, 'Take back: Leave out column “income”').click();
    await settled(element);
    expect(lastOptions(commands)).toEqual({ columns: null });
  });

  test('to let a finding stand needs a reason', async () => {
    const { element, commands } = await shown(stateWith([]));
    const finding = findingAbout(element, 'income');
    button(finding, 'Let it stand …').click();
    await settled(element);
    await type(finding, '   ');
    expect(wordsOf(find(finding, '[role=alert]'))).toBe('Say why: without a reason the finding stays open.');
    expect(commands).toEqual([]);
    await type(finding, 'nobody earns nothing');
    const waiver = { kind: 'waive', code: 'missing-values', column: 'income', reason: 'nobody earns nothing' };
    const [given] = lastOptions(commands)!.fixes!;
    expect(given).toEqual({ ...waiver, at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/) });
  });

  test('a column of numbers is not filled with a word', async () => {
    const { element, commands } = await shown(stateWith([]));
    const finding = findingAbout(element, 'income');
    button(finding, 'Fill with a value …').click();
    await settled(element);
    await type(finding, 'much');
    expect(commands).toEqual([]);
    await type(finding, '1500');
    expect(lastOptions(commands)).toEqual({
      fixes: [{ kind: 'impute', column: 'income', by: 'value', value: 1500, finding: 'missing-values' }],
    });
  });

  test('Escape leaves the form and gives the focus back', async () => {
    const { element } = await shown(stateWith([]));
    const finding = findingAbout(element, 'income');
    button(finding, 'Let it stand …').click();
    await settled(element);
    find(finding, 'form').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await settled(element);
    expect(findAll(finding, 'form')).toEqual([]);
    expect(finding.shadowRoot!.activeElement?.localName).toBe('button');
  });

  test('tells the version and what each fix did; each can be taken back', async () => {
    const { element, commands } = await shown(stateWith(STEPS, waived));
    expect(wordsOf(find(element, '.head p'))).toBe('Version 3f2a91c0 … : 1 fix, 1 finding let stand');
    const items = findAll(find(element, 'ts-fix-list'), 'li');
    expect(items.map(wordsOf)).toEqual([
      'Leave out repeats, keep the first 4,210 → 4,192 rows',
      'Let “class-imbalance” stand: as in the field',
    ]);
    button(element, 'Take back: Leave out repeats, keep the first').click();
    await settled(element);
    expect(lastOptions(commands)).toEqual({ fixes: [STEPS[1].fix] });
  });

  test('a finding that stands is last, with its reason and when that was decided', async () => {
    const { element } = await shown(stateWith(STEPS, waived));
    const last = findAll(element, 'ts-finding').at(-1)!;
    expect(textOf(last)).toContain('Let stand: as in the field ( Mar 1, 2026, ');
    expect(findAll(last, '.actions')).toEqual([]);
  });

  test('rows are asked for, and shown as cells or as pictures', async () => {
    const { element, commands } = await shown(stateWith([]));
    const finding = findingAbout(element, 'income');
    button(finding, 'Show them').click();
    await settled(element);
    const asked = commands.at(-1)!;
    expect(asked).toMatchObject({ kind: 'look-at-rows', phase: PHASE, asked: { of: 'train', column: 'income' } });
    const key = asked.kind === 'look-at-rows' ? asked.key : '';
    const give = async (rows: NonNullable<ViewState['data'][PhaseName]['looked']>['rows']) => {
      const { data } = element.state;
      element.state = { ...element.state, data: { ...data, [PHASE]: { ...data[PHASE], looked: { key, rows } } } };
      await settled(element);
    };
    await give({
      kind: { kind: 'table', columns: ['income', 'age'] },
      rows: [{ row: 13, label: 'stayed', cells: ['', '31'], pixels: null }],
    });
    expect(wordsOf(find(finding, 'tbody tr'))).toBe('13 missing 31 stayed');
    await give({ kind: { kind: 'images', height: 8, width: 8 }, rows: [{ row: 7, label: '3', cells: [], pixels: drawnDigit(3, 1, 8) }] });
    expect(wordsOf(find(finding, '.pictures li'))).toBe('row 7 3');
    expect(commands).toHaveLength(1);
  });

  test('nothing can be changed while a run trains', async () => {
    const state = stateWith(STEPS);
    const run = { live: true, status: 'running' } as ViewState['run'];
    const { element } = await shown({ ...state, run });
    expect(findAll(element, '.actions button').every((one) => (one as HTMLButtonElement).disabled)).toBe(true);
    expect(findAll(element, 'ts-fix-list').flatMap((list) => findAll(list, 'button'))).toEqual([]);
  });
});
