import { permutation, randomStream } from '../../src/core/random.ts';

/** Who trains in the page, in the order of the table. */
export const IN_PAGE = [
  { name: 'ours-wasm-1', label: 'Trainscript, WASM, 1 thread', kind: 'ours' },
  { name: 'ours-wasm-2', label: 'Trainscript, WASM, 2 threads', kind: 'ours' },
  { name: 'ours-webgpu', label: 'Trainscript, WebGPU', kind: 'ours' },
  { name: 'tfjs-wasm-ours', label: 'tfjs with our missing gradients, WASM', kind: 'ours' },
  { name: 'tfjs-wasm', label: 'tfjs, hand loop, WASM', kind: 'rival' },
  { name: 'tfjs-webgpu', label: 'tfjs, hand loop, WebGPU', kind: 'rival' },
  { name: 'tfjs-webgl', label: 'tfjs, hand loop, WebGL', kind: 'rival' },
  { name: 'tfjs-cpu', label: 'tfjs, hand loop, JavaScript', kind: 'rival' },
  { name: 'tfjs-fit-webgl', label: 'tfjs, model.fit, WebGL', kind: 'rival' },
  { name: 'tfjs-fit-cpu', label: 'tfjs, model.fit, JavaScript', kind: 'rival' },
  { name: 'jax-webgpu', label: 'jax-js, whole step jitted, WebGPU', kind: 'rival' },
  { name: 'jax-wasm', label: 'jax-js, whole step jitted, WASM', kind: 'rival' },
] as const;

/** Who trains outside of it, where Python has PyTorch. */
export const OUTSIDE = [
  { name: 'pytorch-1', label: 'PyTorch CPU, eager, 1 thread', kind: 'rival' },
  { name: 'pytorch-2', label: 'PyTorch CPU, eager, 2 threads', kind: 'rival' },
] as const;

export type InPageName = (typeof IN_PAGE)[number]['name'];
export type OutsideName = (typeof OUTSIDE)[number]['name'];
export type ContestantName = InPageName | OutsideName;

export const labelOf = (name: ContestantName): string => [...IN_PAGE, ...OUTSIDE].find((each) => each.name === name)?.label ?? name;

/** In the order that the seed gives: none is always first, when the machine is cool. */
export const shuffled = <T>(items: readonly T[], seed: number): readonly T[] =>
  [...permutation(randomStream(seed, 'bench/order'), items.length)].map((i) => items[i]);
