import type { Reading, TableFormat } from '../core/data/dataset.ts';
import type { ReadingNote } from '../core/data/reading-note.ts';
import type { Table } from '../core/data/table.ts';

/** A table with how it was read. */
export interface TableReading {
  readonly table: Table;
  readonly how: { readonly format: TableFormat } & Pick<
    Reading,
    'encoding' | 'delimiter' | 'decimal' | 'thousands' | 'header' | 'preamble'
  >;
  readonly notes: readonly ReadingNote[];
}
