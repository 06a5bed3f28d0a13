import { type PhaseName, type PhaseSpec, phaseOf } from '../../core/spec/spec.ts';
import { sampleOf } from '../data/samples.ts';
import type { ViewState } from '../view-state.ts';
import { isLoaded } from './start-plan.ts';

/** Rows and steps that a phase comes to. `trainRows` of a row order is not known before it is used. */
export interface PhaseEstimate {
  readonly rows: number;
  readonly testRows: number;
  readonly steps: number;
}

/** What a phase comes to, from the rows that are loaded or, for a sample, known; null for files that are not there yet.
 *  Exact but for rows that cannot be used (ragged, unlabelled), which only training leaves out. */
export function estimatePhase(state: ViewState, name: PhaseName): PhaseEstimate | null {
  const phase = phaseOf(state.spec, name);
  const known = phase && knownRows(state, phase);
  if (phase === undefined || known === undefined) return null;
  const { rows: wanted, test } = phase.data;
  const rows = Math.min(wanted ?? known.rows, known.rows);
  const held = known.hasTestSet && wanted === null ? 0 : Math.min(Math.round(rows * test), rows - 1);
  const steps = state.indices[name]?.steps ?? Math.ceil((rows - held) / phase.batchSize) * phase.epochs;
  return { rows, testRows: held, steps };
}

/** Steps of the whole run, the baseline among them; null when a phase's rows are not known yet. */
export function estimateSteps(state: ViewState): number | null {
  const steps = state.spec.phases.map(({ phase, baseline }) => (estimatePhase(state, phase)?.steps ?? Number.NaN) * (baseline ? 2 : 1));
  const total = steps.reduce((sum, one) => sum + one, 0);
  return Number.isNaN(total) ? null : total;
}

function knownRows(state: ViewState, phase: PhaseSpec): { readonly rows: number; readonly hasTestSet: boolean } | undefined {
  const { summary } = state.data[phase.phase];
  if (summary !== null && isLoaded(state, phase)) return { rows: summary.rows, hasTestSet: summary.testRows !== null };
  const sample = sampleOf(phase.data.source);
  return sample && { rows: sample.rows, hasTestSet: sample.hasTestSet };
}
