import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BackendName } from '../../src/core/spec/spec.ts';
import { usageLine } from '../../src/core/transcript/usage.ts';
import type { Claim, ClaimContext } from './claim.ts';
import { inTemporaryFolder, mnistFiles, type Recorded, recorded, tableOf } from './recorded.ts';
import { adapterOf, differences, isWithin, MAX_LOSS_DIFFERENCE, MAX_NORM_DIFFERENCE, type Trace } from './trace.ts';

/** All but the first are slow where there is no GPU: the same shaders in software, or plain JavaScript. */
const BACKENDS: readonly BackendName[] = ['wasm', 'webgpu', 'webgl', 'cpu'];

/** PyTorch's run, as `reference/make.py` wrote it down. */
interface ReferenceTrace extends Trace {
  readonly batch_size: number;
  readonly order: readonly number[];
}

export const claim: Claim = {
  name: 'parity',
  statement: 'From the same parameters and on the same rows, training gives the numbers that PyTorch gives, on every backend.',
  bar: `each of 30 losses within ${MAX_LOSS_DIFFERENCE} relative and each tensor's L2 norm after each step within ${MAX_NORM_DIFFERENCE} relative`,
  needs: ['../shared'],
  run: (context) =>
    inTemporaryFolder(async (folder) => {
      const trace = JSON.parse(readFileSync(join(context.shared(), 'reference/mnist-trace.json'), 'utf8')) as ReferenceTrace;
      const indices = join(folder, 'order.tsv');
      writeFileSync(indices, stepRows(trace));
      const measured = [];
      for (const backend of BACKENDS) {
        const run = await trainAsTraced(backend, indices, join(folder, `${backend}.zip`), context);
        measured.push({ backend, steps: tableOf(run, 'steps.csv').length, adapter: adapterOf(run), ...differences(run, trace) });
      }
      return {
        holds: measured.every((each) => each.steps === trace.steps.length && isWithin(each)),
        figures: Object.fromEntries(
          measured.flatMap(({ backend, adapter, steps, loss, norm }) => [
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

const stepRows = ({ order, batch_size: size, steps }: ReferenceTrace): string =>
  steps.map((_, i) => `${usageLine(i + 1, order.slice(i * size, (i + 1) * size))}\n`).join('');

function trainAsTraced(backend: BackendName, indices: string, out: string, context: ClaimContext): Promise<Recorded> {
  const words = ['--pretrain', 'none', '--finetune', ...mnistFiles(context.root, 'train'), '--finetune-indices', indices];
  const start = ['--init', join(context.shared(), 'reference/init.pth'), '--backend', backend];
  // No test rows: evaluating them takes longer than the 30 steps where WebGPU is computed in software.
  const settings = ['phases.finetune.data.test=0', 'phases.finetune.baseline=false'].flatMap((setting) => ['--set', setting]);
  return recorded([...words, ...start, ...settings], out, context);
}
