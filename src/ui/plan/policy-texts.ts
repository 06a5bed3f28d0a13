import { msg, str } from '@lit/localize';
import type { Outcome, RuleId, RuleOutcome } from '../../core/policy/policy.ts';
import { legalBases, purposeText } from '../data/card-texts.ts';
import { SEPARATOR } from '../data/reading-texts.ts';

/** What a rule asks, in a few words. */
export function ruleTitle(rule: RuleId): string {
  const titles: Readonly<Record<RuleId, string>> = {
    'SRC-1': msg('The source is recorded'),
    'LIC-1': msg('The licence is stated'),
    'PUR-1': msg('Training is among its purposes'),
    'PII-1': msg('Personal data is declared'),
    'PII-2': msg('The audit agrees with it'),
    'CON-1': msg('Consent is on file'),
    'RET-1': msg('It may still be used today'),
    'QLT-1': msg('Its quality lets it be trained on'),
  };
  return titles[rule];
}

/** What to do when a rule fails. */
export function ruleRemedy(rule: RuleId): string {
  const remedies: Readonly<Record<RuleId, string>> = {
    'SRC-1': msg('Say in the card where the data comes from.'),
    'LIC-1': msg('Name the licence in the card, or the contract that lets you use the data.'),
    'PUR-1': msg('Tick “Training” in the card if the data may be trained on.'),
    'PII-1': msg('Say in the card whether the data is about identifiable people, and on what legal basis you use it.'),
    'PII-2': msg('The audit found personal data: remove it from the file, declare it in the card, or note there why it is nobody’s.'),
    'CON-1': msg('Say in the card where the consent is kept.'),
    'RET-1': msg('The date in the card has passed: delete the data, or correct the date if it is wrong.'),
    'QLT-1': msg('Repair the errors that the audit found, beside each of them, or say there why it may stand.'),
  };
  return remedies[rule];
}

export function outcomeText(outcome: Outcome): string {
  const texts: Readonly<Record<Outcome, string>> = {
    pass: msg('Pass'),
    fail: msg('Fail'),
    attested: msg('Attested'),
    'not-applicable': msg('Not applicable'),
  };
  return texts[outcome];
}

/** The facts that an outcome was decided on; empty when there is none. */
export function evidenceText({ rule, evidence }: RuleOutcome): string {
  if (typeof evidence.reason === 'string') return reasonText(evidence.reason);
  const parts = EVIDENCE[rule](evidence).filter((part) => part !== '');
  return evidence.verified === true ? [...parts, msg('as known of these very bytes')].join(SEPARATOR) : parts.join(SEPARATOR);
}

type Evidence = RuleOutcome['evidence'];

const EVIDENCE: Readonly<Record<RuleId, (evidence: Evidence) => readonly string[]>> = {
  'SRC-1': ({ name, url, files, hashed }) => [shown(name), shown(url), msg(str`${shown(hashed)} of ${shown(files)} files hashed`)],
  'LIC-1': ({ licence }) => [shown(licence)],
  'PUR-1': ({ purposes }) => shown(purposes).split(', ').map(purposeText),
  'PII-1': ({ personalData, legalBasis }) => [personalDataText(shown(personalData)), legalBasisText(shown(legalBasis))],
  'PII-2': ({ found, columns }) => [found === 0 ? msg('no personal data found') : msg(str`found in: ${shown(columns)}`)],
  'CON-1': ({ consentReference }) => [shown(consentReference)],
  'RET-1': ({ retainUntil, today }) => [msg(str`until ${shown(retainUntil)}, today is ${shown(today)}`)],
  'QLT-1': ({ errors, codes, warnings, waivers }) => [
    errors === 0 ? msg('no errors') : msg(str`errors: ${shown(errors)} (${shown(codes)})`),
    msg(str`warnings: ${shown(warnings)}`),
    ...(waivers === undefined ? [] : [msg(str`let stand: ${shown(waivers)}`)]),
  ],
};

const shown = (value: Evidence[string] | undefined): string => String(value ?? '');

function personalDataText(answer: string): string {
  if (answer === 'yes') return msg('about identifiable people');
  return answer === 'no' ? msg('not about identifiable people') : '';
}

const legalBasisText = (basis: string): string => legalBases().find(([value]) => value === basis && value !== '')?.[1] ?? '';

/** Why a rule does not apply. */
function reasonText(reason: string): string {
  const texts: Readonly<Record<string, string>> = {
    'personal-data-not-declared': msg('decided once personal data is declared'),
    'no-personal-data': msg('no personal data'),
    'basis-is-not-consent': msg('the legal basis is not consent'),
    'no-date': msg('no end date'),
    'no-cells': msg('images have no cells to look at'),
  };
  return texts[reason] ?? reason;
}

export function verdictLine(failed: number, attested: number): string {
  if (failed === 1) return msg('Refuses: 1 rule fails');
  if (failed > 1) return msg(str`Refuses: ${failed} rules fail`);
  return attested === 0 ? msg('Allows training') : msg(str`Allows training, ${attested} on your word`);
}
