import { type LoggedEvent, RunLog } from '../../src/app/runs/run-log.ts';
import type { RunView } from '../../src/app/view-state.ts';

type Told = Pick<RunView, 'runId' | 'name' | 'spec' | 'environment' | 'audits' | 'phases' | 'evaluations' | 'recalls' | 'committedStep'>;

const KEYFRAME_EVERY = 50;

/** What a run's transcript says besides its steps, in its order. */
export function logOf(run: Told, verdict: RunView['verdict'], status: RunView['status'] = 'running'): RunLog {
  const { runId, name, spec, environment, audits, phases, evaluations, recalls, committedStep } = run;
  const log = new RunLog();
  log.append({ kind: 'run-started', runId, name, spec, environment, startedAt: '2024-11-21T10:12:00Z' });
  for (const audit of Object.values(audits)) log.append({ kind: 'data-audited', phase: audit.phase, audit });
  if (verdict !== null) log.append({ kind: 'policy-decided', verdict });
  const later: (readonly [step: number, event: LoggedEvent])[] = [
    ...phases.map((phase) => [phase.after, phase] as const),
    ...evaluations.map((event) => [event.step, event] as const),
    ...recalls.map((event) => [event.step, event] as const),
    ...keyframes(committedStep).map((event) => [event.step, event] as const),
  ];
  for (const [, event] of later.sort(([a], [b]) => a - b)) log.append(event);
  if (status === 'finished') log.append({ kind: 'run-finished', steps: committedStep, wallTimeMs: committedStep * 61 });
  return log;
}

const keyframes = (steps: number) =>
  Array.from({ length: Math.floor(steps / KEYFRAME_EVERY) }, (_, i) => {
    const step = (i + 1) * KEYFRAME_EVERY;
    const phase = step <= 150 ? ('pretrain' as const) : step <= 265 ? ('finetune' as const) : ('baseline' as const);
    return {
      kind: 'keyframe' as const,
      phase,
      step,
      fingerprint: step * 40_503,
      bytes: 5_174_000,
      sha256: 'c0ffee'.repeat(11).slice(0, 64),
      updates: step,
    };
  });
