import type { PhaseName } from '../spec/spec.ts';
import type { Card } from './card.ts';

export type Outcome = 'pass' | 'fail' | 'attested' | 'not-applicable';

/** One rule's outcome for one dataset, with what it was decided on. */
export interface RuleOutcome {
  readonly rule: RuleId;
  readonly phase: PhaseName;
  readonly outcome: Outcome;
  readonly evidence: Readonly<Record<string, string | number | boolean>>;
}

export type RuleId = 'SRC-1' | 'LIC-1' | 'PUR-1' | 'PII-1' | 'PII-2' | 'CON-1' | 'RET-1' | 'QLT-1';

/** The gate's decision before the first step: training is allowed when no rule failed. */
export interface Verdict {
  readonly policy: string;
  readonly allowed: boolean;
  readonly outcomes: readonly RuleOutcome[];
  /** What was declared of each dataset when the decision was made. */
  readonly cards: Readonly<Partial<Record<PhaseName, Card>>>;
}
