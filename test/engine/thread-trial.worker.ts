import { initialParameters } from '../../src/core/init.ts';
import { cnn, mlp } from '../../src/core/model.ts';
import { ADAM } from '../../src/core/spec.ts';
import { histogramsOf, readTensors } from '../../src/engine/layout.ts';
import type { Histograms, Snapshot } from '../../src/engine/trainer.ts';
import { compiledKernels } from '../../src/engine/wasm/compile.ts';
import { WasmNetwork } from '../../src/engine/wasm/wasm-network.ts';

export interface ThreadTrial {
  readonly model: 'cnn' | 'mlp';
  readonly threads: number;
  readonly rows: number;
}

export interface ThreadTrialResult {
  /** Of each step. */
  readonly fingerprints: readonly number[];
  readonly histograms: Histograms;
  readonly snapshot: Snapshot;
  /** The same made of the bare values, without the kernels. */
  readonly onHost: { readonly histograms: Histograms; readonly parameters: Snapshot['parameters'] };
}

/** Trains a few steps on so many threads, and answers with what is logged of them. Waiting for threads takes a worker. */
self.onmessage = async ({ data: { model: kind, threads, rows } }: MessageEvent<ThreadTrial>) => {
  const model = kind === 'cnn' ? cnn(10) : mlp(30, 1);
  const network = await WasmNetwork.create(model, 8, await compiledKernels(), threads);
  if (!network) throw new Error('the kernels cannot run this model');
  network.load(initialParameters(model, 7), 'init');
  const width = model.input.reduce((product, side) => product * side, 1);
  const inputs = Float32Array.from({ length: rows * width }, (_, i) => Math.sin(i) ** 2);
  const targets = Float32Array.from({ length: rows }, (_, i) => i % 2);
  const loss = kind === 'cnn' ? 'cross-entropy' : 'binary-cross-entropy';
  const fingerprints: number[] = [];
  for (let step = 0; step < 5; step++) fingerprints.push((await network.step({ inputs, targets }, loss, ADAM, new Set())).fingerprint);
  const result: ThreadTrialResult = {
    fingerprints,
    histograms: await network.histograms(),
    snapshot: await network.snapshot(),
    onHost: await onHost(network),
  };
  network.dispose();
  self.postMessage(result);
};

async function onHost(network: WasmNetwork): Promise<ThreadTrialResult['onHost']> {
  const [parameters, gradients] = [await network.read('parameters'), await network.read('gradients')];
  return {
    histograms: { parameters: histogramsOf(parameters, network.layout), gradients: histogramsOf(gradients, network.layout) },
    parameters: readTensors(parameters, network.layout),
  };
}
