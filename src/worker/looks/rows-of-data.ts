import type { Dataset, FeatureColumn } from '../../core/data/dataset.ts';
import type { LookedRow, LookedRows, RowsAsked } from '../../core/looks/looks.ts';
import type { LoadedPhase } from '../data/loaded-phase.ts';
import { pixelsOf } from './looked-data.ts';

/** More rows than a finding names. */
const MAX_ROWS = 64;
/** A table's row is told by its first cells, and the one that is asked about. */
const COLUMNS_SHOWN = 6;

/** Rows of loaded data as they are now, for a person to look at. */
export function rowsOfData(data: LoadedPhase, { of, rows, column }: RowsAsked): LookedRows | null {
  const dataset = of === 'test' ? data.test : data.train;
  if (!dataset) return null;
  const { features } = dataset;
  const shown = rows.filter((row) => row < dataset.rows).slice(0, MAX_ROWS);
  if (features.kind === 'image') {
    const picture = (row: number) => pixelsOf(dataset, row);
    return {
      kind: { kind: 'images', height: features.height, width: features.width },
      rows: shown.map((row) => rowOf(dataset, row, [], picture(row))),
    };
  }
  const asked = features.columns.filter(({ name }) => name === column);
  const columns = [...asked, ...features.columns.filter(({ name }) => name !== column)].slice(0, COLUMNS_SHOWN);
  return {
    kind: { kind: 'table', columns: columns.map(({ name }) => name) },
    rows: shown.map((row) => rowOf(dataset, row, columns, null)),
  };
}

const rowOf = (dataset: Dataset, row: number, columns: readonly FeatureColumn[], pixels: Uint8Array | null): LookedRow => ({
  row,
  label: labelOf(dataset, row),
  cells: columns.map((column) => cellOf(column, row)),
  pixels,
});

function labelOf({ target }: Dataset, row: number): string {
  if (target.kind === 'classes') return target.names[target.codes[row]] ?? '';
  return Number.isNaN(target.values[row]) ? '' : String(shortened(target.values[row]));
}

function cellOf(column: FeatureColumn, row: number): string {
  if (column.kind === 'category') return column.names[column.codes[row]] ?? '';
  return Number.isNaN(column.values[row]) ? '' : String(shortened(column.values[row]));
}

/** As many digits as 32 bits hold. */
const shortened = (value: number): number => Number(value.toPrecision(7));
