import { CHARACTERS } from './characters.ts';
import { weightedSum } from './checksums.ts';
import { allOrNothing, type Detector } from './detector.ts';

/** NHS Data Dictionary: weights 10 to 2, and 11 minus the rest; a check of 10 is never given out. */
const NHS_WEIGHTS = [10, 9, 8, 7, 6, 5, 4, 3, 2];

export const ukNhs: Detector = {
  kind: 'uk-nhs',
  plain: [10],
  needs: CHARACTERS.digits9,
  where: 'whole-cell',
  shape: /^\d{3}([ -]?)\d{3}\1\d{4}$/,
  measure: allOrNothing((candidate) => {
    const digits = candidate.replace(/\D/g, '');
    return (11 - (weightedSum(digits, NHS_WEIGHTS) % 11)) % 11 === Number(digits[9]);
  }),
};

/** National insurance number, HMRC manual NIM39110: letters that are not used, prefixes that are not given out. It has no check digit. */
export const ukNino: Detector = {
  kind: 'uk-nino',
  needs: CHARACTERS.letters | CHARACTERS.digits4,
  where: 'anywhere',
  shape: /(?<![A-Za-z0-9])[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![A-Za-z0-9])/g,
  measure: allOrNothing((candidate) => /^(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]/.test(candidate)),
};
