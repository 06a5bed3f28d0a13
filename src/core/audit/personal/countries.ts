import type { CountryCode } from 'libphonenumber-js/min';

/** The page's own language is not asked: an audit of
 *  the same file is the same on every machine. */
const COUNTRY_WORDS: readonly (readonly [RegExp, readonly CountryCode[]])[] = [
  [/[\u3040-\u30ff]/, ['JP']],
  [/[\uac00-\ud7af]/, ['KR']],
  [/[\u4e00-\u9fff]/, ['CN', 'HK']],
  [/(?:^|[^a-z])(?:telefonnummer|handy|vorname|nachname|strasse|straße|plz|de)(?:[^a-z]|$)/i, ['DE', 'AT', 'CH']],
  [/téléphone|prénom|(?:^|[^a-z])(?:nom|portable|fr)(?:[^a-z]|$)/i, ['FR', 'BE', 'CH']],
  [/teléfono|móvil|apellido|(?:^|[^a-z])es(?:[^a-z]|$)/i, ['ES', 'MX']],
  [/cellulare|cognome|indirizzo|(?:^|[^a-z])it(?:[^a-z]|$)/i, ['IT']],
  [/telefoon|achternaam|(?:^|[^a-z])nl(?:[^a-z]|$)/i, ['NL', 'BE']],
  [/(?:^|[^a-z])(?:uk|gb|postcode|nhs|nino)(?:[^a-z]|$)/i, ['GB']],
  [/(?:^|[^a-z])(?:us|usa|zip|zipcode|ssn)(?:[^a-z]|$)/i, ['US']],
  [/(?:^|[^a-z])cn(?:[^a-z]|$)/i, ['CN']],
];

/** The countries that a column's name points at, by its language or by their names. */
export const countriesOf = (name: string): readonly CountryCode[] =>
  COUNTRY_WORDS.filter(([words]) => words.test(name)).flatMap(([, countries]) => countries);
