import isEmail from 'validator/es/lib/isEmail.js';
import { CHARACTERS } from './characters.ts';
import { allOrNothing, type Detector } from './detector.ts';

/** Longest parts of an address, RFC 5321 4.5.3.1. They also bound the expression's work on hostile texts. */
export const email: Detector = {
  kind: 'email',
  needs: CHARACTERS.at,
  where: 'anywhere',
  shape: /(?<![\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-])[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu,
  measure: allOrNothing((candidate) => isEmail(candidate)),
};
