import { join } from 'node:path';
import type { Claim } from './claim.ts';
import { findPython, runPython } from './python.ts';
import { inTemporaryFolder, mnistFiles, recorded, tableOf } from './recorded.ts';

/** One test row in 10,000. */
const MAX_DIFFERENCE = 1e-4;

interface Judged {
  readonly torch: string;
  readonly rows: number;
  readonly accuracy: number;
}

export const claim: Claim = {
  name: 'pytorch',
  statement: 'PyTorch loads the bundle’s pretrained_model.pth into the documents’ Model, strictly, and measures the same test accuracy.',
  bar: `test accuracy on MNIST's 10,000 test rows within ${MAX_DIFFERENCE} of evaluations.csv`,
  needs: ['PyTorch'],
  run: (context) =>
    inTemporaryFolder(async (folder) => {
      const python = findPython('torch', 'numpy');
      const files = mnistFiles(context.root, 'train', 't10k');
      const bundle = join(folder, 'run.zip');
      // 938 steps: evaluated at the start and the end only.
      const settings = ['--set', 'phases.pretrain.evaluateEvery=1000', '--backend', 'wasm'];
      const run = await recorded(['--pretrain', ...files, '--finetune', 'none', ...settings], bundle, context);
      const last = tableOf(run, 'evaluations.csv').findLast(({ phase }) => phase === 'pretrain');
      const ours = Number(last?.accuracy ?? Number.NaN);
      const judged = runPython<Judged>(python, 'pytorch.py', bundle, ...files.slice(2));
      const difference = Math.abs(ours - judged.accuracy);
      return {
        // Differences of decimal fractions: 1e-4 must count as within 1e-4.
        holds: Number(last?.rows) === judged.rows && difference <= MAX_DIFFERENCE * (1 + 1e-9),
        figures: { ours, pytorch: judged.accuracy, difference, testRows: judged.rows, steps: run.run.step, torch: judged.torch },
        lines: [],
        note: `${ours} here, ${judged.accuracy} in PyTorch`,
      };
    }),
};
