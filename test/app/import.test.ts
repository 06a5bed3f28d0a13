import { describe, expect, test } from 'vitest';
import { fold, INITIAL_STATE } from '../../src/app/fold/fold.ts';
import { foldCommand } from '../../src/app/fold/fold-command.ts';
import { canResume } from '../../src/app/runs/resumption.ts';
import type { ViewState } from '../../src/app/view-state.ts';
import type { Message } from '../../src/protocol.ts';

const see = (state: ViewState, message: Message): ViewState => fold(state, message, () => '');
const asked = foldCommand(INITIAL_STATE, { kind: 'import-bundle', files: [new File(['x'], 'a.zip')] });
const progress: Message = { kind: 'import-progress', file: 'a.zip', stage: 'keep', done: 5, total: 10 };
const ended: Message = { kind: 'import-ended', outcome: { kind: 'imported', runId: 'r', name: 'Run', steps: 8, here: 8 } };
const problem: Message = { kind: 'problem', scope: 'import', problem: { code: 'import-several', fields: { count: 2 } } };

describe('an import as the page sees it', () => {
  test('is under way at once, goes on, and ends with what came of it', () => {
    expect(asked.importing).toEqual({ kind: 'working', file: 'a.zip', stage: 'check', done: 0, total: 0 });
    expect(see(asked, progress).importing).toEqual({ kind: 'working', file: 'a.zip', stage: 'keep', done: 5, total: 10 });
    expect(see(see(asked, progress), ended).importing).toEqual({ kind: 'imported', runId: 'r', name: 'Run', steps: 8, here: 8 });
  });

  test('that is cancelled is not heard of again', () => {
    const cancelled = foldCommand(asked, { kind: 'cancel-import' });
    expect(cancelled.importing).toEqual({ kind: 'none' });
    expect(see(cancelled, progress)).toBe(cancelled);
  });

  test('that fails leaves its problem, until the next one', () => {
    const failed = see(asked, problem);
    expect(failed.importing).toEqual({ kind: 'none' });
    expect(failed.problems.import).toEqual({ code: 'import-several', fields: { count: 2 } });
    expect(foldCommand(failed, { kind: 'import-bundle', files: [] }).problems).toEqual({});
  });
});

test('a run goes on where it was cut off or is damaged, unless it came without data that can be given again', () => {
  const imported = (dataCanBeGiven: boolean) => ({ at: '', file: '', bytes: 0, sha256: '', dataCanBeGiven });
  const damage = { ok: false, seq: 4, step: 3, through: 9 } as const;
  expect(canResume({ status: 'interrupted' }, null)).toBe(true);
  expect(canResume({ status: 'finished' }, null)).toBe(false);
  expect(canResume({ status: 'finished' }, damage)).toBe(true);
  expect(canResume({ status: 'interrupted', imported: imported(true) }, null)).toBe(true);
  expect(canResume({ status: 'interrupted', imported: imported(false) }, null)).toBe(false);
  expect(canResume({ status: 'finished', imported: imported(false) }, damage)).toBe(false);
});
