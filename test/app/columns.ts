import { GrowingColumn } from '../../src/app/charts/growing-column.ts';

/** A run's column of these values. */
export function columnOf(values: readonly number[]): GrowingColumn {
  const column = new GrowingColumn();
  for (const value of values) column.push(value);
  return column;
}
