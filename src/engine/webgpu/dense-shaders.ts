import type { DenseBlock } from '../blocks.ts';
import { each, MAIN, type Offsets } from './wgsl.ts';

/* The three products of a dense layer. An invocation computes a tile of the result, so that each value that it loads serves
 * many. No invocations share a tile: a barrier costs a software GPU more than the loads that it saves. */

interface Tile {
  readonly tall: number;
  /** In whole vectors. */
  readonly wide: 4 | 8;
  /** What there must be of them: few large tiles leave a device idle. */
  readonly enough: number;
}

const TILES: readonly Tile[] = [
  { tall: 8, wide: 8, enough: 4096 },
  { tall: 8, wide: 4, enough: 512 },
  { tall: 2, wide: 4, enough: 0 },
];

/** Rows of the batch, in WGSL. */
export const BATCH_ROWS = 'step.rows';

export interface Product {
  /** Rows of the result: WGSL, and how many at most. */
  readonly rows: string;
  readonly mostRows: number;
  readonly columns: number;
  /** Of the sum, in WGSL. */
  readonly depth: string;
  /** A factor's element, in WGSL, from names of its row or column and its depth. */
  left(row: string, k: string): string;
  right(k: string, column: string): string;
  /** What becomes of a value of the result. */
  keep(row: string, column: string, value: string): string;
  /** What becomes of the right factor's sum over its depth, where it is wanted. */
  readonly keepSum?: (column: string, value: string) => string;
}

const count = (rows: number, columns: number, { tall, wide }: Tile): number => Math.ceil(rows / tall) * Math.ceil(columns / wide);

const tileOf = ({ mostRows, columns }: Product): Tile =>
  TILES.find((tile) => count(mostRows, columns, tile) >= tile.enough) ?? TILES[TILES.length - 1];

/** Invocations for so many rows of the result. */
export const productInvocations = (product: Product, rows: number): number => count(rows, product.columns, tileOf(product));

/** Columns of a tile stand apart by the number of tiles: neighbouring invocations then read neighbouring words. */
export function productShader(product: Product): string {
  const { columns, keepSum } = product;
  const { tall, wide } = tileOf(product);
  const quads = wide / 4;
  const stride = Math.ceil(columns / wide);
  const column = (quad: number, lane: number) => `(wide + ${(4 * quad + lane) * stride}u)`;
  const tile = (text: (j: number, quad: number) => string) => each(tall, (j) => each(quads, (quad) => text(j, quad)));
  const right = (quad: number) => `let right${quad} = vec4f(${each(4, (lane) => product.right('k', column(quad, lane)), ', ')});`;
  const sums = (text: (quad: number) => string) => (keepSum ? each(quads, text) : '');
  return `${MAIN}
  let wide = index % ${stride}u;
  let tall = index / ${stride}u;
  let top = tall * ${tall}u;
  if (top >= ${product.rows}) { return; }
  ${tile((j, quad) => `var s${j}_${quad} = vec4f(0.0);`)}
  ${sums((quad) => `var sum${quad} = vec4f(0.0);`)}
  for (var k = 0u; k < ${product.depth}; k++) {
    ${each(quads, right)}
    ${each(tall, (j) => `let left${j} = vec4f(${product.left(`(top + ${j}u)`, 'k')});`)}
    ${tile((j, quad) => `s${j}_${quad} = fma(left${j}, right${quad}, s${j}_${quad});`)}
    ${sums((quad) => `sum${quad} += right${quad};`)}
  }
  ${tile((j, quad) => each(4, (lane) => `keep(top + ${j}u, ${column(quad, lane)}, s${j}_${quad}[${lane}]);`))}
  ${sums((quad) => each(4, (lane) => `keepSum(tall, ${column(quad, lane)}, sum${quad}[${lane}]);`))}
}
fn keep(row: u32, column: u32, value: f32) {
  if (row < ${product.rows} && column < ${columns}u) { ${product.keep('row', 'column', 'value')} }
}
${keepSum ? `fn keepSum(tall: u32, column: u32, value: f32) { if (tall == 0u && column < ${columns}u) { ${keepSum('column', 'value')} } }` : ''}`;
}

/** y = x·W + b, and the ReLU. */
export const denseForward = ({ inputs, outputs, relu }: DenseBlock, { weight, bias }: Offsets, maxRows: number): Product => ({
  rows: BATCH_ROWS,
  mostRows: maxRows,
  columns: outputs,
  depth: `${inputs}u`,
  left: (row, k) => `x[${row} * ${inputs}u + ${k}]`,
  right: (k, column) => `parameters[${weight}u + ${k} * ${outputs}u + ${column}]`,
  keep: (row, column, value) => {
    const y = `${value} + parameters[${bias}u + ${column}]`;
    return `y[${row} * ${outputs}u + ${column}] = ${relu ? `max(${y}, 0.0)` : y};`;
  },
});

/** dW = xᵀ·dy, and the bias. */
export const denseWeightGradient = ({ inputs, outputs }: DenseBlock, { weight, bias }: Offsets): Product => ({
  rows: `${inputs}u`,
  mostRows: inputs,
  columns: outputs,
  depth: BATCH_ROWS,
  left: (row, k) => `x[${k} * ${inputs}u + ${row}]`,
  right: (k, column) => `dy[${k} * ${outputs}u + ${column}]`,
  keep: (row, column, value) => `gradients[${weight}u + ${row} * ${outputs}u + ${column}] = ${value};`,
  keepSum: (column, value) => `gradients[${bias}u + ${column}] = ${value};`,
});

/** dy of the block below: dy·Wᵀ past its ReLU, whose output is `below`. */
export const denseInputGradient = ({ inputs, outputs }: DenseBlock, { weight }: Offsets, maxRows: number): Product => ({
  rows: BATCH_ROWS,
  mostRows: maxRows,
  columns: inputs,
  depth: `${outputs}u`,
  left: (row, k) => `dy[${row} * ${outputs}u + ${k}]`,
  right: (k, column) => `parameters[${weight}u + ${column} * ${outputs}u + ${k}]`,
  keep: (row, column, value) => {
    const at = `${row} * ${inputs}u + ${column}`;
    return `dx[${at}] = select(0.0, ${value}, below[${at}] > 0.0);`;
  },
});
