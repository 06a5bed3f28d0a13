import { afterEach, describe, expect, test } from 'vitest';
import '../../../src/ui/runs/ts-runs.ts';
import type { Command } from '../../../src/protocol.ts';
import { emptyState, finishedState, runningState, runView } from '../fixture-state.ts';
import { heard } from '../mount.ts';
import { accessibilityProblems, find, findAll, mount, settled, unmountAll, wordsOf } from '../mounting.ts';

afterEach(unmountAll);

const withDeleted = () => {
  const state = finishedState();
  return { ...state, runs: state.runs.map((run, i) => ({ ...run, deleted: i === 1 })) };
};
const button = (element: Element, label: string) => find<HTMLButtonElement>(element, `button[aria-label="${label}"]`);

describe('ts-runs', () => {
  for (const theme of ['light', 'dark'] as const) {
    test(`is accessible, ${theme}`, async () => {
      for (const state of [emptyState(), finishedState(), withDeleted()]) {
        const element = await mount('ts-runs', { state });
        expect(await accessibilityProblems(element, theme)).toEqual([]);
        unmountAll();
      }
    });
  }

  test('lists each run with what came of it', async () => {
    const element = await mount('ts-runs', { state: finishedState() });
    const rows = findAll(element, 'tbody tr').map((row) =>
      [...row.querySelectorAll('td')].map((cell) => cell.textContent!.replace(/\s+/g, ' ').trim()),
    );
    expect(rows[0].slice(1, 6)).toEqual(['Finished', '380', '97.8% +3.4', '94.4%', '46 MB']);
    expect(rows[2].slice(1, 6)).toEqual(['Failed', '41', '–', '–', '5.8 MB']);
    expect(element.shadowRoot!.textContent).toContain('204 MB used of the 3.9 GB that the browser allows');
  });

  test('opens, deletes and restores', async () => {
    const element = await mount('ts-runs', { state: withDeleted() });
    const commands: Command[] = [];
    const views: string[] = [];
    element.addEventListener('ts-command', (event) => commands.push(event.detail));
    element.addEventListener('ts-view', (event) => views.push(event.detail));
    button(element, 'Open First try').click();
    button(element, 'Delete First try').click();
    button(element, 'Restore Learning rate 0.01').click();
    expect(commands).toEqual([
      { kind: 'open-run', runId: 'run-2024-11-20-a' },
      { kind: 'delete-run', runId: 'run-2024-11-20-a' },
      { kind: 'restore-run', runId: 'run-2024-11-20-b' },
    ]);
    expect(views).toEqual(['progress']);
  });

  test('tells of runs that are gone, and of one that is damaged', async () => {
    const runs = finishedState().runs;
    const lostRuns = [{ runId: 'gone', name: 'Lost one', steps: 418 }];
    const state = finishedState({ lostRuns, checks: { [runs[0].runId]: { ok: false, seq: 400, step: 312, through: 380 } } });
    const element = await mount('ts-runs', { state });
    expect(await accessibilityProblems(element, 'light')).toEqual([]);
    expect(element.shadowRoot!.textContent).toContain('Lost one is gone from this browser’s storage, with 418 steps at least');
    expect(find(element, 'tbody tr').textContent).toContain('Damaged');
    const commands: Command[] = [];
    element.addEventListener('ts-command', (event) => commands.push(event.detail));
    button(element, 'Got it: Lost one').click();
    expect(commands).toEqual([{ kind: 'forget-run', runId: 'gone' }]);
  });

  test('tells what a damaged run lost, and offers to go on behind the last step that is whole', async () => {
    const { runs } = finishedState();
    const [{ runId, name }] = runs;
    const check = { ok: false, seq: 400, step: 312, through: 380 } as const;
    const element = await mount('ts-runs', { state: finishedState({ run: null, checks: { [runId]: check } }) });
    const commands = heard<Command>(element, 'ts-command');
    expect(wordsOf(find(element, 'tbody tr'))).toContain('Damaged Steps 313 to 380 are lost, or not what was logged.');
    expect(button(element, `Resume ${name}`).title).toContain('sets aside what is left behind step 312');
    button(element, `Resume ${name}`).click();
    expect(commands).toEqual([{ kind: 'resume-run', runId, cutBack: true }]);
    element.state = finishedState({ run: null, checks: { [runId]: { ...check, seq: 0, step: 0 } } });
    await settled(element);
    expect(findAll(element, `button[aria-label="Resume ${name}"]`)).toEqual([]);
  });

  test('opens no other run while one is trained', async () => {
    const element = await mount('ts-runs', { state: runningState({ runs: finishedState().runs }) });
    expect(button(element, 'Open First try').disabled).toBe(true);
  });

  test('shows which run is taken up, and turns to it once it is opened', async () => {
    const runs = finishedState().runs.map((run, i) => ({ ...run, status: i === 2 ? ('interrupted' as const) : run.status }));
    const element = await mount('ts-runs', { state: emptyState({ runs }) });
    const commands: Command[] = [];
    const views: string[] = [];
    element.addEventListener('ts-command', (event) => commands.push(event.detail));
    element.addEventListener('ts-view', (event) => views.push(event.detail));
    button(element, 'Resume First try').click();
    expect(commands).toEqual([{ kind: 'resume-run', runId: 'run-2024-11-20-a' }]);
    element.state = emptyState({ runs, resuming: 'run-2024-11-20-a' });
    await settled(element);
    const status = () => findAll(element, 'tbody tr')[2].querySelectorAll('td')[1].textContent;
    expect(status()).toBe('Taking up…');
    expect(['Resume First try', 'Open Learning rate 0.01'].map((name) => button(element, name).disabled)).toEqual([true, true]);
    expect(views).toEqual([]);
    element.state = emptyState({ runs, run: { ...runView('running', 41), runId: 'run-2024-11-20-a' } });
    await settled(element);
    expect(status()).toBe('Running');
    expect(views).toEqual(['progress']);
  });

  test('fits the middle column of a laptop without scrolling', async () => {
    const element = await mount('ts-runs', { state: finishedState() }, 660);
    const scroll = find(element, '.scroll');
    expect(scroll.scrollWidth).toBeLessThanOrEqual(scroll.clientWidth);
  });

  test('says what deleted runs still take, and frees it', async () => {
    const element = await mount('ts-runs', { state: withDeleted() });
    const commands = heard<Command>(element, 'ts-command');
    expect(find(element, '.storage').textContent).toContain('Deleted runs still take 29.6 MB');
    find(element, '.storage button').click();
    expect(commands).toEqual([{ kind: 'purge-runs' }]);
  });

  test('without any run says what will be kept', async () => {
    const element = await mount('ts-runs', { state: emptyState() });
    expect(find(element, '.empty').textContent).toContain('Every run is kept here');
  });
});
