import { expect, test } from 'vitest';
import type { LossName } from '../../../src/core/spec/spec.ts';
import { lossOf } from '../../../src/core/training/losses.ts';

const outputs = Float32Array.of(2, -1, 0.5, 0.25, 3, -2);

test('cross-entropy of two rows of three logits', () => {
  const { loss, losses, correct, predictions } = lossOf('cross-entropy', outputs, Float32Array.of(0, 2));
  const logSumExp = (values: number[]) => Math.log(values.reduce((sum, value) => sum + Math.exp(value), 0));
  expect(loss).toBeCloseTo((logSumExp([2, -1, 0.5]) - 2 + logSumExp([0.25, 3, -2]) + 2) / 2, 12);
  expect([...losses]).toEqual([logSumExp([2, -1, 0.5]) - 2, logSumExp([0.25, 3, -2]) + 2].map(Math.fround));
  expect(correct).toBe(1);
  expect([...predictions]).toEqual([0, 1]);
});

test.each<LossName>(['cross-entropy', 'binary-cross-entropy', 'mean-squared-error'])('the loss of %s is the mean of its rows’', (name) => {
  const { loss, losses } = lossOf(
    name,
    Float32Array.of(0.3, -2, 1, 0.5),
    name === 'cross-entropy' ? Float32Array.of(1, 0) : Float32Array.of(1, 0, 0, 1),
  );
  expect(losses.reduce((sum, own) => sum + own, 0) / losses.length).toBeCloseTo(loss, 6);
});

test('large logits neither overflow nor lose the loss', () => {
  expect(lossOf('cross-entropy', Float32Array.of(1000, -1000), Float32Array.of(1)).loss).toBe(2000);
  expect(lossOf('binary-cross-entropy', Float32Array.of(-1000), Float32Array.of(1)).loss).toBe(1000);
});

test.each<[LossName, Float32Array, Float32Array]>([
  ['cross-entropy', outputs, Float32Array.of(0, 2)],
  ['binary-cross-entropy', Float32Array.of(0.3, -2, 1), Float32Array.of(1, 0, 0)],
  ['mean-squared-error', Float32Array.of(0.3, -2, 1), Float32Array.of(1, 0.5, -3)],
])('the gradient of %s is its slope', (name, values, targets) => {
  const { gradient } = lossOf(name, values, targets);
  const step = 2 ** -10;
  values.forEach((value, i) => {
    const above = lossOf(name, values.with(i, value + step), targets).loss;
    const below = lossOf(name, values.with(i, value - step), targets).loss;
    expect(gradient[i]).toBeCloseTo((above - below) / (2 * step), 5);
  });
});

test('a NaN output gives a NaN loss', () => {
  expect(lossOf('cross-entropy', Float32Array.of(Number.NaN, 1), Float32Array.of(0)).loss).toBeNaN();
});
