import type { Problem } from '../../core/problems/problem.ts';
import type { Emission, Environment, RunEvent } from '../../core/transcript/events.ts';
import { InLoggedOrder, traitOf } from './in-logged-order.ts';
import type { ResumePoint } from './resume-point.ts';

/** Where a run is taken up, and who hears of it. */
export interface Replay {
  readonly environment: Environment;
  readonly signal: AbortSignal;
  /** Told of each step before it is computed again, and once where there is none. */
  readonly onStep: (step: number) => void;
  /** Told of each keyframe that was computed again, with its file; returns whether it was lost and is stored again. */
  readonly onKeyframe: (emission: Emission) => Promise<boolean>;
}

/** Passes over what the transcript holds already, and proves that it comes out the same: every event in its place, every step
 *  and keyframe with its fingerprint. Keyframes that were lost are told, and whether they are there again. What comes behind is the
 *  run's own. Stops quietly when `signal` aborts on the way.
 *  @throws TrainscriptError `replay-differs` */
export async function* goOn(
  emissions: AsyncGenerator<Emission, void, void>,
  point: ResumePoint,
  { environment, signal, onStep, onKeyframe }: Replay,
): AsyncGenerator<Emission, void, void> {
  const { keyframe, logged, elapsedMs, lost } = point;
  const through = loggedThrough(point);
  const restored = new Set<string>();
  const again = new InLoggedOrder(emissions, signal);
  try {
    onStep(logged.find((event) => event.kind === 'step')?.step ?? through);
    for (const expected of logged.filter(isMadeByTraining)) {
      if (expected.kind === 'step') onStep(expected.step);
      const found = await again.find(expected);
      if (signal.aborted) return;
      if (found?.keyframe && (await onKeyframe(found))) restored.add(traitOf(expected));
    }
    const from = keyframe?.step ?? -1;
    yield { event: { kind: 'replayed', keyframe: from, through, wallTimeMs: elapsedMs, environment } };
    for (const { event, problem } of lost) {
      const told = restored.has(traitOf(event)) ? restoredProblem(problem) : problem;
      yield { event: { kind: 'alert', level: 'warning', phase: null, step: through, problem: told } };
    }
    yield* again.early;
    yield* emissions;
  } finally {
    await emissions.return();
  }
}

const restoredProblem = ({ fields: { runId, track, step } }: Problem): Problem => ({
  code: 'keyframe-restored',
  fields: { runId, track, step },
});

/** The last step that the transcript holds; 0 where nothing was trained yet. */
export const loggedThrough = ({ keyframe, logged }: ResumePoint): number =>
  logged.findLast((event) => event.kind === 'step')?.step ?? keyframe?.step ?? 0;

/** What befell the run from outside does not come again. */
const isMadeByTraining = ({ kind }: RunEvent): boolean => !FROM_OUTSIDE.has(kind);

const FROM_OUTSIDE: ReadonlySet<RunEvent['kind']> = new Set(['paused', 'resumed', 'device-lost', 'replayed', 'cut-back', 'alert']);
