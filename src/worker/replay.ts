import type { Emission, Environment, RunEvent } from '../core/events.ts';
import { TrainscriptError } from '../core/problem.ts';
import type { ResumePoint } from './resume-point.ts';

/** Passes over what the transcript holds already, and proves that it comes out the same: every event in its place, every step
 *  and keyframe with its fingerprint. What comes behind is the run's own. Stops quietly when `signal` aborts on the way.
 *  @throws TrainscriptError `replay-differs` */
export async function* goOn(
  emissions: AsyncGenerator<Emission, void, void>,
  { keyframe, logged, elapsedMs }: ResumePoint,
  environment: Environment,
  signal: AbortSignal,
): AsyncGenerator<Emission, void, void> {
  const from = keyframe?.step ?? -1;
  let through = Math.max(0, from);
  try {
    for (const expected of logged.filter(isMadeByTraining)) {
      const { value } = await emissions.next();
      if (signal.aborted) return;
      checkSame(expected, value?.event);
      if (expected.kind === 'step') through = expected.step;
    }
    yield { event: { kind: 'replayed', keyframe: from, through, wallTimeMs: elapsedMs, environment } };
    yield* emissions;
  } finally {
    await emissions.return();
  }
}

/** What befell the run from outside does not come again. */
const isMadeByTraining = ({ kind }: RunEvent): boolean => !FROM_OUTSIDE.has(kind);

const FROM_OUTSIDE: ReadonlySet<RunEvent['kind']> = new Set(['paused', 'resumed', 'device-lost', 'replayed', 'alert']);

function checkSame(expected: RunEvent, found: RunEvent | undefined): void {
  const [a, b] = [traitOf(expected), found ? traitOf(found) : 'the end'];
  if (a !== b) throw new TrainscriptError('replay-differs', { expected: a, found: b });
}

/** Times are left out, and so is what follows from the fingerprint. */
function traitOf(event: RunEvent): string {
  const step = 'step' in event ? ` ${event.step}` : '';
  const phase = 'phase' in event ? ` of ${event.phase}` : '';
  const fingerprint = 'fingerprint' in event ? ` with fingerprint ${event.fingerprint}` : '';
  return `${event.kind}${step}${phase}${fingerprint}`;
}
