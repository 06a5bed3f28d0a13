import { CHARACTERS } from './characters.ts';
import type { Detector } from './detector.ts';

/** Social security number: no area 000, 666 or 9xx, no group 00, no serial 0000 (SSA, «SSN randomization»). Without marks it is any nine digits,
 *  and told by the column's name alone. */
export const usSsn: Detector = {
  kind: 'us-ssn',
  plain: [9],
  needs: CHARACTERS.digits9,
  where: 'anywhere',
  shape: /(?<![\w.-])\d{3}([- ]?)\d{2}\1\d{4}(?!\w|\.\d|-\d)/g,
  measure: (candidate, { isNamed }) => {
    if (candidate.length === 9 && !isNamed) return -1;
    return /^(?!000|666|9)\d{3}[- ]?(?!00)\d{2}[- ]?(?!0000)\d{4}$/.test(candidate) ? candidate.length : 0;
  },
};
