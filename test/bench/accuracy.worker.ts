import { ADAM } from '../../src/core/spec/spec.ts';
import { batchesOf } from '../../src/core/training/batches.ts';
import { initialParameters } from '../../src/core/training/init.ts';
import { threadsHere } from '../../src/engine/threads.ts';
import type { Trainer } from '../../src/engine/trainer.ts';
import { compiledKernels } from '../../src/engine/wasm/compile.ts';
import { WasmNetwork } from '../../src/engine/wasm/wasm-network.ts';
import { answering } from '../claims/probe/answering.ts';
import { type AccuracyRun, TARGETS } from './accuracy.ts';
import { fetchUnpacked } from './in-page.ts';
import { BATCH_SIZE, BENCH_MODEL, type MnistRows, mnistRows } from './task.ts';

export interface AccuracyOrder {
  readonly seed: number;
}

const EPOCHS = 8;
const EVALUATE_EVERY = 100;
const EVALUATED_AT_ONCE = 500;

/** Trains on all of MNIST with all threads, from the seed's own parameters in its own order, until the last share is reached. */
answering(async ({ seed }: AccuracyOrder): Promise<AccuracyRun> => {
  const [train, test] = await Promise.all([fetchRows('train'), fetchRows('t10k')]);
  const network = await WasmNetwork.create(BENCH_MODEL, EVALUATED_AT_ONCE, await compiledKernels(), threadsHere());
  if (!network) throw new Error('our kernels do not run this model');
  network.load(initialParameters(BENCH_MODEL, seed), 'benchmark');
  return learn(network, train, test, seed);
});

async function fetchRows(name: 'train' | 't10k'): Promise<MnistRows> {
  const [images, labels] = await Promise.all([`${name}-images-idx3-ubyte.gz`, `${name}-labels-idx1-ubyte.gz`].map(fetchUnpacked));
  return mnistRows(images, labels);
}

async function learn(network: Trainer, train: MnistRows, test: MnistRows, seed: number): Promise<AccuracyRun> {
  const trainRows = Uint32Array.from({ length: train.count }, (_, row) => row);
  const curve: AccuracyRun['curve'][number][] = [];
  let trainedMs = 0;
  let steps = 0;
  for (const { step, rows } of batchesOf({ trainRows, seed, phase: 'pretrain', epochs: EPOCHS, batchSize: BATCH_SIZE })) {
    const before = performance.now();
    await network.step(train.batch(rows), 'cross-entropy', ADAM, new Set());
    trainedMs += performance.now() - before;
    steps = step;
    if (step % EVALUATE_EVERY > 0) continue;
    const accuracy = await accuracyOf(network, test);
    curve.push({ step, seconds: trainedMs / 1000, accuracy });
    if (accuracy >= TARGETS[TARGETS.length - 1]) break;
  }
  return { seed, steps, curve };
}

async function accuracyOf(network: Trainer, test: MnistRows): Promise<number> {
  let right = 0;
  for (let first = 0; first < test.count; first += EVALUATED_AT_ONCE) {
    const { inputs, targets } = test.batch(Array.from({ length: Math.min(EVALUATED_AT_ONCE, test.count - first) }, (_, i) => first + i));
    const outputs = await network.predict(inputs);
    const { outputs: classes } = BENCH_MODEL;
    targets.forEach((target, i) => {
      const logits = outputs.subarray(i * classes, (i + 1) * classes);
      if (logits.indexOf(Math.max(...logits)) === target) right++;
    });
  }
  return right / test.count;
}
