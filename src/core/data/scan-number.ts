export type DecimalMark = '.' | ',';

const ZERO = 48;
const NINE = 57;
const PLUS = 43;
const MINUS = 45;
const LOWER_E = 101;
const UPPER_E = 69;

/** Below 10^15 an integer takes part in sums of one more digit without rounding (2^53 ≈ 9.007·10^15). */
const EXACT_DIGITS = 15;
/** 10^22 is the largest power of ten that a double holds exactly. */
const EXACT_POWER = 22;
const POWERS = Float64Array.from({ length: EXACT_POWER + 1 }, (_, power) => Number(`1e${power}`));

/** The number that a cell holds, or NaN where the cell is anything else: sign, digits with one decimal mark, exponent, spaces
 *  around. No hex, no infinity, no thousands marks, and nothing too large for float32: what the network cannot be fed is no number.
 *  One pass over the characters without a regular expression, so a hostile cell costs its length and no more. The result is
 *  that of JavaScript's `Number`: short numbers are exact by one division of two exact doubles (Clinger 1990), long ones are left to it. */
export function scanNumber(text: string, decimal: DecimalMark = '.'): number {
  const digitsOnly = scanDigits(text);
  return digitsOnly >= 0 ? digitsOnly : scanAny(text, decimal);
}

/** The number where the cell is nothing but up to 15 digits, as pixels are; −1 for every other cell. */
function scanDigits(text: string): number {
  if (text.length === 0 || text.length > EXACT_DIGITS) return -1;
  let value = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

function scanAny(text: string, decimal: DecimalMark): number {
  let at = skipSpaces(text, 0);
  const begin = at;
  const sign = text.charCodeAt(at);
  if (sign === MINUS || sign === PLUS) at++;

  const mark = decimal.charCodeAt(0);
  let mantissa = 0;
  let digits = 0;
  let significant = 0;
  let fraction = 0;
  let marked = false;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= ZERO && code <= NINE) {
      digits++;
      if (significant > 0 || code !== ZERO) significant++;
      if (significant <= EXACT_DIGITS) mantissa = mantissa * 10 + (code - ZERO);
      if (marked) fraction++;
    } else if (code === mark && !marked) marked = true;
    else break;
  }
  if (digits === 0) return Number.NaN;

  let exponent = 0;
  const letter = text.charCodeAt(at);
  if (letter === LOWER_E || letter === UPPER_E) {
    const after = skipExponent(text, at + 1);
    if (after < 0) return Number.NaN;
    exponent = Number(text.slice(at + 1, after));
    at = after;
  }
  const end = at;
  if (skipSpaces(text, end) !== text.length) return Number.NaN;

  const power = exponent - fraction;
  if (significant > EXACT_DIGITS || power > EXACT_POWER || power < -EXACT_POWER) return long(text.slice(begin, end), decimal);
  const value = power < 0 ? mantissa / POWERS[-power] : mantissa * POWERS[power];
  return finite(sign === MINUS ? -value : value);
}

function long(text: string, decimal: DecimalMark): number {
  return finite(Number(decimal === '.' ? text : text.replace(decimal, '.')));
}

const finite = (value: number): number => (Number.isFinite(Math.fround(value)) ? value : Number.NaN);

/** Behind the exponent's digits; −1 where there are none. */
function skipExponent(text: string, from: number): number {
  let at = from;
  const sign = text.charCodeAt(at);
  if (sign === MINUS || sign === PLUS) at++;
  const first = at;
  while (at < text.length && text.charCodeAt(at) >= ZERO && text.charCodeAt(at) <= NINE) at++;
  return at === first ? -1 : at;
}

/** Space, tab and the other ASCII white space. */
function skipSpaces(text: string, from: number): number {
  let at = from;
  for (let code = text.charCodeAt(at); code === 32 || (code >= 9 && code <= 13); code = text.charCodeAt(at)) at++;
  return at;
}
