import { compiledKernels } from './compile.ts';
import { instantiate, type Kernels } from './kernels.ts';
import { MemoryMap, PAGE_BYTES } from './memory-map.ts';
import { padded, panelsOf, TILE_BYTES } from './operation.ts';

interface Places {
  readonly rows: number;
  readonly others: number;
  readonly packed: number;
  readonly products: number;
  readonly tile: number;
}

/** Inner products of rows with rows, on the kernels that train, in one memory that is used again. It goes when nothing refers to it. */
export class RowProducts {
  readonly #kernels: Kernels;
  readonly #floats: Float32Array;
  readonly #places: Places;
  readonly #size: number;
  #others = 0;

  private constructor(kernels: Kernels, floats: Float32Array, places: Places, size: number) {
    this.#kernels = kernels;
    this.#floats = floats;
    this.#places = places;
    this.#size = size;
  }

  /** For rows of `size` numbers: up to `maxRows` of them with up to `maxOthers`. */
  static async create(size: number, maxRows: number, maxOthers: number): Promise<RowProducts> {
    const map = new MemoryMap();
    const places = {
      // The kernel reads rows by fours.
      rows: map.floats((maxRows + 3) * size),
      others: map.floats(maxOthers * size),
      packed: map.floats(padded(maxOthers) * size),
      products: map.floats(maxRows * maxOthers),
      tile: map.take(TILE_BYTES),
    };
    const pages = Math.ceil(map.size / PAGE_BYTES);
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
    const kernels = await instantiate((await compiledKernels()).module, memory);
    return new RowProducts(kernels, new Float32Array(memory.buffer), places, size);
  }

  /** The rows that others are multiplied by from now on, one behind the other. */
  against(others: Float32Array): void {
    const { others: at, packed } = this.#places;
    this.#others = others.length / this.#size;
    this.#floats.set(others, at / 4);
    this.#kernels.pack(at, 4, this.#size * 4, this.#size, this.#others, packed, 0, panelsOf(this.#others));
  }

  /** `[rows, others]`, row-major; valid until the next call. */
  of(rows: Float32Array): Float32Array {
    const { rows: at, packed, products, tile } = this.#places;
    const [count, others, size] = [rows.length / this.#size, this.#others, this.#size];
    this.#floats.set(rows, at / 4);
    this.#kernels.product(at, size * 4, 4, packed, 0, products, others * 4, 0, count, size, others, 0, panelsOf(others), 0, tile);
    return this.#floats.subarray(products / 4, products / 4 + count * others);
  }
}
