import { afterEach, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import '../../../src/ui/audit/ts-label-suspects.ts';
import type { Fix } from '../../../src/core/fixes/fix.ts';
import type { FoundLabels } from '../../../src/core/looks/label-looks.ts';
import type { Command } from '../../../src/protocol.ts';
import type { TsLabelSuspects } from '../../../src/ui/audit/ts-label-suspects.ts';
import { accessibilityProblems, find, findAll, mount, settled, unmountAll, wordsOf } from '../mounting.ts';

afterEach(unmountAll);

const PIXELS = Uint8Array.of(0, 255, 0, 9);

/** Rows 100, 101, …; every other one is a «one» that looks like a «seven», the rest the other way round. */
function suspects(count: number, change: Partial<FoundLabels> = {}): FoundLabels {
  const rows = Array.from({ length: count }, (_, i) => ({
    ...{ row: 100 + i, given: i % 2, suggested: 1 - (i % 2), quality: (i + 1) / 100, confident: i < 2 },
    ...{ label: i % 2, pixels: PIXELS, cells: null },
  }));
  const counts = { suspects: count, confident: 2, checked: 960, confusions: [] };
  return { rowKind: { kind: 'images', height: 2, width: 2 }, classes: ['one', 'seven'], rows, ...counts, ...change };
}

function tableSuspects(count: number): FoundLabels {
  const { rows } = suspects(count);
  const rowKind = { kind: 'table', columns: ['alcohol', 'colour'] } as const;
  return suspects(count, { rowKind, rows: rows.map((row) => ({ ...row, pixels: null, cells: ['11.5', 'red'] })) });
}

/** Does with the recipe what the page does. */
async function shown(change: Partial<TsLabelSuspects> = {}) {
  const element = await mount('ts-label-suspects', { found: suspects(3), ...change });
  const commands: Command[] = [];
  element.addEventListener('ts-command', (event) => commands.push(event.detail));
  element.addEventListener('ts-recipe', ({ detail }) => {
    element.fixes = detail;
  });
  return { element, commands };
}

const button = (element: Element, name: string): HTMLButtonElement => {
  const named = (one: Element) => (one.getAttribute('aria-label') ?? wordsOf(one)) === name;
  const found = findAll(element, 'button').find(named);
  if (!found) throw new Error(`no button «${name}»`);
  return found as HTMLButtonElement;
};
const status = (element: Element) => wordsOf(find(element, '[role=status]'));
const focused = (element: Element) => element.shadowRoot!.activeElement;
const boxes = (element: Element) => findAll(element, 'input') as HTMLInputElement[];

async function press(element: Element, name: string) {
  const one = button(element, name);
  one.focus();
  one.click();
  await settled(element);
}

describe('ts-label-suspects', () => {
  for (const theme of ['light', 'dark'] as const) {
    test(`is accessible, ${theme}`, async () => {
      for (const found of [suspects(14), tableSuspects(14)]) {
        const { element } = await shown({ found, runId: 'run-1' });
        await press(element, 'Leave out: row 100');
        boxes(element)[2].click();
        expect(await accessibilityProblems(element, theme)).toEqual([]);
        unmountAll();
      }
    });
  }

  test('a row is labelled as suggested with one press, and the buttons that take its place have the focus', async () => {
    const { element } = await shown();
    await press(element, 'Relabel as seven: row 100');
    expect(element.fixes).toEqual([{ kind: 'relabel', rows: [100], label: 'seven', was: ['one'], finding: 'wrong-labels' }]);
    expect(status(element)).toBe('Row 100 is labelled “seven”. 1 of the 3 listed are decided.');
    expect(wordsOf(find(element, '[data-row="100"]'))).toContain('labelled “seven”');
    expect(focused(element)?.getAttribute('aria-label')).toBe('Take back: row 100');
    await press(element, 'Take back: row 100');
    expect(element.fixes).toEqual([]);
    expect(status(element)).toBe('Row 100 is as it was.');
    expect(focused(element)?.getAttribute('aria-label')).toBe('Relabel as seven: row 100');
  });

  test('a row is left out, or let be: only what changes the data is in the recipe', async () => {
    const { element } = await shown();
    await press(element, 'Leave out: row 101');
    await press(element, 'Keep: row 102');
    expect(element.fixes).toEqual([{ kind: 'drop-rows', rows: [101], finding: 'wrong-labels' }]);
    expect(status(element)).toBe('Row 102 keeps its label. 2 of the 3 listed are decided.');
    expect(focused(element)?.getAttribute('aria-label')).toBe('Take back: row 102');
    await press(element, 'Take back: row 102');
    expect(button(element, 'Keep: row 102').disabled).toBe(false);
  });

  test('what is undone elsewhere is open again, and what was done before the check is kept', async () => {
    const fixes: readonly Fix[] = [{ kind: 'impute', column: 'x', by: 'mean' }];
    const { element } = await shown({ fixes });
    await press(element, 'Relabel as seven: row 102');
    expect(element.fixes).toHaveLength(2);
    element.fixes = fixes;
    await settled(element);
    expect(button(element, 'Relabel as seven: row 102').disabled).toBe(false);
    expect(status(element)).toBe('');
  });

  test('selected rows are decided on together, as one change', async () => {
    const { element } = await shown();
    const recipes: (readonly Fix[])[] = [];
    element.addEventListener('ts-recipe', ({ detail }) => recipes.push(detail));
    expect(button(element, 'Relabel as suggested').disabled).toBe(true);
    boxes(element)[1].click();
    await settled(element);
    expect(boxes(element)[0].indeterminate).toBe(true);
    boxes(element)[0].click();
    await settled(element);
    expect(boxes(element).map(({ checked }) => checked)).toEqual([true, true, true, true]);
    await press(element, 'Relabel as suggested');
    expect(recipes).toEqual([
      [
        { kind: 'relabel', rows: [100, 102], label: 'seven', was: ['one', 'one'], finding: 'wrong-labels' },
        { kind: 'relabel', rows: [101], label: 'one', was: ['seven'], finding: 'wrong-labels' },
      ],
    ]);
    expect(status(element)).toBe('3 rows are labelled as suggested. 3 of the 3 listed are decided.');
    expect(focused(element)?.getAttribute('role')).toBe('status');
    expect(boxes(element).every(({ disabled, checked }) => disabled && !checked)).toBe(true);
  });

  test('is worked by keyboard alone', async () => {
    const { element } = await shown();
    boxes(element)[1].focus();
    await userEvent.keyboard(' ');
    await settled(element);
    button(element, 'Relabel as suggested').focus();
    await userEvent.keyboard('{Tab}{Enter}');
    await settled(element);
    expect(element.fixes).toEqual([{ kind: 'drop-rows', rows: [100], finding: 'wrong-labels' }]);
    await userEvent.keyboard('{Tab}{Enter}');
    await settled(element);
    expect(element.fixes).toEqual([]);
  });

  test('shows the worst, and more when asked', async () => {
    const { element } = await shown({ found: suspects(15) });
    expect(findAll(element, '[data-row]')).toHaveLength(12);
    await press(element, 'Show 3 more');
    expect(findAll(element, '[data-row]')).toHaveLength(15);
    expect(focused(element)?.getAttribute('aria-label')).toBe('Select row 112');
  });

  test('rows that were let be stay so when a later check doubts them again', async () => {
    const { element } = await shown();
    await press(element, 'Keep: row 101');
    element.found = suspects(5);
    await settled(element);
    expect(wordsOf(find(element, '[data-row="101"]'))).toContain('kept as it is');
    expect(status(element)).toBe('1 of the 5 listed are decided.');
  });

  test('rows of a table stand with their cells, and can be followed where a run used them', async () => {
    const { element, commands } = await shown({ found: tableSuspects(2), runId: 'run-1', phase: 'finetune' });
    expect(wordsOf(find(element, '[data-row="100"]'))).toBe(
      'row 100 ✗ one, taken for seven its label: 1.0%, probably wrong Relabel as seven Leave out Keep 11.5 red',
    );
    button(element, 'row 100').click();
    expect(commands).toEqual([{ kind: 'follow-row', runId: 'run-1', phase: 'finetune', row: 100 }]);
  });

  test('nothing can be changed while it is locked', async () => {
    const { element } = await shown({ locked: true });
    expect([...findAll(element, 'button'), ...findAll(element, 'input')].every((one) => (one as HTMLButtonElement).disabled)).toBe(true);
  });
});
