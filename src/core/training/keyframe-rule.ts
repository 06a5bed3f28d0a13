/** Of what the browser leaves to the page, keyframes of one run take this share at most: the rest is for its steps, and for other runs. */
export const KEYFRAME_SHARE = 0.5;

/** A parameter and the two moments of Adam. */
export const KEYFRAME_BYTES_A_PARAMETER = 3 * Float32Array.BYTES_PER_ELEMENT;

/** A track as far as its keyframes are concerned. */
export interface KeyframeTrack {
  readonly steps: number;
  readonly keyframeBytes: number;
}

/** How often keyframes are kept, where it is not as often as was asked for. */
export interface Thinning {
  readonly wanted: number;
  readonly every: number;
  /** What keyframes as often as wanted would take, and what they take as often as they are kept. */
  readonly wantedBytes: number;
  readonly bytes: number;
  /** That the browser leaves. */
  readonly freeBytes: number;
}

/** The rule by which a run without room for its keyframes keeps fewer: the interval is doubled until they fit into their share, so that
 *  those that are kept are among those that were wanted. The first and the last of each track stay always. Null where all fit, or where
 *  steps or room are not known (not a number). */
export function thinKeyframes(tracks: readonly KeyframeTrack[], wanted: number, freeBytes: number): Thinning | null {
  const allowed = freeBytes * KEYFRAME_SHARE;
  const longest = Math.max(...tracks.map(({ steps }) => steps));
  let every = wanted;
  while (every < longest && keyframesTake(tracks, every) > allowed) every *= 2;
  if (every === wanted) return null;
  return { wanted, every, wantedBytes: keyframesTake(tracks, wanted), bytes: keyframesTake(tracks, every), freeBytes };
}

/** One keyframe stands at a track's start, one at its end. */
export const keyframesTake = (tracks: readonly KeyframeTrack[], every: number): number =>
  tracks.reduce((sum, { steps, keyframeBytes }) => sum + (Math.ceil(steps / every) + 1) * keyframeBytes, 0);
