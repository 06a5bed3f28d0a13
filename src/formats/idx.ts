import { TrainscriptError } from '../core/problems/problem.ts';
import type { OpenedBytes } from './bytes.ts';
import { hexOf } from './sniff.ts';

/* IDX, the format of MNIST: two zero bytes, the element type, the number of dimensions, then each as a big-endian 32-bit number,
   then the values (LeCun, Cortes, Burges: the MNIST database, «file formats»). */

export interface IdxHeader {
  readonly kind: 'images' | 'labels';
  /** `[count, height, width]` or `[count]`. */
  readonly dimensions: readonly number[];
  /** Of the header itself; the values stand behind it. */
  readonly bytes: number;
  /** How many values, one byte each. */
  readonly values: number;
}

export interface IdxFile {
  readonly name: string;
  readonly header: IdxHeader;
  readonly values: Uint8Array;
}

const UNSIGNED_BYTE = 0x08;
const TYPE_NAMES: Readonly<Record<number, string>> = {
  9: 'signed bytes',
  11: '16-bit integers',
  12: '32-bit integers',
  13: '32-bit floats',
  14: '64-bit floats',
};
/** 2 GiB: 45 times MNIST, more than twice EMNIST's largest set, and what a browser still gives in one piece. */
export const MAX_VALUES = 2 ** 31;
/** DEFLATE cannot do better than 1032 to 1: a packed file that says it holds more than that is lying. */
const MAX_GZIP_RATIO = 1032;

/** Reads an IDX header; more bytes may follow.
 *  Throws `idx-magic`, `idx-type`, `idx-dimensions`, `idx-no-values`, `idx-too-large`, or `idx-too-short` where the header itself is cut off. */
export function parseIdxHeader(head: Uint8Array, file: string): IdxHeader {
  if (head.length < 4 || head[0] !== 0 || head[1] !== 0) throw new TrainscriptError('idx-magic', { file, found: hexOf(head) });
  const [, , type, rank] = head;
  if (type !== UNSIGNED_BYTE) throw new TrainscriptError('idx-type', { file, found: TYPE_NAMES[type] ?? `type ${type}` });
  if (rank !== 1 && rank !== 3) throw new TrainscriptError('idx-dimensions', { file, found: rank });
  const bytes = 4 + 4 * rank;
  if (head.length < bytes) throw new TrainscriptError('idx-too-short', { file, expected: bytes, found: head.length });
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const dimensions = Array.from({ length: rank }, (_, i) => view.getUint32(4 + 4 * i));
  return { kind: rank === 3 ? 'images' : 'labels', dimensions, bytes, values: countValues(dimensions, file) };
}

/** Three 32-bit numbers multiply to 2^96 at most: beyond 2^53 that rounds, but never down to below the limit. */
function countValues(dimensions: readonly number[], file: string): number {
  const values = dimensions.reduce((product, side) => product * side, 1);
  const shown = dimensions.join(' × ');
  if (values === 0) throw new TrainscriptError('idx-no-values', { file, dimensions: shown });
  if (values > MAX_VALUES) throw new TrainscriptError('idx-too-large', { file, dimensions: shown, limit: MAX_VALUES });
  return values;
}

/** Reads an IDX file whose length is exactly what its header says. Nothing is reserved before the header was held against the file's size, and
 *  the reading ends with the first piece too many. Throws what `parseIdxHeader` throws, `idx-too-short` or `idx-too-long`. */
export async function readIdx(source: OpenedBytes): Promise<IdxFile> {
  const file = source.name;
  const header = parseIdxHeader(source.head, file);
  const expected = header.bytes + header.values;
  checkPossible(source, expected);
  const values = new Uint8Array(header.values);
  let found = 0;
  for await (const chunk of source.chunks) {
    // The header may end within a piece.
    const begin = Math.max(0, header.bytes - found);
    const at = Math.max(0, found - header.bytes);
    found += chunk.length;
    if (found > expected) throw new TrainscriptError('idx-too-long', { file, expected, found });
    if (begin < chunk.length) values.set(chunk.subarray(begin), at);
  }
  if (found < expected) throw new TrainscriptError('idx-too-short', { file, expected, found });
  return { name: file, header, values };
}

/** A file whose size alone shows that its header lies is refused before memory is reserved for what it says. */
function checkPossible({ name: file, gzip, size }: OpenedBytes, expected: number): void {
  const most = gzip ? size * MAX_GZIP_RATIO : size;
  if (most < expected) throw new TrainscriptError('idx-too-short', { file, expected, found: most });
}
