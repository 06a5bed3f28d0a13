import type { Track } from '../../core/spec/spec.ts';
import type { NamedTensor } from '../../core/training/tensor.ts';
import type { KeyframeEvent } from '../../core/transcript/events.ts';
import { writePth } from '../../formats/pth.ts';
import { readSafetensors, writeSafetensors } from '../../formats/safetensors.ts';
import type { Survey } from './survey.ts';

/** A network that came out of a run. */
export interface TrainedModel {
  readonly track: Track;
  /** Without extension, such as `models/pretrained_model`. */
  readonly path: string;
  readonly keyframe: KeyframeEvent;
}

const MODEL_NAMES: Readonly<Record<Track, string>> = {
  pretrain: 'pretrained_model',
  finetune: 'finetuned_model',
  baseline: 'baseline_model',
};

/** The optimiser's state in a keyframe's file; everything else there is a parameter. */
const OPTIMISER_PREFIX = 'adam.';

/** Each track's last keyframe. A track that never took a step came to no model of its own. */
export function trainedModels({ tracks, keyframes }: Survey): TrainedModel[] {
  return tracks.flatMap(({ track, started }) => {
    const keyframe = keyframes.findLast(({ phase, step }) => phase === track && step > started.after);
    return keyframe === undefined ? [] : [{ track, path: `models/${MODEL_NAMES[track]}`, keyframe }];
  });
}

/** The parameters in a keyframe's file, in PyTorch's state_dict order. */
export const parametersOf = (keyframe: Uint8Array, file: string): NamedTensor[] =>
  readSafetensors(keyframe, file).tensors.filter(({ name }) => !name.startsWith(OPTIMISER_PREFIX));

/** The model in both forms. */
export function modelFiles(
  { path, keyframe }: TrainedModel,
  parameters: readonly NamedTensor[],
): { path: string; content: Uint8Array<ArrayBuffer> }[] {
  const metadata = new Map([
    // What libraries that read safetensors look for: names and layouts are PyTorch's.
    ['format', 'pt'],
    ['track', keyframe.phase],
    ['step', String(keyframe.step)],
    ['fingerprint', String(keyframe.fingerprint)],
  ]);
  return [
    { path: `${path}.pth`, content: new Uint8Array(writePth(parameters)) },
    { path: `${path}.safetensors`, content: writeSafetensors(parameters, metadata) },
  ];
}
