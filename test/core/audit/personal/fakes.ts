import type { PersonalKind } from '../../../../src/core/audit/personal/kinds.ts';
import { randomStream } from '../../../../src/core/random.ts';
import { kindOf } from './told.ts';

/** Made-up values that pass for real ones, the same for the same seed. Nobody's: the check digits are found by trying. */
export class Fakes {
  readonly #stream;
  #counter = 0;

  constructor(seed: number) {
    this.#stream = randomStream(seed, 'fakes');
  }

  /** 0 … n−1. */
  below(n: number): number {
    return Math.floor(this.#stream.uniform(this.#counter++) * n);
  }

  one<T>(of: readonly T[]): T {
    return of[this.below(of.length)];
  }

  digits(n: number): string {
    return Array.from({ length: n }, () => this.below(10)).join('');
  }

  letters(n: number): string {
    return Array.from({ length: n }, () => String.fromCharCode(65 + this.below(26))).join('');
  }

  /** A day between 1940 and 2005 by `Y` (four digits), `y` (two), `m` and `d`. */
  day(form: string): string {
    const two = (value: number) => String(value).padStart(2, '0');
    const year = 1940 + this.below(65);
    const parts: Readonly<Record<string, string>> = {
      Y: String(year),
      y: two(year % 100),
      m: two(1 + this.below(12)),
      d: two(1 + this.below(28)),
    };
    return form.replace(/[Yymd]/g, (letter) => parts[letter]);
  }

  of(kind: keyof typeof FORMS): string {
    for (;;) {
      const text = FORMS[kind](this);
      const checks = text.match(/\?+/)?.[0] ?? '';
      for (const check of checksOf(checks.length)) {
        const whole = text.replace(checks, check);
        if (kindOf(whole) === kind) return whole;
      }
    }
  }
}

const CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

function checksOf(length: number): readonly string[] {
  if (length === 2) return Array.from({ length: 100 }, (_, i) => String(i).padStart(2, '0'));
  return length === 0 ? [''] : [...CHARACTERS];
}

/** By kind, with `?` in the places of check characters. */
export const FORMS = {
  email: (fakes) =>
    `${fakes.letters(5).toLowerCase()}.${fakes.letters(7)}@${fakes.letters(6).toLowerCase()}.${fakes.one(['org', 'com', 'co.uk'])}`,
  phone: (fakes) =>
    fakes.one([
      `+49 30 ${fakes.digits(7)}`,
      `(212) 5${fakes.digits(2)}-${fakes.digits(4)}`,
      `0${1 + fakes.below(5)} ${2 + fakes.below(7)}${fakes.digits(1)} ${fakes.digits(2)} ${fakes.digits(2)} ${fakes.digits(2)}`,
    ]),
  'cn-mobile': (fakes) => `1${3 + fakes.below(7)}${fakes.digits(9)}`,
  card: (fakes) => fakes.one([`4${fakes.digits(14)}?`, `51${fakes.digits(13)}?`, `34${fakes.digits(12)}?`, `62${fakes.digits(16)}?`]),
  iban: (fakes) => fakes.one([`DE??${fakes.digits(18)}`, `GB??${fakes.letters(4)}${fakes.digits(14)}`, `NO??${fakes.digits(11)}`]),
  ip: (fakes) => [1 + fakes.below(120), fakes.below(256), fakes.below(256), fakes.below(256)].join('.'),
  'us-ssn': (fakes) => `${100 + fakes.below(500)}-${10 + fakes.below(80)}-${1000 + fakes.below(9000)}`,
  'cn-resident': (fakes) => `${fakes.one(['110101', '440106', '830000'])}${fakes.day('Ymd')}${fakes.digits(3)}?`,
  'cn-uscc': (fakes) => `91${fakes.one(['110108', '440300'])}MA${fakes.digits(7)}?`,
  'uk-nhs': (fakes) => `${fakes.digits(9)}?`,
  'uk-nino': (fakes) => `${fakes.one(['AB', 'CE', 'JK'])}${fakes.digits(6)}${fakes.one(['A', 'B', 'C', 'D'])}`,
  'es-dni': (fakes) => `${fakes.one(['X', 'Y', 'Z', '4'])}${fakes.digits(7)}?`,
  'it-codice-fiscale': (fakes) =>
    `${fakes.letters(6)}${fakes.digits(2)}${fakes.one(['A', 'M', 'T'])}${fakes.digits(2)}H${fakes.digits(3)}?`,
  'pl-pesel': (fakes) => `${fakes.day('ymd')}${fakes.digits(4)}?`,
  'de-steuer-id': (fakes) => `${shuffledDigits(fakes)}?`,
  'fr-nir': (fakes) => `${1 + fakes.below(2)}${fakes.day('ym')}75${fakes.digits(6)}??`,
  'nl-bsn': (fakes) => `${1 + fakes.below(9)}${fakes.digits(7)}?`,
  'se-personnummer': (fakes) => `${fakes.day('ymd')}-${fakes.digits(3)}?`,
  'fi-hetu': (fakes) => `${fakes.day('dmy')}-${fakes.digits(3)}?`,
  'be-national-number': (fakes) => `${fakes.day('y.m.d')}-${fakes.digits(3)}.??`,
} as const satisfies Readonly<Record<PersonalKind, (fakes: Fakes) => string>>;

/** Ten digits of which one occurs twice and one not at all; the first is no zero. */
function shuffledDigits(fakes: Fakes): string {
  const left = [...'0123456789'];
  const order = Array.from({ length: 10 }, () => left.splice(fakes.below(left.length), 1)[0]);
  order[9] = order[0];
  return order[0] === '0' ? shuffledDigits(fakes) : order.join('');
}
