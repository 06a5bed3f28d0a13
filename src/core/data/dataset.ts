import type { TableFacts } from '../audit/column-facts.ts';
import type { DatasetVersion, Fix } from '../fixes/fix.ts';
import type { ColumnChoices } from './column-choices.ts';
import type { ThousandsMark } from './number-style.ts';
import type { ReadingNote } from './reading-note.ts';
import type { DecimalMark } from './scan-number.ts';

/** A dataset as the trainer and the audit see it. A row is named everywhere by its 0-based position in the
 *  dropped file(s); rows that cannot be used keep their position and are listed in `excluded`. */
export interface Dataset {
  readonly rows: number;
  readonly features: Features;
  readonly target: Target;
  /** Positions (ascending) of rows that are never trained on: ragged, or without a label where the person chose to leave those out. */
  readonly excluded: readonly number[];
}

export type Features = ImageFeatures | TableFeatures;

/** Greyscale images, row-major `[rows, height, width]`. The value the network sees is `pixels / maximum`. */
export interface ImageFeatures {
  readonly kind: 'image';
  readonly height: number;
  readonly width: number;
  readonly maximum: number;
  readonly pixels: Uint8Array | Float32Array;
  /** Height and width in the file, where the images were resized to the network's 28×28. */
  readonly resizedFrom: readonly [height: number, width: number] | null;
}

export interface TableFeatures {
  readonly kind: 'table';
  readonly columns: readonly FeatureColumn[];
}

export type FeatureColumn = NumberColumn | CategoryColumn;

/** `values` holds NaN where the cell is missing or not a number. */
export interface NumberColumn {
  readonly kind: 'number';
  readonly name: string;
  readonly values: Float32Array;
}

/** `codes` index `names`; −1 where the cell is missing. */
export interface CategoryColumn {
  readonly kind: 'category';
  readonly name: string;
  readonly names: readonly string[];
  readonly codes: Int32Array;
}

export type Target = ClassTarget | ValueTarget;

/** `codes` index `names`; −1 where the label is missing. Names are sorted: as numbers where all are numbers, else by code point. */
export interface ClassTarget {
  readonly kind: 'classes';
  readonly column: string;
  readonly names: readonly string[];
  readonly codes: Int32Array;
}

/** `values` holds NaN where the target is missing or not a number. */
export interface ValueTarget {
  readonly kind: 'values';
  readonly column: string;
  readonly values: Float32Array;
}

export type Task = 'multiclass' | 'binary' | 'regression';

/** The loss and the metrics follow the task: several classes, two classes, or a real value. */
export function taskOf(target: Target): Task {
  if (target.kind === 'values') return 'regression';
  return target.names.length === 2 ? 'binary' : 'multiclass';
}

export const TABLE_FORMATS = ['csv', 'jsonl', 'parquet'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

export const FILE_FORMATS = ['idx-images', 'idx-labels', 'image-zip', ...TABLE_FORMATS] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

export const READING_FORMATS = ['idx', 'images', ...TABLE_FORMATS] as const;

/** What is known of a dropped file. `sha256` is of the bytes as dropped, compressed or not, in hex. */
export interface FileFacts {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly format: FileFormat;
  readonly gzip: boolean;
}

/** What was guessed about the files (or corrected by the person): each can be overridden through `ReadOptions`. */
export interface Reading {
  readonly format: (typeof READING_FORMATS)[number];
  readonly encoding: string | null;
  readonly delimiter: string | null;
  /** Null or absent where there is no text. */
  readonly decimal?: DecimalMark | null;
  readonly thousands?: ThousandsMark | null;
  readonly header: boolean | null;
  /** Lines before the data that are no header, such as «150,4,setosa,versicolor,virginica». */
  readonly preamble: number;
  readonly columns: readonly string[];
  readonly label: { readonly index: number; readonly name: string } | null;
  /** The column that names the person a row is about; absent where none was named. It is no input of the network. */
  readonly subject?: { readonly index: number; readonly name: string };
  readonly task: Task;
  readonly shape:
    | { readonly kind: 'image'; readonly height: number; readonly width: number }
    | { readonly kind: 'table'; readonly inputs: number };
  readonly maximum: number | null;
  /** What was done to rows on the way; absent where there is nothing to tell. */
  readonly notes?: readonly ReadingNote[];
}

export type ImageShape = { readonly kind: 'image'; readonly height: number; readonly width: number };

/** The person's corrections of a reading; null or absent means «as guessed». Part of the run spec. */
export interface ReadOptions {
  readonly delimiter?: string | null;
  readonly encoding?: string | null;
  readonly decimal?: DecimalMark | null;
  readonly thousands?: ThousandsMark | null;
  readonly header?: boolean | null;
  /** Label column by name or 0-based index. */
  readonly label?: string | number | null;
  /** What single columns are for, and how they are read. */
  readonly columns?: ColumnChoices | null;
  /** Texts that stand for no value in any column, beside the usual ones. */
  readonly missing?: readonly string[] | null;
  readonly task?: 'classification' | 'regression' | null;
  readonly shape?: 'table' | 'image' | null;
  readonly maximum?: number | null;
  /** What becomes of a row with another number of cells: `pad` fills a short one up with missing cells, and leaves out one that has too many. */
  readonly ragged?: 'refuse' | 'skip' | 'pad';
  /** What becomes of a value that holds others (JSON Lines, Parquet): `flatten` gives each one within a column of its own, named with dots. */
  readonly nested?: 'refuse' | 'flatten';
  /** What becomes of a picture in a zip that cannot be decoded. */
  readonly broken?: 'refuse' | 'skip';
  readonly unlabelled?: 'refuse' | 'leave-out';
  /** What is done about the rows once they are read, in this order. */
  readonly fixes?: readonly Fix[] | null;
}

/** The data of one phase after reading: rows to train on, and the test rows where the files hold a test set of their own. */
export interface PhaseData {
  readonly train: Dataset;
  readonly test: Dataset | null;
  readonly files: readonly FileFacts[];
  readonly reading: Reading;
  /** What the reader of a table counted in the training file; null for IDX, where every value is there by construction. */
  readonly facts: TableFacts | null;
  /** The files as read and fixed; absent where the data are of no file. */
  readonly version?: DatasetVersion;
}

/** The rows a phase may use: all but the excluded, ascending. */
export function usableRows(dataset: Dataset): Uint32Array {
  const excluded = new Set(dataset.excluded);
  const rows = new Uint32Array(dataset.rows - excluded.size);
  let n = 0;
  for (let row = 0; row < dataset.rows; row++) if (!excluded.has(row)) rows[n++] = row;
  return rows;
}
