import type { Claim } from './claim.ts';
import { inProbe } from './probe/in-probe.ts';

const EARLY = 100;
const LATE = 5_000;
/** What garbage and compiled code may differ by between two looks; a step that leaked one batch would leak 980 MB. */
const MAX_PAGE_GROWTH = 2 * 2 ** 20;

export const claim: Claim = {
  name: 'memory',
  statement: 'Training takes no more memory the longer it lasts.',
  bar: `WebAssembly memory the same after ${EARLY} and after ${LATE} steps, 0 tensors of tfjs, the page with its workers not grown by more than 2 MiB`,
  async run({ root, progress }) {
    progress(`training ${LATE} steps on WASM`);
    const readings = await inProbe(root, false, (page) => page.evaluate((after) => probes.memory(after), [EARLY, LATE]));
    const [early, late] = readings;
    const grown = (late.pageBytes ?? Number.NaN) - (early.pageBytes ?? Number.NaN);
    const same = early.wasmBytes === late.wasmBytes && early.wasmMemories === late.wasmMemories && early.wasmBytes > 0;
    return {
      holds: early.step === EARLY && late.step === LATE && same && late.tensors === 0 && grown <= MAX_PAGE_GROWTH,
      figures: {
        wasmBytesEarly: early.wasmBytes,
        wasmBytesLate: late.wasmBytes,
        wasmMemories: late.wasmMemories,
        tensors: late.tensors,
        pageBytesEarly: early.pageBytes ?? 'not told',
        pageBytesLate: late.pageBytes ?? 'not told',
        pageGrowth: grown,
        steps: late.step,
      },
      lines: ['The page with its workers is measured by performance.measureUserAgentSpecificMemory, right after a garbage collection.'],
    };
  },
};
