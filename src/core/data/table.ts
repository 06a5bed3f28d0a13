import { ROWS_SHOWN } from '../audit/audit.ts';
import type { ColumnFacts, TableFacts } from '../audit/column-facts.ts';
import type { WatchColumn } from '../audit/personal/tally.ts';
import { type ColumnChoices, type ColumnKind, choiceFor } from './column-choices.ts';
import type { NumberStyle } from './number-style.ts';
import { ownCopy } from './own-copy.ts';
import { TableColumn } from './table-column.ts';

/** Rows whose text is kept as it stood, to be shown. */
export const HEAD_ROWS = 20;

/** A column counts as numbers when this share of the cells that are there are numbers; the others are then mistakes, and told as such.
 *  Below it, the column holds names, some of which look like numbers. */
export const NUMBER_SHARE = 0.9;

export interface TableSource {
  /** The file's name, for messages. */
  readonly file: string;
  /** Distinct names, one for each cell of a row. */
  readonly columns: readonly string[];
  readonly style: NumberStyle;
  readonly choices?: ColumnChoices | null;
  /** Texts that stand for no value in any column, beside the usual ones. */
  readonly missing?: readonly string[] | null;
  /** Looks at the cells for personal data. */
  readonly watch?: WatchColumn;
}

/** A table that grows by the rows of a text file, kept by columns. A row that does not fit keeps its position and has no cells. */
export class Table {
  readonly file: string;
  /** The first rows as text, misfits among them. */
  readonly head: string[][] = [];
  /** Positions of the rows that did not fit, ascending. */
  readonly ragged: number[] = [];
  /** Rows that were too short or too long, and were made to fit. */
  padded = 0;
  rows = 0;

  readonly #columns: TableColumn[] = [];
  readonly #source: Omit<TableSource, 'columns'>;

  constructor({ columns, ...source }: TableSource) {
    this.file = source.file;
    this.#source = source;
    for (const name of columns) this.#columns.push(this.#newColumn(name));
  }

  get columns(): readonly TableColumn[] {
    return this.#columns;
  }

  /** Adds a column that was not met before: it is missing in all rows so far. */
  addColumn(name: string): void {
    const column = this.#newColumn(name);
    column.appendMissing(this.rows);
    this.#columns.push(column);
    for (const row of this.head) row.push('');
  }

  /** Appends rows of as many cells as there are columns. Column by column: each one's state is then touched once a batch. */
  append(rows: readonly (readonly string[])[]): void {
    for (const [i, column] of this.columns.entries()) column.append(rows, i, this.rows);
    for (const row of rows) {
      if (this.head.length === HEAD_ROWS) break;
      this.head.push(row.map(ownCopy));
    }
    this.rows += rows.length;
  }

  /** Counts rows whose cells each column was given by itself; `head` are the first of them as text. */
  endColumns(rows: number, head: readonly string[][]): void {
    this.head.push(...head.slice(0, HEAD_ROWS - this.head.length));
    this.rows += rows;
  }

  /** Appends a row of another number of cells. */
  appendRagged(cells: readonly string[]): void {
    for (const column of this.columns) column.appendNothing();
    if (this.head.length < HEAD_ROWS) this.head.push(cells.map(ownCopy));
    this.ragged.push(this.rows++);
  }

  #newColumn(name: string): TableColumn {
    const { file, style, choices = null, missing = null, watch } = this.#source;
    const chosen = choiceFor(choices, name);
    const marks = [...(missing ?? []), ...(chosen.missing ?? [])];
    return new TableColumn({ name, file, style, role: chosen.role ?? 'feature', missing: marks, watch: watch?.(name) ?? null });
  }
}

/** The kind that most of the column's cells have. A column without any cell counts as numbers. */
export const columnKind = ({ numbers, texts }: TableColumn): ColumnKind =>
  numbers >= NUMBER_SHARE * (numbers + texts) ? 'number' : 'category';

/** What the audit is told of the table. `preamble` are the lines before it that are no header; `kinds` say as what each column is used,
 *  null where it is not used: then none of its cells is amiss. */
export function factsOf(table: Table, preamble: number, kinds: readonly (ColumnKind | null)[] = table.columns.map(columnKind)): TableFacts {
  return {
    columns: table.columns.map((column, i) => columnFacts(column, kinds[i] === 'number')),
    ragged: { rows: table.ragged.slice(0, ROWS_SHOWN), count: table.ragged.length },
    preamble,
  };
}

function columnFacts(column: TableColumn, isNumber: boolean): ColumnFacts {
  const personal = column.personal();
  return {
    name: column.name,
    missing: column.missing,
    missingRows: column.missingRows,
    mismatches: isNumber ? column.texts : 0,
    mismatchRows: isNumber ? column.textRows : [],
    ...(personal.length === 0 ? {} : { personal }),
  };
}
