import type { TableColumn } from './table-column.ts';

export interface ColumnRows {
  readonly column: TableColumn;
  readonly rows: number;
}

/** The name of a cell that is a number: «1», «1.0» and «01» are one. */
const numberName = (value: number): string => String(value);

/** The different cells of these columns that are there: in the order of numbers where all are numbers, else by code point. */
export function namesOf(columns: readonly ColumnRows[]): readonly string[] {
  const values = new Set<number>();
  const texts = new Set<string>();
  for (const { column, rows } of columns) {
    for (const value of numbersOf(column, rows)) if (!Number.isNaN(value)) values.add(value);
    for (const name of column.names()) if (name !== '') texts.add(name);
  }
  const numbers = [...values].sort((a, b) => a - b).map(numberName);
  return texts.size === 0 ? numbers : [...new Set([...numbers, ...texts])].sort(byCodePoint);
}

/** For each row the position of its cell among `names`, which hold every cell of the column; −1 where it is missing, or blank. */
export function codesOf({ column, rows }: ColumnRows, names: readonly string[]): Int32Array {
  const place = new Map(names.map((name, i) => [name, i]));
  const ofText = column.names().map((name) => place.get(name) ?? -1);
  const textCodes = column.textCodes();
  const ofValue = new Map<number, number>();
  return Int32Array.from(numbersOf(column, rows), (value, row) => {
    if (Number.isNaN(value)) return textCodes[row] === 0 ? -1 : ofText[textCodes[row] - 1];
    const known = ofValue.get(value);
    if (known !== undefined) return known;
    const code = place.get(numberName(value)) ?? -1;
    ofValue.set(value, code);
    return code;
  });
}

/** The column's numbers; NaN where a cell is none. */
export function numbersOf(column: TableColumn, rows: number): Float64Array {
  const values = new Float64Array(rows);
  column.copyNumbers(values);
  return values;
}

/** JavaScript compares UTF-16 units, which is another order where surrogates meet the last characters of the first plane. */
function byCodePoint(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  const i = left.findIndex((character, index) => character !== right[index]);
  if (i < 0) return left.length - right.length;
  return (left[i].codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? -1);
}
