import { afterEach, describe, expect, test } from 'vitest';
import '../../../src/ui/runs/ts-run-list.ts';
import type { Command } from '../../../src/protocol.ts';
import type { TsRunList } from '../../../src/ui/runs/ts-run-list.ts';
import { emptyState, finishedState } from '../fixture-state.ts';
import { heard } from '../mount.ts';
import { accessibilityProblems, find, findAll, mount, settled, unmountAll } from '../mounting.ts';

afterEach(unmountAll);

const NAMES = finishedState().runs.map(({ name }) => name);
const list = () => mount('ts-run-list', { state: finishedState() });
const button = (element: Element, label: string) => find<HTMLButtonElement>(element, `button[aria-label="${label}"]`);
const shown = (element: Element) =>
  findAll(element, 'tbody th').map((cell) =>
    [...cell.childNodes].map((node) => (node.nodeType === Node.TEXT_NODE ? node.nodeValue!.trim() : '')).find(Boolean),
  );

async function type(element: TsRunList, selector: string, value: string): Promise<void> {
  const field = find<HTMLInputElement>(element, selector);
  field.value = value;
  field.dispatchEvent(new Event(field.localName === 'select' ? 'change' : 'input', { bubbles: true }));
  await settled(element);
}

async function press(element: TsRunList, label: string): Promise<void> {
  (findAll(element, 'button').find((one) => one.textContent?.trim() === label) as HTMLButtonElement).click();
  await settled(element);
}

describe('ts-run-list', () => {
  for (const theme of ['light', 'dark'] as const) {
    test(`is accessible, also while a run is being named, ${theme}`, async () => {
      const element = await list();
      button(element, `Name, tags and notes of ${NAMES[1]}`).click();
      await settled(element);
      expect(await accessibilityProblems(element, theme)).toEqual([]);
    });
  }

  test('fits a phone: each run is a block that names what it tells', async () => {
    const element = await mount('ts-run-list', { state: finishedState() }, 326);
    const table = find(element, '.scroll');
    expect(table.scrollWidth).toBe(table.clientWidth);
    const [steps] = findAll(element, 'td.fact');
    expect(getComputedStyle(steps, '::before').content).toContain('Steps');
    expect(await accessibilityProblems(element, 'light')).toEqual([]);
  });

  test('shows what was said of a run, and what it was logged as', async () => {
    const element = await list();
    const said = findAll(element, 'tbody th')[1].textContent!.replace(/\s+/g, ' ');
    expect(said).toContain(`logged as ${NAMES[0]}`);
    expect(said).toContain('Ten times the rate');
    expect(findAll(element, '.tags .chip').map((chip) => chip.textContent)).toEqual(['rate', 'own table', 'rate']);
  });

  test('finds runs by words, status and tag, and says how many', async () => {
    const element = await list();
    await type(element, 'input[type=search]', 'ten TIMES');
    expect(shown(element)).toEqual([NAMES[1]]);
    expect(find(element, '[role=status]').textContent).toBe('1 of 3 runs are listed');
    await type(element, 'input[type=search]', 'wine');
    expect(shown(element)).toEqual([NAMES[2]]);
    await type(element, 'input[type=search]', '');
    await type(element, 'select', 'failed');
    expect(shown(element)).toEqual([NAMES[2]]);
    await type(element, 'select', '');
    const [, tags] = findAll(element, 'select') as HTMLSelectElement[];
    tags.value = 'rate';
    tags.dispatchEvent(new Event('change'));
    await settled(element);
    expect(shown(element)).toEqual(NAMES.slice(1));
    await type(element, 'input[type=search]', 'no such run');
    expect(find(element, '.empty').textContent).toBe('No run is like that.');
  });

  test('sorts by a column, and the other way round', async () => {
    const element = await mount('ts-run-list', {
      state: finishedState({
        runs: finishedState().runs.map((run) => ({ ...run, annotation: { ...run.annotation, pinned: false } })),
      }),
    });
    await press(element, 'Steps');
    expect(shown(element)).toEqual(NAMES);
    expect(find(element, 'th[aria-sort]').getAttribute('aria-sort')).toBe('descending');
    await press(element, 'Steps');
    expect(shown(element)).toEqual([...NAMES].reverse());
    await press(element, 'Name');
    expect(shown(element)).toEqual([...NAMES].sort());
  });

  test('pins, and keeps what is said of a run', async () => {
    const element = await list();
    const commands = heard<Command>(element, 'ts-command');
    button(element, `Keep on top: ${NAMES[0]}`).click();
    button(element, `Name, tags and notes of ${NAMES[2]}`).click();
    await settled(element);
    const field = (name: string) => find<HTMLInputElement>(element, `[name=${name}]`);
    expect(field('name').getRootNode()).toMatchObject({ activeElement: field('name') });
    field('name').value = 'Second try';
    field('tags').value = 'own table, done';
    field('notes').value = 'It stopped early.';
    find<HTMLFormElement>(element, 'form').requestSubmit();
    await settled(element);
    const [first, , third] = finishedState().runs;
    expect(commands).toEqual([
      { kind: 'annotate-run', runId: first.runId, annotation: { ...first.annotation, pinned: false } },
      {
        kind: 'annotate-run',
        runId: third.runId,
        annotation: { name: 'Second try', notes: 'It stopped early.', tags: ['own table', ' done'], pinned: false },
      },
    ]);
    expect(findAll(element, 'form')).toEqual([]);
    expect(element.shadowRoot!.activeElement).toBe(button(element, `Name, tags and notes of ${NAMES[2]}`));
  });

  test('tells which runs are chosen to be compared', async () => {
    const element = await list();
    const chosen = heard<readonly string[]>(element, 'runs-chosen');
    const [first, second] = finishedState().runs.map(({ runId }) => runId);
    find(element, `[aria-label="Compare ${NAMES[0]}"]`).click();
    element.chosen = [first, second];
    await settled(element);
    find(element, `[aria-label="Compare ${NAMES[0]}"]`).click();
    expect(chosen).toEqual([[first], [second]]);
  });

  test('has no search where there is nothing to search', async () => {
    const element = await mount('ts-run-list', { state: emptyState({ runs: finishedState().runs.slice(0, 1) }) });
    expect(findAll(element, 'input[type=search]')).toEqual([]);
  });
});
