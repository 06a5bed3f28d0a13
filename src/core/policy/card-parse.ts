import { type Check, choice, invalid, listOf, type Place, record, sha256Text, text, whole, withDefault } from '../check.ts';
import { type Card, EMPTY_CARD } from './card.ts';

/** A dataset's card with the hashes of the files that it is about. */
export interface KnownCard {
  readonly card: Card;
  readonly sha256: readonly string[];
}

/** Reads a card from JSON of unknown origin: the form that the bundle holds, or that of the samples, which also names files,
 *  creators and a citation. What is absent is «not declared yet». `document` names the source in messages.
 *  @throws TrainscriptError `field-…` with the field, what was found and what was expected. */
export function parseCard(json: unknown, document = 'card.json'): Card {
  return parseKnownCard(json, document).card;
}

/** Reads a card and the hashes of its files; none where it names no files.
 *  @throws TrainscriptError as `parseCard` */
export function parseKnownCard(json: unknown, document = 'card.json'): KnownCard {
  const { description, files, creators, citation, ...card } = CARD_CHECK(json, { document, path: '' });
  return { card, sha256: (files ?? []).map(({ sha256 }) => sha256) };
}

/** Enough for a paragraph or two. */
const MAX_TEXT = 5000;
const MAX_LIST = 1000;

const prose = text(0, MAX_TEXT);

const date: Check<string> = (value, place) => {
  if (value === '' || (typeof value === 'string' && isDate(value))) return value;
  throw invalid('field-date', value, place);
};

/** As ISO 8601 writes a day of the calendar: the 30th of February is none. */
function isDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const time = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

const origin = record({
  kind: withDefault(choice('url', 'organisation', 'own', 'user', 'synthetic', ''), ''),
  name: withDefault(prose, ''),
  url: withDefault(prose, ''),
});

const file = record({ name: text(1, MAX_TEXT), sha256: sha256Text }, { bytes: whole(0, Number.MAX_SAFE_INTEGER) });

const CARD_CHECK = record(
  {
    name: withDefault(prose, EMPTY_CARD.name),
    origin: withDefault(origin, EMPTY_CARD.origin),
    licence: withDefault(prose, EMPTY_CARD.licence),
    personalData: withDefault(choice('no', 'yes', ''), EMPTY_CARD.personalData),
    personalDataNote: withDefault(prose, EMPTY_CARD.personalDataNote),
    legalBasis: withDefault(
      choice('consent', 'contract', 'legal-obligation', 'vital-interests', 'public-task', 'legitimate-interests', ''),
      EMPTY_CARD.legalBasis,
    ),
    consentReference: withDefault(prose, EMPTY_CARD.consentReference),
    purposes: withDefault(listOf(text(1, MAX_TEXT), MAX_LIST), EMPTY_CARD.purposes),
    retainUntil: withDefault(date, EMPTY_CARD.retainUntil),
  },
  { description: prose, files: listOf(file, MAX_LIST), creators: listOf(prose, MAX_LIST), citation: prose },
) satisfies (value: unknown, place: Place) => Card;
