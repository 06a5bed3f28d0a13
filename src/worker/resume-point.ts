import type { KeyframeEvent, RunEvent, RunStarted } from '../core/events.ts';
import { TrainscriptError } from '../core/problem.ts';
import type { Track } from '../core/spec.ts';
import type { Snapshot } from '../engine/trainer.ts';
import { readKeyframe } from './read-keyframe.ts';
import { checkedKeyframe, type RunSource } from './run-source.ts';

/** Where a run that was cut off is taken up again. */
export interface ResumePoint {
  readonly started: RunStarted;
  /** Null where nothing was trained yet: the run then begins anew. */
  readonly keyframe: Keyframe | null;
  /** What was logged behind the keyframe: it is computed again, and must come out the same. */
  readonly logged: readonly RunEvent[];
  /** Milliseconds of training at the last logged step. */
  readonly elapsedMs: number;
}

export interface Keyframe {
  readonly track: Track;
  /** The step before the track's first one. */
  readonly after: number;
  readonly step: number;
  readonly snapshot: Snapshot;
}

/** Finds a run's last keyframe and what stands behind it.
 *  @throws TrainscriptError `transcript-damaged` where the beginning is missing; `keyframe-missing`, `keyframe-damaged` */
export async function findResumePoint(source: RunSource): Promise<ResumePoint> {
  let started: RunStarted | undefined;
  let keyframe: KeyframeEvent | undefined;
  let logged: RunEvent[] = [];
  let [after, afterKeyframe, elapsedMs] = [0, 0, 0];
  for await (const events of source.events()) {
    for (const event of events) {
      logged.push(event);
      if (event.kind === 'run-started') started = event;
      else if (event.kind === 'phase-started') after = event.after;
      else if (event.kind === 'step') elapsedMs = event.wallTimeMs;
      else if (event.kind === 'keyframe') [keyframe, afterKeyframe, logged] = [event, after, []];
    }
  }
  if (!started) {
    throw new TrainscriptError('transcript-damaged', { runId: source.runId, seq: 0, detail: 'the first event is not run-started' });
  }
  return { started, keyframe: keyframe ? await readBack(source, keyframe, afterKeyframe) : null, logged, elapsedMs };
}

async function readBack(source: RunSource, event: KeyframeEvent, after: number): Promise<Keyframe> {
  const { phase, step } = event;
  const file = await checkedKeyframe(source, event);
  return { track: phase, after, step, snapshot: readKeyframe(file, `keyframe-${step}.safetensors`) };
}
