import type { PersonalTally } from './personal/tally.ts';

/** What only the reader of a table can count, because it sees the cells as text: the audit makes findings of it.
 *  Rows are 0-based positions in the dropped file, as everywhere. */
export interface TableFacts {
  /** Every column of the table in the order of the file, the label among them. */
  readonly columns: readonly ColumnFacts[];
  /** Rows with more or fewer cells than the header, or than most rows where there is no header. */
  readonly ragged: { readonly rows: readonly number[]; readonly count: number };
  /** Lines before the data that are no header. */
  readonly preamble: number;
}

/** `missingRows` and `mismatchRows` are the first rows concerned, at most `ROWS_SHOWN`; the counts are of all. */
export interface ColumnFacts {
  readonly name: string;
  /** Cells that pandas' `read_csv` would read as null. */
  readonly missing: number;
  readonly missingRows: readonly number[];
  /** Cells that are not missing and not a number, in a column that was read as numbers. */
  readonly mismatches: number;
  readonly mismatchRows: readonly number[];
  /** Cells with personal data, by kind; absent where there are none. */
  readonly personal?: readonly PersonalTally[];
}
