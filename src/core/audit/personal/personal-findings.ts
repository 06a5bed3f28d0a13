import type { PhaseData } from '../../data/dataset.ts';
import { type Finding, type FindingCode, ROWS_SHOWN } from '../audit.ts';
import type { ColumnFacts } from '../column-facts.ts';
import { makeFinding, percent } from '../finding.ts';
import { type Verdict, verdictOf } from './chance.ts';
import { isSensitive, kindsNamed, topicsOf } from './header-topics.ts';
import { EVIDENCE, type PersonalKind } from './kinds.ts';
import type { PersonalTally } from './tally.ts';

/** Values that tell one person from others, and how a reader knows them; of ids, the names that they have where they are given out. */
const KINDS: Readonly<Record<PersonalKind, readonly [code: FindingCode, scheme: string]>> = {
  email: ['personal-email', 'e-mail'],
  phone: ['personal-phone', 'E.164'],
  'cn-mobile': ['personal-phone', 'E.164'],
  card: ['personal-card', 'ISO/IEC 7812'],
  iban: ['personal-iban', 'IBAN'],
  ip: ['personal-ip', 'IP'],
  'us-ssn': ['personal-id', 'SSN, US'],
  'cn-resident': ['personal-id', '居民身份证, CN'],
  'cn-uscc': ['personal-id', '统一社会信用代码, CN'],
  'uk-nhs': ['personal-id', 'NHS, UK'],
  'uk-nino': ['personal-id', 'NINO, UK'],
  'es-dni': ['personal-id', 'DNI/NIE, ES'],
  'it-codice-fiscale': ['personal-id', 'codice fiscale, IT'],
  'pl-pesel': ['personal-id', 'PESEL, PL'],
  'de-steuer-id': ['personal-id', 'Steuer-ID, DE'],
  'fr-nir': ['personal-id', 'NIR, FR'],
  'nl-bsn': ['personal-id', 'BSN, NL'],
  'se-personnummer': ['personal-id', 'personnummer, SE'],
  'fi-hetu': ['personal-id', 'HETU, FI'],
  'be-national-number': ['personal-id', 'Rijksregisternummer, BE'],
};

/** Share of records with identifiable data. */
const MEASURE = 'Idn-ML-1';

/** Personal data in the cells of a table, and columns whose names promise it. No value of a cell is in a finding, only the form of one. */
export function personalFindings({ facts, train }: PhaseData): Finding[] {
  return (facts?.columns ?? []).flatMap((column) => {
    const found = foundIn(column, train.rows);
    return found.some(({ severity }) => severity === 'warning') ? found : [...namedFinding(column, train.rows), ...found];
  });
}

function foundIn({ name, personal }: ColumnFacts, total: number): Finding[] {
  const named = kindsNamed(name);
  const judged = (personal ?? []).map((tally) => ({ tally, verdict: verdictOf(tally, named.has(tally.kind)) }));
  const ofVerdict = (wanted: Verdict) => judged.filter(({ verdict }) => verdict === wanted).map(({ tally }) => tally);
  return [
    ...joined(ofVerdict('found')).map((tally) => finding(KINDS[tally.kind][0], name, tally, total)),
    ...ofVerdict('possible').map((tally) => finding('personal-possible', name, tally, total)),
  ];
}

/** Telephone numbers with and without marks are one finding. */
function joined(tallies: readonly PersonalTally[]): readonly PersonalTally[] {
  const phones = tallies.filter(({ kind }) => KINDS[kind][0] === 'personal-phone');
  if (phones.length < 2) return tallies;
  const [first, second] = phones;
  const rows = [...new Set([...first.rows, ...second.rows])].sort((a, b) => a - b).slice(0, ROWS_SHOWN);
  const both = { ...first, hits: first.hits + second.hits, candidates: first.candidates + second.candidates, rows };
  return [...tallies.filter((tally) => !phones.includes(tally)), both];
}

function finding(code: FindingCode, column: string, { kind, hits, candidates, rows, shape }: PersonalTally, total: number): Finding {
  const expected = Math.round(EVIDENCE[kind].chance * candidates);
  const fields = { total, share: percent(hits, total), candidates, expected, scheme: KINDS[kind][1], shape };
  const isDoubtful = code === 'personal-possible' || kind === 'cn-uscc';
  return makeFinding(code, isDoubtful ? 'info' : 'warning', { column, rows, count: hits, fields, measure: MEASURE });
}

/** A column is remarked by its name alone where nothing in it was told by its form: names and addresses have none. */
function namedFinding({ name, missing }: ColumnFacts, total: number): Finding[] {
  const [topic] = topicsOf(name);
  if (topic === undefined) return [];
  const [code, severity] = isSensitive(topic) ? (['sensitive-column', 'warning'] as const) : (['personal-column', 'info'] as const);
  return [makeFinding(code, severity, { column: name, count: total - missing, fields: { total, topic }, measure: MEASURE })];
}
