import { DEFAULT_SPEC, TRACKS } from '../../src/core/spec/spec.ts';
import { type StepColumns, stepColumns } from '../../src/core/transcript/event-columns.ts';
import type { ComparedRun } from '../../src/protocol.ts';
import { wobble } from './drawn-digits.ts';
import { ENVIRONMENT, runView } from './fixture-state.ts';

/** A run as the worker reads it to be compared; `seed` bends its curves. */
export function comparedRun(runId: string, seed: number, steps: number): ComparedRun {
  const { evaluations } = runView(steps === 380 ? 'finished' : 'stopped', steps);
  return {
    runId,
    name: `Run ${seed}`,
    startedAt: `2026-03-01T09:${30 + (seed % 30)}:00.000Z`,
    status: steps === 380 ? 'finished' : 'stopped',
    sound: true,
    spec: DEFAULT_SPEC,
    environment: ENVIRONMENT,
    steps: columns(seed, steps),
    evaluations: evaluations.map((event) => ({ ...event, metrics: { ...event.metrics, confusion: null } })),
  };
}

function columns(seed: number, steps: number): StepColumns {
  const whole = (of: (step: number) => number) => Uint32Array.from({ length: steps }, (_, i) => of(i + 1));
  const real = (of: (step: number) => number) => Float64Array.from({ length: steps }, (_, i) => of(i + 1));
  const track = (step: number) => (step <= 150 ? 0 : step <= 265 ? 1 : 2);
  const loss = (step: number) => (0.1 + 2 * Math.exp(-(step % 150) / (20 + 4 * seed))) * (0.8 + 0.4 * wobble(step * 7.3 + seed));
  return {
    ...stepColumns([]),
    at: whole((step) => step),
    track: whole((step) => TRACKS.indexOf((['pretrain', 'finetune', 'baseline'] as const)[track(step)])),
    step: whole((step) => step),
    epoch: whole(() => 1),
    rows: whole(() => 64),
    fingerprint: whole((step) => step),
    loss: real(loss),
    accuracy: real((step) => Math.max(0, 1 - loss(step) / 2.6)),
    learningRate: real(() => 0.001),
    gradientNorm: real((step) => 0.3 + loss(step)),
    wallTimeMs: real((step) => step * 61),
    updateRatio: real(() => 0.01),
  };
}
