import isLuhnNumber from 'validator/es/lib/isLuhnNumber.js';
import { CHARACTERS } from './characters.ts';
import { isDay, isMod1110, weightedSum } from './checksums.ts';
import { allOrNothing, type Detector, type Place } from './detector.ts';

/** National numbers made of digits. Ids of other things are made of digits too, so only whole cells are looked at. */
const wholeCell = (
  kind: Detector['kind'],
  plain: readonly number[],
  shape: RegExp,
  isOne: (digits: string, place: Place) => boolean,
): Detector => ({
  kind,
  plain,
  needs: CHARACTERS.digits9,
  where: 'whole-cell',
  shape,
  measure: allOrNothing((candidate, place) => isOne(candidate.replace(/[ .-]/g, ''), place)),
});

/** Weights 1 3 7 9; the century stands in the month: +80, 0, +20, +40, +60 for the 1800s to the 2200s. */
export const plPesel = wholeCell('pl-pesel', [11], /^\d{11}$/, (digits) => {
  const month = Number(digits.slice(2, 4));
  const year = [1900, 2000, 2100, 2200, 1800][Math.floor(month / 20)] + Number(digits.slice(0, 2));
  return isDay(year, month % 20, Number(digits.slice(4, 6))) && weightedSum(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0;
});

/** Identifikationsnummer: of the first ten digits exactly one occurs two or three times; check digit by ISO/IEC 7064 MOD 11,10. */
export const deSteuerId = wholeCell('de-steuer-id', [11], /^[1-9]\d(?: ?\d{3}){3}$/, (digits) => isMod1110(digits) && repeatsOne(digits));

function repeatsOne(digits: string): boolean {
  const counts = new Map<string, number>();
  for (const digit of digits.slice(0, 10)) counts.set(digit, (counts.get(digit) ?? 0) + 1);
  const repeated = [...counts.values()].filter((count) => count > 1);
  return repeated.length === 1 && repeated[0] <= 3;
}

/** NIR: sex, year and month of birth, place, order; the key is 97 minus the rest. Corsica's 2A and 2B count as 19 and 18. */
export const frNir = wholeCell(
  'fr-nir',
  [15],
  /^[12] ?\d{2} ?(?:0[1-9]|1[0-2]|2\d|3[0-9]|4[0-2]|[5-9]\d) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}$/,
  (text) => {
    const digits = text.replace('2A', '19').replace('2B', '18');
    return 97 - (Number(digits.slice(0, 13)) % 97) === Number(digits.slice(13));
  },
);

/** Burgerservicenummer, the «elfproef»: weights 9 to 2 and −1. */
export const nlBsn = wholeCell(
  'nl-bsn',
  [9],
  /^\d{9}$/,
  (digits) => weightedSum(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0 && digits !== '000000000',
);

/** Personnummer: day of birth, for coordination numbers plus 60, three digits, and Luhn's check digit over the last ten. */
export const sePersonnummer = wholeCell('se-personnummer', [10, 12], /^(?:(?:18|19|20)\d{6}-?|\d{6}[-+]?)\d{4}$/, (text) => {
  const digits = text.replace(/\D/g, '').slice(-10);
  const day = Number(digits.slice(4, 6));
  if (!isDay(2000 + Number(digits.slice(0, 2)), Number(digits.slice(2, 4)), day > 60 ? day - 60 : day)) return false;
  return isLuhnNumber(digits);
});

/** Rijksregisternummer: day of birth, order, and 97 minus the rest of the first nine; those born from 2000 on put a 2 before them. */
export const beNationalNumber = wholeCell('be-national-number', [11], /^\d{2}\.?\d{2}\.?\d{2}-?\d{3}[.-]?\d{2}$/, (digits) => {
  const [month, day] = [Number(digits.slice(2, 4)), Number(digits.slice(4, 6))];
  // Both may be unknown; registers of people without a residence add 20 or 40 to the month.
  if (month % 20 > 12 || month >= 60 || day > 31) return false;
  const first = Number(digits.slice(0, 9));
  const key = Number(digits.slice(9));
  return 97 - (first % 97) === key || 97 - ((2_000_000_000 + first) % 97) === key;
});
