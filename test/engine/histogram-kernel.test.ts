import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BINS, binFactor, countedHistogram, histogramOf } from '../../src/core/histogram.ts';
import { compiledKernels } from '../../src/engine/wasm/compile.ts';
import { instantiate } from '../../src/engine/wasm/kernels.ts';

const [RANGE, TABLES, COUNTS, VALUES, END] = [64, 128, 1024, 2048, 4096];

const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
const kernels = await instantiate((await compiledKernels()).module, memory);

/** Counts with the kernels, and tells whether anything was written where nothing should be. */
function count(values: Float32Array) {
  const bytes = new Uint8Array(memory.buffer).fill(7);
  new Float32Array(memory.buffer, VALUES).set(values);
  kernels.findRange(VALUES, values.length, RANGE);
  const [min, max] = new Float64Array(memory.buffer, RANGE);
  kernels.countBins(VALUES, values.length, min, binFactor(min, max), TABLES, COUNTS);
  const free = [
    [0, RANGE],
    [RANGE + 16, TABLES],
    [TABLES + 512, COUNTS],
    [COUNTS + 4 * BINS, VALUES],
    [VALUES + 4 * values.length, END],
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
    fc.property(fc.oneof(values, inBins), (array) => {
      expect(asJson(count(array))).toEqual(asJson({ untouched: true, histogram: histogramOf(array) }));
    }),
    { numRuns: 2000 },
  );
});

test('values that are not finite write nowhere else', () => {
  fc.assert(
    fc.property(fc.float32Array({ minLength: 1, maxLength: 50 }), fc.nat(), fc.constantFrom(NaN, Infinity, -Infinity), (array, at, bad) => {
      array[at % array.length] = bad;
      const { untouched, histogram } = count(array);
      expect(untouched).toBe(true);
      expect(histogram.counts.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(array.length);
    }),
    { numRuns: 2000 },
  );
});
