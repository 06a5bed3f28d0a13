import { memory } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { randomStream, shuffled } from '../../src/core/random.ts';
import { ADAM, type BackendName, type LossName } from '../../src/core/spec/spec.ts';
import { initialParameters } from '../../src/core/training/init.ts';
import { cnn, type Model, mlp } from '../../src/core/training/model.ts';
import { startBackend } from '../../src/engine/backend.ts';
import { createTrainer } from '../../src/engine/create-trainer.ts';
import { TfjsNetwork } from '../../src/engine/tfjs-network.ts';
import { type Batch, NotFinite, type Trainer } from '../../src/engine/trainer.ts';
import { arenasOf, BARE_ADAM } from './arena.ts';

const ROWS = 4;

function randomBatch(model: Model, classes: number): Batch {
  const stream = randomStream(1, 'test');
  const size = model.input.reduce((product, side) => product * side, 1);
  return {
    inputs: Float32Array.from({ length: ROWS * size }, (_, i) => stream.uniform(i)),
    targets: Float32Array.from(shuffled(stream, Uint32Array.of(0, 1, 2, 3)), (value) => value % classes),
  };
}

type Contestant = BackendName | 'tfjs on wasm' | 'tfjs on webgpu';

async function trainerOn(contestant: Contestant, model: Model): Promise<Trainer> {
  const isTfjs = contestant.startsWith('tfjs on ');
  await startBackend(contestant.replace('tfjs on ', '') as BackendName);
  return isTfjs ? new TfjsNetwork(model) : createTrainer(model, ROWS);
}

async function oneStep(contestant: Contestant, model: Model, loss: LossName, classes: number, frozen: readonly string[] = []) {
  const network = await trainerOn(contestant, model);
  network.load(initialParameters(model, 7), 'init');
  const result = await network.step(randomBatch(model, classes), loss, BARE_ADAM, new Set(frozen));
  const { gradients } = await arenasOf(network);
  network.dispose();
  return { ...result, gradients };
}

const l2 = (values: Float32Array): number => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));

const CASES: readonly [string, Model, LossName, number][] = [
  ['the CNN', cnn(10), 'cross-entropy', 10],
  ['the table network with two classes', mlp(30, 1), 'binary-cross-entropy', 2],
  ['the table network with a real-valued target', mlp(4, 1), 'mean-squared-error', 3],
];

test.each(CASES)('one step of %s is the same on every backend', { timeout: 120_000 }, async (_, model, loss, classes) => {
  const expected = await oneStep('cpu', model, loss, classes);
  for (const backend of ['wasm', 'tfjs on wasm', 'webgl', 'webgpu', 'tfjs on webgpu'] as const) {
    const found = await oneStep(backend, model, loss, classes);
    expect(Math.abs(found.loss / expected.loss - 1), `loss on ${backend}`).toBeLessThan(1e-5);
    const difference = l2(found.gradients.map((value, i) => value - expected.gradients[i]));
    expect(difference / l2(expected.gradients), `gradient on ${backend}`).toBeLessThan(1e-5);
  }
  expect(memory().numTensors).toBe(0);
});

test('the gradient is the slope of the loss', async () => {
  await startBackend('wasm');
  const model = cnn(3);
  const parameters = initialParameters(model, 7);
  const batch = randomBatch(model, 3);
  const lossAt = async (name: string, element: number, shift: number) => {
    const network = await createTrainer(model, ROWS);
    const shifted = parameters.map((tensor) =>
      tensor.name === name ? { ...tensor, data: tensor.data.with(element, tensor.data[element] + shift) } : tensor,
    );
    network.load(shifted, 'shifted');
    const { loss } = await network.step(batch, 'cross-entropy', ADAM, new Set());
    network.dispose();
    return loss;
  };
  const network = await createTrainer(model, ROWS);
  network.load(parameters, 'init');
  await network.step(batch, 'cross-entropy', BARE_ADAM, new Set());
  const { gradients } = await arenasOf(network);
  const shift = 2 ** -9;
  for (const { name, offset, torchIndex, size } of network.layout.places) {
    const slice = gradients.subarray(offset, offset + size);
    const steepest = slice.reduce((best, value, i) => (Math.abs(value) > Math.abs(slice[best]) ? i : best), 0);
    const element = torchIndex?.[steepest] ?? steepest;
    const slope = ((await lossAt(name, element, shift)) - (await lossAt(name, element, -shift))) / (2 * shift);
    expect(Math.abs(slope - slice[steepest]), name).toBeLessThan(0.1 * Math.abs(slope) + 1e-4);
  }
  network.dispose();
});

test('the same step twice gives the same fingerprint', async () => {
  const first = await oneStep('wasm', cnn(10), 'cross-entropy', 10);
  const second = await oneStep('wasm', cnn(10), 'cross-entropy', 10);
  expect(second.fingerprint).toBe(first.fingerprint);
});

test('steps that are sent at once are taken in their order', async () => {
  await startBackend('webgpu');
  const model = mlp(4, 1);
  const stream = randomStream(3, 'test');
  const batches = Array.from({ length: 6 }, (_, b): Batch => {
    const inputs = Float32Array.from({ length: ROWS * 4 }, (_, i) => stream.uniform(100 * b + i));
    return { inputs, targets: Float32Array.from({ length: ROWS }, (_, row) => stream.uniform(100 * b + 50 + row)) };
  });
  const train = async (atOnce: number) => {
    const network = await createTrainer(model, ROWS);
    network.load(initialParameters(model, 7), 'init');
    const losses: number[] = [];
    for (let first = 0; first < batches.length; first += atOnce) {
      const steps = batches.slice(first, first + atOnce).map((batch) => network.step(batch, 'mean-squared-error', ADAM, new Set()));
      for (const { loss } of await Promise.all(steps)) losses.push(loss);
    }
    const { fingerprint } = await network.snapshot();
    network.dispose();
    return { losses, fingerprint };
  };
  const oneByOne = await train(1);
  for (const atOnce of [2, 3, 3, batches.length, batches.length]) expect(await train(atOnce)).toEqual(oneByOne);
});

test('frozen layers get no gradient, and the others the one that they had', async () => {
  const all = await oneStep('wasm', cnn(10), 'cross-entropy', 10);
  const some = await oneStep('wasm', cnn(10), 'cross-entropy', 10, ['conv1', 'conv2']);
  expect(some.tensors['conv2.weight'][6]).toBe(0);
  expect(some.tensors['conv1.bias'][5]).toBe(0);
  expect(some.tensors['fc1.weight']).toEqual(all.tensors['fc1.weight']);
});

test('values that are not finite change nothing and are named', async () => {
  await startBackend('wasm');
  const network = await createTrainer(cnn(10), ROWS);
  network.load(initialParameters(cnn(10), 7), 'init');
  const before = (await network.snapshot()).fingerprint;
  const batch = randomBatch(cnn(10), 10);
  const step = network.step({ ...batch, inputs: batch.inputs.map(() => Number.POSITIVE_INFINITY) }, 'cross-entropy', ADAM, new Set());
  await expect(step).rejects.toThrow(NotFinite);
  await expect(step).rejects.toMatchObject({ tensor: 'inputs' });
  expect((await network.snapshot()).fingerprint).toBe(before);
  network.dispose();
  expect(memory().numTensors).toBe(0);
});

test('parameters that burst are told, and so are those of a file that holds NaN', async () => {
  await startBackend('wasm');
  const network = await createTrainer(mlp(4, 1), ROWS);
  network.load(initialParameters(mlp(4, 1), 7), 'init');
  const step = network.step(randomBatch(mlp(4, 1), 3), 'mean-squared-error', { ...ADAM, learningRate: 1e39 }, new Set());
  await expect(step).rejects.toMatchObject({ where: 'parameters', tensor: 'fc1.weight' });
  const broken = initialParameters(mlp(4, 1), 7);
  broken[1].data[5] = Number.NaN;
  expect(() => network.load(broken, 'broken.pth')).toThrow(
    expect.objectContaining({ code: 'weights-not-finite', fields: { file: 'broken.pth', tensor: 'fc1.bias' } }),
  );
  network.dispose();
});
