import type { Points } from '../core/audit/neighbours/points.ts';
import { RowProducts } from './wasm/row-products.ts';

/** Points multiplied at once: some milliseconds of work, and 13 MB of references for images of 28×28. */
const QUERIES_AT_ONCE = 128;
const REFERENCES_AT_ONCE = 2048;

/** Of each query the Euclidean distances to the `k` nearest references, itself left out, nearest first: `[queries.length, k]`, infinite
 *  where there are fewer. Computed tile by tile as ‖q‖² + ‖r‖² − 2 q·r on the kernels that train, on every backend alike; what lies
 *  nearer than a thousandth of its own length comes out too far or too near by as much. Yields the share that is done. */
export async function* nearest(
  points: Points,
  queries: Uint32Array,
  references: Uint32Array,
  k: number,
): AsyncGenerator<number, Float32Array, void> {
  const products = await RowProducts.create(points.size, QUERIES_AT_ONCE, Math.min(REFERENCES_AT_ONCE, references.length));
  const found = new Float32Array(queries.length * k).fill(Number.POSITIVE_INFINITY);
  const tiles = Math.ceil(references.length / REFERENCES_AT_ONCE) * Math.ceil(queries.length / QUERIES_AT_ONCE);
  let done = 0;
  for (let first = 0; first < references.length; first += REFERENCES_AT_ONCE) {
    const others = references.subarray(first, first + REFERENCES_AT_ONCE);
    const values = points.gather(others);
    const lengths = squaredLengths(values, points.size);
    products.against(values);
    for (let at = 0; at < queries.length; at += QUERIES_AT_ONCE) {
      const tile = queries.subarray(at, at + QUERIES_AT_ONCE);
      const own = points.gather(tile);
      keepNearest(found.subarray(at * k), k, tile, squaredLengths(own, points.size), others, lengths, products.of(own));
      yield ++done / tiles;
    }
  }
  return found.map(Math.sqrt);
}

/** Puts a tile's distances, squared, among those found so far. */
function keepNearest(
  found: Float32Array,
  k: number,
  queries: Uint32Array,
  lengths: Float64Array,
  references: Uint32Array,
  otherLengths: Float64Array,
  products: Float32Array,
): void {
  for (let i = 0; i < queries.length; i++) {
    const first = i * references.length;
    for (let j = 0; j < references.length; j++) {
      const squared = lengths[i] + otherLengths[j] - 2 * products[first + j];
      if (squared < found[(i + 1) * k - 1] && references[j] !== queries[i]) insert(found, i * k, k, Math.max(0, squared));
    }
  }
}

/** Into the ascending list of `k` values from `first` on, whose last one goes. */
function insert(lists: Float32Array, first: number, k: number, value: number): void {
  let at = first + k - 1;
  for (; at > first && lists[at - 1] > value; at--) lists[at] = lists[at - 1];
  lists[at] = value;
}

function squaredLengths(values: Float32Array, size: number): Float64Array {
  return Float64Array.from({ length: values.length / size }, (_, row) => {
    let sum = 0;
    for (let i = row * size; i < (row + 1) * size; i++) sum += values[i] ** 2;
    return sum;
  });
}
