import { TrainscriptError } from '../../core/problem.ts';
import { fingerprintInOrder } from '../../engine/layout.ts';
import type { Snapshot } from '../../engine/trainer.ts';
import { readKeyframe } from '../read-keyframe.ts';
import type { Keyframe } from '../resume-point.ts';
import { checkedKeyframe, type RunSource } from '../run-source.ts';
import { type PlacedKeyframe, readStepHistory, type StepHistory, type WantedStep } from './step-history.ts';

/** From where a step's parameters are had back. */
export interface StepPoint {
  readonly history: StepHistory;
  /** The nearest one that is still there and whole; null where none is, and the run has to be begun anew. */
  readonly keyframe: Keyframe | null;
  /** Nearer ones that the store lost. */
  readonly lost: number;
}

/** Finds the nearest keyframe at or before a step, and what was logged between. A keyframe that is gone or damaged is passed over.
 *  @throws TrainscriptError those of `readStepHistory` */
export async function findStepPoint(source: RunSource, wanted: WantedStep): Promise<StepPoint> {
  const history = await readStepHistory(source, wanted);
  let lost = 0;
  for (const placed of history.keyframes) {
    const keyframe = await keyframeOrNull(source, placed);
    if (keyframe) return { history, keyframe, lost };
    lost++;
  }
  return { history, keyframe: null, lost };
}

export const isAtTarget = ({ keyframe, history: { target } }: StepPoint): boolean =>
  keyframe?.track === target.track && keyframe.step === target.step;

async function keyframeOrNull(source: RunSource, { event, after }: PlacedKeyframe): Promise<Keyframe | null> {
  try {
    const file = await checkedKeyframe(source, event);
    const snapshot = readKeyframe(file, `keyframe-${event.step}.safetensors`);
    return { track: event.phase, after, step: event.step, snapshot: { ...snapshot, fingerprint: fingerprintOf(snapshot) } };
  } catch (error) {
    if (error instanceof TrainscriptError && LOST.has(error.code)) return null;
    throw error;
  }
}

const LOST: ReadonlySet<string> = new Set(['keyframe-missing', 'keyframe-damaged']);

/** Computed from the parameters themselves, not what the file says of them. */
function fingerprintOf({ parameters }: Snapshot): number {
  const all = new Float32Array(parameters.reduce((sum, { data }) => sum + data.length, 0));
  let at = 0;
  for (const { data } of parameters) {
    all.set(data, at);
    at += data.length;
  }
  return fingerprintInOrder(all);
}
