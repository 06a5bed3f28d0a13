import isLuhnNumber from 'validator/es/lib/isLuhnNumber.js';
import { CHARACTERS } from './characters.ts';
import type { Detector } from './detector.ts';

interface Issuer {
  /** First digits, from the first to the last; both of one length. */
  readonly from: number;
  readonly to: number;
  readonly lengths: readonly number[];
}

const SIXTEEN_TO_NINETEEN = [16, 17, 18, 19];
const TWELVE_TO_NINETEEN = [12, 13, 14, 15, ...SIXTEEN_TO_NINETEEN];

/** Issuer identification numbers (ISO/IEC 7812) by payment scheme, as the schemes publish them. */
const ISSUERS: readonly Issuer[] = [
  // Visa
  { from: 4, to: 4, lengths: [13, 16, 19] },
  // Mastercard
  { from: 51, to: 55, lengths: [16] },
  { from: 2221, to: 2720, lengths: [16] },
  // American Express
  { from: 34, to: 34, lengths: [15] },
  { from: 37, to: 37, lengths: [15] },
  // Diners Club
  { from: 300, to: 305, lengths: [14, 16, 19] },
  { from: 309, to: 309, lengths: [14, 16, 19] },
  { from: 36, to: 36, lengths: [14, 16, 19] },
  { from: 38, to: 39, lengths: [14, 16, 19] },
  // Discover
  { from: 6011, to: 6011, lengths: SIXTEEN_TO_NINETEEN },
  { from: 644, to: 659, lengths: SIXTEEN_TO_NINETEEN },
  // JCB uses 3528 to 3589; generators of test numbers all of 35. And its older cards of fifteen digits
  { from: 35, to: 35, lengths: SIXTEEN_TO_NINETEEN },
  { from: 1800, to: 1800, lengths: [15] },
  { from: 2131, to: 2131, lengths: [15] },
  // UnionPay
  { from: 62, to: 62, lengths: SIXTEEN_TO_NINETEEN },
  { from: 81, to: 81, lengths: SIXTEEN_TO_NINETEEN },
  // Maestro
  { from: 50, to: 50, lengths: TWELVE_TO_NINETEEN },
  { from: 56, to: 58, lengths: TWELVE_TO_NINETEEN },
  { from: 6304, to: 6304, lengths: TWELVE_TO_NINETEEN },
  { from: 6390, to: 6390, lengths: TWELVE_TO_NINETEEN },
  { from: 67, to: 67, lengths: TWELVE_TO_NINETEEN },
  // Mir, Troy, RuPay
  { from: 2200, to: 2204, lengths: SIXTEEN_TO_NINETEEN },
  { from: 9792, to: 9792, lengths: [16] },
  { from: 60, to: 60, lengths: [16] },
  { from: 82, to: 82, lengths: [16] },
];

/** Payment cards: an issuer's first digits with the number of digits that it uses, and Luhn's check digit (ISO/IEC 7812-1 annex B). */
export const card: Detector = {
  kind: 'card',
  plain: [12, 13, 14, 15, 16, 17, 18, 19],
  needs: CHARACTERS.digits12,
  where: 'anywhere',
  shape: /(?<![\w.-])\d(?:[ -]?\d){11,18}(?!\w|\.\d|-\d)/g,
  measure: (candidate) => {
    const digits = candidate.replace(/[ -]/g, '');
    if (!isIssued(digits)) return -1;
    return isLuhnNumber(digits) ? candidate.length : 0;
  },
};

/** For each first four digits the lengths in use, a bit each from `SHORTEST` on: a column of ids asks for every cell. */
const LENGTHS_BY_FIRST = new Uint8Array(10_000);
const SHORTEST = 12;
for (const { from, to, lengths } of ISSUERS) {
  const width = 10 ** (4 - String(from).length);
  const bits = lengths.reduce((sum, length) => sum | (1 << (length - SHORTEST)), 0);
  for (let first = from * width; first < (to + 1) * width; first++) LENGTHS_BY_FIRST[first] |= bits;
}

const isIssued = (digits: string): boolean => ((LENGTHS_BY_FIRST[Number(digits.slice(0, 4))] >> (digits.length - SHORTEST)) & 1) === 1;
