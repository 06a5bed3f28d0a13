import { sha256Of } from '../../core/transcript/sha256.ts';
import { ParameterChain } from '../../formats/parameter-chain.ts';
import { type ParameterHeader, writeParameterFile } from '../../formats/parameter-file.ts';

/** Parameters to be packed; one whose step is its `base` begins a chain. */
export interface PackingOrder {
  readonly header: ParameterHeader;
  readonly values: Float32Array<ArrayBuffer>;
}

export interface PackedParameters {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sha256: string;
}

let chain = new ParameterChain();
let working: Promise<void> = Promise.resolve();

/** One after the other: each is told apart from those before it. */
self.onmessage = ({ data }: MessageEvent<PackingOrder>) => {
  working = working.then(() => pack(data));
};

async function pack({ header, values }: PackingOrder): Promise<void> {
  if (header.step === header.base) chain = new ParameterChain();
  const bytes = await writeParameterFile(header, values, chain);
  const packed: PackedParameters = { bytes, sha256: await sha256Of(bytes) };
  self.postMessage(packed, { transfer: [bytes.buffer] });
}
