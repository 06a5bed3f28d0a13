import { CHARACTERS } from './characters.ts';
import { isDay, weightedSum } from './checksums.ts';
import { allOrNothing, type Detector } from './detector.ts';

/** First two digits of GB/T 2260: the provinces, Taiwan 71, Hong Kong 81, Macao 82; 83 is of residence permits for people from Taiwan, 91 of abroad. */
const PROVINCES: ReadonlySet<string> = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91'.split(' '),
);

/** GB 11643: 2^(17 − i) mod 11. */
const RESIDENT_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const RESIDENT_CHECKS = '10X98765432';

/** Resident identity number: region, day of birth, order, check character (ISO 7064 MOD 11-2). */
export const cnResident: Detector = {
  kind: 'cn-resident',
  plain: [18],
  needs: CHARACTERS.digits12,
  where: 'anywhere',
  shape: /(?<![A-Za-z0-9])[1-9]\d{16}[\dXx](?![A-Za-z0-9])/g,
  measure: allOrNothing(isResidentNumber),
};

function isResidentNumber(text: string): boolean {
  const year = Number(text.slice(6, 10));
  if (!PROVINCES.has(text.slice(0, 2)) || year < 1900 || year > 2099) return false;
  if (!isDay(year, Number(text.slice(10, 12)), Number(text.slice(12, 14)))) return false;
  return RESIDENT_CHECKS[weightedSum(text, RESIDENT_WEIGHTS) % 11] === text[17].toUpperCase();
}

/** GB 32100: digits and capitals but I, O, S, V, Z; weights 3^i mod 31. */
const CODE_CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const CODE_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** Unified social credit code, of organisations and of people who trade on their own. */
export const cnUscc: Detector = {
  kind: 'cn-uscc',
  plain: [18],
  needs: CHARACTERS.digits7,
  where: 'anywhere',
  shape: /(?<![A-Za-z0-9])[1-9A-GY][1-9]\d{6}[0-9A-HJ-NP-RTUWXY]{10}(?![A-Za-z0-9])/g,
  measure: allOrNothing(isCreditCode),
};

function isCreditCode(text: string): boolean {
  if (!PROVINCES.has(text.slice(2, 4)) && text.slice(2, 4) !== '10') return false;
  const sum = CODE_WEIGHTS.reduce((total, weight, i) => total + weight * CODE_CHARACTERS.indexOf(text[i]), 0);
  return CODE_CHARACTERS[(31 - (sum % 31)) % 31] === text[17];
}

/** Mobile numbers without a mark, which no other country's plan would tell from an amount: 13 to 19 and nine digits. */
export const cnMobile: Detector = {
  kind: 'cn-mobile',
  plain: [11, 13, 15],
  needs: CHARACTERS.digits9,
  where: 'anywhere',
  shape: /(?<![\w.+-])(?:86|0086)?\d{11}(?!\w|\.\d|-\d)/g,
  measure: allOrNothing((candidate) => /^(?:86|0086)?1[3-9]\d{9}$/.test(candidate)),
};
