import { describe, expect, test } from 'vitest';
import type { ViewState } from '../../src/app/view-state.ts';
import { outcomeOf } from '../../src/cli/outcome.ts';
import { reportOf } from '../../src/cli/page-report.ts';
import { freeName, type Recording } from '../../src/cli/recording.ts';
import { failedState, finishedState, loadedState, runView, troubledState } from '../ui/fixture-state.ts';

function recording(state: ViewState): Recording {
  return { run: reportOf({ state }).run!, backend: 'wasm', bundle: { file: 'run.zip', bytes: 12_345_678 }, secondsFromStart: 41.4 };
}

describe('outcomeOf', () => {
  test('a finished run says what came of it, and where it is', () => {
    const { status, errors, result } = outcomeOf(recording(finishedState()));
    expect(status).toBe(0);
    expect(errors).toEqual([]);
    expect(result).toMatch(
      /^finished: 380 steps in 41 s on wasm; pretrained accuracy 0\.\d+, fine-tuned accuracy 0\.\d+, baseline accuracy 0\.\d+ → run\.zip \(12\.3 MB\)$/,
    );
  });

  test('a failed run says why, and that what was logged is there', () => {
    const outcome = outcomeOf(recording(failedState()));
    expect(outcome.status).toBe(1);
    expect(outcome.errors).toHaveLength(1);
    expect(outcome.errors[0]).toContain('the loss became NaN at step 196');
    expect(outcome.notes.map((note) => note.slice(0, 7))).toEqual(['alert: ', 'alert: ']);
    expect(outcome.result).toBe('failed: 196 steps in 41 s on wasm; everything until there → run.zip (12.3 MB)');
  });

  test('a stopped run counts as failed, and says at which step', () => {
    const outcome = outcomeOf(recording(loadedState({ run: runView('stopped', 160) })));
    expect(outcome.status).toBe(1);
    expect(outcome.errors).toEqual(['The run was stopped at step 160 of 380. The bundle holds everything up to there.']);
  });

  test('a refused run names each rule that failed, and what to do', () => {
    const run = { ...runView('refused', 0), verdict: troubledState().verdict };
    const outcome = outcomeOf(recording(loadedState({ run })));
    expect(outcome.status).toBe(3);
    expect(outcome.errors.map((error) => error.split(',')[0])).toEqual(['SRC-1', 'LIC-1', 'PII-1', 'QLT-1']);
    expect(outcome.errors[1]).toBe(
      'LIC-1, fine-tuning data: A licence or contract is named. ' +
        'Name the licence (such as CC-BY-4.0) or the contract under which the data may be used.',
    );
    expect(outcome.result).toBe('refused by the policy; audit and verdict → run.zip (12.3 MB)');
  });
});

test('a bundle without a name of its own never takes the place of an earlier one', () => {
  const taken = (...files: string[]) => freeName('a.trainscript.zip', (file) => files.includes(file));
  expect(taken()).toBe('a.trainscript.zip');
  expect(taken('a.trainscript.zip', 'a-2.trainscript.zip')).toBe('a-3.trainscript.zip');
  expect(freeName('a.zip', (file) => file === 'a.zip')).toBe('a-2.zip');
});
