import type { CategoryColumn, FeatureColumn, NumberColumn } from '../../data/dataset.ts';
import type { Finding } from '../audit.ts';
import { makeFinding } from '../finding.ts';
import { countCodes } from './categories.ts';

/** Among fewer rows, cells may all be different by chance. */
const ENOUGH_ROWS = 20;
/** float32 holds every whole number up to here; beyond, neighbours are one. */
const EXACT = 2 ** 24;
/** Names that say «this is an identifier», as words of their own: `id`, `user_id`, `customerId`, `编号`. */
const NAMED_ID = /(?:^|[^a-z])(?:ids?|uuid|guid|index|(?:row|serial)[ _]?(?:no|number))(?:[^a-z]|$)|编号|序号|学号|工号/i;
const CAMEL_ID = /[a-z](?:Id|ID)$/;

/** Columns that name the row instead of telling something about it: whole numbers without a gap (Cleanlab's rule), different whole
 *  numbers in a column that is called an identifier, and names that are all different. */
export function identifierFindings(columns: readonly FeatureColumn[], usable: Uint32Array): Finding[] {
  return columns.flatMap((column) => {
    const count = column.kind === 'number' ? identifyingNumbers(column, usable) : identifyingNames(column, usable);
    return count < ENOUGH_ROWS
      ? []
      : [makeFinding('identifier-column', 'warning', { column: column.name, count, fields: { total: usable.length } })];
  });
}

/** How many numbers there are, where they are an identifier; else 0. */
function identifyingNumbers({ name, values }: NumberColumn, rows: Uint32Array): number {
  let [count, smallest, greatest] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const row of rows) {
    const value = values[row];
    if (Number.isNaN(value)) continue;
    if (!Number.isInteger(value)) return 0;
    if (value < smallest) smallest = value;
    if (value > greatest) greatest = value;
    count++;
  }
  if (count < ENOUGH_ROWS) return 0;
  const isRun = isRunOf(values, rows, { smallest, greatest, count });
  return isRun || ((NAMED_ID.test(name) || CAMEL_ID.test(name)) && areDifferent(values, rows)) ? count : 0;
}

/** How far apart float32's whole numbers lie at the greater of both; 0 where each can be had. */
function stepAt(a: number, b: number): number {
  const greatest = Math.max(Math.abs(a), Math.abs(b));
  return greatest <= EXACT ? 0 : 2 ** (Math.floor(Math.log2(greatest)) - 23);
}

interface Extent {
  readonly smallest: number;
  readonly greatest: number;
  readonly count: number;
}

/** Whether each whole number from the smallest to the greatest is there once, or as often as float32 takes others for it. */
function isRunOf(values: Float32Array, rows: Uint32Array, { smallest, greatest, count }: Extent): boolean {
  const step = stepAt(smallest, greatest);
  // Where float32 makes one number of them all, nothing tells a run from a constant.
  if (2 * step >= count || Math.abs(greatest - smallest + 1 - count) > 2 * step) return false;
  const times = new Uint8Array(greatest - smallest + 1);
  for (const row of rows) {
    if (!Number.isNaN(values[row]) && ++times[values[row] - smallest] > Math.max(1, step + 1)) return false;
  }
  return true;
}

function areDifferent(values: Float32Array, rows: Uint32Array): boolean {
  const seen = new Set<number>();
  for (const row of rows) {
    const value = values[row];
    if (Number.isNaN(value)) continue;
    if (seen.has(value)) return false;
    seen.add(value);
  }
  return true;
}

/** How many names there are, where no two rows have the same; else 0. */
function identifyingNames(column: CategoryColumn, rows: Uint32Array): number {
  const counts = countCodes(column, rows);
  return counts.every((count) => count <= 1) ? counts.reduce((sum, count) => sum + count, 0) : 0;
}
