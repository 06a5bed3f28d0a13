import type { NamedTensor } from '../core/training/tensor.ts';
import { OPCODE } from './pickle-opcodes.ts';
import { rowMajorStride } from './weights-tensor.ts';

/** Pairs that Python's pickler sets at once; readers keep a batch on their stack. */
const BATCH = 1000;

type Piece = number | Uint8Array;

/** The pickle of `OrderedDict(name → tensor)` as torch.save writes it, protocol 2, without memo.
 *  The i-th tensor's bytes are storage `i`: row-major float32 on the CPU. */
export function pickleStateDict(tensors: readonly NamedTensor[]): Uint8Array {
  const pieces: Piece[] = [OPCODE.PROTO, 2, ...orderedDict()];
  for (let i = 0; i < tensors.length; i++) {
    if (i % BATCH === 0) pieces.push(OPCODE.MARK);
    pieces.push(...text(tensors[i].name), ...rebuildTensor(tensors[i], i));
    if (i % BATCH === BATCH - 1 || i === tensors.length - 1) pieces.push(OPCODE.SETITEMS);
  }
  return concat([...pieces, OPCODE.STOP]);
}

const orderedDict = (): Piece[] => [...global('collections', 'OrderedDict'), OPCODE.EMPTY_TUPLE, OPCODE.REDUCE];

/** `_rebuild_tensor_v2(storage, storage_offset, size, stride, requires_grad, backward_hooks)` */
const rebuildTensor = ({ shape, data }: NamedTensor, key: number): Piece[] => [
  ...global('torch._utils', '_rebuild_tensor_v2'),
  OPCODE.MARK,
  ...storage(key, data.length),
  ...int(0),
  ...tuple(shape.map(int)),
  ...tuple(rowMajorStride(shape).map(int)),
  ...[OPCODE.NEWFALSE, ...orderedDict()],
  ...[OPCODE.TUPLE, OPCODE.REDUCE],
];

const storage = (key: number, elements: number): Piece[] => [
  ...tuple([text('storage'), global('torch', 'FloatStorage'), text(String(key)), text('cpu'), int(elements)]),
  OPCODE.BINPERSID,
];

const global = (module: string, name: string): Piece[] => [OPCODE.GLOBAL, utf8(`${module}\n${name}\n`)];

const tuple = (items: readonly Piece[][]): Piece[] => [OPCODE.MARK, ...items.flat(), OPCODE.TUPLE];

function text(value: string): Piece[] {
  const bytes = utf8(value);
  return [OPCODE.BINUNICODE, uint32(bytes.length), bytes];
}

/** Sizes, strides and counts of float32 in a zip of at most 4 GiB fit into 31 bits. */
const int = (value: number): Piece[] => [OPCODE.BININT, uint32(value)];

const utf8 = (value: string): Uint8Array => new TextEncoder().encode(value);

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}

function concat(pieces: readonly Piece[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce<number>((sum, piece) => sum + (typeof piece === 'number' ? 1 : piece.length), 0));
  let at = 0;
  for (const piece of pieces) {
    if (typeof piece === 'number') bytes[at++] = piece;
    else {
      bytes.set(piece, at);
      at += piece.length;
    }
  }
  return bytes;
}
