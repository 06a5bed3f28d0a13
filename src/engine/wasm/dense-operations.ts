import type { DenseBlock } from '../blocks.ts';
import type { Ground, Placed } from './ground.ts';
import { type Operation, padded, panelsOf } from './operation.ts';

/** y = x·W + b, and the ReLU. Each panel of the weights is multiplied as soon as it is packed, while it is in the cache. */
export function denseForward(ground: Ground, { block, x, y, stride, weight, bias }: Placed<DenseBlock>): Operation[] {
  const { name, inputs, outputs, relu } = block;
  const packed = ground.memory.floats(inputs * padded(outputs));
  return [
    {
      name: `${name} forward`,
      pieces: () => panelsOf(outputs),
      run({ kernels, scratch }, rows, from, to) {
        for (let panel = from; panel < to; panel++) {
          const end = panel + 1;
          kernels.pack(weight, outputs * 4, 4, inputs, outputs, packed, panel, end);
          kernels.product(x, inputs * 4, 4, packed, bias, y, stride * 4, 0, rows, inputs, outputs, panel, end, Number(relu), scratch);
        }
      },
    },
  ];
}

/** dW = xᵀ·dy and db = Σ dy; where a block lies below, its dy = (W·dyᵀ)ᵀ past its ReLU. That product is taken transposed
 *  because W then is read as it stands: packing it would cost as much as multiplying. */
export function denseBackward(ground: Ground, placed: Placed<DenseBlock>, below: Placed | null): Operation[] {
  const gradient = weightGradient(ground, placed);
  return below ? [gradient, ...inputGradient(ground, placed, below)] : [gradient];
}

function weightGradient(ground: Ground, { block, x, dy, stride, weightGradient: dw, biasGradient: db }: Placed<DenseBlock>): Operation {
  const { name, inputs, outputs } = block;
  const packed = ground.memory.floats(ground.rows * padded(outputs));
  return {
    name: `${name} weight gradient`,
    pieces: () => panelsOf(outputs),
    run({ kernels, scratch }, rows, from, to) {
      if (from === 0) kernels.sumRows(dy, stride * 4, rows, outputs, db);
      for (let panel = from; panel < to; panel++) {
        const end = panel + 1;
        kernels.pack(dy, stride * 4, 4, rows, outputs, packed, panel, end);
        kernels.product(x, 4, inputs * 4, packed, 0, dw, outputs * 4, 0, inputs, rows, outputs, panel, end, 0, scratch);
      }
    },
  };
}

/** Rows of W that one piece multiplies. */
const ROWS_A_PIECE = 32;

function inputGradient(ground: Ground, { block, dy, stride, weight }: Placed<DenseBlock>, below: Placed): Operation[] {
  const { name, inputs, outputs } = block;
  const packed = ground.memory.floats(outputs * ground.rows);
  const transposed = ground.memory.floats(inputs * ground.rows);
  const rowBytes = ground.rows * 4;
  return [
    {
      name: `${name} pack output gradient`,
      pieces: (rows) => panelsOf(rows),
      run: ({ kernels }, rows, from, to) => kernels.pack(dy, 4, stride * 4, outputs, rows, packed, from, to),
    },
    {
      name: `${name} input gradient`,
      pieces: () => Math.ceil(inputs / ROWS_A_PIECE),
      run({ kernels, scratch }, rows, from, to) {
        const [first, end] = [from * ROWS_A_PIECE, Math.min(to * ROWS_A_PIECE, inputs)];
        kernels.product(weight, outputs * 4, 4, packed, 0, transposed, rowBytes, first, end, outputs, rows, 0, panelsOf(rows), 0, scratch);
      },
    },
    {
      name: `${name} past the ReLU below`,
      pieces: (rows) => rows,
      run: ({ kernels }, _rows, from, to) => kernels.transposeMasked(transposed, rowBytes, below.y, below.dy, from, to, inputs),
    },
  ];
}
