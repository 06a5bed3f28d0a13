import { type Dataset, usableRows } from '../data/dataset.ts';
import { TrainscriptError } from '../problems/problem.ts';
import type { Fix } from './fix.ts';

/** What a recipe is applied to. */
export interface Sets {
  readonly train: Dataset;
  readonly test: Dataset | null;
}

/** The sets after a fix, and how many values it changed. */
export interface Fixed {
  readonly sets: Sets;
  readonly cells: number;
}

/** Where a fix stands in its recipe, from 1, for messages. */
export interface Step<F extends Fix> {
  readonly fix: F;
  readonly step: number;
}

export const bothSets = ({ train, test }: Sets, change: (dataset: Dataset) => Dataset): Sets => ({
  train: change(train),
  test: test && change(test),
});

/** The classes that usable rows have, in the order of the target's; none where the target is a number. */
export function classesWithRows(dataset: Dataset): readonly string[] {
  const { target } = dataset;
  if (target.kind === 'values') return [];
  const seen = new Uint8Array(target.names.length);
  for (const row of usableRows(dataset)) if (target.codes[row] >= 0) seen[target.codes[row]] = 1;
  return target.names.filter((_, code) => seen[code] === 1);
}

/** @throws TrainscriptError `fix-row-beyond` */
export function checkRows(rows: readonly number[], dataset: Dataset, step: number): void {
  const beyond = rows.find((row) => row >= dataset.rows);
  if (beyond !== undefined)
    throw new TrainscriptError('fix-row-beyond', { step, row: beyond, rows: dataset.rows, last: Math.max(0, dataset.rows - 1) });
}

export const unfit = ({ fix, step }: Step<Fix>, expected: string, found: string): TrainscriptError =>
  new TrainscriptError('fix-unfit', { step, fix: fix.kind, expected, found });
