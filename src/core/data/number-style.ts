import { type DecimalMark, scanNumber } from './scan-number.ts';

/** What stands between groups of three digits; empty where nothing does. A space stands for any of the spaces in use. */
export type ThousandsMark = '' | ',' | '.' | ' ' | "'";

/** How a text file writes its numbers. */
export interface NumberStyle {
  readonly decimal: DecimalMark;
  readonly thousands: ThousandsMark;
}

/** As programs write numbers for programs. */
export const PLAIN_NUMBERS: NumberStyle = { decimal: '.', thousands: '' };

const GROUP_MARKS: Readonly<Record<Exclude<ThousandsMark, ''>, string>> = {
  ',': ',',
  '.': '\\.',
  ' ': '[ \\u00a0\\u2009\\u202f]',
  "'": "['\\u2019]",
};

/** A hostile cell is not looked at further than a number could be long. */
const LONGEST_GROUPED = 40;

/** Reads cells as `scanNumber` does, and besides numbers whose digits stand in groups of three from the right: «1,234.5», but neither «12,34» nor «0,123». */
export function numberScanner({ decimal, thousands }: NumberStyle): (cell: string) => number {
  if (thousands === '' || thousands === decimal) return (cell) => scanNumber(cell, decimal);
  const grouped = groupedNumber(thousands, decimal, 1);
  const marks = new RegExp(GROUP_MARKS[thousands], 'g');
  return (cell) => {
    const value = scanNumber(cell, decimal);
    if (!Number.isNaN(value) || cell.length > LONGEST_GROUPED || !grouped.test(cell)) return value;
    return scanNumber(cell.trim().replace(marks, ''), decimal);
  };
}

/** What a number in groups looks like, `groups` at least behind the first. */
export function groupedNumber(thousands: Exclude<ThousandsMark, ''>, decimal: DecimalMark, groups: number): RegExp {
  return new RegExp(`^\\s*[+-]?[1-9]\\d{0,2}(?:${GROUP_MARKS[thousands]}\\d{3}){${groups},}(?:[${decimal}]\\d*)?\\s*$`);
}

const FRACTIONS: Readonly<Record<DecimalMark, RegExp>> = { '.': /\.\d+\s*$/, ',': /,\d+\s*$/ };

/** The thousands mark of cells whose decimal mark is known; empty where no cell shows one beyond doubt. «1,234» could be either number, so that it shows none;
 *  «1,234,567», «1,234.5» and «1'234» do. Spaces between digits are as often telephone numbers: only a fraction behind them shows that they are thousands. */
export function thousandsOf(cells: readonly string[], decimal: DecimalMark): ThousandsMark {
  const seen = ([',', '.', "'", ' '] as const).filter((mark) => mark !== decimal && cells.some((cell) => shows(cell, mark, decimal)));
  return seen[0] ?? '';
}

function shows(cell: string, mark: Exclude<ThousandsMark, ''>, decimal: DecimalMark): boolean {
  if (cell.length > LONGEST_GROUPED || !groupedNumber(mark, decimal, 1).test(cell)) return false;
  if (mark === "'" || FRACTIONS[decimal].test(cell)) return true;
  return mark !== ' ' && groupedNumber(mark, decimal, 2).test(cell);
}
