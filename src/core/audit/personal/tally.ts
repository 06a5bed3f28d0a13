import type { PersonalKind } from './kinds.ts';

/** What was counted of one kind in one column. No value is kept of it. */
export interface PersonalTally {
  readonly kind: PersonalKind;
  /** Cells with something of the kind's form, and those of them with one that passed its checks. */
  readonly candidates: number;
  readonly hits: number;
  /** The same over different values, as far as they were told apart (`DISTINCT_COUNTED`): chance is asked once for each value. */
  readonly distinct: { readonly candidates: number; readonly hits: number };
  /** The first rows with a hit, at most `ROWS_SHOWN`. */
  readonly rows: readonly number[];
  /** The form of the first hit, its letters and digits replaced. */
  readonly shape: string;
}

/** Looks at the cells of one column as they are read: later, numbers are no texts any more. */
export interface CellWatch {
  take(cell: string, row: number): void;
  /** What was counted, for the kinds that had a hit. */
  tallies(): readonly PersonalTally[];
}

/** A watch for a column of that name. */
export type WatchColumn = (name: string) => CellWatch;
