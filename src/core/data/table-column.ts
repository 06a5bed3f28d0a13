import { ROWS_SHOWN } from '../audit/audit.ts';
import type { CellWatch, PersonalTally } from '../audit/personal/tally.ts';
import { TrainscriptError } from '../problems/problem.ts';
import type { ColumnRole } from './column-choices.ts';
import { GrowingCodes, GrowingNumbers } from './growing-list.ts';
import { isMissing } from './missing.ts';
import { type NumberStyle, numberScanner } from './number-style.ts';
import { ownCopy } from './own-copy.ts';

/** Different texts that a column may hold. Each is an input of the network with 500 weights behind it: 10,000 of them are
 *  5 million weights for one column, twelve times the whole image network. */
export const MAX_TEXTS = 10_000;
/** Different subjects that a key may name: it is no input, so that only their names take room, some hundred megabytes at the most. */
export const MAX_SUBJECTS = 1_000_000;

export interface ColumnSource {
  readonly name: string;
  /** The file's name, for messages. */
  readonly file: string;
  readonly style: NumberStyle;
  readonly role: ColumnRole;
  /** Texts that stand for no value, beside the usual ones. */
  readonly missing: readonly string[];
  /** Looks at every cell, whatever the column is for. */
  readonly watch: CellWatch | null;
}

/** One column as it grows: numbers as numbers, each different text once, and what is missing counted as pandas counts it. */
export class TableColumn {
  readonly name: string;
  /** Cells that are missing, that are numbers, and that are another text. */
  missing = 0;
  numbers = 0;
  texts = 0;
  /** The first rows (at most `ROWS_SHOWN`) whose cell is missing, and whose cell is a text. */
  readonly missingRows: number[] = [];
  readonly textRows: number[] = [];
  /** Over the numbers. */
  minimum = Number.POSITIVE_INFINITY;
  maximum = Number.NEGATIVE_INFINITY;
  allIntegers = true;

  readonly #file: string;
  readonly #role: ColumnRole;
  readonly #watch: CellWatch | null;
  readonly #scan: (cell: string) => number;
  readonly #marks: ReadonlySet<string> | null;
  readonly #values = new GrowingNumbers();
  readonly #codes = new GrowingCodes();
  readonly #names = new Map<string, number>();

  constructor({ name, file, style, role, missing, watch }: ColumnSource) {
    this.name = name;
    this.#file = file;
    this.#role = role;
    this.#watch = watch;
    this.#scan = numberScanner(style);
    this.#marks = missing.length > 0 ? new Set(missing) : null;
  }

  /** Takes the cell `index` of each row; the first row stands at position `from` of the table. */
  append(rows: readonly (readonly string[])[], index: number, from: number): void {
    for (let i = 0; i < rows.length; i++) this.#take(rows[i][index], from + i);
  }

  /** Takes that many rows without a value; the first stands at position 0. */
  appendMissing(rows: number): void {
    for (let row = 0; row < rows; row++) {
      this.#keep(Number.NaN);
      this.#countMissing(row);
    }
  }

  /** Takes cells one below the other; the first stands at position `from` of the table. */
  appendCells(cells: Iterable<string>, from: number): void {
    let row = from;
    for (const cell of cells) this.#take(cell, row++);
  }

  /** The cell of a row that does not fit: there is none, so it is not missing either. */
  appendNothing(): void {
    this.#keep(Number.NaN);
  }

  #take(cell: string, row: number): void {
    this.#watch?.take(cell, row);
    const isMarked = this.#marks?.has(cell.trim()) === true;
    const value = isMarked ? Number.NaN : this.#scan(cell);
    this.#keep(value);
    if (!Number.isNaN(value)) this.#countNumber(value);
    else if (isMarked || isMissing(cell)) this.#countMissing(row);
    else this.#addText(cell, row);
  }

  /** Personal data among the cells, by kind; none where no one looked. */
  personal(): readonly PersonalTally[] {
    return this.#watch?.tallies() ?? [];
  }

  /** What is ignored is counted, but takes no room. */
  #keep(value: number): void {
    if (this.#role !== 'ignore') this.#values.push(value);
  }

  /** Writes the column's numbers into `target`, the first at `from` and each next one `stride` further; NaN where the cell is no number. */
  copyNumbers(target: Uint8Array | Float32Array | Float64Array, from = 0, stride = 1): void {
    this.#values.copyTo(target, from, stride);
  }

  /** The different texts, in the order of their first rows, without the spaces around them. */
  names(): string[] {
    return [...this.#names.keys()];
  }

  /** For each row 1 + the position of its text among `names`; 0 where the cell is no text. */
  textCodes(): Int32Array {
    return this.#codes.toArray(this.#values.length);
  }

  #countNumber(value: number): void {
    this.numbers++;
    if (value < this.minimum) this.minimum = value;
    if (value > this.maximum) this.maximum = value;
    if (this.allIntegers && !Number.isInteger(value)) this.allIntegers = false;
  }

  #countMissing(row: number): void {
    this.missing++;
    if (this.missingRows.length < ROWS_SHOWN) this.missingRows.push(row);
  }

  #addText(cell: string, row: number): void {
    this.texts++;
    if (this.textRows.length < ROWS_SHOWN) this.textRows.push(row);
    if (this.#role === 'ignore') return;
    const name = cell.trim();
    let code = this.#names.get(name);
    if (code === undefined) {
      const limit = this.#role === 'subject' ? MAX_SUBJECTS : MAX_TEXTS;
      if (this.#names.size === limit) throw this.#tooManyTexts(row, limit);
      code = this.#names.size + 1;
      this.#names.set(ownCopy(name), code);
    }
    this.#codes.set(row, code);
  }

  #tooManyTexts(row: number, limit: number): TrainscriptError {
    return new TrainscriptError('table-too-many-texts', { file: this.#file, column: this.name, limit, row });
  }
}
