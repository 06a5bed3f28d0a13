import { randomStream, shuffled as shuffledIds } from '../../src/core/random.ts';

/** What a contestant computes on, and so which of the machine's floors it is held against; null: none was measured for it. */
export type FloorName = 'wasm-1' | 'wasm-2' | 'webgpu' | 'own';

/** Who trains in the page, in the order of the table. */
export const IN_PAGE = [
  { name: 'ours-wasm-1', label: 'Trainscript, WASM, 1 thread', kind: 'ours', floor: 'wasm-1' },
  { name: 'ours-wasm-2', label: 'Trainscript, WASM, 2 threads', kind: 'ours', floor: 'wasm-2' },
  { name: 'ours-webgpu', label: 'Trainscript, WebGPU', kind: 'ours', floor: 'webgpu' },
  { name: 'tfjs-wasm-ours', label: 'tfjs with our missing gradients, WASM', kind: 'ours', floor: 'wasm-1' },
  { name: 'tfjs-wasm', label: 'tfjs, hand loop, WASM', kind: 'rival', floor: 'wasm-1' },
  { name: 'tfjs-webgpu', label: 'tfjs, hand loop, WebGPU', kind: 'rival', floor: 'webgpu' },
  { name: 'tfjs-webgl', label: 'tfjs, hand loop, WebGL', kind: 'rival', floor: null },
  { name: 'tfjs-cpu', label: 'tfjs, hand loop, JavaScript', kind: 'rival', floor: null },
  { name: 'tfjs-fit-webgpu', label: 'tfjs, model.fit, WebGPU', kind: 'rival', floor: 'webgpu' },
  { name: 'tfjs-fit-webgl', label: 'tfjs, model.fit, WebGL', kind: 'rival', floor: null },
  { name: 'tfjs-fit-cpu', label: 'tfjs, model.fit, JavaScript', kind: 'rival', floor: null },
  { name: 'jax-webgpu', label: 'jax-js, whole step jitted, WebGPU', kind: 'rival', floor: 'webgpu' },
  { name: 'jax-wasm', label: 'jax-js, whole step jitted, WASM', kind: 'rival', floor: 'wasm-1' },
] as const;

/** Who trains with WebGPU in Node, where there is no page: `npm run bench -- --node`. */
export const IN_NODE = ['ours-webgpu', 'tfjs-webgpu', 'tfjs-fit-webgpu'] as const;

/** Who trains in Python, where it has PyTorch; compiled where that is 2 or newer, on CUDA where there is a card. */
export const IN_PYTHON = [
  { name: 'pytorch-1', label: 'PyTorch CPU, eager, 1 thread', kind: 'rival', floor: 'own', device: 'cpu', mode: 'eager', threads: 1 },
  { name: 'pytorch-2', label: 'PyTorch CPU, eager, 2 threads', kind: 'rival', floor: 'own', device: 'cpu', mode: 'eager', threads: 2 },
  {
    name: 'pytorch-compiled-2',
    label: 'PyTorch CPU, compiled, 2 threads',
    kind: 'rival',
    floor: 'own',
    device: 'cpu',
    mode: 'compiled',
    threads: 2,
  },
  { name: 'pytorch-cuda', label: 'PyTorch CUDA, eager', kind: 'rival', floor: 'own', device: 'cuda', mode: 'eager', threads: 2 },
  {
    name: 'pytorch-cuda-compiled',
    label: 'PyTorch CUDA, compiled',
    kind: 'rival',
    floor: 'own',
    device: 'cuda',
    mode: 'compiled',
    threads: 2,
  },
  {
    name: 'pytorch-cuda-graph',
    label: 'PyTorch CUDA, one graph a step',
    kind: 'rival',
    floor: 'own',
    device: 'cuda',
    mode: 'graph',
    threads: 2,
  },
] as const;

export type InPageName = (typeof IN_PAGE)[number]['name'];
export type InNodeName = (typeof IN_NODE)[number];
export type PytorchName = (typeof IN_PYTHON)[number]['name'];
export type ContestantName = InPageName | PytorchName;

const ALL = [...IN_PAGE, ...IN_PYTHON];

export const contestant = (name: ContestantName): (typeof ALL)[number] => ALL.find((each) => each.name === name)!;

export const labelOf = (name: ContestantName): string => contestant(name).label;

export const isPytorch = (name: ContestantName): name is PytorchName => IN_PYTHON.some((each) => each.name === name);

/** In the order that the seed gives: none is always first, when the machine is cool. */
export const shuffled = <T>(items: readonly T[], seed: number): readonly T[] =>
  [...shuffledIds(randomStream(seed, 'bench/order'), Uint32Array.from(items.keys()))].map((i) => items[i]);
