import type { Track } from '../../core/spec/spec.ts';
import type { NamedTensor } from '../../core/training/tensor.ts';
import { sha256Of } from '../../core/transcript/sha256.ts';
import type { Snapshot } from '../../engine/trainer.ts';
import { writeSafetensors } from '../../formats/safetensors.ts';

/** Before the names of the moments: those of PyTorch's Adam state. */
export const EXP_AVG = 'adam.exp_avg.';
export const EXP_AVG_SQ = 'adam.exp_avg_sq.';

/** A keyframe as a safetensors file: the parameters under their PyTorch names, and the optimiser's moments under those of
 *  PyTorch's Adam state. */
function keyframeFile(snapshot: Snapshot, track: Track, step: number): Uint8Array<ArrayBuffer> {
  const tensors = [...snapshot.parameters, ...prefixed(EXP_AVG, snapshot.expAvg), ...prefixed(EXP_AVG_SQ, snapshot.expAvgSq)];
  const metadata = new Map([
    ['step', String(step)],
    ['track', track],
    ['updates', String(snapshot.updates)],
    ['fingerprint', String(snapshot.fingerprint)],
  ]);
  return writeSafetensors(tensors, metadata);
}

/** What a keyframe is made of. */
export interface KeyframeOrder {
  readonly snapshot: Snapshot;
  readonly track: Track;
  readonly step: number;
}

/** A keyframe's file and the file's hash. */
export interface SealedKeyframe {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sha256: string;
}

export async function sealKeyframe(snapshot: Snapshot, track: Track, step: number): Promise<SealedKeyframe> {
  const bytes = keyframeFile(snapshot, track, step);
  return { bytes, sha256: await sha256Of(bytes) };
}

const prefixed = (prefix: string, tensors: readonly NamedTensor[]): NamedTensor[] =>
  tensors.map((tensor) => ({ ...tensor, name: prefix + tensor.name }));
