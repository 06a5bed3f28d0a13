import type { NamedTensor } from '../../core/training/tensor.ts';
import type { Snapshot } from '../../engine/trainer.ts';
import { readSafetensors } from '../../formats/safetensors.ts';
import { EXP_AVG, EXP_AVG_SQ } from '../training/keyframe.ts';

/** What `keyframeFile` wrote. @throws TrainscriptError `safetensors-…` where it is no such file. */
export function readKeyframe(file: Uint8Array, name: string): Snapshot {
  const { tensors, metadata } = readSafetensors(file, name);
  const under = (prefix: string): NamedTensor[] =>
    tensors.filter((tensor) => tensor.name.startsWith(prefix)).map((tensor) => ({ ...tensor, name: tensor.name.slice(prefix.length) }));
  return {
    parameters: tensors.filter((tensor) => !tensor.name.startsWith(EXP_AVG) && !tensor.name.startsWith(EXP_AVG_SQ)),
    expAvg: under(EXP_AVG),
    expAvgSq: under(EXP_AVG_SQ),
    updates: Number(metadata.get('updates')),
    fingerprint: Number(metadata.get('fingerprint')),
  };
}
