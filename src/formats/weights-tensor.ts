import { TrainscriptError } from '../core/problems/problem.ts';
import { type NamedTensor, sizeOf } from '../core/training/tensor.ts';
import { clip } from './clip.ts';
import { type Dtype, FLOAT32 } from './dtypes.ts';

/** Elements that one weights file may unfold to: 2²⁸ float32 are 1 GiB, about what a tab can hold next to a training.
 *  A stride of 0 lets a few bytes claim any number of elements, so the file's size is no limit by itself. */
export const MAX_ELEMENTS = 2 ** 28;

/** Dimensions of a tensor; PyTorch itself stops at 64. */
export const MAX_DIMENSIONS = 64;

/** A named window on stored bytes: element (i, j, …) stands at `offset + i·stride[0] + j·stride[1] + …`, counted in elements. */
export interface StoredTensor {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly stride: readonly number[];
  readonly offset: number;
}

/** True for a whole number from 0 to 2⁵³-1: what sizes, strides and offsets of a foreign file have to be. */
export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** True for a list of at most 64 counts: what a shape or a stride of a foreign file has to be. */
export const isCountList = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.length <= MAX_DIMENSIONS && value.every(isCount);

/** Elements of a foreign shape; a side of 0 wins over sides whose product overflows. */
export const elementsOf = (shape: readonly number[]): number => (shape.includes(0) ? 0 : sizeOf(shape));

/** The steps between neighbours of a row-major tensor. */
export function rowMajorStride(shape: readonly number[]): number[] {
  const stride: number[] = new Array(shape.length).fill(1);
  for (let d = shape.length - 2; d >= 0; d--) stride[d] = stride[d + 1] * Math.max(shape[d + 1], 1);
  return stride;
}

/** Call before anything is allocated. Throws `weights-too-large` when the tensors together unfold to more than `limit` elements. */
export function checkTotalElements(file: string, tensors: readonly StoredTensor[], limit = MAX_ELEMENTS): void {
  let total = 0;
  for (const { name, shape } of tensors) {
    total += elementsOf(shape);
    if (total > limit) throw new TrainscriptError('weights-too-large', { file, tensor: clip(name), found: total, expected: limit });
  }
}

/** Reads a tensor out of its storage as row-major float32, rounded to nearest where the stored type is finer.
 *  Throws `weights-out-of-storage` if it reaches past the storage, `weights-overflow` if a finite number is too large for float32. */
export function readStored(file: string, storage: Uint8Array, tensor: StoredTensor): NamedTensor {
  const size = elementsOf(tensor.shape);
  checkReach(file, storage, tensor, size);
  const data = new Float32Array(size);
  if (tensor.dtype === FLOAT32 && isRowMajor(tensor)) copyBytes(storage, tensor.offset * FLOAT32.bytes, data);
  else gather(file, storage, tensor, data);
  return { name: tensor.name, shape: [...tensor.shape], data };
}

/** A tensor that is about to be written has to hold as many values as its shape says, under a name of its own. */
export function checkWritable(tensors: readonly NamedTensor[]): void {
  const names = new Set<string>();
  for (const { name, shape, data } of tensors) {
    if (names.has(name)) throw new TrainscriptError('weights-name-twice', { tensor: clip(name) });
    names.add(name);
    const expected = sizeOf(shape);
    if (data.length !== expected)
      throw new TrainscriptError('weights-shape-mismatch', { tensor: clip(name), found: data.length, expected });
  }
}

/** The bytes of a tensor's values, little-endian as on every machine that runs a browser. */
export const bytesOf = (data: Float32Array): Uint8Array => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

function checkReach(file: string, storage: Uint8Array, { name, dtype, shape, stride, offset }: StoredTensor, size: number): void {
  const expected = Math.floor(storage.length / dtype.bytes);
  const found = size === 0 ? offset : shape.reduce((last, side, d) => last + (side - 1) * stride[d], offset) + 1;
  if (found > expected) throw new TrainscriptError('weights-out-of-storage', { file, tensor: clip(name), found, expected });
}

/** The stride of a side of 1 is never taken, and PyTorch leaves anything there. */
function isRowMajor({ shape, stride }: StoredTensor): boolean {
  const expected = rowMajorStride(shape);
  return shape.every((side, d) => side === 1 || stride[d] === expected[d]);
}

function copyBytes(storage: Uint8Array, begin: number, data: Float32Array): void {
  bytesOf(data).set(storage.subarray(begin, begin + data.byteLength));
}

/** Row-major order: an odometer whose last digit turns fastest. */
function gather(file: string, storage: Uint8Array, { name, dtype, shape, stride, offset }: StoredTensor, data: Float32Array): void {
  const view = new DataView(storage.buffer, storage.byteOffset, storage.byteLength);
  const digits = new Array<number>(shape.length).fill(0);
  let at = offset;
  for (let i = 0; i < data.length; i++) {
    const stored = dtype.read(view, at * dtype.bytes);
    data[i] = stored;
    if (Number.isFinite(stored) && !Number.isFinite(data[i]))
      throw new TrainscriptError('weights-overflow', { file, tensor: clip(name), found: String(stored) });
    for (let d = shape.length - 1; d >= 0; d--) {
      at += stride[d];
      if (++digits[d] < shape[d]) break;
      at -= stride[d] * shape[d];
      digits[d] = 0;
    }
  }
}
