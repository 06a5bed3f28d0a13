import type { ConvolutionBlock } from '../blocks.ts';
import type { Ground, Placed } from './ground.ts';
import { type Operation, padded, panelsOf, TILE_BYTES } from './operation.ts';

/** Convolution, pool and ReLU. */
export function convolutionForward(ground: Ground, { block, x, y, choice, weight, bias }: Placed<ConvolutionBlock>): Operation[] {
  const { name, side, channelsIn, kernel, channelsOut } = block;
  const depth = kernel * kernel * channelsIn;
  const packed = ground.memory.floats(depth * padded(channelsOut));
  return [
    {
      name: `${name} pack`,
      pieces: () => panelsOf(channelsOut),
      run: ({ kernels }, _rows, from, to) => kernels.pack(weight, channelsOut * 4, 4, depth, channelsOut, packed, from, to),
    },
    {
      name: `${name} forward`,
      pieces: (rows) => rows,
      run: ({ kernels, scratch }, _rows, from, to) =>
        kernels.convolvePool(x, packed, bias, y, choice, from, to, side, channelsIn, kernel, channelsOut, scratch),
    },
  ];
}

/** The filters' gradient, and where a block lies below its dy, past its ReLU. */
export function convolutionBackward(ground: Ground, placed: Placed<ConvolutionBlock>, below: Placed | null): Operation[] {
  const gradient = filterGradient(placed);
  return below ? [gradient, ...inputGradient(ground, placed, below)] : [gradient];
}

function filterGradient({ block, x, dy, choice, weightGradient: dw, biasGradient: db }: Placed<ConvolutionBlock>): Operation {
  const { name, side, channelsIn, kernel, channelsOut, half } = block;
  return {
    name: `${name} filter gradient`,
    pieces: () => channelsOut,
    run({ kernels, scratch }, rows, from, to) {
      const list = scratch + TILE_BYTES;
      const sums = list + 8 * rows * half * half;
      kernels.filterGradient(x, dy, choice, dw, db, from, to, rows, side, channelsIn, kernel, channelsOut, list, sums);
    },
  };
}

function inputGradient(ground: Ground, { block, dy, choice, weight }: Placed<ConvolutionBlock>, below: Placed): Operation[] {
  const { name, side, channelsIn, kernel, channelsOut } = block;
  const depth = kernel * kernel * channelsIn;
  const filters = ground.memory.floats(depth * channelsOut);
  const sampleFloats = side * side * channelsIn;
  return [
    {
      name: `${name} turn filters`,
      pieces: () => 1,
      run: ({ kernels }) => kernels.transpose(weight, depth, channelsOut, filters),
    },
    {
      name: `${name} input gradient`,
      pieces: (rows) => rows,
      run({ kernels, scratch }, _rows, from, to) {
        const shift = from * sampleFloats * 4;
        kernels.inputGradient(dy, choice, filters, below.dy, from, to, side, channelsIn, kernel, channelsOut, scratch + TILE_BYTES);
        kernels.maskRelu(below.dy + shift, below.y + shift, (to - from) * sampleFloats);
      },
    },
  ];
}

/** Bytes of scratch that the backward pass of a block needs besides a tile: the list of winners and the sums of one patch. */
export function convolutionScratch({ kernel, channelsIn, channelsOut, half }: ConvolutionBlock, rows: number): number {
  return 8 * Math.max(rows * half * half, channelsOut) + 4 * kernel * padded(kernel * channelsIn) + 64;
}
