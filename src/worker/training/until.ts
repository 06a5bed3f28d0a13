import type { LogSpec } from '../../core/spec/spec.ts';
import type { Batch } from '../../core/training/batches.ts';
import type { TrackPlan } from '../../core/training/track-plan.ts';

/** What a replay logs between its first and its last step: nothing. */
export const UNLOGGED: LogSpec = {
  keyframeEvery: Number.POSITIVE_INFINITY,
  histogramEvery: Number.POSITIVE_INFINITY,
  parameters: 'statistics',
};

/** The same batches, but none behind step `until`, and nothing to evaluate. */
export function planUntil(plan: TrackPlan, until: number): TrackPlan {
  return {
    ...plan,
    phase: { ...plan.phase, evaluateEvery: Number.POSITIVE_INFINITY },
    test: { ...plan.test, rows: new Uint32Array() },
    batches: (after, done) => upTo(plan.batches(after, done), until),
  };
}

function* upTo(batches: Iterable<Batch>, until: number): Generator<Batch, void, void> {
  for (const batch of batches) {
    if (batch.step > until) return;
    yield batch;
  }
}
