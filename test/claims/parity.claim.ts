import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BackendName } from '../../src/core/spec.ts';
import { usageLine } from '../../src/core/usage.ts';
import type { Claim, ClaimContext } from './claim.ts';
import { inTemporaryFolder, mnistFiles, type Recorded, recorded, tableOf, textOf } from './recorded.ts';

const MAX_LOSS_DIFFERENCE = 1e-3;
const MAX_NORM_DIFFERENCE = 1e-4;
/** The second is computed in software where there is no GPU: the same shaders, some ten seconds a step. */
const BACKENDS: readonly BackendName[] = ['wasm', 'webgpu'];

/** PyTorch's run, as `reference/make.py` wrote it down. */
interface Trace {
  readonly torch: string;
  readonly batch_size: number;
  readonly order: readonly number[];
  readonly steps: readonly { readonly loss: number; readonly l2: Readonly<Record<string, number>> }[];
}

/** The largest relative differences over all steps (and tensors). */
interface Differences {
  readonly steps: number;
  readonly loss: number;
  readonly norm: number;
}

export const claim: Claim = {
  name: 'parity',
  statement: 'From the same parameters and on the same rows, training gives the numbers that PyTorch gives, on WASM and on WebGPU.',
  bar: `each of 30 losses within ${MAX_LOSS_DIFFERENCE} relative and each tensor's L2 norm after each step within ${MAX_NORM_DIFFERENCE} relative`,
  needs: ['../shared'],
  run: (context) =>
    inTemporaryFolder(async (folder) => {
      const trace = JSON.parse(readFileSync(join(context.shared(), 'reference/mnist-trace.json'), 'utf8')) as Trace;
      const indices = join(folder, 'order.tsv');
      writeFileSync(indices, stepRows(trace));
      const measured: [BackendName, string, Differences][] = [];
      for (const backend of BACKENDS) {
        const run = await trainAsTraced(backend, indices, join(folder, `${backend}.zip`), context);
        measured.push([backend, adapterOf(run), differences(run, trace)]);
      }
      return {
        holds: measured.every(([, , found]) => isWithin(found, trace)),
        figures: Object.fromEntries(
          measured.flatMap(([backend, adapter, { steps, loss, norm }]) => [
            [`${backend}Steps`, steps],
            [`${backend}Loss`, loss],
            [`${backend}Norm`, norm],
            ...(backend === 'webgpu' ? [['webgpuAdapter', adapter] as const] : []),
          ]),
        ),
        lines: [`Compared with PyTorch ${trace.torch}; figures are the largest relative difference over all steps and tensors.`],
      };
    }),
};

const stepRows = ({ order, batch_size: size, steps }: Trace): string =>
  steps.map((_, i) => `${usageLine(i + 1, order.slice(i * size, (i + 1) * size))}\n`).join('');

function trainAsTraced(backend: BackendName, indices: string, out: string, context: ClaimContext): Promise<Recorded> {
  const words = ['--pretrain', 'none', '--finetune', ...mnistFiles(context.root, 'train'), '--finetune-indices', indices];
  const start = ['--init', join(context.shared(), 'reference/init.pth'), '--backend', backend];
  // No test rows: evaluating them takes longer than the 30 steps where WebGPU is computed in software.
  const settings = ['phases.finetune.data.test=0', 'phases.finetune.baseline=false'].flatMap((setting) => ['--set', setting]);
  return recorded([...words, ...start, ...settings], out, context);
}

function differences(run: Recorded, { steps }: Trace): Differences {
  const losses = tableOf(run, 'steps.csv');
  const norms = tableOf(run, 'parameters/statistics.csv');
  const lossOff = steps.map(({ loss }, i) => relative(Number(losses[i]?.loss), loss));
  const normOf = new Map(norms.map(({ step, tensor, l2 }) => [`${step} ${tensor}`, Number(l2)]));
  const normOff = steps.flatMap(({ l2 }, i) =>
    Object.entries(l2).map(([tensor, norm]) => relative(normOf.get(`${i + 1} ${tensor}`), norm)),
  );
  return { steps: losses.length, loss: Math.max(...lossOff), norm: Math.max(...normOff) };
}

/** NaN where there is nothing to compare with, and a NaN is within no bar. */
const relative = (found: number | undefined, expected: number): number => Math.abs((found ?? Number.NaN) - expected) / Math.abs(expected);

const isWithin = ({ steps, loss, norm }: Differences, trace: Trace): boolean =>
  steps === trace.steps.length && loss <= MAX_LOSS_DIFFERENCE && norm <= MAX_NORM_DIFFERENCE;

/** WebGPU's adapter says what the figures were computed on. */
function adapterOf(run: Recorded): string {
  const { adapter } = JSON.parse(textOf(run, 'environment.json')) as { adapter: string | null };
  return adapter ?? 'unknown';
}
