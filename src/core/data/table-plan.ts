import { TrainscriptError } from '../problems/problem.ts';
import { type ColumnKind, type ColumnRole, choiceFor } from './column-choices.ts';
import { numbersOf } from './column-codes.ts';
import { listNames } from './columns-differ.ts';
import type { ReadOptions } from './dataset.ts';
import { checkedMaximum, type ImageSide, imageSide, scaleMaximum } from './image-shape.ts';
import { columnKind, type Table } from './table.ts';
import type { TableColumn } from './table-column.ts';

/** How a table is to be read, decided before any value is moved. The same plan reads the test table that belongs to it. */
export interface TablePlan {
  /** Position of the label among the columns. */
  readonly label: number;
  readonly target: 'classes' | 'values';
  /** Null for a table that is no row of images. */
  readonly image: ImageSide | null;
  /** The image's scale; null for a table. */
  readonly maximum: number | null;
  /** Of every column, the label's among them. */
  readonly kinds: readonly ColumnKind[];
  /** Positions of the columns that the network sees, ascending. */
  readonly features: readonly number[];
  /** Position of the column that names the person a row is about. */
  readonly subject: number | null;
}

/** Header names that say «this is the label», the surest first. */
const LABEL_NAMES = ['label', 'class', 'target', 'y', '标签'];

/** A table's whole numbers are classes up to this many different ones, amounts beyond. Ten digits are classes, ages are not. */
export const MAX_CLASSES_OF_TABLE = 20;
/** The labels of images are classes in nearly every dataset there is: up to one byte's worth (EMNIST has 62). */
export const MAX_CLASSES_OF_IMAGES = 256;

/** Decides on the label, the task and the shape: what the person chose, else what the table looks like.
 *  Throws `label-unknown`, `columns-role-of-label`, `columns-none-left`, `label-not-numbers`, `image-not-square`, `image-not-pixels` or `scale-maximum`. */
export function planTable(table: Table, options: ReadOptions): TablePlan {
  const choices = table.columns.map(({ name }) => choiceFor(options.columns, name));
  const roles = choices.map(({ role }) => role ?? 'feature');
  const label = labelColumn(table, options.label ?? null, roles);
  const features = [...roles.keys()].filter((i) => i !== label && roles[i] === 'feature');
  if (features.length === 0) throw new TrainscriptError('columns-none-left', { file: table.file, label: table.columns[label].name });
  const columns = features.map((i) => table.columns[i]);
  const image = options.shape === 'table' ? null : imageSide(columns, options.shape === 'image' ? table.file : null);
  const task = options.task ?? (choices[label].kind === 'category' ? 'classification' : null);
  const target = targetKind(table, label, task, image !== null);
  const maximum = image === null ? null : (checkedMaximum(options.maximum ?? null) ?? scaleMaximum(columns));
  const kinds = table.columns.map((column, i) => choices[i].kind ?? columnKind(column));
  const subject = roles.indexOf('subject');
  return { label, target, image, maximum, kinds, features, subject: subject < 0 ? null : subject };
}

function labelColumn(table: Table, choice: string | number | null, roles: readonly ColumnRole[]): number {
  if (choice !== null) return roleless(table, chosenLabel(table, choice), roles);
  const isFree = (index: number) => roles[index] === 'feature';
  for (const name of LABEL_NAMES) {
    const index = table.columns.findIndex((column, i) => isFree(i) && column.name.toLowerCase() === name);
    if (index >= 0) return index;
  }
  // A delimiter at the end of each line makes a last column without a cell in it: nobody means that one.
  const lastFilled = table.columns.findLastIndex((column, i) => isFree(i) && column.numbers + column.texts > 0);
  return lastFilled >= 0 ? lastFilled : roleless(table, table.columns.length - 1, roles);
}

function roleless({ file, columns }: Table, label: number, roles: readonly ColumnRole[]): number {
  if (roles[label] === 'feature') return label;
  throw new TrainscriptError('columns-role-of-label', { file, column: columns[label].name, role: roles[label] });
}

/** By name first, so that a column named «3» can be had; then by position. */
function chosenLabel({ file, columns }: Table, choice: string | number): number {
  const named = columns.findIndex((column) => column.name === String(choice).trim());
  if (typeof choice === 'string' && named >= 0) return named;
  const index = typeof choice === 'number' ? choice : /^\s*\d+\s*$/.test(choice) ? Number(choice) : -1;
  if (Number.isInteger(index) && index >= 0 && index < columns.length) return index;
  const names = columns.map((column) => column.name);
  throw new TrainscriptError('label-unknown', { file, label: choice, count: columns.length, columns: listNames(names) });
}

function targetKind(table: Table, label: number, task: ReadOptions['task'], ofImages: boolean): TablePlan['target'] {
  const column = table.columns[label];
  if (task === 'classification') return 'classes';
  if (task !== 'regression')
    return columnKind(column) === 'number' && looksLikeAmounts(column, table.rows, ofImages) ? 'values' : 'classes';
  if (columnKind(column) === 'number') return 'values';
  throw new TrainscriptError('label-not-numbers', { file: table.file, column: column.name, count: column.texts, row: column.textRows[0] });
}

/** Numbers with fractions are amounts, and so are more different whole numbers than there would be classes. */
function looksLikeAmounts(column: TableColumn, rows: number, ofImages: boolean): boolean {
  if (!column.allIntegers) return true;
  const limit = ofImages ? MAX_CLASSES_OF_IMAGES : MAX_CLASSES_OF_TABLE;
  const different = new Set<number>();
  for (const value of numbersOf(column, rows)) {
    if (Number.isNaN(value)) continue;
    different.add(value);
    if (different.size > limit) return true;
  }
  return false;
}
