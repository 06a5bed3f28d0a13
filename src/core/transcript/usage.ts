import { rowsAt, type StepRows } from '../training/step-rows.ts';

/** How a track used its rows. */
export interface UsageSummary {
  readonly steps: number;
  readonly trainRows: number;
  readonly rowsUsed: number;
  readonly rowsNeverUsed: number;
  /** Over all rows to train on, those never used included. */
  readonly usesPerRow: { readonly min: number; readonly max: number };
  /** Rows over all batches. */
  readonly uses: number;
  /** A few of those that were used most, the most used first. */
  readonly mostUsed: readonly { readonly row: number; readonly uses: number }[];
  /** How many rows were used how often. */
  readonly rowsByUses: readonly { readonly uses: number; readonly rows: number }[];
  /** In the order of the classes; absent for a real-valued target, and where the transcript does not tell the rows' classes. */
  readonly byClass?: readonly ClassUse[];
}

/** How the rows of a class were used. */
export interface ClassUse {
  readonly name: string;
  readonly trainRows: number;
  readonly rowsUsed: number;
  readonly uses: number;
}

/** `uses` by row; `classOf` its class by its position, or −1. Rows behind the end of either have no uses, or no class. */
export function usesByClass(uses: ArrayLike<number>, classOf: ArrayLike<number>, names: readonly string[]): ClassUse[] {
  const tallies = names.map((name) => ({ name, trainRows: 0, rowsUsed: 0, uses: 0 }));
  for (let row = 0; row < classOf.length; row++) {
    const tally = tallies[classOf[row]];
    if (tally === undefined) continue;
    const count = uses[row] ?? 0;
    tally.trainRows++;
    tally.rowsUsed += count > 0 ? 1 : 0;
    tally.uses += count;
  }
  return tallies;
}

/** How often a row of the class was used, in terms of how often a row was used on average: 1 is the class's own share. Null where
 *  there is nothing to share, and for a class without rows. */
export function shareOfOwn({ trainRows, uses }: ClassUse, all: readonly ClassUse[]): number | null {
  const rows = all.reduce((sum, one) => sum + one.trainRows, 0);
  const allUses = all.reduce((sum, one) => sum + one.uses, 0);
  return allUses === 0 || trainRows === 0 ? null : (uses * rows) / (allUses * trainRows);
}

/** How often each of the dataset's rows was used. */
export function usesPerRow(usage: StepRows, rowCount: number): Uint32Array {
  const uses = new Uint32Array(rowCount);
  for (const row of usage.rows) uses[row]++;
  return uses;
}

/** Those of `rows` that no step used. */
export const rowsNeverUsed = (uses: Uint32Array, rows: Uint32Array): Uint32Array => rows.filter((row) => uses[row] === 0);

/** The steps that used the row, ascending. A step is named once even where its batch held the row twice. */
export function stepsThatUsed(usage: StepRows, row: number): number[] {
  const found: number[] = [];
  for (let use = usage.rows.indexOf(row); use >= 0; use = usage.rows.indexOf(row, use + 1)) {
    const step = usage.steps[lastAtMost(usage.offsets, use)];
    if (found.at(-1) !== step) found.push(step);
  }
  return found;
}

/** The rows that the step used, in the order of its batch; null when the run has no such step here. */
export function rowsUsedIn(usage: StepRows, step: number): Uint32Array | null {
  const index = lastAtMost(usage.steps, step);
  return index >= 0 && usage.steps[index] === step ? rowsAt(usage, index) : null;
}

/** A line of `usage/<phase>.tsv`, without its line end; `parseIndices` reads it back. */
export const usageLine = (step: number, rows: ArrayLike<number>): string => [step, ...Array.from(rows)].join('\t');

/** Position of the last value that is at most `wanted` in ascending values; −1 when all are greater. */
function lastAtMost(ascending: ArrayLike<number>, wanted: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle] <= wanted) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
