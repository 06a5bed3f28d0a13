import { memory } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { randomStream } from '../../src/core/random.ts';
import type { BackendName } from '../../src/core/spec/spec.ts';
import { initialParameters } from '../../src/core/training/init.ts';
import { cnn, type Model, mlp, reluLayers } from '../../src/core/training/model.ts';
import type { NamedTensor } from '../../src/core/training/tensor.ts';
import { allAsleep } from '../../src/engine/awake-units.ts';
import { startBackend } from '../../src/engine/backend.ts';
import { createTrainer } from '../../src/engine/create-trainer.ts';

/** More rows than the trainer takes at once, so that the last come by themselves. */
const [ROWS, MOST_ROWS] = [10, 4];
const BACKENDS: readonly BackendName[] = ['cpu', 'wasm', 'webgl', 'webgpu'];

/** The units of each layer that no row wakes, and the outputs. */
async function asleepOn(backend: BackendName, model: Model, parameters: readonly NamedTensor[], inputs: Float32Array) {
  await startBackend(backend);
  const network = await createTrainer(model, MOST_ROWS);
  network.load(parameters, 'made up');
  const awake = allAsleep(model);
  const outputs = await network.predict(inputs, awake);
  expect(await network.predict(inputs), `outputs on ${backend}`).toEqual(outputs);
  network.dispose();
  return Object.fromEntries([...awake].map(([name, marks]) => [name, [...marks.keys()].filter((unit) => marks[unit] === 0)]));
}

const withBias = (parameters: readonly NamedTensor[], biases: Readonly<Record<string, readonly number[]>>): readonly NamedTensor[] =>
  parameters.map((tensor) => {
    const units = biases[tensor.name] ?? [];
    return { ...tensor, data: tensor.data.map((value, i) => (units.includes(i) ? -1000 : value)) };
  });

test('the layers with a ReLU are known, the outputs are none', () => {
  expect(reluLayers(cnn(10))).toEqual([
    { name: 'conv1', units: 20 },
    { name: 'conv2', units: 50 },
    { name: 'fc1', units: 500 },
  ]);
  expect(reluLayers(mlp(4, 1))).toEqual([{ name: 'fc1', units: 500 }]);
});

test('a channel or unit that is 0 for every row is asleep, on every backend', { timeout: 120_000 }, async () => {
  const model = cnn(3);
  const forced = { conv1: [3], conv2: [7, 49], fc1: [0, 499] };
  const biases = Object.fromEntries(Object.entries(forced).map(([name, units]) => [`${name}.bias`, units]));
  const parameters = withBias(initialParameters(model, 7), biases);
  const stream = randomStream(1, 'test');
  const inputs = Float32Array.from({ length: ROWS * 784 }, (_, i) => stream.uniform(i));
  const expected = await asleepOn('cpu', model, parameters, inputs);
  for (const [name, units] of Object.entries(forced)) expect(expected[name]).toEqual(expect.arrayContaining(units));
  expect([expected.conv1.length < 10, expected.conv2.length < 25, expected.fc1.length < 450]).toEqual([true, true, true]);
  for (const backend of BACKENDS) expect(await asleepOn(backend, model, parameters, inputs), backend).toEqual(expected);
  expect(memory().numTensors).toBe(0);
});

test('one row is enough to be awake, whichever it is', { timeout: 120_000 }, async () => {
  const model = mlp(ROWS, 1);
  // Unit k < ROWS looks at input k, which only row k has; the others at nothing.
  const parameters = initialParameters(model, 7).map((tensor) => {
    if (tensor.name !== 'fc1.weight') return { ...tensor, data: tensor.data.fill(0) };
    return { ...tensor, data: tensor.data.map((_, i) => (i % ROWS === Math.floor(i / ROWS) ? 1 : 0)) };
  });
  const inputs = Float32Array.from({ length: ROWS * ROWS }, (_, i) => (i % ROWS === Math.floor(i / ROWS) ? 1 : 0));
  const others = Array.from({ length: 500 - ROWS }, (_, i) => ROWS + i);
  for (const backend of BACKENDS) expect(await asleepOn(backend, model, parameters, inputs), backend).toEqual({ fc1: others });
});
