import type { NamedTensor } from '../core/tensor.ts';
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

/** `values` are those of all tensors; `chain` has seen the steps from `base` on. */
export async function writeParameterFile(
  header: ParameterHeader,
  values: Float32Array<ArrayBuffer>,
  chain: ParameterChain,
): Promise<Uint8Array<ArrayBuffer>> {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const packed = await through(chain.encode(values), new CompressionStream('deflate-raw'));
  const file = new Uint8Array(LENGTH_BYTES + json.length + packed.length);
  new DataView(file.buffer).setUint32(0, json.length, true);
  file.set(json, LENGTH_BYTES);
  file.set(packed, LENGTH_BYTES + json.length);
  return file;
}

/** The parameters of the last of these files, which are all of a chain up to it, in order. They must be what was written: nothing of
 *  them is checked. */
export async function readParameterFiles(files: readonly Uint8Array<ArrayBuffer>[]): Promise<NamedTensor[]> {
  const chain = new ParameterChain();
  let tensors: NamedTensor[] = [];
  for (const file of files) {
    const { header, body } = split(file);
    tensors = tensorsOf(header, chain.decode(await through(body, new DecompressionStream('deflate-raw'))));
  }
  return tensors;
}

function split(file: Uint8Array<ArrayBuffer>): { readonly header: ParameterHeader; readonly body: Uint8Array<ArrayBuffer> } {
  const begin = LENGTH_BYTES + new DataView(file.buffer, file.byteOffset).getUint32(0, true);
  return { header: JSON.parse(new TextDecoder().decode(file.subarray(LENGTH_BYTES, begin))), body: file.subarray(begin) };
}

function tensorsOf({ tensors }: ParameterHeader, values: Float32Array<ArrayBuffer>): NamedTensor[] {
  let at = 0;
  return tensors.map(({ name, shape }) => {
    const size = shape.reduce((product, side) => product * side, 1);
    at += size;
    return { name, shape, data: values.slice(at - size, at) };
  });
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  transform: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(transform)).arrayBuffer());
}
