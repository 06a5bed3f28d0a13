/** What a text consists of, as flags: enough to know which detectors need not be asked. */
export const CHARACTERS = {
  at: 1,
  /** At least four, seven, nine, twelve digits. */
  digits4: 256,
  digits7: 2,
  digits9: 4,
  digits12: 8,
  letters: 16,
  /** At least two colons. */
  colons: 32,
  /** At least three points. */
  points: 64,
  /** Digits and nothing else. */
  plain: 512,
  /** Something other than digits and letters between them: a plus, a bracket, a space … */
  marks: 128,
} as const;

/** Shorter than any e-mail address, IP address or number that is looked for. */
export const SHORTEST = 6;

const [ZERO, NINE, POINT, COLON, AT, UPPER_E, LOWER_E, MINUS] = [...'09.:@Ee-'].map((character) => character.charCodeAt(0));

/** One pass over the text, without a regular expression. 0 for what can be skipped: short texts, and decimal fractions, of which numeric columns
 *  consist. */
export function charactersOf(text: string): number {
  const { length } = text;
  if (length < SHORTEST) return 0;
  let [digits, letters, colons, points, marks, ats] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code >= ZERO && code <= NINE) digits++;
    else if (code === POINT) points++;
    else if (isLetter(code)) letters += (code === LOWER_E || code === UPPER_E) && points === 1 ? 0 : 1;
    else if (code === COLON) colons++;
    else if (code === AT) ats++;
    else if (code !== MINUS || i > 0) marks++;
  }
  if (points === 1 && letters + colons + ats === 0 && marks <= 1) return 0;
  const { at, digits4, digits7, digits9, digits12 } = CHARACTERS;
  return (
    (ats > 0 ? at : 0) |
    (digits >= 4 ? digits4 : 0) |
    (digits >= 7 ? digits7 : 0) |
    (digits >= 9 ? digits9 : 0) |
    (digits >= 12 ? digits12 : 0) |
    (letters > 0 ? CHARACTERS.letters : 0) |
    (colons >= 2 ? CHARACTERS.colons : 0) |
    (points >= 3 ? CHARACTERS.points : 0) |
    (points + marks > 0 ? CHARACTERS.marks : 0) |
    (digits === length ? CHARACTERS.plain : 0)
  );
}

/** Of ASCII, or anything beyond it: CJK counts as letters. */
const isLetter = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code > 127;
