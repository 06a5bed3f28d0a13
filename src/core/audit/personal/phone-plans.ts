import { type CountryCode, isPossiblePhoneNumber, isValidPhoneNumber } from 'libphonenumber-js/min';

/** Countries where a number is written with its area code and without a leading zero (or, in Italy, with a zero that belongs to it). */
const PLAIN: readonly CountryCode[] = ['US', 'ES', 'IT', 'PL', 'NO', 'DK', 'CZ', 'PT', 'GR', 'HU', 'IN', 'BR', 'MX', 'SG', 'HK'];
/** Countries where the area code begins with a zero within the country. What lacks it is no full number there, and nearly all digits would do:
 *  German numbers have from four to fifteen. */
const ZERO: readonly CountryCode[] = ['GB', 'DE', 'FR', 'CN', 'NL', 'BE', 'CH', 'AT', 'SE', 'FI', 'IE', 'AU', 'NZ', 'JP', 'KR', 'ZA', 'IL'];

const SURE_AFTER = 1000;
const NEARLY_ALL = 0.95;

/** Numbering plans in the order in which they are asked. The one that knew the last number is asked first: a column's numbers are mostly of
 *  one country, and a plan takes some ten microseconds. */
export class PhonePlans {
  #regions: readonly CountryCode[];
  #asked = 0;
  #known = 0;

  /** `first` are the countries that the table's names point at. */
  constructor(first: readonly CountryCode[] = []) {
    this.#regions = [...new Set([...first, ...PLAIN, ...ZERO])];
  }

  /** Whether a number with its country code, «+…», has a country and a number of digits that it uses. Not whether it is given out:
   *  numbers reserved for fiction stand for those that are. */
  isInternational(number: string): boolean {
    return isPossiblePhoneNumber(number);
  }

  /** Whether a number without country code is one in any of the plans. After `SURE_AFTER` numbers of which nearly all were, the next ones are
   *  taken to be: the form that they were asked for is then the form of telephone numbers in this column. */
  isNational(number: string): boolean {
    if (this.#asked >= SURE_AFTER && this.#known >= NEARLY_ALL * this.#asked) return true;
    const isKnown = this.#isKnown(number);
    this.#asked++;
    if (isKnown) this.#known++;
    return isKnown;
  }

  #isKnown(number: string): boolean {
    const hasZero = /^\D*0/.test(number);
    const region = this.#regions.find((one) => (hasZero || !ZERO.includes(one)) && isValidPhoneNumber(number, one));
    if (region === undefined) return false;
    if (region !== this.#regions[0]) this.#regions = [region, ...this.#regions.filter((one) => one !== region)];
    return true;
  }
}
