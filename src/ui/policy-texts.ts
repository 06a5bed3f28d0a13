import { msg, str } from '@lit/localize';
import type { Outcome, RuleId, RuleOutcome } from '../core/policy/policy.ts';

/** What a rule asks, in a few words. */
export function ruleTitle(rule: RuleId): string {
  const titles: Readonly<Record<RuleId, string>> = {
    'SRC-1': msg('The source is recorded'),
    'LIC-1': msg('The licence is stated'),
    'PUR-1': msg('Training is among its purposes'),
    'PII-1': msg('Personal data is declared'),
    'CON-1': msg('Consent or contract is on file'),
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
    'CON-1': msg('Say in the card where the consent or the contract is kept.'),
    'RET-1': msg('The date in the card has passed: delete the data, or correct the date if it is wrong.'),
    'QLT-1': msg('Repair the errors that the audit found, then drop the file again.'),
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

/** The facts that an outcome was decided on: «licence CC-BY-4.0». Empty values are left out. */
export const evidenceText = ({ evidence }: RuleOutcome): string =>
  Object.entries(evidence)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${evidenceName(name)}: ${evidenceValue(value)}`)
    .join(' · ');

const evidenceValue = (value: string | number | boolean): string =>
  typeof value === 'boolean' ? (value ? msg('yes') : msg('no')) : String(value);

/** `retainUntil` as «retain until». */
const evidenceName = (name: string): string => name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();

export function verdictLine(failed: number, attested: number): string {
  if (failed === 1) return msg('Refuses: 1 rule fails');
  if (failed > 1) return msg(str`Refuses: ${failed} rules fail`);
  return attested === 0 ? msg('Allows training') : msg(str`Allows training, ${attested} on your word`);
}
