import { TrainscriptError } from '../core/problems/problem.ts';
import type { NamedTensor } from '../core/training/tensor.ts';
import { clip } from './clip.ts';
import { BFLOAT16, type Dtype, FLOAT16, FLOAT32, FLOAT64 } from './dtypes.ts';
import { firstDuplicateKey } from './json-duplicate-keys.ts';
import { bytesOf, checkTotalElements, checkWritable, elementsOf, isCountList, readStored, rowMajorStride } from './weights-tensor.ts';

/* https://github.com/huggingface/safetensors: 8 bytes header length (u64), a JSON header, then the tensors' bytes without a hole. */

/** Longest header that is parsed. The format allows 100 MB; a thousand tensors take 0.1 MB. */
export const MAX_HEADER_BYTES = 10_000_000;

const LENGTH_BYTES = 8;
/** The header is padded with spaces so that the tensors begin at a multiple of this. */
const HEADER_ALIGNMENT = 8;
const METADATA_KEY = '__metadata__';

const DTYPES: ReadonlyMap<string, Dtype> = new Map([
  ['F32', FLOAT32],
  ['F64', FLOAT64],
  ['F16', FLOAT16],
  ['BF16', BFLOAT16],
]);

export interface Safetensors {
  /** In the order of their bytes. */
  readonly tensors: NamedTensor[];
  readonly metadata: ReadonlyMap<string, string>;
}

interface Place {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

/** Reads a safetensors file; F64, F16 and BF16 are rounded or widened to float32. Throws `safetensors-…` where the file breaks
 *  a rule of the format (duplicate names, holes, overlaps, sizes that disagree) and for other element types, `weights-…` for values. */
export function readSafetensors(bytes: Uint8Array, file: string): Safetensors {
  if (bytes.length === 0) throw new TrainscriptError('file-empty', { file });
  const { header, begin } = readHeader(bytes, file);
  const metadata = readMetadata(header, file);
  const buffer = bytes.subarray(begin);
  const places = [...header]
    .filter(([name]) => name !== METADATA_KEY)
    .map(([name, value]) => readPlace(file, name, value))
    .sort((a, b) => a.begin - b.begin || a.end - b.end);
  checkContiguous(file, places, buffer.length);
  const stored = places.map(({ name, dtype, shape }) => ({ name, dtype, shape, stride: rowMajorStride(shape), offset: 0 }));
  checkTotalElements(file, stored);
  return { tensors: stored.map((tensor, i) => readStored(file, buffer.subarray(places[i].begin, places[i].end), tensor)), metadata };
}

/** Writes float32 tensors in the given order. The same input gives the same bytes.
 *  Throws `weights-name-twice` or `weights-shape-mismatch`. */
export function writeSafetensors(
  tensors: readonly NamedTensor[],
  metadata: ReadonlyMap<string, string> = new Map(),
): Uint8Array<ArrayBuffer> {
  checkWritable(tensors);
  const header = new TextEncoder().encode(headerText(tensors, metadata));
  const headerBytes = Math.ceil(header.length / HEADER_ALIGNMENT) * HEADER_ALIGNMENT;
  const dataBytes = tensors.reduce((sum, { data }) => sum + data.byteLength, 0);
  const bytes = new Uint8Array(LENGTH_BYTES + headerBytes + dataBytes).fill(0x20, LENGTH_BYTES, LENGTH_BYTES + headerBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerBytes), true);
  bytes.set(header, LENGTH_BYTES);
  let at = LENGTH_BYTES + headerBytes;
  for (const { data } of tensors) {
    bytes.set(bytesOf(data), at);
    at += data.byteLength;
  }
  return bytes;
}

/** Put together as text: a tensor may be called `__proto__` or `12`, and an object would lose the one and move the other. */
function headerText(tensors: readonly NamedTensor[], metadata: ReadonlyMap<string, string>): string {
  let begin = 0;
  const members = tensors.map(({ name, shape, data }) => {
    if (name === METADATA_KEY) throw new TrainscriptError('weights-name-twice', { tensor: name });
    const end = begin + data.byteLength;
    const member = `${JSON.stringify(name)}:${JSON.stringify({ dtype: 'F32', shape, data_offsets: [begin, end] })}`;
    begin = end;
    return member;
  });
  const pairs = [...metadata].map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  const meta = pairs.length > 0 ? [`"${METADATA_KEY}":{${pairs.join(',')}}`] : [];
  return `{${[...meta, ...members].join(',')}}`;
}

function readHeader(bytes: Uint8Array, file: string): { header: Map<string, unknown>; begin: number } {
  if (bytes.length < LENGTH_BYTES)
    throw new TrainscriptError('safetensors-truncated', { file, found: bytes.length, expected: LENGTH_BYTES });
  const length = new DataView(bytes.buffer, bytes.byteOffset, LENGTH_BYTES).getBigUint64(0, true);
  if (length > BigInt(MAX_HEADER_BYTES))
    throw new TrainscriptError('safetensors-header-size', { file, found: length.toString(), expected: MAX_HEADER_BYTES });
  const begin = LENGTH_BYTES + Number(length);
  if (begin > bytes.length) throw new TrainscriptError('safetensors-truncated', { file, found: bytes.length, expected: begin });
  return { header: parseHeader(bytes.subarray(LENGTH_BYTES, begin), file), begin };
}

function parseHeader(bytes: Uint8Array, file: string): Map<string, unknown> {
  const text = decodeHeader(bytes, file);
  const header = membersOf(parseJson(text, file));
  if (header === undefined || !text.startsWith('{'))
    throw new TrainscriptError('safetensors-header', { file, detail: 'it is no JSON object' });
  const key = firstDuplicateKey(text);
  if (key !== undefined) throw new TrainscriptError('safetensors-duplicate', { file, key: clip(key) });
  return header;
}

function decodeHeader(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new TrainscriptError('safetensors-header', { file, detail: 'it is no UTF-8' }, cause);
  }
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TrainscriptError('safetensors-header', { file, detail: clip((cause as Error).message) }, cause);
  }
}

/** The own members of a JSON object: `__proto__` is one like any other. */
function membersOf(value: unknown): Map<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return new Map(Object.entries(value));
}

function readMetadata(header: ReadonlyMap<string, unknown>, file: string): ReadonlyMap<string, string> {
  const metadata = membersOf(header.get(METADATA_KEY) ?? {});
  if (metadata === undefined || !isTextMap(metadata))
    throw new TrainscriptError('safetensors-header', { file, detail: `${METADATA_KEY} holds more than texts` });
  return metadata;
}

const isTextMap = (map: ReadonlyMap<string, unknown>): map is ReadonlyMap<string, string> =>
  [...map.values()].every((value) => typeof value === 'string');

function readPlace(file: string, name: string, value: unknown): Place {
  const tensor = clip(name);
  const members = membersOf(value);
  const type = members?.get('dtype');
  const shape = members?.get('shape');
  const offsets = members?.get('data_offsets');
  if (typeof type !== 'string' || !isCountList(shape) || !isCountList(offsets) || offsets.length !== 2)
    throw new TrainscriptError('safetensors-entry', { file, tensor });
  const dtype = DTYPES.get(type);
  if (dtype === undefined) throw new TrainscriptError('safetensors-dtype', { file, tensor, dtype: clip(type) });
  const [begin, end] = offsets;
  const expected = elementsOf(shape) * dtype.bytes;
  if (end - begin !== expected) throw new TrainscriptError('safetensors-size', { file, tensor, found: end - begin, expected });
  return { name, dtype, shape, begin, end };
}

/** Every byte of the buffer belongs to exactly one tensor. */
function checkContiguous(file: string, places: readonly Place[], bufferBytes: number): void {
  let covered = 0;
  for (const { name, begin, end } of places) {
    if (begin !== covered) throw new TrainscriptError('safetensors-offsets', { file, tensor: clip(name), found: begin, expected: covered });
    covered = end;
  }
  if (covered !== bufferBytes) throw new TrainscriptError('safetensors-buffer', { file, found: bufferBytes, expected: covered });
}
