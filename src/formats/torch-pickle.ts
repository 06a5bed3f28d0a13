import { BFLOAT16, type Dtype, FLOAT16, FLOAT32, FLOAT64, INT8, INT16, INT32, INT64, UINT8 } from './dtypes.ts';
import type { PickleDialect, PickleGlobal } from './pickle.ts';
import { isCount, isCountList } from './weights-tensor.ts';

/** The bytes of one or more tensors, kept outside the pickle under `key`. */
export class StorageRef {
  constructor(
    readonly key: string,
    readonly dtype: Dtype,
    readonly elements: number,
  ) {}
}

/** A tensor as a pickle describes it, not yet checked against its storage. */
export class TensorRef {
  constructor(
    readonly storage: StorageRef,
    readonly offset: number,
    readonly shape: readonly number[],
    readonly stride: readonly number[],
  ) {}
}

/** What a file made by torch.save holds: the saved object, and the bytes of its storages by key. */
export interface Checkpoint {
  readonly root: unknown;
  readonly storages: ReadonlyMap<string, Uint8Array>;
}

/** Storage classes and the element type behind each. Complex and quantised ones have no place among float32 parameters. */
const STORAGE_DTYPES: ReadonlyMap<string, Dtype> = new Map([
  ['torch.FloatStorage', FLOAT32],
  ['torch.DoubleStorage', FLOAT64],
  ['torch.HalfStorage', FLOAT16],
  ['torch.BFloat16Storage', BFLOAT16],
  ['torch.LongStorage', INT64],
  ['torch.IntStorage', INT32],
  ['torch.ShortStorage', INT16],
  ['torch.CharStorage', INT8],
  ['torch.ByteStorage', UINT8],
  ['torch.BoolStorage', UINT8],
]);

/** Named in checkpoints beside the weights (a dtype, a device); they pass through as tokens. */
const TOKENS = ['torch.float32', 'torch.float64', 'torch.float16', 'torch.bfloat16', 'torch.int64', 'torch.int32'];

const GLOBALS: readonly PickleGlobal[] = [
  { name: 'collections.OrderedDict', build: orderedDict },
  { name: 'torch._utils._rebuild_tensor', build: rebuildTensor },
  { name: 'torch._utils._rebuild_tensor_v2', build: rebuildTensor },
  { name: 'torch._utils._rebuild_parameter', build: rebuildParameter },
  { name: 'torch.nn.parameter.Parameter', build: rebuildParameter },
  { name: 'torch.Size', build: ([sizes]) => (isCountList(sizes) ? sizes : undefined) },
  { name: 'torch.device', build: ([kind]) => (typeof kind === 'string' ? kind : undefined) },
  ...[...STORAGE_DTYPES.keys(), ...TOKENS].map((name) => ({ name })),
];

/** What pickles made by torch.save may name: the part of weights_only's allow-list that parameters need. */
export const TORCH_DIALECT: PickleDialect = {
  globals: new Map(GLOBALS.map((global) => [global.name, global])),
  persistent: storage,
};

/** Made empty and filled by SETITEMS. The pairs that Python 2 gave it are not taken: a list that is copied at every call is a bomb. */
function orderedDict(args: readonly unknown[]): Map<unknown, unknown> | undefined {
  return args.length === 0 ? new Map() : undefined;
}

/** (storage, storage_offset, size, stride, …): `requires_grad` and the backward hooks of version 2 change no value. */
function rebuildTensor([storage, offset, shape, stride]: readonly unknown[]): TensorRef | undefined {
  if (!(storage instanceof StorageRef) || !isCount(offset) || !isCountList(shape) || !isCountList(stride)) return undefined;
  return shape.length === stride.length ? new TensorRef(storage, offset, [...shape], [...stride]) : undefined;
}

function rebuildParameter([tensor]: readonly unknown[]): TensorRef | undefined {
  return tensor instanceof TensorRef ? tensor : undefined;
}

/** ('storage', class, key, location, elements); the legacy stream adds view metadata, None since views live in the tensors. */
function storage(id: unknown): StorageRef | undefined {
  if (!Array.isArray(id) || id[0] !== 'storage' || (id[5] ?? null) !== null) return undefined;
  const [, type, key, , elements] = id;
  const dtype = STORAGE_DTYPES.get((type as PickleGlobal | null)?.name ?? '');
  return dtype !== undefined && typeof key === 'string' && isCount(elements) ? new StorageRef(key, dtype, elements) : undefined;
}
