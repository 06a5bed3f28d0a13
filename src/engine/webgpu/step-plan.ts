import type { Model } from '../../core/model.ts';
import type { LossName } from '../../core/spec.ts';
import { type Block, blocksOf, type ConvolutionBlock, type DenseBlock, widthOf } from '../blocks.ts';
import { type Layout, layoutOf } from '../layout.ts';
import * as shaders from './shaders.ts';

/** A stretch of device memory, in 4-byte words. */
export interface BufferSpec {
  readonly name: string;
  readonly words: number;
}

/** One dispatch: which shader on which buffers (bindings 1, 2, …), and how many invocations a batch needs. */
export interface Dispatch {
  readonly name: string;
  readonly code: string;
  readonly buffers: readonly string[];
  invocations(rows: number): number;
}

/** A model's training step as dispatches over buffers that are made once. Compared in tests; executed by `WebGpuNetwork`. */
export interface GpuStepPlan {
  readonly layout: Layout;
  readonly maxRows: number;
  readonly buffers: readonly BufferSpec[];
  readonly forward: readonly Dispatch[];
  loss(name: LossName): Dispatch;
  readonly backward: readonly Dispatch[];
  readonly update: Dispatch;
  readonly chunks: readonly Chunk[];
  /** Name of the buffer of the outputs. */
  readonly outputs: string;
}

export interface Chunk {
  readonly at: number;
  readonly size: number;
  readonly parameter: number;
}

/** A block and the names of its buffers. */
interface Placed<B extends Block = Block> {
  readonly block: B;
  readonly x: string;
  readonly offsets: shaders.Offsets;
}

/** Compiles the step for batches of up to `maxRows` rows; null where the shaders cannot run the model. */
export function planGpuStep(model: Model, maxRows: number): GpuStepPlan | null {
  const blocks = blocksOf(model);
  if (!blocks) return null;
  const layout = layoutOf(model);
  const placed = blocks.map(
    (block, i): Placed => ({ block, x: i === 0 ? 'input' : yOf(blocks[i - 1]), offsets: offsetsOf(layout, block.name) }),
  );
  const chunks = chunksOf(layout);
  const last = blocks[blocks.length - 1];
  return {
    layout,
    maxRows,
    buffers: buffersOf(model, layout, blocks, chunks, maxRows),
    forward: placed.map(forwardOf),
    loss: (name) => ({
      name: 'loss',
      code: shaders.lossShader(name, model.outputs),
      buffers: [yOf(last), 'targets', dyOf(last), 'result'],
      invocations: (rows) => rows,
    }),
    backward: placed
      .flatMap((each, i) => [backwardOf(each, placed[i - 1] ?? null)])
      .toReversed()
      .flat(),
    update: {
      name: 'Adam',
      code: shaders.ADAM_SHADER,
      buffers: ['chunks', 'parameters', 'gradients', 'expAvg', 'expAvgSq', 'odd', 'reports'],
      invocations: () => chunks.length * shaders.WORKGROUP,
    },
    chunks,
    outputs: yOf(last),
  };
}

const yOf = ({ name }: Block): string => `${name}.y`;
const dyOf = ({ name }: Block): string => `${name}.dy`;
const choiceOf = ({ name }: Block): string => `${name}.choice`;
const partialsOf = ({ name }: Block): string => `${name}.partials`;

function offsetsOf({ places }: Layout, block: string): shaders.Offsets {
  const at = (part: string) => places.find(({ name }) => name === `${block}.${part}`)?.offset ?? 0;
  return { weight: at('weight'), bias: at('bias') };
}

function chunksOf({ places }: Layout): Chunk[] {
  return places.flatMap(({ offset, size }, parameter) =>
    Array.from({ length: Math.ceil(size / shaders.CHUNK) }, (_, i) => {
      const first = i * shaders.CHUNK;
      return { at: offset + first, size: Math.min(shaders.CHUNK, size - first), parameter };
    }),
  );
}

function buffersOf(model: Model, layout: Layout, blocks: readonly Block[], chunks: readonly Chunk[], rows: number): BufferSpec[] {
  const arenas = ['parameters', 'gradients', 'expAvg', 'expAvgSq', 'odd'].map((name) => ({ name, words: layout.size }));
  const ofBlocks = blocks.flatMap((block) => {
    const words = rows * widthOf(block);
    const activations = [yOf(block), dyOf(block)].map((name) => ({ name, words }));
    if (block.kind === 'dense') return activations;
    const partials = shaders.PARTS * (block.kernel * block.kernel * block.channelsIn + 1) * block.channelsOut;
    return [...activations, { name: choiceOf(block), words }, { name: partialsOf(block), words: partials }];
  });
  return [
    ...arenas,
    ...ofBlocks,
    { name: 'input', words: rows * model.input.reduce((product, side) => product * side, 1) },
    { name: 'targets', words: rows },
    { name: 'chunks', words: 4 * chunks.length },
    { name: 'reports', words: shaders.REPORT_WORDS * chunks.length },
    { name: 'result', words: 2 * rows },
  ];
}

function forwardOf({ block, x, offsets }: Placed): Dispatch {
  const invocations = (rows: number) => rows * widthOf(block);
  if (block.kind === 'dense') {
    return {
      name: `${block.name} forward`,
      code: shaders.denseShader(block, offsets),
      buffers: [x, 'parameters', yOf(block)],
      invocations,
    };
  }
  const buffers = [x, 'parameters', yOf(block), choiceOf(block)];
  return { name: `${block.name} forward`, code: shaders.convolvePoolShader(block, offsets), buffers, invocations };
}

const backwardOf = (placed: Placed, below: Placed | null): Dispatch[] =>
  placed.block.kind === 'dense'
    ? denseBackward(placed as Placed<DenseBlock>, below)
    : convolutionBackward(placed as Placed<ConvolutionBlock>, below);

function denseBackward({ block, x, offsets }: Placed<DenseBlock>, below: Placed | null): Dispatch[] {
  const weights: Dispatch = {
    name: `${block.name} weight gradient`,
    code: shaders.denseWeightGradientShader(block, offsets),
    buffers: [x, dyOf(block), 'gradients'],
    invocations: () => (block.inputs + 1) * block.outputs,
  };
  if (!below) return [weights];
  const inputs: Dispatch = {
    name: `${block.name} input gradient`,
    code: shaders.denseInputGradientShader(block, offsets),
    buffers: [dyOf(block), 'parameters', x, dyOf(below.block)],
    invocations: (rows) => rows * block.inputs,
  };
  return [weights, inputs];
}

function convolutionBackward({ block, x, offsets }: Placed<ConvolutionBlock>, below: Placed | null): Dispatch[] {
  const size = (block.kernel * block.kernel * block.channelsIn + 1) * block.channelsOut;
  const filters: Dispatch[] = [
    {
      name: `${block.name} filter gradient`,
      code: shaders.filterGradientShader(block),
      buffers: [x, dyOf(block), choiceOf(block), partialsOf(block)],
      invocations: () => shaders.PARTS * size,
    },
    {
      name: `${block.name} sum parts`,
      code: shaders.sumPartsShader(block, offsets),
      buffers: [partialsOf(block), 'gradients'],
      invocations: () => size,
    },
  ];
  if (!below) return filters;
  const inputs: Dispatch = {
    name: `${block.name} input gradient`,
    code: shaders.convolutionInputGradientShader(block, offsets),
    buffers: [dyOf(block), choiceOf(block), 'parameters', x, dyOf(below.block)],
    invocations: (rows) => (rows * block.side * block.side * block.channelsIn) / 4,
  };
  return [...filters, inputs];
}
