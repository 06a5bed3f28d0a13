import isIBAN, { locales } from 'validator/es/lib/isIBAN.js';
import { CHARACTERS } from './characters.ts';
import type { Detector } from './detector.ts';

const COUNTRIES: ReadonlySet<string> = new Set(locales);

/** ISO 13616: country, two check digits (mod 97), and as many characters as the country's banks use; in groups or not. */
export const iban: Detector = {
  kind: 'iban',
  needs: CHARACTERS.letters | CHARACTERS.digits9,
  where: 'anywhere',
  shape: /(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]){11,30}(?![A-Za-z0-9])/g,
  measure: (candidate) => (COUNTRIES.has(candidate.slice(0, 2).toUpperCase()) ? ibanLength(candidate) : -1),
};

/** Words behind an IBAN in groups look like groups of it: they are taken off one by one. */
function ibanLength(candidate: string): number {
  for (let end = candidate.length; end > 0; end = Math.max(candidate.lastIndexOf(' ', end - 1), candidate.lastIndexOf('-', end - 1))) {
    if (isIBAN(candidate.slice(0, end).replace(/[ -]/g, '').toUpperCase())) return end;
  }
  return 0;
}
