import type { PhaseData, ReadOptions } from '../../../src/core/data/dataset.ts';
import { loadFiles } from '../../../src/worker/data/load.ts';
import { byteSource, NEVER } from '../../formats/byte-source.ts';
import type { Dice } from './dice.ts';

/** A table as text, so that a defect goes the way of a dropped file. The label is the last column. */
export interface TableSet {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** Names of the classes that the labels 0, 1 … stand for. */
  readonly classes: readonly string[];
}

export interface Row {
  readonly cells: readonly string[];
  readonly label: string;
}

/** From a file whose first line is «rows,columns,class names …». */
export function parseTable(name: string, text: string): TableSet {
  const [first, ...lines] = text.trim().split(/\r?\n/);
  const rows = lines.map((line) => line.split(',')).map((cells) => ({ cells: cells.slice(0, -1), label: cells[cells.length - 1] }));
  return { name, classes: first.split(',').slice(2), columns: rows[0].cells.map((_, i) => `x${i + 1}`), rows };
}

export const toCsv = ({ columns, rows }: TableSet): string =>
  [[...columns, 'label'], ...rows.map(({ cells, label }) => [...cells, label])].map((cells) => cells.join(',')).join('\n');

/** Reads the tables as dropped files. */
export async function read(train: TableSet | string, test: TableSet | null = null, options: ReadOptions = {}): Promise<PhaseData> {
  const file = (table: TableSet | string, name: string) => byteSource(typeof table === 'string' ? table : toCsv(table), name);
  return loadFiles([file(train, 'train.csv'), ...(test ? [file(test, 'test.csv')] : [])], options, () => {}, NEVER);
}

export const withRows = (set: TableSet, rows: readonly Row[]): TableSet => ({ ...set, rows });

export const mapRows = (set: TableSet, of: (row: Row, i: number) => Row): TableSet => withRows(set, set.rows.map(of));

/** With one column more, before the others. */
export const withColumn = (set: TableSet, name: string, cell: (row: Row, i: number) => string): TableSet => ({
  ...mapRows(set, (row, i) => ({ ...row, cells: [cell(row, i), ...row.cells] })),
  columns: [name, ...set.columns],
});

export const withCell = (row: Row, column: number, cell: string): Row => ({
  ...row,
  cells: row.cells.map((own, i) => (i === column ? cell : own)),
});

/** Without rows that repeat an earlier one, so that what is planted can be counted. */
export function distinct(set: TableSet): TableSet {
  const texts = set.rows.map(({ cells }) => cells.join());
  return withRows(
    set,
    set.rows.filter((_, i) => texts.indexOf(texts[i]) === i),
  );
}

/** With other rows behind its own, and where they stand. */
export function behind(set: TableSet, rows: readonly Row[]): { readonly set: TableSet; readonly rows: readonly number[] } {
  return { set: withRows(set, [...set.rows, ...rows]), rows: rows.map((_, i) => set.rows.length + i) };
}

/** The chosen rows, and the others. */
export function cut(set: TableSet, share: number, dice: Dice): readonly [TableSet, TableSet] {
  const chosen = new Set(dice.choose(set.rows.length, Math.round(set.rows.length * share)));
  return [
    withRows(
      set,
      set.rows.filter((_, i) => chosen.has(i)),
    ),
    withRows(
      set,
      set.rows.filter((_, i) => !chosen.has(i)),
    ),
  ];
}

/** A column's standard deviation. */
export function spreadOf({ rows }: TableSet, column: number): number {
  const values = rows.map(({ cells }) => Number(cells[column]));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

/** With these columns moved by so many of their standard deviations. */
export function moved(set: TableSet, columns: readonly number[], by: number): TableSet {
  const shifts = set.columns.map((_, i) => (columns.includes(i) ? by * spreadOf(set, i) : 0));
  return mapRows(set, (row) => ({
    ...row,
    cells: row.cells.map((cell, i) => (shifts[i] === 0 ? cell : String(Number(cell) + shifts[i]))),
  }));
}
