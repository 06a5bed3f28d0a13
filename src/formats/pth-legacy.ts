import { TrainscriptError } from '../core/problems/problem.ts';
import { clip } from './clip.ts';
import { type PickleDialect, readPickle } from './pickle.ts';
import { type Checkpoint, StorageRef, TORCH_DIALECT } from './torch-pickle.ts';
import { isCount } from './weights-tensor.ts';

/** The first value of a legacy stream, and the second (torch/serialization.py). */
const MAGIC_NUMBER = 0x1950a86a20f9469cfc6cn;
const PROTOCOL_VERSION = 1001;

/** Before each storage stands its number of elements. */
const COUNT_BYTES = 8;

/** Reads the stream that torch.save wrote up to PyTorch 1.5 (and with `_use_new_zipfile_serialization=False` since): five pickles
 *  (magic number, version, machine, object, storage keys), then every storage in the order of the keys. */
export function readLegacyPth(bytes: Uint8Array, file: string): Checkpoint {
  const used = new Map<string, StorageRef>();
  const dialect = collectingDialect(used);
  const magic = readPickle(bytes, file, dialect);
  if (magic.value !== MAGIC_NUMBER) throw new TrainscriptError('pth-unknown', { file, found: 'a pickle of something else' });
  const version = readPickle(bytes, file, dialect, magic.end);
  if (version.value !== PROTOCOL_VERSION)
    throw new TrainscriptError('pth-version', { file, found: describe(version.value), expected: PROTOCOL_VERSION });
  const machine = readPickle(bytes, file, dialect, version.end);
  if (!(machine.value instanceof Map) || machine.value.get('little_endian') !== true)
    throw new TrainscriptError('pth-byte-order', { file, found: 'not little-endian' });
  const root = readPickle(bytes, file, dialect, machine.end);
  const keys = readPickle(bytes, file, dialect, root.end);
  return { root: root.value, storages: readStorages(bytes, file, keys.end, storageOrder(file, keys.value, used)) };
}

/** Remembers every storage that the pickles name; one key stands for one element type and one size. */
function collectingDialect(used: Map<string, StorageRef>): PickleDialect {
  return {
    globals: TORCH_DIALECT.globals,
    persistent: (id) => {
      const ref = TORCH_DIALECT.persistent(id);
      if (!(ref instanceof StorageRef)) return undefined;
      const known = used.get(ref.key) ?? ref;
      used.set(ref.key, known);
      return known.dtype === ref.dtype && known.elements === ref.elements ? known : undefined;
    },
  };
}

/** A storage that only one of the two sides knows has no type or no bytes. */
function storageOrder(file: string, keys: unknown, used: ReadonlyMap<string, StorageRef>): StorageRef[] {
  const listed = new Set(Array.isArray(keys) ? (keys as unknown[]) : []);
  const missing = [...listed].find((key) => !used.has(key as string)) ?? [...used.keys()].find((key) => !listed.has(key));
  if (missing !== undefined) throw new TrainscriptError('pth-storage-missing', { file, storage: describe(missing) });
  return [...listed].map((key) => used.get(key as string)!);
}

/** For a message. Lists are not spelled out: a pickle can build one that unfolds without end. */
const describe = (value: unknown): string => clip(typeof value === 'object' ? 'no text' : String(value));

function readStorages(bytes: Uint8Array, file: string, start: number, order: readonly StorageRef[]): Map<string, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const storages = new Map<string, Uint8Array>();
  let at = start;
  for (const { key, dtype, elements } of order) {
    const begin = at + COUNT_BYTES;
    const end = begin + elements * dtype.bytes;
    if (end > bytes.length) throw new TrainscriptError('pth-size', { file, found: bytes.length, expected: end });
    const found = Number(view.getBigInt64(at, true));
    if (!isCount(found) || found !== elements)
      throw new TrainscriptError('pth-storage-size', { file, storage: clip(key), found, expected: elements });
    storages.set(key, bytes.subarray(begin, end));
    at = end;
  }
  if (at !== bytes.length) throw new TrainscriptError('pth-size', { file, found: bytes.length, expected: at });
  return storages;
}
