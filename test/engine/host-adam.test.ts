import { expect, test } from 'vitest';
import { ADAM } from '../../src/core/spec/spec.ts';
import { mlp } from '../../src/core/training/model.ts';
import { adamUpdate, emptyState } from '../../src/engine/host-adam.ts';
import { fingerprintOf, layoutOf } from '../../src/engine/layout.ts';

const layout = layoutOf(mlp(2, 1));
const start = () => {
  const state = emptyState(layout);
  state.parameters.set(Float32Array.from({ length: layout.size }, (_, i) => Math.sin(i)));
  return state;
};
const gradientsOf = (step: number) => Float32Array.from({ length: layout.size }, (_, i) => Math.cos(i * step));

/** torch.optim.Adam 1.13's formula, on one element in double precision. */
function reference(parameter: number, gradients: readonly number[]): number {
  let [p, m, v] = [parameter, 0, 0];
  gradients.forEach((g, t) => {
    m = 0.9 * m + 0.1 * g;
    v = 0.999 * v + 0.001 * g * g;
    p -= (0.001 / (1 - 0.9 ** (t + 1))) * (m / (Math.sqrt(v) / Math.sqrt(1 - 0.999 ** (t + 1)) + 1e-8));
  });
  return p;
}

test('updates as PyTorch’s Adam does', () => {
  const state = start();
  for (let step = 1; step <= 5; step++) adamUpdate(state, gradientsOf(step), layout, ADAM, new Set());
  for (const i of [0, 1, 999, 1500]) {
    const expected = reference(
      Math.fround(Math.sin(i)),
      [1, 2, 3, 4, 5].map((step) => Math.fround(Math.cos(i * step))),
    );
    expect(Math.abs(state.parameters[i] - expected)).toBeLessThan(2e-7);
  }
  expect(state.updates).toBe(5);
});

test('reports statistics, norms and fingerprint of what it wrote', () => {
  const state = start();
  const before = state.parameters.slice(0, 1000);
  const gradients = gradientsOf(1);
  const report = adamUpdate(state, gradients, layout, ADAM, new Set());
  const after = state.parameters.slice(0, 1000);
  const l2 = (values: ArrayLike<number>) => Math.sqrt(Array.from(values).reduce((sum, value) => sum + value * value, 0));
  const mean = after.reduce((sum, value) => sum + value, 0) / 1000;
  const std = Math.sqrt(after.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 1000);
  const update = l2(after.map((value, i) => value - before[i])) / l2(before);
  const expected = [mean, std, Math.min(...after), Math.max(...after), l2(after), update, l2(gradients.slice(0, 1000))];
  for (const [i, value] of report.tensors['fc1.weight'].entries()) {
    expect(Math.abs(value - expected[i])).toBeLessThan(1e-6 * Math.max(1, Math.abs(expected[i])));
  }
  expect(report.gradientNorm).toBeCloseTo(l2(gradients), 4);
  expect(report.fingerprint).toBe(fingerprintOf(state.parameters, layout));
});

test('a frozen layer keeps its parameters and moments, and has an update ratio of 0', () => {
  const state = start();
  const before = state.parameters.slice();
  const report = adamUpdate(state, gradientsOf(1), layout, ADAM, new Set(['fc1']));
  expect(state.parameters.slice(0, 1500)).toEqual(before.slice(0, 1500));
  expect(state.expAvg.slice(0, 1500).every((value) => value === 0)).toBe(true);
  expect(state.parameters[1500]).not.toBe(before[1500]);
  expect(report.tensors['fc1.weight'][5]).toBe(0);
});
