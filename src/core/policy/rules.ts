import type { Finding } from '../audit/audit.ts';
import { isPersonal } from '../audit/personal/personal-codes.ts';
import type { Card } from './card.ts';
import { declared, notApplicable, outcomeOf, type PhaseFacts, type Rule } from './facts.ts';
import type { RuleId, Verdict } from './policy.ts';

/** What a run does with the data; a card's purposes must name it. */
export const RUN_PURPOSE = 'training';

/** The rules of the default policy, in the order in which they are shown. */
export const RULES: Readonly<Record<RuleId, Rule>> = {
  'SRC-1': sourceRecorded,
  'LIC-1': licenceNamed,
  'PUR-1': purposeCovered,
  'PII-1': personalDataDeclared,
  'PII-2': personalDataAgrees,
  'CON-1': consentKept,
  'RET-1': retentionNotPast,
  'QLT-1': noErrorFinding,
};

/** Decides every rule for every phase's data. Training is allowed when no rule failed, and there is data at all. */
export function decide(policy: 'default', facts: readonly PhaseFacts[]): Verdict {
  const outcomes = facts.flatMap((one) => Object.values(RULES).map((rule) => rule(one)));
  return {
    policy,
    allowed: facts.length > 0 && outcomes.every(({ outcome }) => outcome !== 'fail'),
    outcomes,
    cards: Object.fromEntries(facts.map(({ phase, card }) => [phase, card])),
  };
}

/** SRC-1: a kind of origin with its name, or its address; and the hash of every file. */
function sourceRecorded(facts: PhaseFacts): ReturnType<Rule> {
  const { kind, name, url } = facts.card.origin;
  const { files } = facts.audit.source;
  const hashed = files.filter(({ sha256 }) => /^[0-9a-f]{64}$/.test(sha256)).length;
  const named = kind === 'url' ? isAddress(url) : kind !== '' && (name.trim() !== '' || isAddress(url));
  const recorded = named && files.length > 0 && hashed === files.length;
  const verified = agrees(facts, (card) => [card.origin.kind, card.origin.name, card.origin.url]);
  return outcomeOf('SRC-1', facts, declared(recorded, verified), { kind, name, url, files: files.length, hashed, verified });
}

/** LIC-1: a licence or contract is named. */
function licenceNamed(facts: PhaseFacts): ReturnType<Rule> {
  const { licence } = facts.card;
  const verified = agrees(facts, (card) => [card.licence]);
  return outcomeOf('LIC-1', facts, declared(licence.trim() !== '', verified), { licence, verified });
}

/** PUR-1: training is among the purposes. Research or education alone do not say that a model may be trained. */
function purposeCovered(facts: PhaseFacts): ReturnType<Rule> {
  const { purposes } = facts.card;
  const covered = purposes.some((purpose) => purpose.trim().toLowerCase() === RUN_PURPOSE);
  return outcomeOf('PUR-1', facts, declared(covered, false), { purpose: RUN_PURPOSE, purposes: purposes.join(', ') });
}

/** PII-1: it is declared whether the rows are about people; when they are, a legal basis is named. */
function personalDataDeclared(facts: PhaseFacts): ReturnType<Rule> {
  const { personalData, legalBasis } = facts.card;
  const complete = personalData === 'no' || (personalData === 'yes' && legalBasis !== '');
  return outcomeOf('PII-1', facts, declared(complete, false), { personalData, legalBasis });
}

/** PII-2: where the audit found personal data, the declaration does not say that there is none, or it is said why these are none:
 *  in the card, or of each finding that is let stand. */
function personalDataAgrees(facts: PhaseFacts): ReturnType<Rule> {
  const { personalData, personalDataNote } = facts.card;
  const { findings, source } = facts.audit;
  if (source.reading.format === 'idx') return notApplicable('PII-2', facts, 'no-cells');
  if (personalData === '') return notApplicable('PII-2', facts, 'personal-data-not-declared');
  const found = findings.filter(isPersonal);
  const columns = [...new Set(found.map(({ column }) => column ?? ''))].join(', ');
  const isExplained = personalDataNote.trim() !== '' || found.every(({ waived }) => waived !== undefined);
  const contradicted = personalData === 'no' && found.length > 0;
  return outcomeOf('PII-2', facts, contradicted ? declared(isExplained, false) : 'pass', {
    found: found.length,
    columns,
    personalData,
    isExplained,
  });
}

/** CON-1: data used by consent says where the consent is kept. */
function consentKept(facts: PhaseFacts): ReturnType<Rule> {
  const { personalData, legalBasis, consentReference } = facts.card;
  if (personalData === '') return notApplicable('CON-1', facts, 'personal-data-not-declared');
  if (personalData === 'no') return notApplicable('CON-1', facts, 'no-personal-data');
  if (legalBasis !== 'consent') return notApplicable('CON-1', facts, 'basis-is-not-consent');
  return outcomeOf('CON-1', facts, declared(consentReference.trim() !== '', false), { consentReference });
}

/** RET-1: the data may still be used, through the end of the day that is named (UTC). */
function retentionNotPast(facts: PhaseFacts): ReturnType<Rule> {
  const { retainUntil } = facts.card;
  if (retainUntil === '') return notApplicable('RET-1', facts, 'no-date');
  const today = facts.now.slice(0, 10);
  return outcomeOf('RET-1', facts, today <= retainUntil ? 'pass' : 'fail', { retainUntil, today });
}

/** QLT-1: no finding of the audit is an error, but for those that a person lets stand and says why. */
function noErrorFinding(facts: PhaseFacts): ReturnType<Rule> {
  const findings = facts.audit.findings.filter(({ waived }) => waived === undefined);
  const waived = facts.audit.findings.filter((finding) => finding.waived !== undefined);
  const errors = findings.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  const isWaived = waived.some(({ severity }) => severity === 'error');
  return outcomeOf('QLT-1', facts, declared(errors.length === 0, !isWaived), {
    errors: errors.length,
    codes: errors.join(', '),
    warnings,
    ...(waived.length > 0 && { waived: waived.length, waivers: waived.map(waiverText).join('; ') }),
  });
}

const waiverText = ({ code, column, waived }: Finding): string => `${code}${column === null ? '' : ` (${column})`}: ${waived}`;

/** Whether the card says of these bytes what this page knows of them. */
function agrees({ card, known }: PhaseFacts, part: (card: Card) => readonly string[]): boolean {
  return known != null && part(card).every((value, i) => value === part(known)[i]);
}

/** Schemes that name a place; others (`javascript:`, `data:`) do not. */
const PLACES = ['http:', 'https:', 'ftp:'];

function isAddress(text: string): boolean {
  try {
    return PLACES.includes(new URL(text.trim()).protocol);
  } catch {
    return false;
  }
}
