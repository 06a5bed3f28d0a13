import { type Problem, TrainscriptError } from '../../core/problems/problem.ts';
import type { Track } from '../../core/spec/spec.ts';
import type { Emission, KeyframeEvent } from '../../core/transcript/events.ts';
import { fingerprintInOrder } from '../../engine/layout.ts';
import type { Snapshot } from '../../engine/trainer.ts';
import { checkedKeyframe, type RunSource } from '../run-source.ts';
import { readKeyframe } from './read-keyframe.ts';

/** From where a run is trained on. */
export interface Keyframe {
  readonly track: Track;
  /** The step before the track's first one. */
  readonly after: number;
  readonly step: number;
  readonly snapshot: Snapshot;
}

/** Where the transcript says that a keyframe stands. */
export interface PlacedKeyframe {
  readonly event: KeyframeEvent;
  /** The step before its track's first one. */
  readonly after: number;
}

export interface NearestKeyframe {
  /** Null where none is whole, and the run has to be begun anew. */
  readonly keyframe: Keyframe | null;
  /** Those before it in the list. */
  readonly lost: readonly LostKeyframe[];
}

/** One that the transcript names, and that cannot be had. */
export interface LostKeyframe {
  readonly event: KeyframeEvent;
  readonly problem: Problem;
}

/** The first of the keyframes that is still in the store, and is what was written. */
export async function nearestKeyframe(source: RunSource, keyframes: Iterable<PlacedKeyframe>): Promise<NearestKeyframe> {
  const lost: LostKeyframe[] = [];
  for (const placed of keyframes) {
    const found = await keyframeOrLoss(source, placed);
    if ('snapshot' in found) return { keyframe: found, lost };
    lost.push({ event: placed.event, problem: found });
  }
  return { keyframe: null, lost };
}

/** Stores a lost keyframe again that a replay has come by, where its file is to the last bit what the transcript says. */
export async function keepAgain(source: RunSource, lost: readonly LostKeyframe[], { event, keyframe }: Emission): Promise<boolean> {
  if (event.kind !== 'keyframe' || !keyframe) return false;
  const isIt = (one: LostKeyframe) => one.event.phase === event.phase && one.event.step === event.step && one.event.sha256 === event.sha256;
  return lost.some(isIt) && source.keep(event.step, event.phase, keyframe);
}

const LOST: ReadonlySet<string> = new Set(['keyframe-missing', 'keyframe-damaged']);

async function keyframeOrLoss(source: RunSource, { event, after }: PlacedKeyframe): Promise<Keyframe | Problem> {
  try {
    const file = await checkedKeyframe(source, event);
    const snapshot = readKeyframe(file, `keyframe-${event.step}.safetensors`);
    return { track: event.phase, after, step: event.step, snapshot: { ...snapshot, fingerprint: fingerprintOf(snapshot) } };
  } catch (error) {
    if (error instanceof TrainscriptError && LOST.has(error.code)) return error.problem;
    throw error;
  }
}

/** Computed from the parameters themselves, not what the file says of them. */
export function fingerprintOf({ parameters }: Pick<Snapshot, 'parameters'>): number {
  const all = new Float32Array(parameters.reduce((sum, { data }) => sum + data.length, 0));
  let at = 0;
  for (const { data } of parameters) {
    all.set(data, at);
    at += data.length;
  }
  return fingerprintInOrder(all);
}
