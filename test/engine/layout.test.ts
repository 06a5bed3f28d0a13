import { expect, test } from 'vitest';
import { initialParameters } from '../../src/core/training/init.ts';
import { cnn, mlp, parameterCount } from '../../src/core/training/model.ts';
import { sizeOf } from '../../src/core/training/tensor.ts';
import { fingerprintOf, type Layout, layoutOf, readTensors, writeTensors } from '../../src/engine/layout.ts';

const counting = (name: string, shape: readonly number[]) => ({
  name,
  shape,
  data: Float32Array.from({ length: sizeOf(shape) }, (_, i) => i),
});

/** The documents' network, each tensor counted through in PyTorch's order. */
function counted(layout: Layout): Float32Array {
  const arena = new Float32Array(layout.size);
  const tensors = cnn(10).parameters.map(({ name, shape }) => counting(name, shape));
  writeTensors(arena, layout, tensors, 'counting');
  return arena;
}

test('the documents’ network has 431,080 parameters in eight tensors', () => {
  expect(parameterCount(cnn(10))).toBe(431_080);
  expect(cnn(10).parameters.map(({ name, shape }) => `${name} ${shape.join('x')}`)).toEqual([
    'conv1.weight 20x1x5x5',
    'conv1.bias 20',
    'conv2.weight 50x20x5x5',
    'conv2.bias 50',
    'fc1.weight 500x800',
    'fc1.bias 500',
    'fc2.weight 10x500',
    'fc2.bias 10',
  ]);
});

test('a convolution’s weights go from OIHW to HWIO', () => {
  const layout = layoutOf(cnn(10));
  const arena = counted(layout);
  const { offset, engineShape } = layout.places[2];
  expect(engineShape).toEqual([5, 5, 20, 50]);
  const [y, x, input, output] = [3, 1, 7, 42];
  expect(arena[offset + ((y * 5 + x) * 20 + input) * 50 + output]).toBe(((output * 20 + input) * 5 + y) * 5 + x);
});

test('the first dense layer’s inputs go from channel-major to pixel-major order', () => {
  const layout = layoutOf(cnn(10));
  const arena = counted(layout);
  const { offset } = layout.places[4];
  const [y, x, channel, output] = [2, 3, 17, 123];
  const engineInput = (y * 4 + x) * 50 + channel;
  const torchInput = channel * 16 + y * 4 + x;
  expect(arena[offset + engineInput * 500 + output]).toBe(output * 800 + torchInput);
});

test.each([cnn(10), cnn(2), mlp(4, 3), mlp(30, 1)])('what is written is read back', (model) => {
  const layout = layoutOf(model);
  const arena = new Float32Array(layout.size);
  const parameters = initialParameters(model, 3);
  writeTensors(arena, layout, parameters, 'init');
  readTensors(arena, layout).forEach(({ name, shape, data }, i) => {
    expect([name, shape]).toEqual([parameters[i].name, parameters[i].shape]);
    expect(Buffer.from(data.buffer).equals(Buffer.from(parameters[i].data.buffer))).toBe(true);
  });
});

test('the fingerprint is the sum over PyTorch’s order, whatever order the engine keeps', () => {
  const model = cnn(10);
  const layout = layoutOf(model);
  const arena = new Float32Array(layout.size);
  const parameters = initialParameters(model, 3);
  writeTensors(arena, layout, parameters, 'init');
  let expected = 0n;
  let i = 0n;
  for (const { data } of parameters) for (const bits of new Uint32Array(data.buffer)) expected += BigInt(bits) * (2n * i++ + 1n);
  expect(fingerprintOf(arena, layout)).toBe(Number(expected % 2n ** 32n));
});

test('a missing tensor and a wrong shape are refused by name', () => {
  const model = mlp(4, 3);
  const layout = layoutOf(model);
  const arena = new Float32Array(layout.size);
  const parameters = initialParameters(model, 3);
  expect(() => writeTensors(arena, layout, parameters.slice(1), 'w.pth')).toThrow(
    expect.objectContaining({
      code: 'weights-missing',
      fields: { file: 'w.pth', tensor: 'fc1.weight', found: 'fc1.bias, fc2.weight, fc2.bias' },
    }),
  );
  const transposed = [{ ...parameters[0], shape: [4, 500] }, ...parameters.slice(1)];
  expect(() => writeTensors(arena, layout, transposed, 'w.pth')).toThrow(
    expect.objectContaining({
      code: 'weights-shape',
      fields: { file: 'w.pth', tensor: 'fc1.weight', found: '[4, 500]', expected: '[500, 4]' },
    }),
  );
});
