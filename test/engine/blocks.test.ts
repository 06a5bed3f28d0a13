import { expect, test } from 'vitest';
import { cnn, type Layer, type Model, mlp } from '../../src/core/training/model.ts';
import { blocksOf } from '../../src/engine/blocks.ts';

const withLayers = (model: Model, layers: readonly Layer[]): Model => ({ ...model, layers });

test('the documents’ network is two convolution blocks and two dense ones', () => {
  expect(blocksOf(cnn(10))).toEqual([
    { kind: 'convolution', name: 'conv1', side: 28, channelsIn: 1, kernel: 5, channelsOut: 20, half: 12 },
    { kind: 'convolution', name: 'conv2', side: 12, channelsIn: 20, kernel: 5, channelsOut: 50, half: 4 },
    { kind: 'dense', name: 'fc1', inputs: 800, outputs: 500, relu: true },
    { kind: 'dense', name: 'fc2', inputs: 500, outputs: 10, relu: false },
  ]);
});

test('the table network is two dense blocks', () => {
  expect(blocksOf(mlp(30, 1))?.map(({ name }) => name)).toEqual(['fc1', 'fc2']);
});

test('what the kernels cannot run stays with tfjs', () => {
  const { layers } = cnn(10);
  expect(
    blocksOf(
      withLayers(
        cnn(10),
        layers.filter(({ kind }) => kind !== 'max-pool'),
      ),
    ),
  ).toBeNull();
  expect(blocksOf(withLayers(cnn(10), layers.slice(0, 3)))).toBeNull();
  expect(blocksOf({ ...cnn(10), input: [27, 27, 1] })).toBeNull();
  expect(blocksOf(withLayers(mlp(4, 3), [...mlp(4, 3).layers, { kind: 'relu' }]))).toBeNull();
});
