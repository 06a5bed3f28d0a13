import { TrainscriptError } from '../../core/problems/problem.ts';
import type { FileReference } from '../../core/spec/spec.ts';
import { type NamedTensor, sizeOf } from '../../core/training/tensor.ts';
import { sha256Of } from '../../core/transcript/sha256.ts';
import { readPth } from '../../formats/pth.ts';
import { readSafetensors } from '../../formats/safetensors.ts';
import type { WeightsSummary } from '../../protocol.ts';

/** Larger than any network a page trains, smaller than what would exhaust a tab. */
const MAX_WEIGHTS_BYTES = 1 << 30;

export interface WeightsFile {
  readonly reference: FileReference;
  readonly tensors: readonly NamedTensor[];
}

/** Reads starting parameters. The format is told by the bytes, not by the name.
 *  @throws TrainscriptError `weights-file-too-large`, `file-empty`, and those of the readers */
export async function readWeightsFile(file: File): Promise<WeightsFile> {
  if (file.size > MAX_WEIGHTS_BYTES)
    throw new TrainscriptError('weights-file-too-large', { file: file.name, bytes: file.size, limit: MAX_WEIGHTS_BYTES });
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { reference: { file: file.name, sha256: await sha256Of(bytes) }, tensors: readTensors(bytes, file.name) };
}

function readTensors(bytes: Uint8Array, name: string): readonly NamedTensor[] {
  if (bytes.length === 0) throw new TrainscriptError('file-empty', { file: name });
  // A safetensors file begins with the length of its JSON header, whose first byte is a brace.
  if (bytes[8] === 0x7b) return readSafetensors(bytes, name).tensors;
  return readPth(bytes, name);
}

export const weightsSummary = ({ reference, tensors }: WeightsFile): WeightsSummary => ({
  reference,
  parameters: tensors.reduce((sum, { shape }) => sum + sizeOf(shape), 0),
  tensors: tensors.map(({ name, shape }) => ({ name, shape })),
});
