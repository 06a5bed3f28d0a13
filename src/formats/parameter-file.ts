import type { NamedTensor } from '../core/training/tensor.ts';
import { ParameterChain } from './parameter-chain.ts';

/* All parameters of one step: 4 bytes header length (little-endian), a JSON header, then the planes of `ParameterChain` as a raw DEFLATE
 * stream (RFC 1951). Tensors stand one behind the other, each in row-major order, as they do in PyTorch's state_dict. */

export interface ParameterHeader {
  readonly track: string;
  readonly step: number;
  /** The first step of the chain: this step is told apart from those of the files from there on. */
  readonly base: number;
  readonly fingerprint: number;
  readonly tensors: readonly { readonly name: string; readonly shape: readonly number[] }[];
}

const LENGTH_BYTES = 4;
/** More than any network that a page trains, and less than what would exhaust a tab: a few bytes of DEFLATE can stand for a thousand. */
const MAX_PARAMETERS = 2 ** 28;

/** `values` are those of all tensors; `chain` has seen the steps from `base` on. */
export async function writeParameterFile(
  header: ParameterHeader,
  values: Float32Array<ArrayBuffer>,
  chain: ParameterChain,
): Promise<Uint8Array<ArrayBuffer>> {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const planes = new Blob([chain.encode(values)]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const packed = new Uint8Array(await new Response(planes).arrayBuffer());
  const file = new Uint8Array(LENGTH_BYTES + json.length + packed.length);
  new DataView(file.buffer).setUint32(0, json.length, true);
  file.set(json, LENGTH_BYTES);
  file.set(packed, LENGTH_BYTES + json.length);
  return file;
}

/** The parameters of the last of these files, which are all of a chain up to it, in order.
 *  @throws RangeError, SyntaxError or TypeError where they are not that */
export async function readParameterFiles(files: readonly Uint8Array<ArrayBuffer>[]): Promise<NamedTensor[]> {
  const chain = new ParameterChain();
  let tensors: NamedTensor[] = [];
  for (const file of files) {
    const { header, body } = split(file);
    const sizes = header.tensors.map(({ shape }) => shape.reduce((product, side) => product * side, 1));
    const values = chain.decode(await inflate(body, Float32Array.BYTES_PER_ELEMENT * countOf(sizes)));
    tensors = header.tensors.map(({ name, shape }, i) => {
      const begin = countOf(sizes.slice(0, i));
      return { name, shape, data: values.slice(begin, begin + sizes[i]) };
    });
  }
  return tensors;
}

/** @throws RangeError */
function countOf(sizes: readonly number[]): number {
  const count = sizes.reduce((sum, size) => sum + size, 0);
  if (Number.isInteger(count) && count >= 0 && count <= MAX_PARAMETERS) return count;
  throw new RangeError(`${count} parameters, at most ${MAX_PARAMETERS} are read`);
}

function split(file: Uint8Array<ArrayBuffer>): { readonly header: ParameterHeader; readonly body: Uint8Array<ArrayBuffer> } {
  const begin = LENGTH_BYTES + new DataView(file.buffer, file.byteOffset, file.length).getUint32(0, true);
  return { header: JSON.parse(new TextDecoder().decode(file.subarray(LENGTH_BYTES, begin))), body: file.subarray(begin) };
}

/** @throws RangeError where it comes to other than `size` bytes, TypeError where it is no DEFLATE stream */
async function inflate(packed: Uint8Array<ArrayBuffer>, size: number): Promise<Uint8Array> {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const plain = new Uint8Array(size);
  let at = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (at + value.length > size) {
      await reader.cancel();
      throw new RangeError(`more than the ${size} bytes that the header tells of`);
    }
    plain.set(value, at);
    at += value.length;
  }
  if (at < size) throw new RangeError(`${at} bytes, and the header tells of ${size}`);
  return plain;
}
