/** What a cell may hold of a person, told by its form. */
export type PersonalKind =
  | 'email'
  | 'phone'
  | 'cn-mobile'
  | 'card'
  | 'iban'
  | 'ip'
  | 'us-ssn'
  | 'cn-resident'
  | 'cn-uscc'
  | 'uk-nhs'
  | 'uk-nino'
  | 'es-dni'
  | 'it-codice-fiscale'
  | 'pl-pesel'
  | 'de-steuer-id'
  | 'fr-nir'
  | 'nl-bsn'
  | 'se-personnummer'
  | 'fi-hetu'
  | 'be-national-number';

/** How much a match says. */
export interface Evidence {
  /** The share of meaningless texts of the kind's form that pass its checks all the same. 0 where the form is found nowhere else,
   *  one half where there is nothing to check beyond a form that other things have too. */
  readonly chance: number;
  /** Chance must explain what was found in a column with less than this probability, where the column's name does not say what it holds.
   *  1 where a form as such is enough; small where plain digits, as many tables have them, have that form. */
  readonly doubt: number;
}

/** Plain digits: six of ten that pass a check digit are needed before they say anything. */
const DIGITS = 1e-6;
/** One alone may pass. */
const LETTERS = 0.05;

export const EVIDENCE: Readonly<Record<PersonalKind, Evidence>> = {
  email: { chance: 0, doubt: 1 },
  phone: { chance: 0.5, doubt: 1 },
  // First digits 13 to 19 among those of eleven digits.
  'cn-mobile': { chance: 0.07, doubt: DIGITS },
  // Luhn's check digit. The first digits do not count: those of an id are often all alike.
  card: { chance: 0.1, doubt: 0.15 },
  iban: { chance: 1 / 97, doubt: 1 },
  ip: { chance: 0.5, doubt: 1 },
  'us-ssn': { chance: 0.5, doubt: 1 },
  // Measured over random eighteen digits: region, date and check digit.
  'cn-resident': { chance: 1.4e-4, doubt: LETTERS },
  'cn-uscc': { chance: 1 / 31, doubt: LETTERS },
  'uk-nhs': { chance: 1 / 11, doubt: DIGITS },
  'uk-nino': { chance: 0.5, doubt: DIGITS },
  'es-dni': { chance: 1 / 23, doubt: LETTERS },
  'it-codice-fiscale': { chance: 1 / 26, doubt: LETTERS },
  'pl-pesel': { chance: 0.1, doubt: DIGITS },
  'de-steuer-id': { chance: 0.1, doubt: DIGITS },
  'fr-nir': { chance: 1 / 97, doubt: DIGITS },
  'nl-bsn': { chance: 1 / 11, doubt: DIGITS },
  'se-personnummer': { chance: 0.1, doubt: DIGITS },
  'fi-hetu': { chance: 1 / 31, doubt: LETTERS },
  'be-national-number': { chance: 2 / 97, doubt: DIGITS },
};

export const PERSONAL_KINDS = Object.keys(EVIDENCE) as readonly PersonalKind[];
