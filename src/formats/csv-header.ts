import { isMissing } from '../core/data/missing.ts';
import { scanNumber } from '../core/data/scan-number.ts';

/** A number in any style: which one the file has is of no concern here. */
const isNumber = (cell: string): boolean => !Number.isNaN(scanNumber(cell)) || !Number.isNaN(scanNumber(cell, ',')) || IN_GROUPS.test(cell);
const IN_GROUPS = /^\s*[+-]?[1-9]\d{0,2}([,.'\u2019 \u00a0\u2009\u202f]\d{3})+([,.]\d+)?\s*$/;
const isText = (cell: string): boolean => !isNumber(cell) && !isMissing(cell) && cell.trim() !== '';

/** Whether the first record is a header over the others: texts where the column below holds numbers or, in a table of texts only, names that
 *  are all different and none of which is met again below. Numbers among them must count upward («label, 0, 1, 2 …»). */
export function guessHeader(first: readonly string[], body: readonly (readonly string[])[]): boolean {
  const numbers = first.filter(isNumber).map(Number);
  if (!numbers.every((value, i) => Number.isInteger(value) && (i === 0 || value > numbers[i - 1]))) return false;
  const holdsNumbers = first.map((_, column) => isNumberColumn(body, column));
  if (first.some((cell, column) => isText(cell) && holdsNumbers[column])) return true;
  if (!first.every(isText) || holdsNumbers.includes(true)) return false;
  return new Set(first).size === first.length && first.every((cell, column) => body.every((record) => record[column] !== cell));
}

/** Numbers in most cells that are there. */
function isNumberColumn(body: readonly (readonly string[])[], column: number): boolean {
  const numbers = body.filter((record) => isNumber(record[column])).length;
  return numbers > body.filter((record) => isText(record[column])).length;
}

/** scikit-learn's first line, «150,4,setosa,versicolor,virginica»: rows, columns beside the label, names of the classes. */
export function isSummaryLine(record: readonly string[], cells: number): boolean {
  const [rows, columns, ...names] = record;
  return names.length > 0 && Number(columns) === cells - 1 && /^\d+$/.test(rows) && names.every(isText);
}

/** Names for the columns: the header's, trimmed; a nameless one is called by its position, and a repeated one gets a number, as in pandas. */
export function columnNames(header: readonly string[]): readonly string[] {
  const wanted = header.map((cell, index) => cell.trim() || `column ${index}`);
  const taken = new Set(wanted);
  const seen = new Set<string>();
  return wanted.map((name) => {
    let own = name;
    for (let repeat = 1; seen.has(own); repeat++) {
      const next = `${name}.${repeat}`;
      if (!taken.has(next)) own = next;
    }
    taken.add(own);
    seen.add(own);
    return own;
  });
}
