import { getBackend } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { startBackend } from '../../src/engine/backend.ts';
import { faultOf, type TestStep } from '../../src/engine/self-test.ts';

function remembering() {
  const keys = new Set<string>();
  let asked = 0;
  return {
    keys,
    get asked() {
      return asked;
    },
    has: async (key: string) => {
      asked++;
      return keys.has(key);
    },
    add: async (key: string) => void keys.add(key),
  };
}

test.each(['webgl', 'webgpu'] as const)(
  '%s takes the test step once, and is the backend afterwards',
  { timeout: 120_000 },
  async (name) => {
    const passed = remembering();
    await startBackend(name, passed);
    expect([...passed.keys].map((key) => key.split(' | ')[0])).toEqual([name]);
    await startBackend(name, passed);
    expect(passed.asked).toBe(2);
    expect(passed.keys.size).toBe(1);
    expect(getBackend()).toBe(name);
  },
);

test('wasm and cpu need no test', async () => {
  const passed = remembering();
  await startBackend('wasm', passed);
  await startBackend('cpu', passed);
  expect(passed.asked).toBe(0);
});

const step = (loss: number, gradient: number): TestStep => ({ loss, tensors: { 'conv1.weight': [0, 0, 0, 0, 0, 0, gradient] } });

test('a step that comes out otherwise is told with both numbers', () => {
  expect(faultOf(step(2.3, 0.5), step(2.3001, 0.5))).toBeNull();
  expect(faultOf(step(0, 0.5), step(2.3, 0.5))).toContain('loss is 0, expected 2.3');
  expect(faultOf(step(2.3, 0), step(2.3, 0.5))).toContain('conv1.weight has length 0, expected 0.5');
  expect(faultOf(step(Number.NaN, 0.5), step(2.3, 0.5))).toContain('NaN');
});
