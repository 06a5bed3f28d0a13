import { OPCODE } from '../../src/formats/pickle-opcodes.ts';

export type Part = number | string | readonly Part[] | Uint8Array;

/** Puts a pickle together: numbers are bytes, texts are Latin-1, lists are joined. */
export function bytesOfParts(...parts: readonly Part[]): Uint8Array {
  return Uint8Array.from(parts.flatMap(flatten));
}

function flatten(part: Part): number[] {
  if (typeof part === 'number') return [part];
  if (typeof part === 'string') return [...Buffer.from(part, 'latin1')];
  return part instanceof Uint8Array ? [...part] : part.flatMap(flatten);
}

export const uint32 = (value: number): Part => [...new Uint8Array(Uint32Array.of(value).buffer)];

export const text = (value: string): Part => [OPCODE.BINUNICODE, uint32(value.length), value];

export const global = (module: string, name: string): Part => [OPCODE.GLOBAL, `${module}\n${name}\n`];

export const tuple = (...items: readonly Part[]): Part => [OPCODE.MARK, items, OPCODE.TUPLE];

/** Any integer of at most 8 bytes, as LONG1. */
export const long = (value: number | bigint): Part => [OPCODE.LONG1, 8, [...new Uint8Array(BigInt64Array.of(BigInt(value)).buffer)]];

export interface PickledTensor {
  readonly type?: string;
  readonly key?: string;
  readonly elements?: number | bigint;
  readonly offset?: number | bigint;
  readonly shape?: readonly (number | bigint)[];
  readonly stride?: readonly (number | bigint)[];
}

/** A tensor as torch.save describes it, with whatever is claimed of it. */
export const tensor = ({
  type = 'FloatStorage',
  key = '0',
  elements = 4,
  offset = 0,
  shape = [4],
  stride = [1],
}: PickledTensor = {}): Part => [
  global('torch._utils', '_rebuild_tensor_v2'),
  tuple(
    [tuple(text('storage'), global('torch', type), text(key), text('cpu'), long(elements)), OPCODE.BINPERSID],
    long(offset),
    tuple(...shape.map(long)),
    tuple(...stride.map(long)),
    OPCODE.NEWFALSE,
    [global('collections', 'OrderedDict'), OPCODE.EMPTY_TUPLE, OPCODE.REDUCE],
  ),
  OPCODE.REDUCE,
];

/** A dict of names and tensors. */
export const dict = (...members: readonly (readonly [name: string, value: Part])[]): Part => [
  OPCODE.EMPTY_DICT,
  members.map(([name, value]) => [text(name), value, OPCODE.SETITEM]),
];

export const pickle = (...parts: readonly Part[]): Uint8Array => bytesOfParts(OPCODE.PROTO, 2, ...parts, OPCODE.STOP);
