import type { Audit } from '../../core/audit/audit.ts';
import type { Card } from '../../core/policy/card.ts';
import type { Verdict } from '../../core/policy/policy.ts';
import type { PhaseName } from '../../core/spec/spec.ts';
import type { RunStatus } from '../../core/transcript/events.ts';
import type { UsageSummary } from '../../core/transcript/usage.ts';

/** What a report tells of a run: all of it stands in the run's transcript. */
export interface ReportFacts {
  readonly name: string;
  readonly runId: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly status: RunStatus;
  readonly phases: readonly PhaseReport[];
  readonly verdict: Verdict | null;
}

export interface PhaseReport {
  readonly phase: PhaseName;
  readonly audit: Audit;
  /** Columns that a person had the reading leave out. */
  readonly columnsLeft: readonly string[];
  /** Null where nothing was decided, so that nothing was declared either. */
  readonly card: Card | null;
  readonly usage: UsageSummary | null;
  readonly baselineUsage: UsageSummary | null;
}
