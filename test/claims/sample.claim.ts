import { join } from 'node:path';
import type { Claim } from './claim.ts';
import { inTemporaryFolder, recorded } from './recorded.ts';

const MAX_SECONDS = 90;

export const claim: Claim = {
  name: 'sample',
  statement: 'The samples pretrain and fine-tune within a minute and a half on a machine without a GPU, and pretraining pays.',
  bar: `${MAX_SECONDS} s from Start to finished, and the fine-tuned test accuracy above the baseline's`,
  run: (context) =>
    inTemporaryFolder(async (folder) => {
      const run = await recorded(['--pretrain', 'mnist', '--finetune', 'digits'], join(folder, 'run.zip'), context);
      const accuracy = (track: string) => run.run.evaluations.find(({ phase }) => phase === track)?.accuracy ?? Number.NaN;
      const [finetuned, baseline] = [accuracy('finetune'), accuracy('baseline')];
      return {
        holds: run.secondsFromStart <= MAX_SECONDS && finetuned > baseline,
        figures: {
          seconds: run.secondsFromStart,
          secondsInAll: run.secondsInAll,
          steps: run.run.step,
          fineTunedAccuracy: finetuned,
          baselineAccuracy: baseline,
          backend: run.backend,
          bundleMegabytes: run.bundle.bytes / 1e6,
        },
        lines: ['«In all» adds building the page where it is stale, starting Chromium and writing the bundle.'],
        note: `${run.secondsFromStart.toFixed(1)} s, accuracy ${finetuned} against ${baseline}`,
      };
    }),
};
