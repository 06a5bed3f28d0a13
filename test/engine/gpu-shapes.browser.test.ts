import { beforeAll, expect, test } from 'vitest';
import { randomStream } from '../../src/core/random.ts';
import { initialParameters } from '../../src/core/training/init.ts';
import type { Layer, Model, ParameterSpec } from '../../src/core/training/model.ts';
import { startBackend } from '../../src/engine/backend.ts';
import { TfjsNetwork } from '../../src/engine/tfjs-network.ts';
import type { Batch, Trainer } from '../../src/engine/trainer.ts';
import { gpuDevice } from '../../src/engine/webgpu/device.ts';
import { WebGpuNetwork } from '../../src/engine/webgpu/webgpu-network.ts';
import { arenasOf, BARE_ADAM } from './arena.ts';

const ROWS = 5;
const HIDDEN = 37;

/** Convolutions `[kernel, channels]`, each with its pool, and two dense layers. */
function network(side: number, convolutions: readonly (readonly [number, number])[], outputs: number): Model {
  const layers: Layer[] = [];
  const parameters: ParameterSpec[] = [];
  const weigh = (name: string, shape: readonly number[]) => {
    const fanIn = shape.slice(1).reduce((product, size) => product * size, 1);
    parameters.push({ name: `${name}.weight`, shape, fanIn }, { name: `${name}.bias`, shape: [shape[0]], fanIn });
  };
  let [channels, width] = [1, side];
  convolutions.forEach(([kernel, outChannels], i) => {
    const name = `conv${i + 1}`;
    layers.push({ kind: 'conv2d', name, inChannels: channels, outChannels, kernel }, { kind: 'max-pool', size: 2 }, { kind: 'relu' });
    weigh(name, [outChannels, channels, kernel, kernel]);
    [channels, width] = [outChannels, (width - kernel + 1) / 2];
  });
  const inputs = width * width * channels;
  layers.push({ kind: 'flatten', height: width, width, channels }, { kind: 'dense', name: 'fc1', inputs, outputs: HIDDEN });
  layers.push({ kind: 'relu' }, { kind: 'dense', name: 'fc2', inputs: HIDDEN, outputs });
  weigh('fc1', [HIDDEN, inputs]);
  weigh('fc2', [outputs, HIDDEN]);
  return { kind: 'cnn', input: [side, side, 1], outputs, layers, parameters };
}

function batchFor({ input, outputs }: Model): Batch {
  const stream = randomStream(2, 'test');
  const size = input.reduce((product, length) => product * length, 1);
  return {
    inputs: Float32Array.from({ length: ROWS * size }, (_, i) => stream.uniform(i)),
    targets: Float32Array.from({ length: ROWS }, (_, row) => row % outputs),
  };
}

async function oneStep(trainer: Trainer) {
  trainer.load(initialParameters(trainer.model, 7), 'init');
  const { loss, fingerprint } = await trainer.step(batchFor(trainer.model), 'cross-entropy', BARE_ADAM, new Set());
  const { gradients } = await arenasOf(trainer);
  trainer.dispose();
  return { loss, fingerprint, gradients };
}

const l2 = (values: Float32Array): number => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));

let device: GPUDevice;
beforeAll(async () => {
  device = await gpuDevice();
  await startBackend('cpu');
});

// Tiles that do not come out even: lines of 13 and 5 cells, planes of 7 channels, kernels with an even and a large side.
const SHAPES: readonly [string, Model][] = [
  ['one convolution', network(12, [[3, 5]], 4)],
  [
    'a pooled map with an odd side, an even kernel',
    network(
      28,
      [
        [3, 8],
        [4, 6],
      ],
      10,
    ),
  ],
  [
    'an odd number of channels',
    network(
      16,
      [
        [5, 4],
        [3, 7],
      ],
      3,
    ),
  ],
  [
    'three convolutions',
    network(
      30,
      [
        [3, 4],
        [3, 8],
        [3, 9],
      ],
      5,
    ),
  ],
  [
    'a large kernel',
    network(
      20,
      [
        [7, 12],
        [2, 4],
      ],
      2,
    ),
  ],
];

test.each(SHAPES)('%s: the step is that of tfjs', async (_, model) => {
  const expected = await oneStep(new TfjsNetwork(model));
  const found = await oneStep((await WebGpuNetwork.create(model, ROWS, device))!);
  expect(Math.abs(found.loss / expected.loss - 1)).toBeLessThan(1e-5);
  const difference = l2(found.gradients.map((value, i) => value - expected.gradients[i]));
  expect(difference / l2(expected.gradients)).toBeLessThan(1e-5);
  // The largest batch decides on tiles, not on the order of a sum.
  const roomier = await oneStep((await WebGpuNetwork.create(model, ROWS + 3, device))!);
  expect(roomier.fingerprint).toBe(found.fingerprint);
});
