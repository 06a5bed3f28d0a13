import { type Problem, toProblem } from '../src/core/problems/problem.ts';

/** The problem that the action throws, as plain data to compare; fails where it throws none. */
export function problemOf(action: () => unknown): Problem {
  let value: unknown;
  try {
    value = action();
  } catch (error) {
    return toProblem(error);
  }
  throw new Error(`Expected a problem, got ${String(value)}`);
}

/** The same for what is awaited. */
export async function problemOfAsync(action: () => Promise<unknown>): Promise<Problem> {
  let value: unknown;
  try {
    value = await action();
  } catch (error) {
    return toProblem(error);
  }
  throw new Error(`Expected a problem, got ${String(value)}`);
}
