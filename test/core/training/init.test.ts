import { expect, test } from 'vitest';
import { initialParameters } from '../../../src/core/training/init.ts';
import { cnn } from '../../../src/core/training/model.ts';
import { sha256Hex } from '../../../src/core/transcript/sha256.ts';

const tensors = initialParameters(cnn(10), 7);

test('values are uniform in ±1/√fan_in, as PyTorch’s default', () => {
  for (const { name, data } of tensors) {
    const fanIn = { conv1: 25, conv2: 500, fc1: 800, fc2: 500 }[name.split('.')[0]]!;
    const bound = 1 / Math.sqrt(fanIn);
    expect(data.reduce((most, value) => Math.max(most, Math.abs(value)), 0)).toBeLessThanOrEqual(Math.fround(bound));
    if (data.length < 1000) continue;
    const variance = data.reduce((sum, value) => sum + value * value, 0) / data.length;
    expect(variance / (bound * bound)).toBeGreaterThan(0.3);
    expect(variance / (bound * bound)).toBeLessThan(0.366);
  }
});

test('another head leaves the body as it was', () => {
  const other = initialParameters(cnn(3), 7);
  for (let i = 0; i < 6; i++)
    expect(sha256Hex(new Uint8Array(other[i].data.buffer))).toBe(sha256Hex(new Uint8Array(tensors[i].data.buffer)));
});

test('another seed gives other numbers', () => {
  expect(initialParameters(cnn(10), 8)[0].data[0]).not.toBe(tensors[0].data[0]);
});
