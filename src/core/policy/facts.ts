import type { Audit } from '../audit/audit.ts';
import type { PhaseName } from '../spec/spec.ts';
import type { Card } from './card.ts';
import type { Outcome, RuleId, RuleOutcome } from './policy.ts';

/** All that the rules look at, for one phase's data. */
export interface PhaseFacts {
  readonly phase: PhaseName;
  readonly card: Card;
  readonly audit: Audit;
  /** The card that this page knows for exactly these bytes, by their SHA-256: what it says needs no one's word. */
  readonly known?: Card | null;
  /** ISO 8601, UTC. */
  readonly now: string;
}

export type Rule = (facts: PhaseFacts) => RuleOutcome;

/** Why a rule has nothing to decide; stands in the evidence of a `not-applicable` outcome. */
export type Reason = 'no-personal-data' | 'personal-data-not-declared' | 'basis-is-not-consent' | 'no-date' | 'no-cells';

export const outcomeOf = (rule: RuleId, { phase }: PhaseFacts, outcome: Outcome, evidence: RuleOutcome['evidence']): RuleOutcome => ({
  rule,
  phase,
  outcome,
  evidence,
});

export const notApplicable = (rule: RuleId, facts: PhaseFacts, reason: Reason): RuleOutcome =>
  outcomeOf(rule, facts, 'not-applicable', { reason });

/** Fails without a declaration; with one, it stands on a person's word unless the page verified it. */
export function declared(isDeclared: boolean, isVerified: boolean): Outcome {
  if (!isDeclared) return 'fail';
  return isVerified ? 'pass' : 'attested';
}
