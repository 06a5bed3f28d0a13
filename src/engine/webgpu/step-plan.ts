import type { LossName } from '../../core/spec/spec.ts';
import { BINS } from '../../core/training/histogram.ts';
import type { Model } from '../../core/training/model.ts';
import { type Block, blocksOf, type ConvolutionBlock, type DenseBlock, widthOf } from '../blocks.ts';
import { type Layout, layoutOf } from '../layout.ts';
import { awakeShader, unitsOf } from './awake-shader.ts';
import * as convolution from './convolution-shaders.ts';
import * as dense from './dense-shaders.ts';
import { gatherShader } from './gather-shader.ts';
import * as histogram from './histogram-shaders.ts';
import { lossShader } from './loss-shaders.ts';
import { CHUNK, REPORT_WORDS, UPDATE_SHADER } from './update-shader.ts';
import { type Binding, type Offsets, reads, WORKGROUP, writes } from './wgsl.ts';

/** A stretch of device memory, in 4-byte words. */
export interface BufferSpec {
  readonly name: string;
  readonly words: number;
}

/** One dispatch: which shader on which buffers (bindings 1, 2, …), and how many workgroups a batch needs. */
export interface Dispatch {
  readonly name: string;
  readonly body: string;
  readonly bindings: readonly Binding[];
  groups(rows: number): number;
}

/** A model's training step as dispatches over buffers that are made once. Compared in tests; executed by `WebGpuNetwork`. */
export interface GpuStepPlan {
  readonly layout: Layout;
  readonly maxRows: number;
  readonly buffers: readonly BufferSpec[];
  /** Before the forward pass, where images are kept on the device. */
  readonly gather: Dispatch;
  readonly forward: readonly Dispatch[];
  loss(name: LossName): Dispatch;
  readonly backward: readonly Dispatch[];
  readonly update: Dispatch;
  /** Behind a forward pass whose dead units are counted. `awake` must be cleared before the first one. */
  readonly awake: readonly Dispatch[];
  /** The layers whose units stand in `awake`, one behind the other. */
  readonly relus: readonly { readonly name: string; readonly units: number }[];
  /** Behind a step whose histograms are due. `bins` must be cleared before. */
  readonly histograms: readonly Dispatch[];
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
  readonly offsets: Offsets;
  readonly maxRows: number;
}

/** Compiles the step for batches of up to `maxRows` rows; null where the shaders cannot run the model. */
export function planGpuStep(model: Model, maxRows: number): GpuStepPlan | null {
  const blocks = blocksOf(model);
  if (!blocks) return null;
  const layout = layoutOf(model);
  const placed = blocks.map(
    (block, i): Placed => ({ block, x: i === 0 ? 'input' : yOf(blocks[i - 1]), offsets: offsetsOf(layout, block.name), maxRows }),
  );
  const chunks = chunksOf(layout);
  const last = blocks[blocks.length - 1];
  return {
    layout,
    maxRows,
    buffers: buffersOf(model, layout, blocks, chunks, maxRows),
    gather: gatherOf(model),
    forward: placed.map(forwardOf),
    loss: (name) => ({
      name: `loss ${name}`,
      body: lossShader(name, model.outputs),
      bindings: [reads('y', yOf(last)), writes('dy', dyOf(last)), writes('result', 'result', 'vec2f')],
      groups: workgroups((rows) => rows),
    }),
    backward: [
      ...placed
        .map((each, i) => backwardOf(each, placed[i - 1] ?? null))
        .toReversed()
        .flat(),
      ...sumParts(placed),
    ],
    update: {
      name: 'Adam',
      body: UPDATE_SHADER,
      bindings: [
        reads('chunks', 'chunks', 'vec4u'),
        ...['parameters', 'gradients', 'expAvg', 'expAvgSq'].map((name) => writes(name, name)),
        reads('odd', 'odd', 'u32'),
        writes('reports', 'reports', 'u32'),
      ],
      groups: () => chunks.length,
    },
    awake: awakeOf(blocks),
    relus: relusOf(blocks),
    histograms: histogramsOf(chunks, layout),
    chunks,
    outputs: yOf(last),
  };
}

const workgroups = (invocations: (rows: number) => number) => (rows: number) => Math.ceil(invocations(rows) / WORKGROUP);

const yOf = ({ name }: Block): string => `${name}.y`;
const dyOf = ({ name }: Block): string => `${name}.dy`;
const choiceOf = ({ name }: Block): string => `${name}.choice`;
const partialsOf = ({ name }: Block): string => `${name}.partials`;

function offsetsOf({ places }: Layout, block: string): Offsets {
  const at = (part: string) => places.find(({ name }) => name === `${block}.${part}`)?.offset ?? 0;
  return { weight: at('weight'), bias: at('bias') };
}

function chunksOf({ places }: Layout): Chunk[] {
  return places.flatMap(({ offset, size }, parameter) =>
    Array.from({ length: Math.ceil(size / CHUNK) }, (_, i) => {
      const first = i * CHUNK;
      return { at: offset + first, size: Math.min(CHUNK, size - first), parameter };
    }),
  );
}

function buffersOf(model: Model, layout: Layout, blocks: readonly Block[], chunks: readonly Chunk[], rows: number): BufferSpec[] {
  const arenas = ['parameters', 'gradients', 'expAvg', 'expAvgSq', 'odd'].map((name) => ({ name, words: layout.size }));
  const ofBlocks = blocks.flatMap((block) => {
    const words = rows * widthOf(block);
    const activations = [yOf(block), dyOf(block)].map((name) => ({ name, words }));
    if (block.kind === 'dense') return activations;
    const partials = convolution.tilesOf(block).parts * convolution.filterSize(block);
    return [...activations, { name: choiceOf(block), words }, { name: partialsOf(block), words: partials }];
  });
  return [
    ...arenas,
    ...ofBlocks,
    { name: 'input', words: rows * inputWidth(model) },
    { name: 'result', words: 2 * rows },
    { name: 'awake', words: relusOf(blocks).reduce((sum, { units }) => sum + units, 0) },
    { name: 'chunks', words: 4 * chunks.length },
    { name: 'reports', words: REPORT_WORDS * chunks.length },
    { name: 'chunkRanges', words: 4 * chunks.length },
    { name: 'ranges', words: 4 * layout.places.length },
    { name: 'bins', words: 2 * BINS * layout.places.length },
  ];
}

/** Floats of one row of the model's input. */
export const inputWidth = ({ input }: Model): number => input.reduce((product, side) => product * side, 1);

function gatherOf(model: Model): Dispatch {
  const size = inputWidth(model);
  return {
    name: 'gather',
    body: gatherShader(size),
    bindings: [reads('images', 'images', 'u32'), reads('scale', 'scale'), writes('input', 'input')],
    groups: workgroups((rows) => rows * size),
  };
}

const withRelu = (blocks: readonly Block[]): readonly Block[] => blocks.filter((block) => block.kind === 'convolution' || block.relu);

const relusOf = (blocks: readonly Block[]): GpuStepPlan['relus'] =>
  withRelu(blocks).map((block) => ({ name: block.name, units: unitsOf(block) }));

function awakeOf(blocks: readonly Block[]): Dispatch[] {
  let offset = 0;
  return withRelu(blocks).map((block) => {
    const at = offset;
    offset += unitsOf(block);
    return {
      name: `${block.name} awake`,
      body: awakeShader(block, at),
      bindings: [reads('y', yOf(block)), writes('awake', 'awake', 'atomic<u32>')],
      groups: workgroups((rows) => rows * unitsOf(block)),
    };
  });
}

function histogramsOf(chunks: readonly Chunk[], { places }: Layout): Dispatch[] {
  const [chunk, ranges] = [reads('chunks', 'chunks', 'vec4u'), reads('ranges', 'ranges', 'vec4f')];
  const arenas = [reads('parameters', 'parameters'), reads('gradients', 'gradients')];
  return [
    {
      name: 'chunk ranges',
      body: histogram.CHUNK_RANGES_SHADER,
      bindings: [chunk, ...arenas, writes('chunkRanges', 'chunkRanges', 'vec4f')],
      groups: () => chunks.length,
    },
    {
      name: 'tensor ranges',
      body: histogram.tensorRangesShader(chunks.length, places.length),
      bindings: [chunk, reads('chunkRanges', 'chunkRanges', 'vec4f'), { ...ranges, writes: true }],
      groups: workgroups(() => places.length),
    },
    {
      name: 'counts',
      body: histogram.COUNTS_SHADER,
      bindings: [chunk, ...arenas, ranges, writes('bins', 'bins', 'atomic<u32>')],
      groups: () => chunks.length,
    },
  ];
}

function forwardOf({ block, x, offsets, maxRows }: Placed): Dispatch {
  const name = `${block.name} forward`;
  const from = [reads('x', x), reads('parameters', 'parameters')];
  if (block.kind === 'dense') {
    return { name, ...productOf(dense.denseForward(block, offsets, maxRows)), bindings: [...from, writes('y', yOf(block))] };
  }
  return {
    name,
    body: convolution.convolvePoolShader(block, offsets),
    bindings: [...from, writes('pooled', yOf(block)), writes('choice', choiceOf(block), 'u32')],
    groups: workgroups((rows) => convolution.forwardInvocations(block, rows)),
  };
}

/** A product whose rows are those of the batch, or as many as it says. */
const productOf = (product: dense.Product): Pick<Dispatch, 'body' | 'groups'> => ({
  body: dense.productShader(product),
  groups: workgroups((rows) => dense.productInvocations(product, product.rows === dense.BATCH_ROWS ? rows : product.mostRows)),
});

const backwardOf = (placed: Placed, below: Placed | null): Dispatch[] =>
  placed.block.kind === 'dense'
    ? denseBackward(placed as Placed<DenseBlock>, below)
    : convolutionBackward(placed as Placed<ConvolutionBlock>, below);

function denseBackward({ block, x, offsets, maxRows }: Placed<DenseBlock>, below: Placed | null): Dispatch[] {
  const dy = reads('dy', dyOf(block));
  const weights: Dispatch = {
    name: `${block.name} weight gradient`,
    ...productOf(dense.denseWeightGradient(block, offsets)),
    bindings: [reads('x', x), dy, writes('gradients', 'gradients')],
  };
  if (!below) return [weights];
  const inputs: Dispatch = {
    name: `${block.name} input gradient`,
    ...productOf(dense.denseInputGradient(block, offsets, maxRows)),
    bindings: [dy, reads('parameters', 'parameters'), reads('below', x), writes('dx', dyOf(below.block))],
  };
  return [weights, inputs];
}

function convolutionBackward({ block, x, offsets }: Placed<ConvolutionBlock>, below: Placed | null): Dispatch[] {
  const gradient = [reads('dy', dyOf(block)), reads('choice', choiceOf(block), 'u32')];
  const filters: Dispatch = {
    name: `${block.name} filter gradient`,
    body: convolution.filterGradientShader(block),
    bindings: [reads('x', x), ...gradient, writes('partials', partialsOf(block))],
    groups: workgroups(() => convolution.filterInvocations(block)),
  };
  if (!below) return [filters];
  const inputs: Dispatch = {
    name: `${block.name} input gradient`,
    body: convolution.convolutionInputGradientShader(block, offsets),
    bindings: [...gradient, reads('parameters', 'parameters'), reads('below', x), writes('dx', dyOf(below.block))],
    groups: workgroups((rows) => convolution.inputInvocations(block, rows)),
  };
  return [filters, inputs];
}

function sumParts(placed: readonly Placed[]): Dispatch[] {
  const convolutions = placed.filter((each): each is Placed<ConvolutionBlock> => each.block.kind === 'convolution');
  if (convolutions.length === 0) return [];
  const blocks = convolutions.map(({ block }) => block);
  return [
    {
      name: 'sum parts',
      body: convolution.sumPartsShader(
        blocks,
        convolutions.map(({ offsets }) => offsets),
      ),
      bindings: [...blocks.map((block, i) => reads(`partials${i}`, partialsOf(block))), writes('gradients', 'gradients')],
      groups: workgroups(() => blocks.reduce((sum, block) => sum + convolution.filterSize(block), 0)),
    },
  ];
}
