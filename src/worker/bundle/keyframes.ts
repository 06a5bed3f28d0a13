import type { KeyframeEvent } from '../../core/events.ts';

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
