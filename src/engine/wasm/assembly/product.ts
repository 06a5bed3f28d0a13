import { storeLanes, V128 } from './simd';
import { TILE_ROW, tile4, tile8 } from './tile';

/** Panels `from … to` (eight columns each) of C = A·B for all `rows`, with a bias added to every row where `bias` is not 0, and
 *  negative values cut off where `relu`. B is packed; `aRow` and `aStep` are the bytes between rows and between elements of A,
 *  so A may as well be read transposed. A must be readable up to the next multiple of four rows, the bias of four columns. */
export function product(
  a: usize,
  aRow: usize,
  aStep: usize,
  b: usize,
  bias: usize,
  c: usize,
  cRow: usize,
  rowsFrom: i32,
  rowsTo: i32,
  depth: i32,
  columns: i32,
  from: i32,
  to: i32,
  relu: bool,
  tile: usize,
): void {
  for (let first = from * 8; first < min(to * 8, columns); first += 8) {
    const left = columns - first;
    const panel = b + ((<usize>first * <usize>depth) << 2);
    for (let row = rowsFrom; row < rowsTo; row += 4) {
      const a0 = a + <usize>row * aRow;
      if (left > 4) tile8(a0, a0 + aRow, a0 + 2 * aRow, a0 + 3 * aRow, aStep, 1, depth, 0, panel, tile);
      else tile4(a0, a0 + aRow, a0 + 2 * aRow, a0 + 3 * aRow, aStep, 1, depth, 0, panel, tile);
      const into = c + <usize>row * cRow + ((<usize>first) << 2);
      storeTile(tile, bias === 0 ? 0 : bias + ((<usize>first) << 2), into, cRow, min(rowsTo - row, 4), left, relu);
    }
  }
}

function storeTile(tile: usize, bias: usize, into: usize, cRow: usize, rows: i32, left: i32, relu: bool): void {
  const zero = f32x4.splat(0);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < min(left, 8); column += 4) {
      const at = (<usize>column) << 2;
      let values = v128.load(tile + at);
      if (bias !== 0) values = f32x4.add(values, v128.load(bias + at));
      if (relu) values = f32x4.max(values, zero);
      storeLanes(into + at, values, left - column);
    }
    tile += TILE_ROW;
    into += cRow;
  }
}

/** Sums each column over the rows: the gradient of a bias. The matrix must be readable to the next multiple of four columns. */
export function sumRows(matrix: usize, rowBytes: usize, rows: i32, columns: i32, sums: usize): void {
  for (let column = 0; column < columns; column += 4) {
    let sum = f32x4.splat(0);
    let at = matrix + ((<usize>column) << 2);
    for (let row = 0; row < rows; row++) {
      sum = f32x4.add(sum, v128.load(at));
      at += rowBytes;
    }
    storeLanes(sums + ((<usize>column) << 2), sum, columns - column);
  }
}

/** gradient[sample][i] = transposed[i][sample] where activation[sample][i] > 0, else 0: brings a gradient that was computed
 *  transposed into the activation's order, past the ReLU. Rows of `transposed` are `rowBytes` apart. */
export function transposeMasked(
  transposed: usize,
  rowBytes: usize,
  activation: usize,
  gradient: usize,
  from: i32,
  to: i32,
  width: i32,
): void {
  for (let sample = from; sample < to; sample++) {
    const row = (<usize>(sample * width)) << 2;
    let at = transposed + ((<usize>sample) << 2);
    for (let i: usize = 0; i < (<usize>width) << 2; i += 4) {
      f32.store(gradient + row + i, f32.load(activation + row + i) > 0 ? f32.load(at) : 0);
      at += rowBytes;
    }
  }
}

/** Rows become columns. */
export function transpose(matrix: usize, rows: i32, columns: i32, into: usize): void {
  for (let column = 0; column < columns; column++) {
    let at = matrix + ((<usize>column) << 2);
    for (let row = 0; row < rows; row++) {
      f32.store(into, f32.load(at));
      into += 4;
      at += (<usize>columns) << 2;
    }
  }
}

/** Sets to 0 what the ReLU cut off: gradient[i] stays where activation[i] > 0. `count` is a multiple of four. */
export function maskRelu(gradient: usize, activation: usize, count: i32): void {
  const zero = f32x4.splat(0);
  for (let i = 0; i < count; i += 4) {
    v128.store(gradient, v128.and(v128.load(gradient), f32x4.gt(v128.load(activation), zero)));
    gradient += V128;
    activation += V128;
  }
}
