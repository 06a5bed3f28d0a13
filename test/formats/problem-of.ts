import { expect } from 'vitest';
import { type Problem, TrainscriptError } from '../../src/core/problems/problem.ts';
import { PROBLEM_TEXTS } from '../../src/core/problems/problem-texts.ts';

/** The problem that `action` ends in. Fails if it ends in none, in an error that nobody foresaw, or in one whose text has a gap. */
export function problemOf(action: () => unknown): Problem {
  try {
    action();
  } catch (error) {
    if (!(error instanceof TrainscriptError)) throw error;
    const shown = [...PROBLEM_TEXTS[error.code].matchAll(/\{(\w+)\}/g)].map(([, field]) => field);
    expect(Object.keys(error.fields), error.message).toEqual(expect.arrayContaining(shown));
    return error.problem;
  }
  throw new Error('expected a problem, but all went well');
}
