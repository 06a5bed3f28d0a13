import { card } from './card.ts';
import { cnMobile, cnResident, cnUscc } from './china.ts';
import type { Detector } from './detector.ts';
import { email } from './email.ts';
import { beNationalNumber, deSteuerId, frNir, nlBsn, plPesel, sePersonnummer } from './europe-digits.ts';
import { esDni, fiHetu, itCodiceFiscale } from './europe-letters.ts';
import { iban } from './iban.ts';
import { ipv4, ipv6 } from './ip.ts';
import { phone } from './phone.ts';
import { ukNhs, ukNino } from './united-kingdom.ts';
import { usSsn } from './united-states.ts';

/** In the order in which they are asked: what one has taken is not looked at by those behind it, so the surest stand first. */
export const DETECTORS: readonly Detector[] = [
  email,
  iban,
  ipv6,
  ipv4,
  cnResident,
  itCodiceFiscale,
  cnUscc,
  card,
  fiHetu,
  esDni,
  ukNino,
  frNir,
  deSteuerId,
  beNationalNumber,
  plPesel,
  sePersonnummer,
  nlBsn,
  ukNhs,
  usSsn,
  cnMobile,
  phone,
];
