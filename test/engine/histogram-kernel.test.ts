import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BINS, binFactor, countedHistogram, histogramOf } from '../../src/core/training/histogram.ts';
import { compiledKernels } from '../../src/engine/wasm/compile.ts';
import { instantiate, RANGES, REPORT_BYTES } from '../../src/engine/wasm/kernels.ts';

const [REPORT, TABLES, COUNTS, VALUES, ZEROS, END] = [16, 128, 1024, 2048, 3072, 4096];

const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
const kernels = await instantiate((await compiledKernels()).module, memory);

/** Counts with the kernels, as parameters or as gradients of an update, and tells whether anything was written where nothing should be. */
function count(values: Float32Array, arena: keyof typeof RANGES) {
  const bytes = new Uint8Array(memory.buffer).fill(7);
  bytes.fill(0, VALUES, END);
  new Float32Array(memory.buffer, VALUES).set(values);
  const [parameters, gradients] = arena === 'parameters' ? [VALUES, ZEROS] : [ZEROS, VALUES];
  kernels.adam(parameters, gradients, ZEROS, ZEROS, ZEROS, values.length, 0, 0.9, 0.999, 1, 1e-8, REPORT);
  const [min, max] = new Float64Array(memory.buffer, REPORT + RANGES[arena]);
  kernels.countBins(VALUES, values.length, min, binFactor(min, max), TABLES, COUNTS);
  const free = [
    [0, REPORT],
    [REPORT + REPORT_BYTES, TABLES],
    [TABLES + 512, COUNTS],
    [COUNTS + 4 * BINS, VALUES],
    [END, END + 512],
  ];
  const untouched = free.every(([from, to]) => bytes.subarray(from, to).every((byte) => byte === 7));
  return { untouched, histogram: countedHistogram(min, max, new Uint32Array(memory.buffer, COUNTS, BINS)) };
}

/** JSON knows no −0, and which zero is the smallest is nobody's business. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test('the kernel counts as the host does, bin by bin', () => {
  const values = fc.float32Array({ minLength: 1, maxLength: 200, noNaN: true, noDefaultInfinity: true });
  const inBins = fc
    .array(fc.integer({ min: -30, max: 60 }), { minLength: 1, maxLength: 200 })
    .map((list) => Float32Array.from(list, (i) => i / 30));
  fc.assert(
    fc.property(fc.oneof(values, inBins), fc.constantFrom('parameters', 'gradients'), (array, arena) => {
      expect(asJson(count(array, arena))).toEqual(asJson({ untouched: true, histogram: histogramOf(array) }));
    }),
    { numRuns: 2000 },
  );
});

test('values that are not finite write nowhere else', () => {
  fc.assert(
    fc.property(fc.float32Array({ minLength: 1, maxLength: 50 }), fc.nat(), fc.constantFrom(NaN, Infinity, -Infinity), (array, at, bad) => {
      array[at % array.length] = bad;
      const { untouched, histogram } = count(array, 'gradients');
      expect(untouched).toBe(true);
      expect(histogram.counts.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(array.length);
    }),
    { numRuns: 2000 },
  );
});
