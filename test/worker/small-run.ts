import { auditData } from '../../src/core/audit/audit-data.ts';
import type { PhaseData } from '../../src/core/data/dataset.ts';
import type { Verdict } from '../../src/core/policy/policy.ts';
import { DEFAULT_SPEC, type PhaseName, type PhaseSpec, type RunSpec } from '../../src/core/spec/spec.ts';
import type { Environment } from '../../src/core/transcript/events.ts';
import type { RunInputs } from '../../src/worker/run.ts';

const ALLOWED: Verdict = { policy: 'default', allowed: true, outcomes: [], cards: {} };

/** A phase on a small table: 3 steps an epoch, two epochs. */
export const phase = (name: PhaseName, changes: Partial<PhaseSpec> = {}): PhaseSpec => ({
  ...DEFAULT_SPEC.phases[0],
  phase: name,
  data: { source: 'files', rows: null, test: 0.2 },
  epochs: 2,
  batchSize: 16,
  evaluateEvery: 4,
  ...changes,
});

/** A run of these phases with a keyframe every third step, and histograms every other. */
export const specOf = (...phases: readonly PhaseSpec[]): RunSpec => ({
  ...DEFAULT_SPEC,
  phases,
  log: { keyframeEvery: 3, histogramEvery: 2, parameters: 'statistics' },
});

/** What a run that the policy allows depends on. */
export const inputsOf = (
  environment: Environment,
  spec: RunSpec,
  data: Partial<Record<PhaseName, PhaseData>>,
  changes: Partial<RunInputs> = {},
): RunInputs => ({
  runId: 'run-1',
  spec,
  environment,
  startedAt: new Date(0),
  data: Object.fromEntries(
    Object.entries(data).map(([name, each]) => [name, { data: each, audit: auditData(name as PhaseName, each), indices: null }]),
  ),
  init: null,
  decide: () => ALLOWED,
  elapsedMs: () => 0,
  ...changes,
});
