import type { Layer, Model } from '../core/training/model.ts';

/** Layers that the kernels run as one: a convolution with its pool and ReLU, or a dense layer with the ReLU behind it. */
export type Block = ConvolutionBlock | DenseBlock;

export interface ConvolutionBlock {
  readonly kind: 'convolution';
  readonly name: string;
  /** Height and width of the input. */
  readonly side: number;
  readonly channelsIn: number;
  readonly kernel: number;
  readonly channelsOut: number;
  /** Height and width behind the pool. */
  readonly half: number;
}

export interface DenseBlock {
  readonly kind: 'dense';
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
  readonly relu: boolean;
}

/** Floats of a block's output per sample. */
export const widthOf = (block: Block): number => (block.kind === 'dense' ? block.outputs : block.half * block.half * block.channelsOut);

/** The model as blocks; null where it has a sequence of layers that the kernels do not run, which then stays with tfjs. */
export function blocksOf(model: Model): readonly Block[] | null {
  const blocks: Block[] = [];
  let side = model.input.length === 3 && model.input[0] === model.input[1] ? model.input[0] : 0;
  for (let i = 0; i < model.layers.length; i++) {
    const layer = model.layers[i];
    if (layer.kind === 'flatten') continue;
    const block = layer.kind === 'conv2d' ? convolution(model.layers, i, side) : layer.kind === 'dense' ? dense(model.layers, i) : null;
    if (!block) return null;
    blocks.push(block);
    if (block.kind === 'convolution') side = block.half;
    i += block.kind === 'convolution' ? 2 : Number(block.relu);
  }
  return blocks.length > 0 && isRunnable(blocks) ? blocks : null;
}

function convolution(layers: readonly Layer[], at: number, side: number): ConvolutionBlock | null {
  const [layer, pool, relu] = layers.slice(at, at + 3);
  if (layer.kind !== 'conv2d' || pool?.kind !== 'max-pool' || pool.size !== 2 || relu?.kind !== 'relu') return null;
  const map = side - layer.kernel + 1;
  if (map < 2 || map % 2 !== 0) return null;
  const { name, inChannels: channelsIn, outChannels: channelsOut, kernel } = layer;
  return { kind: 'convolution', name, side, channelsIn, kernel, channelsOut, half: map / 2 };
}

function dense(layers: readonly Layer[], at: number): DenseBlock | null {
  const layer = layers[at];
  if (layer.kind !== 'dense') return null;
  return { kind: 'dense', name: layer.name, inputs: layer.inputs, outputs: layer.outputs, relu: layers[at + 1]?.kind === 'relu' };
}

/** Convolutions before dense layers; the inputs of an inner convolution in whole vectors; a ReLU behind all but the last. */
function isRunnable(blocks: readonly Block[]): boolean {
  const firstDense = blocks.findIndex(({ kind }) => kind === 'dense');
  return (
    firstDense >= 0 &&
    blocks.every((block, i) => {
      if (block.kind === 'convolution') return i < firstDense && (i === 0 || block.channelsIn % 4 === 0);
      return i >= firstDense && block.relu === i < blocks.length - 1;
    })
  );
}
