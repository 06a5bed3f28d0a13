import { CHARACTERS } from './characters.ts';
import { isDay } from './checksums.ts';
import { allOrNothing, type Detector } from './detector.ts';

/** National numbers with letters at fixed places, which little else has: they are found within texts too. */
const anywhere = (kind: Detector['kind'], shape: RegExp, isOne: (text: string) => boolean): Detector => ({
  kind,
  needs: CHARACTERS.letters | CHARACTERS.digits4,
  where: 'anywhere',
  shape,
  measure: allOrNothing((candidate) => isOne(candidate.toUpperCase())),
});

const DNI_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';

/** DNI, and NIE of foreigners, whose X, Y, Z stand for 0, 1, 2: the letter is the number's rest by 23. */
export const esDni = anywhere(
  'es-dni',
  /(?<![A-Za-z0-9])(?:\d{8}|[XYZxyz]-?\d{7})-?[A-Za-z](?![A-Za-z0-9])/g,
  (text) =>
    DNI_LETTERS[
      Number(
        text
          .replace(/-/g, '')
          .slice(0, -1)
          .replace(/^[XYZ]/, nieDigit),
      ) % 23
    ] === text.at(-1),
);

const nieDigit = (letter: string): string => String('XYZ'.indexOf(letter));

/** Decree of 23 December 1976: the values of characters at odd places. Even places count their digit, or their letter from A = 0. */
const ODD_VALUES: readonly number[] = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
/** Months A to T; the digits may be replaced by letters where two people would have the same code. */
const CODICE =
  /(?<![A-Za-z0-9])[A-Za-z]{6}[0-9LMNPQRSTUVlmnpqrstuv]{2}[ABCDEHLMPRSTabcdehlmprst][0-9LMNPQRSTUVlmnpqrstuv]{2}[A-Za-z][0-9LMNPQRSTUVlmnpqrstuv]{3}[A-Za-z](?![A-Za-z0-9])/g;

export const itCodiceFiscale = anywhere('it-codice-fiscale', CODICE, (text) => {
  const sum = [...text.slice(0, 15)].reduce(
    (total, character, i) => total + (i % 2 === 0 ? ODD_VALUES[rank(character)] : rank(character)),
    0,
  );
  return String.fromCharCode(65 + (sum % 26)) === text[15];
});

/** Of a digit itself, of a letter its place in the alphabet from 0. */
const rank = (character: string): number => (character >= 'A' ? character.charCodeAt(0) - 65 : Number(character));

const HETU_CHECKS = '0123456789ABCDEFHJKLMNPRSTUVWXY';

/** Henkilötunnus: day of birth, a mark for the century, three digits; the check character is the rest of the nine digits by 31. */
export const fiHetu = anywhere('fi-hetu', /(?<![A-Za-z0-9])\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y](?![A-Za-z0-9])/g, (text) => {
  const [day, month, year] = [0, 2, 4].map((at) => Number(text.slice(at, at + 2)));
  if (!isDay(2000 + year, month, day)) return false;
  return HETU_CHECKS[Number(text.slice(0, 6) + text.slice(7, 10)) % 31] === text[10];
});
