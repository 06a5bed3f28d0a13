import { expect, test } from 'vitest';
import { adapterFacts } from '../../src/engine/adapter.ts';
import { planBackend } from '../../src/engine/backend-plan.ts';

const info = { vendor: 'nvidia', architecture: 'hopper', device: '', description: '' };

test('a real GPU comes first', () => {
  expect(planBackend('auto', adapterFacts(info))).toEqual({
    candidates: ['webgpu', 'wasm', 'webgl', 'cpu'],
    reason: { code: 'hardware-gpu', detail: 'nvidia hopper' },
  });
});

test.each([
  { vendor: 'google', architecture: 'swiftshader', device: '', description: '' },
  { vendor: 'mesa', architecture: '', device: '', description: 'llvmpipe (LLVM 15)' },
  { ...info, isFallbackAdapter: true },
])('a GPU emulated in software ranks below WASM: %o', (software) => {
  const plan = planBackend('auto', adapterFacts(software));
  expect(plan.candidates).toEqual(['wasm', 'webgl', 'cpu']);
  expect(plan.reason.code).toBe('software-gpu');
});

test('without WebGPU WASM comes first', () => {
  expect(planBackend('auto', null).reason).toEqual({ code: 'no-gpu', detail: '' });
});

test('what was chosen by hand is tried alone', () => {
  const plan = planBackend('webgpu', adapterFacts({ ...info, isFallbackAdapter: true }));
  expect(plan).toEqual({ candidates: ['webgpu'], reason: { code: 'chosen', detail: 'webgpu' } });
});

test('a GPU that is known to compute wrongly is left alone, unless it is chosen by hand', () => {
  const pixel = adapterFacts({ ...info, vendor: 'img-tec', architecture: 'd-series' });
  expect(planBackend('auto', pixel)).toEqual({ candidates: ['wasm', 'cpu'], reason: { code: 'denied-gpu', detail: 'img-tec d-series' } });
  expect(planBackend('webgpu', pixel).candidates).toEqual(['webgpu']);
});
