import { TrainscriptError } from '../core/problems/problem.ts';
import type { NamedTensor } from '../core/training/tensor.ts';
import { clip } from './clip.ts';
import { readPickle } from './pickle.ts';
import { readLegacyPth } from './pth-legacy.ts';
import { pickleStateDict } from './state-dict-pickle.ts';
import { type Checkpoint, TensorRef, TORCH_DIALECT } from './torch-pickle.ts';
import { bytesOf, checkTotalElements, checkWritable, readStored } from './weights-tensor.ts';
import { readStoredZip, zipEntryNames } from './zip-directory.ts';
import { writeStoredZip } from './zip-stored.ts';

/** Where training scripts keep the state dict when they save more beside it. */
const NESTED_UNDER = ['state_dict', 'model_state_dict', 'model'];

/** PyTorch aligns storages so that torch.load(mmap=True) can map them. */
const STORAGE_ALIGNMENT = 64;

const ZIP_START = [0x50, 0x4b, 0x03, 0x04];
const PICKLE_START = [0x80];
/** «ustar» stands at byte 257 of a tar. */
const TAR_MARK = { at: 257, bytes: [0x75, 0x73, 0x74, 0x61, 0x72] };

/** Reads a state dict that torch.save wrote: names, shapes and values in its order, as row-major float32 (finer and whole numbers are
 *  rounded to the nearest). It may stand one level down, under `state_dict`, `model_state_dict` or `model`; what is no tensor is left out.
 *  Takes the zip form (PyTorch 1.6 on) and the legacy stream, both little-endian; the tar form (before 0.1.10) and TorchScript are
 *  refused with the way out. Nothing in the file is ever run: a foreign global throws `pickle-global` with its name.
 *  Throws `pth-…`, `weights-…`, `zip-…` or `pickle-…`. */
export function readPth(bytes: Uint8Array, file: string): NamedTensor[] {
  const { root, storages } = readCheckpoint(bytes, file);
  const refs = findTensors(root, file);
  const tensors = refs.map(([name, { storage, offset, shape, stride }]) => ({ name, dtype: storage.dtype, offset, shape, stride }));
  checkTotalElements(file, tensors);
  return tensors.map((tensor, i) => readStored(file, findStorage(file, storages, refs[i][1]), tensor));
}

/** Writes a state dict as `torch.load` takes it (PyTorch 1.6 on, `weights_only=True` too), ready for `load_state_dict`.
 *  The same tensors give the same bytes. Throws `weights-name-twice` or `weights-shape-mismatch`. */
export function writePth(tensors: readonly NamedTensor[]): Uint8Array {
  checkWritable(tensors);
  const ascii = new TextEncoder();
  return writeStoredZip(
    [
      { name: 'archive/data.pkl', content: pickleStateDict(tensors) },
      { name: 'archive/byteorder', content: ascii.encode('little') },
      ...tensors.map(({ data }, i) => ({ name: `archive/data/${i}`, content: bytesOf(data) })),
      { name: 'archive/version', content: ascii.encode('3\n') },
    ],
    STORAGE_ALIGNMENT,
  );
}

function readCheckpoint(bytes: Uint8Array, file: string): Checkpoint {
  if (bytes.length === 0) throw new TrainscriptError('file-empty', { file });
  if (holds(bytes, 0, ZIP_START)) return readZipPth(bytes, file);
  if (holds(bytes, 0, PICKLE_START)) return readLegacyPth(bytes, file);
  if (holds(bytes, TAR_MARK.at, TAR_MARK.bytes)) throw new TrainscriptError('pth-tar', { file });
  const found = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  throw new TrainscriptError('pth-unknown', { file, found });
}

const holds = (bytes: Uint8Array, at: number, expected: readonly number[]): boolean => expected.every((byte, i) => bytes[at + i] === byte);

/** One folder of any name holds everything: `data.pkl`, `data/<key>` and, since 2.1, `byteorder`. */
function readZipPth(bytes: Uint8Array, file: string): Checkpoint {
  // TorchScript compresses its code: the names have to be seen before the contents.
  if (zipEntryNames(bytes, file).some((name) => name.endsWith('/constants.pkl'))) throw new TrainscriptError('pth-torchscript', { file });
  const entries = readStoredZip(bytes, file);
  const pickles = [...entries.keys()].filter((name) => /^[^/]*\/data\.pkl$/.test(name));
  if (pickles.length !== 1) throw new TrainscriptError('pth-layout', { file, found: pickles.length, expected: 1 });
  const folder = pickles[0].slice(0, -'data.pkl'.length);
  checkByteOrder(file, entries.get(`${folder}byteorder`));
  const { value } = readPickle(entries.get(pickles[0])!, file, TORCH_DIALECT);
  return { root: value, storages: withoutPrefix(entries, `${folder}data/`) };
}

function checkByteOrder(file: string, entry: Uint8Array | undefined): void {
  const found = entry === undefined ? 'little' : new TextDecoder().decode(entry);
  if (found !== 'little') throw new TrainscriptError('pth-byte-order', { file, found: clip(found) });
}

function withoutPrefix(entries: ReadonlyMap<string, Uint8Array>, prefix: string): Map<string, Uint8Array> {
  return new Map([...entries].filter(([name]) => name.startsWith(prefix)).map(([name, bytes]) => [name.slice(prefix.length), bytes]));
}

function findTensors(root: unknown, file: string): [string, TensorRef][] {
  const tensors = namedTensors(stateDictOf(root));
  if (tensors.length === 0) throw new TrainscriptError('pth-no-state-dict', { file });
  return tensors;
}

function stateDictOf(root: unknown): unknown {
  if (!(root instanceof Map)) return root;
  const nested = NESTED_UNDER.find((key) => root.get(key) instanceof Map);
  return nested === undefined ? root : root.get(nested);
}

function namedTensors(stateDict: unknown): [string, TensorRef][] {
  if (!(stateDict instanceof Map)) return [];
  return [...stateDict].filter((entry): entry is [string, TensorRef] => typeof entry[0] === 'string' && entry[1] instanceof TensorRef);
}

function findStorage(
  file: string,
  storages: ReadonlyMap<string, Uint8Array>,
  { storage: { key, dtype, elements } }: TensorRef,
): Uint8Array {
  const storage = storages.get(key);
  if (storage === undefined) throw new TrainscriptError('pth-storage-missing', { file, storage: clip(key) });
  const found = storage.length / dtype.bytes;
  if (found !== elements) throw new TrainscriptError('pth-storage-size', { file, storage: clip(key), found, expected: elements });
  return storage;
}
