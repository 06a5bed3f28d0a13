import { TrainscriptError } from '../problems/problem.ts';
import { randomStream, shuffled } from '../random.ts';
import type { PhaseName } from '../spec/spec.ts';

export interface SplitChoice {
  /** How many of the usable rows to take; null, or more than there are, takes all. */
  readonly rows: number | null;
  /** Share of the taken rows that is held out for testing, 0 ≤ test < 1. */
  readonly test: number;
  readonly seed: number;
  readonly phase: PhaseName;
}

/** Rows by their position in the dropped files, ascending; no row is in both. */
export interface Split {
  readonly train: Uint32Array;
  readonly test: Uint32Array;
}

/** Draws the rows of a phase by the seed and holds out the rounded test share of them; one row at least is left to train on.
 *  @throws TrainscriptError `no-rows-left` when no row is usable. */
export function splitRows(usable: Uint32Array, { rows, test, seed, phase }: SplitChoice): Split {
  if (usable.length === 0) throw new TrainscriptError('no-rows-left', { phase });
  const taken = Math.min(rows ?? usable.length, usable.length);
  const testRows = Math.min(Math.round(taken * test), taken - 1);
  const drawn = shuffled(randomStream(seed, `split/${phase}`), usable).subarray(0, taken);
  return { train: drawn.slice(testRows).sort(), test: drawn.slice(0, testRows).sort() };
}
