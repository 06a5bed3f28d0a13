import { compiledKernels } from '../../src/engine/wasm/compile.ts';
import { instantiate } from '../../src/engine/wasm/kernels.ts';
import { MemoryMap, PAGE_BYTES } from '../../src/engine/wasm/memory-map.ts';
import { panelsOf } from '../../src/engine/wasm/operation.ts';

const SIDE = 512;
const TRIALS = 12;

/** Multiplies two 512×512 matrices again and again, and answers with the best GFLOP/s: what the engine's own product reaches
 *  where nothing else stands in its way. */
self.onmessage = async () => {
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
  let best = 0;
  for (let trial = 0; trial < TRIALS; trial++) {
    const before = performance.now();
    kernels.product(a, SIDE * 4, 4, packed, 0, c, SIDE * 4, 0, SIDE, SIDE, SIDE, 0, panelsOf(SIDE), 0, scratch);
    best = Math.max(best, (2 * SIDE ** 3) / (performance.now() - before) / 1e6);
  }
  self.postMessage(best);
};
