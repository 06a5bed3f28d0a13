import type { Snapshot } from '../../engine/trainer.ts';
import { fingerprintOf, type Keyframe, type LostKeyframe, nearestKeyframe } from '../resume/nearest-keyframe.ts';
import { storedParameters } from '../resume/stored-parameters.ts';
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
  /** The parameters themselves, where they were kept with the step and are whole: nothing need be trained again. */
  readonly stored: StepSnapshot | null;
}

export type StepSnapshot = Pick<Snapshot, 'parameters' | 'fingerprint'>;

/** Finds the nearest keyframe at or before a step, and what was logged between. A keyframe that is gone or damaged is passed over.
 *  @throws TrainscriptError those of `readStepHistory` */
export async function findStepPoint(source: RunSource, wanted: WantedStep): Promise<StepPoint> {
  const history = await readStepHistory(source, wanted);
  const stored = await readStored(source, history);
  const { keyframe, lost } = stored ? { keyframe: null, lost: [] } : await nearestKeyframe(source, history.keyframes);
  return { history, keyframe, lost, source, stored };
}

/** Null where they were not kept, or are not what was kept. */
async function readStored(source: RunSource, { stored, target, fingerprintAt }: StepHistory): Promise<StepSnapshot | null> {
  const parameters = await storedParameters(source, stored);
  const fingerprint = parameters && fingerprintOf({ parameters });
  return fingerprint !== null && fingerprint === fingerprintAt({ kind: 'step', phase: target.track, step: target.step })
    ? { parameters: parameters ?? [], fingerprint }
    : null;
}

export const isAtTarget = ({ keyframe, history: { target } }: StepPoint): boolean =>
  keyframe?.track === target.track && keyframe.step === target.step;
