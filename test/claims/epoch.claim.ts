import { join } from 'node:path';
import type { Claim } from './claim.ts';
import { inTemporaryFolder, mnistFiles, recorded, tableOf } from './recorded.ts';

/** 60,000 rows in batches of 64, the last one short. */
const STEPS = 938;

export const claim: Claim = {
  name: 'epoch',
  statement: 'One epoch of the whole of MNIST on WASM keeps every step; this is how long a step takes, all logging included.',
  bar: `${STEPS} steps in steps.csv; no bar on the time`,
  run: (context) =>
    inTemporaryFolder(async (folder) => {
      const words = ['--pretrain', ...mnistFiles(context.root, 'train', 't10k'), '--finetune', 'none', '--backend', 'wasm'];
      const run = await recorded([...words, '--set', 'phases.pretrain.evaluateEvery=1000'], join(folder, 'run.zip'), context);
      const steps = tableOf(run, 'steps.csv');
      const times = steps.map(({ wall_time_ms: ms }) => Number(ms));
      // The first step has no step before it to be timed from.
      const durations = times.slice(1).map((ms, i) => ms - times[i]);
      const median = durations.toSorted((a, b) => a - b)[durations.length >> 1];
      const mean = durations.reduce((sum, ms) => sum + ms, 0) / durations.length;
      return {
        holds: steps.length === STEPS && steps.every(({ step }, i) => Number(step) === i + 1),
        figures: {
          steps: steps.length,
          medianStepMs: median,
          meanStepMs: mean,
          seconds: run.secondsFromStart,
          testAccuracy: run.run.evaluations[0]?.accuracy ?? Number.NaN,
        },
        lines: [
          'Batch 64. A step is timed from its predecessor to itself, with statistics, fingerprint, histograms, keyframes and commit.',
        ],
        note: `${median.toFixed(1)} ms a step in the median, ${mean.toFixed(1)} ms in the mean`,
      };
    }),
};
