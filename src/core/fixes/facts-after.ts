import { ROWS_SHOWN } from '../audit/audit.ts';
import type { ColumnFacts, TableFacts } from '../audit/column-facts.ts';
import { type Dataset, type FeatureColumn, usableRows } from '../data/dataset.ts';
import { isGap } from './drop.ts';

/** What the reader counted, counted again over the rows that are left, for the columns that the network sees. Of more than
 *  `ROWS_SHOWN` cells of a wrong type in a column only the first rows are known: what is left of them then may count as missing. */
export function factsAfter(facts: TableFacts, train: Dataset): TableFacts {
  const { features } = train;
  if (features.kind === 'image') return facts;
  const byName = new Map(features.columns.map((column) => [column.name, column]));
  const usable = usableRows(train);
  const recounted = (own: ColumnFacts): ColumnFacts => {
    const column = byName.get(own.name);
    return column && own.missing + own.mismatches > 0 ? recount(own, column, usable) : own;
  };
  return { ...facts, columns: facts.columns.map(recounted) };
}

function recount(own: ColumnFacts, column: FeatureColumn, usable: Uint32Array): ColumnFacts {
  const gaps = usable.filter((row) => isGap(column, row));
  const known = new Set(own.mismatchRows);
  const mismatchRows = Array.from(gaps.filter((row) => known.has(row)));
  const mismatches = own.mismatches === own.mismatchRows.length ? mismatchRows.length : Math.min(own.mismatches, gaps.length);
  const missingRows = Array.from(gaps.filter((row) => !known.has(row))).slice(0, ROWS_SHOWN);
  const missing = gaps.length - mismatches;
  return { ...own, missing, missingRows: missing === 0 ? [] : missingRows, mismatches, mismatchRows };
}
