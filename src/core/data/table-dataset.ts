import { TrainscriptError } from '../problems/problem.ts';
import { codesOf, namesOf } from './column-codes.ts';
import { columnsDiffer } from './columns-differ.ts';
import type { ClassTarget, Dataset, FeatureColumn, Features, ImageFeatures, ReadOptions, Target, ValueTarget } from './dataset.ts';
import { columnKind, type Table } from './table.ts';
import { MAX_TEXTS, type TableColumn } from './table-column.ts';
import { planTable, type TablePlan } from './table-plan.ts';

/** Outputs of a network that tells classes apart, one each. Far more are ids or amounts taken for classes. */
export const MAX_CLASSES = 1_000;

export interface TableDatasets {
  readonly plan: TablePlan;
  readonly train: Dataset;
  readonly test: Dataset | null;
}

/** Reads a table, and the test table where there is one, as datasets. Images keep the size that they have in the file.
 *  Both share the plan that was made of the training table, and their class names.
 *  Throws what `planTable` throws, `columns-differ`, `columns-too-many-names`, `label-missing`, `label-all-missing` or `label-too-many-classes`. */
export function tableDatasets(train: Table, test: Table | null, options: ReadOptions): TableDatasets {
  const plan = planTable(train, options);
  const tables = test === null ? [train] : [train, test];
  const columns = tables.map((table) => columnsLike(train, table));
  const labels = columns.map((own) => own[plan.label]);
  const names = plan.target === 'classes' ? classNames(tables, labels) : null;
  const datasets = tables.map((table, i): Dataset => {
    const target = names === null ? valueTarget(table, labels[i]) : classTarget(table, labels[i], names);
    const excluded = excludedRows(table, target, options.unlabelled ?? 'refuse');
    const features = plan.features.map((index) => columns[i][index]);
    return { rows: table.rows, features: featuresOf(table, features, plan), target, excluded };
  });
  return { plan, train: datasets[0], test: datasets[1] ?? null };
}

/** The table's columns in the order of the first one's, found by name. Without a header the names are positions. */
function columnsLike(first: Table, table: Table): readonly TableColumn[] {
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  const found = first.columns.map((column) => byName.get(column.name));
  const missing = first.columns.filter((_, i) => found[i] === undefined).map((column) => column.name);
  const known = new Set(first.columns.map((column) => column.name));
  const extra = table.columns.filter((column) => !known.has(column.name)).map((column) => column.name);
  if (missing.length + extra.length > 0) throw columnsDiffer(missing, extra, []);
  return found as TableColumn[];
}

/** The different labels of all tables. */
function classNames(tables: readonly Table[], labels: readonly TableColumn[]): readonly string[] {
  const names = namesOf(labels.map((column, i) => ({ column, rows: tables[i].rows })));
  if (names.length <= MAX_CLASSES) return names;
  const fields = { file: tables[0].file, column: labels[0].name, found: names.length, limit: MAX_CLASSES };
  throw new TrainscriptError('label-too-many-classes', fields);
}

const classTarget = (table: Table, column: TableColumn, names: readonly string[]): ClassTarget => ({
  kind: 'classes',
  column: column.name,
  names,
  codes: codesOf({ column, rows: table.rows }, names),
});

function valueTarget(table: Table, column: TableColumn): ValueTarget {
  const values = new Float32Array(table.rows);
  column.copyNumbers(values);
  return { kind: 'values', column: column.name, values };
}

/** The rows that are not trained on: those that did not fit and, where the person says so, those without a label. */
function excludedRows(table: Table, target: Target, unlabelled: 'refuse' | 'leave-out'): readonly number[] {
  const ragged = new Set(table.ragged);
  const isMissing = (row: number) => (target.kind === 'classes' ? target.codes[row] < 0 : Number.isNaN(target.values[row]));
  const missing: number[] = [];
  for (let row = 0; row < table.rows; row++) if (isMissing(row) && !ragged.has(row)) missing.push(row);
  if (missing.length === 0) return table.ragged;
  const fields = { file: table.file, column: target.column, rows: table.rows };
  if (missing.length + ragged.size === table.rows) throw new TrainscriptError('label-all-missing', fields);
  if (unlabelled === 'refuse') throw new TrainscriptError('label-missing', { ...fields, count: missing.length, row: missing[0] });
  return [...table.ragged, ...missing].sort((a, b) => a - b);
}

function featuresOf(table: Table, columns: readonly TableColumn[], plan: TablePlan): Features {
  const kinds = plan.features.map((index) => plan.kinds[index]);
  if (plan.image !== null) return imageFeatures(table, columns, plan.image, plan.maximum ?? 1);
  return { kind: 'table', columns: columns.map((column, i) => featureColumn(table, column, kinds[i])) };
}

/** Pixels row by row, a byte each where all are whole numbers up to 255. A missing pixel is dark. */
function imageFeatures(table: Table, columns: readonly TableColumn[], side: number, maximum: number): ImageFeatures {
  const size = columns.length;
  const areBytes = columns.every((column) => column.allIntegers && column.minimum >= 0 && column.maximum <= 255);
  const pixels = areBytes ? new Uint8Array(table.rows * size) : new Float32Array(table.rows * size);
  for (const [i, column] of columns.entries()) column.copyNumbers(pixels, i, size);
  if (!areBytes) for (let i = 0; i < pixels.length; i++) if (Number.isNaN(pixels[i])) pixels[i] = 0;
  return { kind: 'image', height: side, width: side, maximum, pixels, resizedFrom: null };
}

function featureColumn(table: Table, column: TableColumn, kind: 'number' | 'category'): FeatureColumn {
  const { name } = column;
  if (kind === 'category') {
    const names = namesOf([{ column, rows: table.rows }]);
    // Numbers that the person wants as names: unlike texts they were not counted while they were read.
    if (names.length > MAX_TEXTS && columnKind(column) === 'number')
      throw new TrainscriptError('columns-too-many-names', { file: table.file, column: name, found: names.length, limit: MAX_TEXTS });
    return { kind, name, names, codes: codesOf({ column, rows: table.rows }, names) };
  }
  const values = new Float32Array(table.rows);
  column.copyNumbers(values);
  return { kind, name, values };
}
