import { markdownTable } from '../bench/table.ts';
import type { Claim, Figures } from './claim.ts';
import { inGpuProbe, inProbe } from './probe/in-probe.ts';
import type { ScalingOrder, ScalingTimes, Series } from './probe/scaling.worker.ts';
import { growthOfRowCost, medianMs, rowMicroseconds, spreadOfResidents } from './scaling.ts';

/** A batch of 1,024 holds 60 MB of activations where one of 64 holds 4. Written and read in the forward pass and again in the
 *  backward pass, they come from memory rather than the cache: 240 MB at 13 GB/s are 18 ms of some 210. Noise besides. */
const MAX_GROWTH = 1.15;
/** Noise between windows. The gathering of rows from a larger set misses the cache more often, but takes a hundredth of a step. */
const MAX_SPREAD = 0.1;

const ON_WASM: ScalingOrder = {
  backend: 'wasm',
  batches: [16, 64, 256, 1024],
  residents: [1000, 6000, 20_000, 60_000],
  rounds: 15,
  rowsPerWindow: 2048,
};
const ON_GPU: ScalingOrder = { ...ON_WASM, backend: 'webgpu', rowsPerWindow: 16_384 };
/** Where there is no GPU: seconds a step, which say nothing about one. */
const IN_SOFTWARE: ScalingOrder = { backend: 'webgpu', batches: [16, 64], residents: [1000, 60_000], rounds: 3, rowsPerWindow: 64 };

export const claim: Claim = {
  name: 'scaling',
  statement: 'A step costs what its batch holds: a row of a large batch no more than one of a small batch, and the rows that wait nothing.',
  bar: `a row costs at most ${MAX_GROWTH} times what it costs in a smaller batch; ms a step from 1,000 to 60,000 rows within ${100 * MAX_SPREAD} %`,
  async run({ root, progress }) {
    progress('WASM');
    const wasm = await inProbe(root, false, (page) => page.evaluate((order) => probes.scaling(order), ON_WASM));
    progress('WebGPU');
    const { gpu, software } = await inGpuProbe(root, async (page) => {
      const adapter = await page.evaluate(() => probes.adapter());
      const software = adapter?.software ?? true;
      return { software, gpu: await page.evaluate((order) => probes.scaling(order), software ? IN_SOFTWARE : ON_GPU) };
    });
    // What an emulated GPU takes is printed, and judged by no bar.
    const judged = software ? [wasm] : [wasm, gpu];
    return {
      holds: judged.every((times) => growthOfRowCost(times.byBatch) <= MAX_GROWTH && spreadOfResidents(times.byResident) <= MAX_SPREAD),
      figures: {
        ...figuresOf('wasm', wasm),
        ...figuresOf(software ? 'webgpuSoftware' : 'webgpu', gpu),
        threads: wasm.threads,
        adapter: gpu.adapter,
      },
      lines: [...tables(`WASM, ${wasm.threads} threads`, wasm), ...tables(`WebGPU, ${gpu.adapter}${software ? ' (SOFTWARE)' : ''}`, gpu)],
      note: `a row at most ${growthOfRowCost(wasm.byBatch).toFixed(2)} times on WASM, ${(100 * spreadOfResidents(wasm.byResident)).toFixed(1)} % between sizes of the set`,
    };
  },
};

const figuresOf = (name: string, { byBatch, byResident }: ScalingTimes): Figures => ({
  ...Object.fromEntries(byBatch.map((series) => [`${name}Batch${series.batch}Ms`, medianMs(series)])),
  ...Object.fromEntries(byResident.map((series) => [`${name}Rows${series.resident}Ms`, medianMs(series)])),
  [`${name}Growth`]: growthOfRowCost(byBatch),
  [`${name}SpreadPercent`]: 100 * spreadOfResidents(byResident),
});

const tables = (title: string, { byBatch, byResident }: ScalingTimes): readonly string[] => [
  `${title}:`,
  markdownTable(['batch', 'rows resident', 'ms a step', 'µs a row'], [...byBatch, ...byResident].map(cellsOf)),
  '',
];

const cellsOf = (series: Series): readonly string[] => [
  series.batch.toString(),
  series.resident.toLocaleString('en'),
  medianMs(series).toFixed(2),
  rowMicroseconds(series).toFixed(1),
];
