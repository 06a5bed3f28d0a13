import { compiledKernels } from '../../src/engine/wasm/compile.ts';
import { instantiate } from '../../src/engine/wasm/kernels.ts';
import { MemoryMap, PAGE_BYTES } from '../../src/engine/wasm/memory-map.ts';
import { panelsOf } from '../../src/engine/wasm/operation.ts';
import { answering } from '../claims/probe/answering.ts';
import { COPY_BYTES, FLOOR_FLOPS, type Floor, FLOOR_SIDE as SIDE } from './floor.ts';

const PRODUCTS = 6;
const COPIES = 10;

/** Multiplies two matrices again and again, and copies a large array, and answers with the best rates: what the engine's own
 *  product reaches where nothing else stands in its way. */
answering(async (): Promise<Floor> => ({ gigaflops: await productRate(), gigabytesPerSecond: copyRate(), dispatchMs: 0 }));

async function productRate(): Promise<number> {
  const map = new MemoryMap();
  const [a, b, packed, c] = Array.from({ length: 4 }, () => map.floats(SIDE * SIDE));
  const scratch = map.take(PAGE_BYTES);
  const pages = Math.ceil(map.size / PAGE_BYTES);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  const kernels = await instantiate((await compiledKernels()).module, memory);
  const floats = new Float32Array(memory.buffer);
  for (let i = 0; i < SIDE * SIDE; i++) {
    floats[a / 4 + i] = (i % 17) / 17;
    floats[b / 4 + i] = (i % 13) / 13;
  }
  kernels.pack(b, SIDE * 4, 4, SIDE, SIDE, packed, 0, panelsOf(SIDE));
  const product = () => kernels.product(a, SIDE * 4, 4, packed, 0, c, SIDE * 4, 0, SIDE, SIDE, SIDE, 0, panelsOf(SIDE), 0, scratch);
  return FLOOR_FLOPS / fastestMs(product, PRODUCTS) / 1e6;
}

function copyRate(): number {
  const [from, to] = [new Float32Array(COPY_BYTES / 4).fill(1), new Float32Array(COPY_BYTES / 4)];
  return (2 * COPY_BYTES) / fastestMs(() => to.set(from), COPIES) / 1e6;
}

function fastestMs(act: () => void, times: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let time = 0; time < times; time++) {
    const before = performance.now();
    act();
    best = Math.min(best, performance.now() - before);
  }
  return best;
}
