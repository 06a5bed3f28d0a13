import { fillTemplate } from '../problems/fill-template.ts';
import type { Reason } from './facts.ts';
import type { RuleId, RuleOutcome } from './policy.ts';

export type RuleTextKey = `${RuleId}.${'title' | 'basis' | 'fail'}` | `not-applicable.${Reason}` | 'pass' | 'attested';

/** The texts of a language. */
export type RuleTexts = Readonly<Record<RuleTextKey, string>>;

/** The English texts of the rules: what each asks, what it rests on, and what to do when it fails. The basis is where the
 *  question comes from, not a claim that it is answered in full. GB/T 45652 is cited by the clauses of its public 2024 draft. */
export const RULE_TEXTS: RuleTexts = {
  'SRC-1.title': 'The source of each file is recorded',
  'SRC-1.basis': 'GB/T 45652 6.1 a; Interim Measures for Generative AI Art. 7(1); EU AI Act Art. 10(2)(b)',
  'SRC-1.fail':
    'Say where the data comes from: a kind of origin with its name, or the address (http, https or ftp) it was taken from. {hashed} of {files} files have a recorded hash.',
  'LIC-1.title': 'A licence or contract is named',
  'LIC-1.basis': 'Interim Measures for Generative AI Art. 7(2); EU AI Act Art. 53(1)(d), template 3.1',
  'LIC-1.fail': 'Name the licence (such as CC-BY-4.0) or the contract under which the data may be used.',
  'PUR-1.title': 'Training is among the purposes',
  'PUR-1.basis': 'GDPR Art. 5(1)(b); EU AI Act Art. 10(2)(b)',
  'PUR-1.fail':
    'The purposes are “{purposes}”, and this run is for “{purpose}”: add it if the data may be used for that, or use other data.',
  'PII-1.title': 'Personal data is declared, with its legal basis',
  'PII-1.basis': 'GDPR Art. 6; PIPL Art. 13; GB/T 45652 6.3 a; ISO/IEC 5259-2 Idn-ML-1',
  'PII-1.fail': 'Say whether the rows are about identifiable people; when they are, choose the legal basis on which they may be used.',
  'PII-2.title': 'What was found agrees with what was declared of personal data',
  'PII-2.basis': 'GDPR Art. 5(2); PIPL Art. 51; ISO/IEC 5259-2 Idn-ML-1',
  'PII-2.fail':
    'The card says that the rows are not about identifiable people, but the audit found personal data in these columns: {columns}. Remove them, declare them, or note in the card why they are nobody’s.',
  'CON-1.title': 'Consent can be shown',
  'CON-1.basis': 'GDPR Art. 7(1); ISO/IEC TS 27560',
  'CON-1.fail': 'The legal basis is consent: say where the records of consent are kept.',
  'RET-1.title': 'The data may still be kept',
  'RET-1.basis': 'GDPR Art. 5(1)(e) and 30(1)(f)',
  'RET-1.fail': 'The data may be used until {retainUntil}, and today is {today}: delete it, or correct the date if it was extended.',
  'QLT-1.title': 'The audit found no error',
  'QLT-1.basis': 'Interim Measures for Generative AI Art. 7(4); EU AI Act Art. 10(3)',
  'QLT-1.fail': 'The audit found errors ({errors}): {codes}. Each finding says what to do about it.',

  pass: 'Verified by this page.',
  attested: 'Stands on what was declared, which this page cannot verify.',
  'not-applicable.no-personal-data': 'Nothing to decide: the data is declared to hold no personal data.',
  'not-applicable.personal-data-not-declared': 'Nothing to decide until it is declared whether the data holds personal data.',
  'not-applicable.basis-is-not-consent': 'Nothing to decide: the legal basis is not consent.',
  'not-applicable.no-cells': 'Nothing to decide: images have no cells that personal data is looked for in.',
  'not-applicable.no-date': 'Nothing to decide: no date was set after which the data must not be used.',
};

export const ruleTitle = (rule: RuleId, texts = RULE_TEXTS): string => texts[`${rule}.title`];

export const ruleBasis = (rule: RuleId, texts = RULE_TEXTS): string => texts[`${rule}.basis`];

/** Puts an outcome into words: what to do when the rule failed, else what the outcome rests on.
 *  `texts` is the table of the reader's language; English is the default. */
export function formatOutcome({ rule, outcome, evidence }: RuleOutcome, texts = RULE_TEXTS): string {
  return fillTemplate(texts[keyOf(rule, outcome, evidence)], evidence);
}

function keyOf(rule: RuleId, outcome: RuleOutcome['outcome'], evidence: RuleOutcome['evidence']): RuleTextKey {
  if (outcome === 'fail') return `${rule}.fail`;
  if (outcome === 'not-applicable') return `not-applicable.${evidence.reason as Reason}`;
  return outcome;
}
