import type { KeyframeEvent } from '../../core/transcript/events.ts';

export interface PlacedKeyframe {
  readonly path: string;
  readonly keyframe: KeyframeEvent;
}

/** `parameters/keyframe-<step>.safetensors`. */
export function placeKeyframes(keyframes: readonly KeyframeEvent[]): PlacedKeyframe[] {
  const places = new KeyframePlaces();
  return keyframes.map((keyframe) => ({ path: places.pathOf(keyframe), keyframe }));
}

/** Where each keyframe stands in a bundle, asked in the order of the transcript. A track starts from a keyframe of its own at the
 *  step where the one before it ended: that one carries its track's name as well. */
export class KeyframePlaces {
  readonly #paths = new Map<string, string>();
  readonly #taken = new Set<number>();

  pathOf({ step, phase }: Pick<KeyframeEvent, 'step' | 'phase'>): string {
    const key = `${step} ${phase}`;
    const path = this.#paths.get(key) ?? `parameters/keyframe-${step}${this.#taken.has(step) ? `-${phase}` : ''}.safetensors`;
    this.#taken.add(step);
    this.#paths.set(key, path);
    return path;
  }
}
