import { expect, test } from 'vitest';
import { cnn, mlp } from '../../src/core/training/model.ts';
import { type GpuStepPlan, planGpuStep } from '../../src/engine/webgpu/step-plan.ts';

const dispatches = (plan: GpuStepPlan) => [plan.gather, ...plan.forward, plan.loss('cross-entropy'), ...plan.backward, plan.update];

/** A step costs what it dispatches: each one is 24 to 71 µs of browser and driver (arXiv 2604.02344), whatever it computes. */
const BUDGET = 16;

test('a step of the documents’ network is these dispatches, in this order', () => {
  const names = dispatches(planGpuStep(cnn(10), 64)!).map(({ name }) => name);
  expect(names).toEqual([
    'gather',
    ...['conv1 forward', 'conv2 forward', 'fc1 forward', 'fc2 forward', 'loss cross-entropy'],
    ...['fc2 weight gradient', 'fc2 input gradient', 'fc1 weight gradient', 'fc1 input gradient'],
    ...['conv2 filter gradient', 'conv2 input gradient', 'conv1 filter gradient', 'sum parts', 'Adam'],
  ]);
  expect(names.length).toBeLessThanOrEqual(BUDGET);
});

/** Made when a dataset is kept on the device. */
const IMAGES = ['images', 'scale'];

test('every buffer that a dispatch names is laid out once, and none is bound twice to one', () => {
  for (const model of [cnn(10), cnn(2), mlp(30, 1)]) {
    const plan = planGpuStep(model, 64)!;
    const known = plan.buffers.map(({ name }) => name);
    expect(new Set(known).size).toBe(known.length);
    for (const { bindings } of [...dispatches(plan), ...plan.histograms]) {
      const buffers = bindings.map(({ buffer }) => buffer);
      expect([...known, ...IMAGES]).toEqual(expect.arrayContaining([...buffers]));
      expect(new Set(buffers).size).toBe(buffers.length);
      // WebGPU's default number of storage buffers per stage; the step's block is one.
      expect(buffers.length).toBeLessThanOrEqual(7);
    }
  }
});

test('the chunks of the update cover every parameter once', () => {
  const { chunks, layout } = planGpuStep(cnn(10), 64)!;
  let next = 0;
  for (const { at, size, parameter } of chunks) {
    expect(at).toBe(next);
    expect(at).toBeGreaterThanOrEqual(layout.places[parameter].offset);
    next = at + size;
  }
  expect(next).toBe(431_080);
});
