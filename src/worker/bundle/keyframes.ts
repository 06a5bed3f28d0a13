import type { KeyframeEvent } from '../../core/events.ts';
import { TrainscriptError } from '../../core/problem.ts';
import { sha256Hex } from '../../core/sha256.ts';
import type { RunSource } from './run-source.ts';

export interface PlacedKeyframe {
  readonly path: string;
  readonly keyframe: KeyframeEvent;
}

/** `parameters/keyframe-<step>.safetensors`. A track starts from a keyframe of its own at the step where the one before it
 *  ended: that one carries its track's name as well. */
export function placeKeyframes(keyframes: readonly KeyframeEvent[]): PlacedKeyframe[] {
  const taken = new Set<number>();
  return keyframes.map((keyframe) => {
    const name = taken.has(keyframe.step) ? `keyframe-${keyframe.step}-${keyframe.phase}` : `keyframe-${keyframe.step}`;
    taken.add(keyframe.step);
    return { path: `parameters/${name}.safetensors`, keyframe };
  });
}

/** The keyframe's file, held against the hash in the transcript. @throws TrainscriptError `keyframe-missing`, `keyframe-damaged`. */
export async function checkedKeyframe(source: RunSource, { step, phase, sha256 }: KeyframeEvent): Promise<Uint8Array<ArrayBuffer>> {
  const file = await source.keyframe(step, phase);
  const found = sha256Hex(file);
  if (found !== sha256)
    throw new TrainscriptError('keyframe-damaged', { runId: source.runId, track: phase, step, found, expected: sha256 });
  return file;
}
