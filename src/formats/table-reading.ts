import type { Reading, TableFormat } from '../core/dataset.ts';
import type { ReadingNote } from '../core/reading-note.ts';
import type { Table } from '../core/table.ts';

/** A table with how it was read. */
export interface TableReading {
  readonly table: Table;
  readonly how: { readonly format: TableFormat } & Pick<
    Reading,
    'encoding' | 'delimiter' | 'decimal' | 'thousands' | 'header' | 'preamble'
  >;
  readonly notes: readonly ReadingNote[];
}
