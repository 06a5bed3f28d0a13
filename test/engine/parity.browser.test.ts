import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { commands } from 'vitest/browser';
import { ADAM, type BackendName } from '../../src/core/spec/spec.ts';
import { cnn } from '../../src/core/training/model.ts';
import type { NamedTensor } from '../../src/core/training/tensor.ts';
import { startBackend } from '../../src/engine/backend.ts';
import { createTrainer } from '../../src/engine/create-trainer.ts';
import type { Batch } from '../../src/engine/trainer.ts';
import { readPth } from '../../src/formats/pth.ts';

/** Made by PyTorch with the documents' own model, optimiser and loss: `shared/reference/make.py`. */
interface Trace {
  readonly order: readonly number[];
  readonly steps: readonly { readonly loss: number; readonly accuracy: number; readonly l2: Readonly<Record<string, number>> }[];
}

const shared = async (path: string): Promise<Uint8Array<ArrayBuffer> | null> => {
  const base64 = await commands.readShared(path);
  return base64 === null ? null : Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
};

async function idx(path: string, headerBytes: number): Promise<Uint8Array> {
  const unpacked = new Blob([(await shared(path))!]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(unpacked).arrayBuffer()).subarray(headerBytes);
}

function batchOf(images: Uint8Array, labels: Uint8Array, rows: readonly number[]): Batch {
  const inputs = new Float32Array(rows.length * 784);
  rows.forEach((row, i) => {
    inputs.set(
      Float32Array.from(images.subarray(row * 784, (row + 1) * 784), (pixel) => pixel / 255),
      i * 784,
    );
  });
  return { inputs, targets: Float32Array.from(rows, (row) => labels[row]) };
}

const hasShared = (await commands.readShared('reference/mnist-trace.json')) !== null;
const title = (name: string) => (hasShared ? name : `${name} «skipped: no shared/»`);

const BATCH = 64;

// A software GPU takes ten seconds a step: two steps show that the gradients are right, the rest is the same arithmetic.
const STEPS: Readonly<Record<BackendName, number>> = { wasm: 30, webgpu: 5, webgl: 2, cpu: 1 };

describe.runIf(hasShared)(title('the same numbers as PyTorch'), () => {
  let trace: Trace;
  let init: readonly NamedTensor[];
  let images: Uint8Array;
  let labels: Uint8Array;

  beforeAll(async () => {
    trace = JSON.parse(new TextDecoder().decode((await shared('reference/mnist-trace.json'))!));
    init = readPth((await shared('reference/init.pth'))!, 'init.pth');
    images = await idx('data/mnist/train-images-idx3-ubyte.gz', 16);
    labels = await idx('data/mnist/train-labels-idx1-ubyte.gz', 8);
  });

  test.each(['wasm', 'webgl', 'webgpu', 'cpu'] as const)('on %s', { timeout: 120_000 }, async (backend) => {
    await startBackend(backend);
    const network = await createTrainer(cnn(10), BATCH);
    network.load(init, 'init.pth');
    for (let step = 0; step < STEPS[backend]; step++) {
      const batch = batchOf(images, labels, trace.order.slice(step * 64, (step + 1) * 64));
      const result = await network.step(batch, 'cross-entropy', ADAM, new Set());
      const expected = trace.steps[step];
      expect(Math.abs(result.loss / expected.loss - 1), `loss of step ${step + 1}`).toBeLessThan(1e-3);
      expect(result.accuracy).toBeCloseTo(expected.accuracy, 6);
      for (const [name, l2] of Object.entries(expected.l2)) {
        expect(Math.abs(result.tensors[name][4] / l2 - 1), `norm of ${name} at step ${step + 1}`).toBeLessThan(1e-4);
      }
    }
    network.dispose();
    expect(memory().numTensors).toBe(0);
  });

  test('the reference’s pretrained model has its accuracy and its logits', async () => {
    const reference = JSON.parse(new TextDecoder().decode((await shared('reference/pretrained_model.json'))!));
    await startBackend('wasm');
    const network = await createTrainer(cnn(10), BATCH);
    network.load(readPth((await shared('reference/pretrained_model.pth'))!, 'pretrained_model.pth'), 'pretrained_model.pth');
    const testImages = await idx('data/mnist/t10k-images-idx3-ubyte.gz', 16);
    const testLabels = await idx('data/mnist/t10k-labels-idx1-ubyte.gz', 8);
    let right = 0;
    for (let first = 0; first < 10_000; first += 500) {
      const rows = Array.from({ length: 500 }, (_, i) => first + i);
      const outputs = await network.predict(batchOf(testImages, testLabels, rows).inputs);
      rows.forEach((row, i) => {
        const logits = outputs.subarray(i * 10, (i + 1) * 10);
        if (logits.indexOf(Math.max(...logits)) === testLabels[row]) right++;
        if (row < 8) logits.forEach((logit, k) => void expect(Math.abs(logit - reference.logits_first_8[row][k])).toBeLessThan(1e-4));
      });
    }
    expect(right / 10_000).toBe(reference.test_accuracy);
    network.dispose();
  });
});
