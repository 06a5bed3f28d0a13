import { initialParameters } from '../../src/core/training/init.ts';
import { cnn, mlp } from '../../src/core/training/model.ts';
import { histogramsOf } from '../../src/engine/layout.ts';
import type { Histograms, Snapshot } from '../../src/engine/trainer.ts';
import { compiledKernels } from '../../src/engine/wasm/compile.ts';
import { WasmNetwork } from '../../src/engine/wasm/wasm-network.ts';
import { arenasOf, BARE_ADAM } from './arena.ts';

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
  /** Taken once `snapshot` was restored. */
  readonly restored: Snapshot;
  /** Counted without the kernels. */
  readonly onHost: Histograms;
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
  for (let step = 0; step < 5; step++) fingerprints.push((await network.step({ inputs, targets }, loss, BARE_ADAM, new Set())).fingerprint);
  const histograms = await network.histograms();
  const onHost = await countOnHost(network);
  const snapshot = structuredClone(await network.snapshot());
  network.restore(snapshot, 'snapshot');
  const result: ThreadTrialResult = { fingerprints, histograms, snapshot, restored: await network.snapshot(), onHost };
  network.dispose();
  self.postMessage(result);
};

async function countOnHost(network: WasmNetwork): Promise<Histograms> {
  const { parameters, gradients } = await arenasOf(network);
  return { parameters: histogramsOf(parameters, network.layout), gradients: histogramsOf(gradients, network.layout) };
}
