import { type CountryCode, isPossiblePhoneNumber, isValidPhoneNumber } from 'libphonenumber-js/min';

/** Countries where a number within the country begins with a zero. Elsewhere nearly all digits are a number somewhere, so that only the way they
 *  are written tells numbers from codes. */
const ZERO: readonly CountryCode[] = [
  'GB',
  'DE',
  'FR',
  'CN',
  'NL',
  'BE',
  'CH',
  'AT',
  'SE',
  'FI',
  'IE',
  'IT',
  'AU',
  'NZ',
  'JP',
  'KR',
  'ZA',
  'IL',
];
/** Countries where the area code is often put in brackets. */
const BRACKETS: readonly CountryCode[] = ['US', 'BR', 'MX', 'HU', 'IN', 'PT', 'ES', ...ZERO];
/** The North American plan. */
const AMERICA: readonly CountryCode[] = ['US'];

const SURE_AFTER = 1000;
const NEARLY_ALL = 0.95;

/** The numbering plans that a column's numbers are held against, country by country: one country's plan knows few of the others' numbers. The
 *  one that knew the last number is asked first: a column's numbers are mostly of one country, and a plan takes some ten microseconds. */
export class PhonePlans {
  readonly #hinted: readonly CountryCode[];
  #last: CountryCode | null = null;
  #asked = 0;
  #known = 0;

  /** `hinted` are the countries that the column's name points at: their numbers are known in any form. */
  constructor(hinted: readonly CountryCode[] = []) {
    this.#hinted = hinted;
  }

  /** Whether a number with its country code, «+…», has a country and a number of digits that it uses. Not whether it is given out:
   *  numbers reserved for fiction stand for those that are. */
  isInternational(number: string): boolean {
    return isPossiblePhoneNumber(number);
  }

  /** Whether a number without country code is one where it would be written like that. After `SURE_AFTER` numbers of which nearly all were, the next
   *  ones are taken to be. */
  isNational(number: string): boolean {
    if (this.#asked >= SURE_AFTER && this.#known >= NEARLY_ALL * this.#asked) return true;
    const isKnown = this.#isIn(number, writtenIn(number));
    this.#asked++;
    if (isKnown) this.#known++;
    return isKnown;
  }

  /** Whether it is one in a country that the column's name points at. */
  isHinted(number: string): boolean {
    return this.#isIn(number, []);
  }

  #isIn(number: string, countries: readonly CountryCode[]): boolean {
    const asked = new Set([...this.#hinted, ...countries]);
    const first = this.#last !== null && asked.has(this.#last) ? [this.#last] : [];
    const country = [...first, ...asked].find((one) => isValidPhoneNumber(number, one));
    this.#last = country ?? this.#last;
    return country !== undefined;
  }
}

function writtenIn(number: string): readonly CountryCode[] {
  if (number.startsWith('(')) return BRACKETS;
  return number.startsWith('0') ? ZERO : AMERICA;
}
