import { type PhaseSpec, phaseOf, type RunSpec, type Track } from '../../core/spec/spec.ts';
import type { RunView } from '../view-state.ts';

/** The steps of one track within a run: `after + 1 … after + steps`. */
export interface PhaseSpan {
  readonly track: Track;
  readonly after: number;
  readonly steps: number;
}

/** The tracks that a spec asks for, in the order they are trained. */
export function tracksOf(spec: RunSpec): readonly Track[] {
  const phases = spec.phases.map((phase): Track => phase.phase);
  return phaseOf(spec, 'finetune')?.baseline ? [...phases, 'baseline'] : phases;
}

/** Where each track of a run lies. Tracks that have not started share what is left of the run's steps evenly:
 *  exact for a fine-tune phase and its baseline, which have the same number of steps. */
export function spansOfRun(run: Pick<RunView, 'spec' | 'phases' | 'totalSteps'>): readonly PhaseSpan[] {
  const started = run.phases.map(({ phase, after, steps }): PhaseSpan => ({ track: phase, after, steps }));
  const coming = tracksOf(run.spec).filter((track) => !started.some((span) => span.track === track));
  const left = run.totalSteps - started.reduce((sum, span) => sum + span.steps, 0);
  return layOut(started, coming, () => Math.max(0, Math.round(left / coming.length)));
}

/** Where each track will lie, from the spec and the rows of each phase's data; null where they are not known yet. */
export function plannedSpans(spec: RunSpec, rows: (phase: PhaseSpec) => number | null, unknownSteps?: number): readonly PhaseSpan[] {
  const steps = (phase: PhaseSpec) => {
    const known = rows(phase);
    return known === null ? null : plannedSteps(phase, known);
  };
  return spansOfSteps(spec, steps, unknownSteps);
}

/** Where each track will lie, from the steps of each phase. Those that are not known (null) count as `unknownSteps`,
 *  so that the plan can still be drawn. */
export function spansOfSteps(spec: RunSpec, steps: (phase: PhaseSpec) => number | null, unknownSteps = 100): readonly PhaseSpan[] {
  return layOut([], tracksOf(spec), (track) => {
    const phase = phaseOf(spec, track === 'baseline' ? 'finetune' : track);
    return (phase && steps(phase)) ?? unknownSteps;
  });
}

/** Steps of a phase that holds out its share of the rows: batches an epoch times epochs. */
function plannedSteps(phase: PhaseSpec, rows: number): number {
  const trained = rows - Math.round(rows * phase.data.test);
  return Math.ceil(trained / phase.batchSize) * phase.epochs;
}

/** What to add to a track's steps on a chart: the baseline lies over the fine-tune phase, its step k beside that phase's step k. */
export function chartShift(spans: readonly PhaseSpan[], track: Track): number {
  const finetune = spans.find((span) => span.track === 'finetune');
  const baseline = spans.find((span) => span.track === 'baseline');
  return track === 'baseline' && finetune && baseline ? finetune.after - baseline.after : 0;
}

/** The last step on a chart's axis, where the baseline takes no room of its own; 0 without spans. */
export function lastChartStep(spans: readonly PhaseSpan[]): number {
  return Math.max(0, ...spans.map((span) => span.after + span.steps + chartShift(spans, span.track)));
}

function layOut(placed: readonly PhaseSpan[], coming: readonly Track[], steps: (track: Track) => number): readonly PhaseSpan[] {
  const spans = [...placed];
  for (const track of coming) {
    const before = spans.at(-1);
    spans.push({ track, after: before === undefined ? 0 : before.after + before.steps, steps: steps(track) });
  }
  return spans;
}
