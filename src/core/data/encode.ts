import { columnsDiffer } from './columns-differ.ts';
import type { CategoryColumn, FeatureColumn, NumberColumn, TableFeatures } from './dataset.ts';

/** How a table's columns become the network's inputs: plain data, fit for JSON, so that it can travel with the parameters. */
export interface TableEncoding {
  readonly columns: readonly ColumnEncoding[];
  /** Inputs of the network: one for each number column, one for each name of each category column. */
  readonly inputs: number;
}

export type ColumnEncoding =
  | { readonly kind: 'number'; readonly name: string; readonly mean: number; readonly std: number }
  | { readonly kind: 'category'; readonly name: string; readonly names: readonly string[] };

/** Measures the columns on `rows` (the training rows, so that nothing is learnt from the test rows): mean and population standard
 *  deviation of the numbers that are there. A category has an input for each of its names in the whole file, which keeps the network's size free of the split. */
export function fitEncoding(features: TableFeatures, rows: ArrayLike<number>): TableEncoding {
  const columns = features.columns.map(
    (column): ColumnEncoding =>
      column.kind === 'number'
        ? { kind: 'number', name: column.name, ...moments(column, rows) }
        : { kind: 'category', name: column.name, names: column.names },
  );
  return { columns, inputs: columns.reduce((sum, column) => sum + widthOf(column), 0) };
}

/** The inputs of those rows, row-major `[rows, encoding.inputs]`: numbers standardised, categories one-hot. A missing number and one of a constant column
 *  are 0, a missing category and one that the encoding does not know are zeros all along. Columns are found by name, in any order.
 *  @throws TrainscriptError `columns-differ`, naming the difference, where the table has other columns than the encoding. */
export function encodeRows(encoding: TableEncoding, features: TableFeatures, rows: ArrayLike<number>): Float32Array {
  const inputs = new Float32Array(rows.length * encoding.inputs);
  const columns = columnsFor(encoding, features);
  let at = 0;
  for (const [i, column] of columns.entries()) {
    const code = encoding.columns[i];
    if (code.kind === 'number') encodeNumbers(inputs, at, encoding.inputs, code, column as NumberColumn, rows);
    else encodeNames(inputs, at, encoding.inputs, code.names, column as CategoryColumn, rows);
    at += widthOf(code);
  }
  return inputs;
}

const widthOf = (column: ColumnEncoding): number => (column.kind === 'number' ? 1 : column.names.length);

/** In two passes over doubles: the textbook one-pass formula loses all digits where the mean is large. */
function moments({ values }: NumberColumn, rows: ArrayLike<number>): { mean: number; std: number } {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]];
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  if (count === 0) return { mean: 0, std: 0 };
  const mean = sum / count;
  let squares = 0;
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]];
    if (!Number.isNaN(value)) squares += (value - mean) ** 2;
  }
  return { mean, std: Math.sqrt(squares / count) };
}

type NumberEncoding = Extract<ColumnEncoding, { kind: 'number' }>;

function encodeNumbers(
  inputs: Float32Array,
  at: number,
  stride: number,
  { mean, std }: NumberEncoding,
  { values }: NumberColumn,
  rows: ArrayLike<number>,
): void {
  if (std === 0) return;
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]];
    if (!Number.isNaN(value)) inputs[i * stride + at] = (value - mean) / std;
  }
}

function encodeNames(
  inputs: Float32Array,
  at: number,
  stride: number,
  known: readonly string[],
  column: CategoryColumn,
  rows: ArrayLike<number>,
): void {
  const place = new Map(known.map((name, i) => [name, i]));
  const places = Int32Array.from(column.names, (name) => place.get(name) ?? -1);
  for (let i = 0; i < rows.length; i++) {
    const code = column.codes[rows[i]];
    if (code >= 0 && places[code] >= 0) inputs[i * stride + at + places[code]] = 1;
  }
}

/** The table's columns in the encoding's order. */
function columnsFor(encoding: TableEncoding, features: TableFeatures): FeatureColumn[] {
  const byName = new Map(features.columns.map((column) => [column.name, column]));
  const known = new Set(encoding.columns.map((column) => column.name));
  const missing = encoding.columns.filter((column) => !byName.has(column.name)).map((column) => column.name);
  const extra = features.columns.filter((column) => !known.has(column.name)).map((column) => column.name);
  const kinds = encoding.columns
    .filter((column) => (byName.get(column.name)?.kind ?? column.kind) !== column.kind)
    .map((column) => column.name);
  if (missing.length + extra.length + kinds.length > 0) throw columnsDiffer(missing, extra, kinds);
  return encoding.columns.map((column) => byName.get(column.name)!);
}
