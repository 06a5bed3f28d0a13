import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Claim } from './claim.ts';
import { inTemporaryFolder, mnistFiles, recorded, tableOf } from './recorded.ts';

const MAX_DIFFERENCE = 1e-4;

export const claim: Claim = {
  name: 'reference-weights',
  statement: 'A .pth file that PyTorch trained and wrote gives the test accuracy here that it gave there.',
  bar: `test accuracy on MNIST's 10,000 test rows within ${MAX_DIFFERENCE} of PyTorch's`,
  needs: ['../shared'],
  run: (context) =>
    inTemporaryFolder(async (folder) => {
      const reference = join(context.shared(), 'reference');
      const { test_accuracy: expected } = JSON.parse(readFileSync(join(reference, 'pretrained_model.json'), 'utf8')) as {
        test_accuracy: number;
      };
      // The evaluation at step 0 is of the weights as they came; the one step behind it is there because a run has one at least.
      const indices = join(folder, 'one-step.tsv');
      writeFileSync(indices, '1\t0\n');
      const words = ['--pretrain', 'none', '--finetune', ...mnistFiles(context.root, 'train', 't10k'), '--finetune-indices', indices];
      const start = ['--init', join(reference, 'pretrained_model.pth'), '--backend', 'wasm', '--set', 'phases.finetune.baseline=false'];
      const run = await recorded([...words, ...start], join(folder, 'run.zip'), context);
      const first = tableOf(run, 'evaluations.csv').find(({ step }) => step === '0');
      const ours = Number(first?.accuracy ?? Number.NaN);
      const difference = Math.abs(ours - expected);
      return {
        holds: Number(first?.rows) === 10_000 && difference <= MAX_DIFFERENCE * (1 + 1e-9),
        figures: { ours, pytorch: expected, difference, testRows: Number(first?.rows ?? Number.NaN) },
        lines: ['The first eight rows’ logits are held against PyTorch’s by the browser tests.'],
        note: `${ours} here, ${expected} in PyTorch`,
      };
    }),
};
