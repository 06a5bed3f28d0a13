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

const whole = ({ source, flags }: RegExp): RegExp => new RegExp(`^(?:${source})$`, flags.replace('g', ''));

/** By the length of a text that is digits and nothing else: those whose form it can have, asked for the whole of it. Columns of ids and of times
 *  consist of such cells. */
export const PLAIN_DETECTORS: readonly (readonly Detector[])[] = Array.from({ length: 20 }, (_, length) =>
  DETECTORS.filter(({ plain }) => plain?.includes(length)).map((detector) => ({
    ...detector,
    where: 'whole-cell',
    shape: whole(detector.shape),
  })),
);
