import type { Table } from '../../src/core/data/table.ts';

/** The rows as the column store holds them: numbers, names, null for missing or no cell. */
export function cellsOf(table: Table): (number | string | null)[][] {
  const columns = table.columns.map((column) => {
    const values = new Float64Array(table.rows);
    column.copyNumbers(values);
    const codes = column.textCodes();
    const names = column.names();
    return Array.from(values, (value, row) => (Number.isNaN(value) ? (names[codes[row] - 1] ?? null) : value));
  });
  return Array.from({ length: table.rows }, (_, row) => columns.map((column) => column[row]));
}
