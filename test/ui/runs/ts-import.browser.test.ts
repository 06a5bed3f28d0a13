import { afterEach, describe, expect, test } from 'vitest';
import '../../../src/ui/runs/ts-runs.ts';
import '../../../src/ui/data/ts-drop-question.ts';
import '../../../src/ui/run/ts-result.ts';
import type { ViewState } from '../../../src/app/view-state.ts';
import type { RunImport } from '../../../src/core/transcript/run-import.ts';
import type { Command } from '../../../src/protocol.ts';
import { emptyState, finishedState, runView } from '../fixture-state.ts';
import { heard } from '../mount.ts';
import { accessibilityProblems, find, findAll, mount, unmountAll, wordsOf } from '../mounting.ts';

afterEach(unmountAll);

const FILE = 'small-digits.trainscript.zip';
const IMPORTED: RunImport = {
  at: '2026-03-01T09:30:00.000Z',
  file: FILE,
  bytes: 60_000_000,
  sha256: 'ab'.repeat(32),
  dataCanBeGiven: true,
};

/** The second run of the list came from elsewhere. */
function importedState(change: Partial<ViewState['runs'][number]>, state: Partial<ViewState> = {}): ViewState {
  const whole = finishedState(state);
  return { ...whole, runs: whole.runs.map((run, i) => (i === 1 ? { ...run, imported: IMPORTED, ...change } : run)) };
}

const working: ViewState['importing'] = { kind: 'working', file: FILE, stage: 'check', done: 12_000_000, total: 60_000_000 };
const ended = (kind: 'imported' | 'known', run: ViewState['runs'][number]): ViewState['importing'] => ({
  kind,
  runId: run.runId,
  name: run.name,
  steps: 380,
  here: 41,
});
const problems: ViewState['problems'] = {
  import: { code: 'bundle-file-size', fields: { file: FILE, path: 'steps.csv', found: 812, expected: 813 } },
};

const commandsOf = (element: EventTarget) => heard<Command>(element, 'ts-command');
const button = (element: Element, text: string) =>
  findAll(element, 'button').find((one) => one.textContent?.trim() === text) as HTMLButtonElement;
const input = (element: Element) => find<HTMLInputElement>(element, 'input[type=file]');

/** A drop of these files on the element, as the browser tells of it. */
function drop(element: Element, files: readonly File[]): DragEvent {
  const dataTransfer = new DataTransfer();
  for (const file of files) dataTransfer.items.add(file);
  const event = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true, composed: true });
  element.dispatchEvent(event);
  return event;
}

describe('importing a bundle', () => {
  for (const theme of ['light', 'dark'] as const) {
    test(`is accessible, ${theme}`, async () => {
      const [, run] = finishedState().runs;
      for (const state of [
        emptyState({ importing: working }),
        importedState({}, { importing: { ...working, stage: 'keep', total: 0 } }),
        importedState({}, { importing: ended('imported', run) }),
        importedState({ deleted: true }, { importing: ended('known', run) }),
        importedState({ status: 'interrupted' }, { problems }),
      ]) {
        const element = await mount('ts-runs', { state });
        expect(await accessibilityProblems(element, theme)).toEqual([]);
        unmountAll();
      }
    });
  }

  test('begins with a chosen file, or one that is dropped on the runs', async () => {
    const element = await mount('ts-runs', { state: emptyState() });
    const commands = commandsOf(element);
    const file = new File(['x'], FILE);
    const chosen = new DataTransfer();
    chosen.items.add(file);
    expect(input(element).labels![0].textContent!.trim()).toBe('Import bundle');
    input(element).files = chosen.files;
    input(element).dispatchEvent(new Event('change'));
    expect(drop(element, [file, file]).defaultPrevented).toBe(true);
    expect(commands.map((command) => command.kind === 'import-bundle' && command.files.map(({ name }) => name))).toEqual([
      [FILE],
      [FILE, FILE],
    ]);
    expect(input(element).files).toHaveLength(0);
  });

  test('is offered for a bundle that is dropped elsewhere', async () => {
    const question = await mount('ts-drop-question', {});
    const [commands, views] = [commandsOf(question), heard<string>(question, 'ts-view')];
    drop(document.body, [new File(['x'], 'data.csv')]);
    await question.updateComplete;
    expect(button(question, 'Import it among the runs')).toBeUndefined();
    drop(document.body, [new File(['x'], FILE)]);
    await question.updateComplete;
    expect(await accessibilityProblems(question, 'light')).toEqual([]);
    button(question, 'Import it among the runs').click();
    expect(commands.map((command) => command.kind === 'import-bundle' && command.files[0].name)).toEqual([FILE]);
    expect(views).toEqual(['runs']);
    expect(find<HTMLDialogElement>(question, 'dialog').open).toBe(false);
  });

  test('tells how far it is, takes no other meanwhile, and can be cancelled', async () => {
    const element = await mount('ts-runs', { state: emptyState({ importing: working }) });
    const commands = commandsOf(element);
    expect(wordsOf(find(element, 'ts-import').shadowRoot!.firstElementChild!)).toContain(`Checking ${FILE} · 11.4 MB / 57.2 MB`);
    expect(find<HTMLProgressElement>(element, 'progress').value).toBeCloseTo(0.2);
    expect(input(element).disabled).toBe(true);
    expect(drop(element, [new File(['x'], FILE)]).defaultPrevented).toBe(true);
    button(element, 'Cancel the import').click();
    expect(commands).toEqual([{ kind: 'cancel-import' }]);
  });

  test('offers the run that came, the one that is here already, and the one that was deleted', async () => {
    const [, run] = finishedState().runs;
    const views: string[] = [];
    const open = async (state: ViewState) => {
      const element = await mount('ts-import', { state });
      element.addEventListener('ts-view', ({ detail }) => views.push(detail));
      return element;
    };
    const came = await open(importedState({}, { importing: ended('imported', run) }));
    expect(wordsOf(came.shadowRoot!.firstElementChild!)).toContain(`${run.name} was imported with 380 steps.`);
    const cameCommands = commandsOf(came);
    find(came, `[aria-label="Open ${run.name}"]`).click();
    expect(cameCommands).toEqual([{ kind: 'cancel-import' }, { kind: 'open-run', runId: run.runId }]);
    expect(views).toEqual(['progress']);

    const known = await open(importedState({}, { importing: ended('known', run) }));
    expect(wordsOf(known.shadowRoot!.firstElementChild!)).toContain('already with 41 steps, and was left as it is; the bundle has 380.');
    const deleted = await open(importedState({ deleted: true }, { importing: ended('known', run) }));
    const commands = commandsOf(deleted);
    find(deleted, `[aria-label="Restore ${run.name}"]`).click();
    expect(commands).toEqual([{ kind: 'restore-run', runId: run.runId }, { kind: 'cancel-import' }]);
  });

  test('tells in place what stands in its way', async () => {
    const element = await mount('ts-runs', { state: emptyState({ problems }) });
    expect(find(element, 'ts-problem').shadowRoot!.textContent).toContain('steps.csv has 812 bytes, and its manifest.json says 813');
  });
});

describe('a run that was imported', () => {
  test('says so in the list, and is found by the name of its bundle', async () => {
    const element = await mount('ts-runs', { state: importedState({}) });
    const mark = find(element, '.imported');
    expect(mark.textContent).toMatch(/^imported from small-digits\.trainscript\.zip$/);
    expect(mark.title).toContain('ab'.repeat(32));
    const search = find<HTMLInputElement>(element, 'input[type=search]');
    search.value = 'small-digits.train';
    search.dispatchEvent(new Event('input'));
    await find<HTMLElementTagNameMap['ts-run-list']>(element, 'ts-run-list').updateComplete;
    expect(findAll(element, 'tbody tr')).toHaveLength(1);
  });

  test('goes on only where its data can be given again', async () => {
    const nameOf = ({ runs }: ViewState) => runs[1].name;
    for (const dataCanBeGiven of [true, false]) {
      const state = importedState({ status: 'interrupted', imported: { ...IMPORTED, dataCanBeGiven } });
      const list = await mount('ts-runs', { state });
      expect(findAll(list, `[aria-label="Resume ${nameOf(state)}"]`)).toHaveLength(dataCanBeGiven ? 1 : 0);
      const run = { ...runView('running', 226), runId: state.runs[1].runId, live: false };
      const result = await mount('ts-result', { state: { ...state, run } });
      expect(result.shadowRoot!.textContent).toContain('Its bundle was made at step 226 of 380, before the run had ended.');
      expect(button(result, 'Resume') !== undefined).toBe(dataCanBeGiven);
      unmountAll();
    }
  });
});
