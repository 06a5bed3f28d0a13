import isIP from 'validator/es/lib/isIP.js';
import { CHARACTERS } from './characters.ts';
import { allOrNothing, type Detector } from './detector.ts';

/** No one's address: this host, loopback, the broadcast, and a mask. */
const NOBODYS = /^(?:0\.|127\.|255\.)/;

export const ipv4: Detector = {
  kind: 'ip',
  needs: CHARACTERS.points | CHARACTERS.marks,
  where: 'anywhere',
  shape: /(?<![\w.-])\d{1,3}(?:\.\d{1,3}){3}(?!\w|\.\d|-\d)/g,
  measure: allOrNothing((candidate) => isIP(candidate, 4) && !NOBODYS.test(candidate)),
};

/** Eight groups, or fewer around «::», of which two must be there: «::1» is this machine's own. A time of day has other forms. */
export const ipv6: Detector = {
  kind: 'ip',
  needs: CHARACTERS.colons,
  where: 'anywhere',
  shape:
    /(?<![\w:.])(?:(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6}|(?:[0-9a-f]{1,4}:){2,7}:)(?![\w:])/gi,
  measure: allOrNothing((candidate) => isIP(candidate, 6)),
};
