import { type Keyframe, type LostKeyframe, nearestKeyframe } from '../nearest-keyframe.ts';
import type { RunSource } from '../run-source.ts';
import { readStepHistory, type StepHistory, type WantedStep } from './step-history.ts';

/** From where a step's parameters are had back. */
export interface StepPoint {
  readonly history: StepHistory;
  /** The nearest one that is still there and whole; null where none is, and the run has to be begun anew. */
  readonly keyframe: Keyframe | null;
  /** Nearer ones that the store lost. */
  readonly lost: readonly LostKeyframe[];
  readonly source: RunSource;
}

/** Finds the nearest keyframe at or before a step, and what was logged between. A keyframe that is gone or damaged is passed over.
 *  @throws TrainscriptError those of `readStepHistory` */
export async function findStepPoint(source: RunSource, wanted: WantedStep): Promise<StepPoint> {
  const history = await readStepHistory(source, wanted);
  const { keyframe, lost } = await nearestKeyframe(source, history.keyframes);
  return { history, keyframe, lost, source };
}

export const isAtTarget = ({ keyframe, history: { target } }: StepPoint): boolean =>
  keyframe?.track === target.track && keyframe.step === target.step;
