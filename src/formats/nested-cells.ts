import { TrainscriptError } from '../core/problems/problem.ts';

/** Cells of a table whose file need not spell each of them: twenty columns of 13 million rows. Spelt ones are limited by the file's bytes. */
const MAX_CELLS = 2 ** 28;
/** A column that one row names has a cell in every row, so that a small file can ask for any size. Up to this it is harmless; beyond, one cell in
 *  so many must be spelt. */
const HARMLESS_CELLS = 2 ** 24;
const MAX_CELLS_OF_SPELT = 20;

/** Throws `table-too-large`. `spelt` are the cells that the file has, where that is known. */
export function checkCells(rows: number, columns: number, file: string, spelt = Number.POSITIVE_INFINITY): void {
  const limit = Math.min(MAX_CELLS, Math.max(HARMLESS_CELLS, MAX_CELLS_OF_SPELT * spelt));
  if (rows * columns > limit) throw new TrainscriptError('table-too-large', { file, rows, columns, limit });
}

/** What stands at one place of a row: a cell, and what it was before it became text. */
export interface NestedCell {
  readonly name: string;
  readonly cell: string;
  readonly type: CellType;
}

export type CellType = 'number' | 'text' | 'truth' | 'missing';

/** Deeper than any record that a person means as a row; a hostile file must not exhaust the stack. */
export const MAX_DEPTH = 16;

/** What a value is, where it is no single one. */
export function foundNested(value: unknown): 'a list' | 'an object' | 'bytes' | null {
  if (Array.isArray(value)) return 'a list';
  if (ArrayBuffer.isView(value)) return 'bytes';
  return typeof value === 'object' && value !== null && !(value instanceof Date) ? 'an object' : null;
}

/** The cells of a value that may hold others: each value within gets the names that lead to it, joined by dots, and the places in a list are their
 *  numbers from 0. An empty list or object has no cell. `tooDeep` is called, and throws, below `MAX_DEPTH` levels. */
export function* nestedCells(name: string, value: unknown, tooDeep: (name: string) => never, depth = 0): Generator<NestedCell, void, void> {
  if (foundNested(value) === null) return yield { name, ...cellOf(value) };
  if (depth === MAX_DEPTH) tooDeep(name);
  for (const [key, inner] of entriesOf(value)) yield* nestedCells(`${name}.${key}`, inner, tooDeep, depth + 1);
}

const entriesOf = (value: unknown): Iterable<readonly [string | number, unknown]> =>
  ArrayBuffer.isView(value) || Array.isArray(value) ? Array.from(value as ArrayLike<unknown>).entries() : Object.entries(value as object);

/** A value as the text that CSV would have for it. Null and NaN are missing, as pandas counts them; a time is ISO 8601, a date without a time where it has none. */
export function cellOf(value: unknown): Omit<NestedCell, 'name'> {
  if (value === null || value === undefined || Number.isNaN(value)) return { cell: '', type: 'missing' };
  if (value instanceof Date) return { cell: timeText(value), type: 'text' };
  if (typeof value === 'boolean') return { cell: String(value), type: 'truth' };
  return { cell: String(value), type: typeof value === 'string' ? 'text' : 'number' };
}

function timeText(time: Date): string {
  return Number.isNaN(time.getTime()) ? '' : time.toISOString().replace(/T00:00:00\.000Z$/, '');
}
