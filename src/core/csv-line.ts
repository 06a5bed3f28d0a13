export type Cell = string | number | null;

/** What makes a spreadsheet take a cell for a formula (CWE-1236; OWASP ASVS 5, 1.2.10). */
const FORMULA_START = /^[=+\-@\t\r\0]/;
const PLAIN_NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;
const NEEDS_QUOTES = /[",\r\n]/;

/** A line of CSV (RFC 4180, but with LF), line end included. Numbers are written as they are, null as an empty cell; text that a
 *  spreadsheet would run as a formula gets an apostrophe in front, unless it is nothing but a number. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(formatCell).join(',')}\n`;

function formatCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = FORMULA_START.test(cell) && !PLAIN_NUMBER.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
