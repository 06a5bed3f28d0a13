import { join } from 'node:path';
import type { BackendName } from '../../src/core/spec/spec.ts';
import type { Claim } from './claim.ts';
import { findPython, runPython } from './python.ts';
import { inTemporaryFolder, recorded, tableOf } from './recorded.ts';
import { adapterOf, differences, isWithin, MAX_LOSS_DIFFERENCE, MAX_NORM_DIFFERENCE, type Trace } from './trace.ts';

const STEPS = 30;
/** Whole epochs, so that every row to train on is seen, and the bundle alone tells which they are. */
const EPOCHS = 4;
const TABLE = 'test/fixtures/breast-cancer/breast_cancer.csv';
const CARD = 'test/fixtures/breast-cancer/card.json';
const BACKENDS: readonly BackendName[] = ['wasm', 'webgpu', 'webgl', 'cpu'];

export const claim: Claim = {
  name: 'table-parity',
  statement:
    'A table’s network trains as PyTorch trains it, from the bundle’s first parameters on the rows that it names, on every backend.',
  bar: `each of ${STEPS} losses within ${MAX_LOSS_DIFFERENCE} relative and each tensor's L2 norm after each step within ${MAX_NORM_DIFFERENCE} relative`,
  needs: ['PyTorch'],
  run: (context) =>
    inTemporaryFolder(async (folder) => {
      const python = findPython('torch', 'numpy');
      const table = join(context.root, TABLE);
      const words = ['--pretrain', table, '--card', join(context.root, CARD), '--finetune', 'none'];
      const found = [];
      for (const backend of BACKENDS) {
        const bundle = join(folder, `${backend}.zip`);
        const run = await recorded([...words, '--backend', backend, '--set', `phases.pretrain.epochs=${EPOCHS}`], bundle, context);
        const trace = runPython<Trace>(python, 'table_parity.py', bundle, table, String(STEPS));
        const steps = Math.min(tableOf(run, 'steps.csv').length, trace.steps.length);
        found.push({ backend, steps, torch: trace.torch, adapter: adapterOf(run), ...differences(run, trace) });
      }
      return {
        holds: found.every((each) => each.steps === STEPS && isWithin(each)),
        figures: {
          ...Object.fromEntries(
            found.flatMap(({ backend, steps, loss, norm }) => [
              [`${backend}Steps`, steps],
              [`${backend}Loss`, loss],
              [`${backend}Norm`, norm],
            ]),
          ),
          webgpuAdapter: found.find(({ backend }) => backend === 'webgpu')?.adapter ?? 'none',
          torch: found[0].torch,
        },
        lines: [
          'PyTorch reads the table itself, standardises it by the rows that the bundle says were trained on, and starts from its first keyframe;',
          'figures are the largest relative difference over all steps and tensors.',
        ],
      };
    }),
};
