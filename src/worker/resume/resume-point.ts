import { TrainscriptError } from '../../core/problems/problem.ts';
import type { Thinning } from '../../core/training/keyframe-rule.ts';
import type { KeyframeEvent, RunEvent, RunStarted } from '../../core/transcript/events.ts';
import type { RunInputs } from '../run.ts';
import type { RunSource } from '../run-source.ts';
import { type Keyframe, type LostKeyframe, nearestKeyframe, type PlacedKeyframe } from './nearest-keyframe.ts';
import { STEPS_BEHIND } from './stored-parameters.ts';

/** Where a run that was cut off is taken up again. */
export interface ResumePoint {
  readonly started: RunStarted;
  /** Null where nothing was trained yet, or no keyframe is whole any more: the run then begins anew. */
  readonly keyframe: Keyframe | null;
  /** What was logged behind the keyframe: it is computed again, and must come out the same. */
  readonly logged: readonly RunEvent[];
  /** Milliseconds of training at the last logged step. */
  readonly elapsedMs: number;
  /** How keyframes were thinned; undefined where that was not decided yet. */
  readonly thinning: Thinning | null | undefined;
  /** Later keyframes that the store lost. */
  readonly lost: readonly LostKeyframe[];
}

/** Finds a run's last keyframe that is whole, and what stands behind it.
 *  @throws TrainscriptError `transcript-damaged` where the beginning is missing */
export async function findResumePoint(source: RunSource): Promise<ResumePoint> {
  const keyframes: PlacedKeyframe[] = [];
  let started: RunStarted | undefined;
  let logged: RunEvent[] = [];
  let [after, elapsedMs] = [0, 0];
  let thinning: Thinning | null | undefined;
  for await (const events of source.events()) {
    for (const event of events) {
      logged.push(event);
      if (event.kind === 'run-started') started = event;
      else if (event.kind === 'keyframes-thinned') thinning = event;
      else if (event.kind === 'phase-started') [after, thinning] = [event.after, thinning ?? null];
      else if (event.kind === 'step') elapsedMs = event.wallTimeMs;
      else if (event.kind === 'keyframe') {
        keyframes.push({ event, after });
        logged = logged.filter(isEvaluationAt(event));
      }
    }
  }
  if (!started) {
    throw new TrainscriptError('transcript-damaged', { runId: source.runId, seq: 0, detail: 'the first event is not run-started' });
  }
  const { keyframe, lost } = await nearestKeyframe(source, keyframes.toReversed());
  // Only the end is held in memory: what a lost keyframe makes longer is read once more.
  return { started, keyframe, logged: lost.length === 0 ? logged : await loggedBehind(source, keyframe), elapsedMs, thinning, lost };
}

/** All of it, where there is no keyframe. */
async function loggedBehind(source: RunSource, keyframe: Keyframe | null): Promise<RunEvent[]> {
  let logged: RunEvent[] = [];
  for await (const events of source.events()) {
    for (const event of events) {
      logged.push(event);
      if (event.kind !== 'keyframe' || event.phase !== keyframe?.track || event.step !== keyframe.step) continue;
      logged = logged.filter(isEvaluationAt(event));
    }
  }
  return logged;
}

/** What was evaluated before a keyframe was made, as that is only made where the run is stopped, is evaluated behind it. */
const isEvaluationAt =
  ({ phase, step }: KeyframeEvent) =>
  (event: RunEvent): boolean =>
    (event.kind === 'evaluated' || event.kind === 'recalled') && event.phase === phase && event.step === step;

/** How the run is begun that comes by what is logged behind the point, keyframes and all. */
export const inputsFrom = ({ keyframe, thinning, logged }: ResumePoint): Pick<RunInputs, 'from' | 'thinning' | 'keyframesAt'> => ({
  from: keyframe,
  keyframesAt: keyframesIn(logged),
  ...(thinning !== undefined && { thinning }),
});

/** Where keyframes stand, or were about to: where a run is stopped one is made that was not due, once all parameters are packed. */
function keyframesIn(logged: readonly RunEvent[]): ReadonlySet<number> {
  const places = new Set<number>();
  let last = 0;
  for (const event of logged) {
    if (event.kind === 'step') last = event.step;
    else if (event.kind === 'keyframe') places.add(event.step);
    else if (event.kind === 'parameters' && last < event.step + STEPS_BEHIND) places.add(last);
  }
  return places;
}
