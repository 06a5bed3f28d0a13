import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomStream } from '../../src/core/random.ts';
import { type Claim, MissingRequirement } from './claim.ts';
import { findPython, runPython } from './python.ts';
import { inTemporaryFolder, recorded, tableOf, unpack } from './recorded.ts';

const STEPS = 5_000;
const EPOCHS = 20;
const BATCH_SIZE = 4;
/** A fifth of them is held out. */
const ROWS = ((STEPS / EPOCHS) * BATCH_SIZE * 5) / 4;

/** What `transcript.py` found. */
interface Chain {
  readonly lines: number;
  readonly steps: number;
  readonly brokenAt: number | null;
  readonly damageUnseen: number;
}

export const claim: Claim = {
  name: 'every-step',
  statement: 'A run of thousands of steps keeps each of them: in the table, and in a transcript that every later change breaks.',
  bar: `steps.csv holds 1 to ${STEPS} once each, the hash chain of events.jsonl is whole, sha256sum -c SHA256SUMS passes`,
  needs: ['Python 3', 'sha256sum'],
  run: (context) =>
    inTemporaryFolder(async (folder) => {
      const python = findPython();
      if (spawnSync('sha256sum', ['--version']).status !== 0) throw new MissingRequirement('no sha256sum here');
      const [data, card, bundle] = ['flowers.csv', 'card.json', 'run.zip'].map((name) => join(folder, name));
      writeFileSync(data, flowers());
      writeFileSync(card, JSON.stringify(CARD));
      const words = ['--pretrain', 'none', '--finetune', data, '--card', card, '--backend', 'wasm'];
      const settings = [`epochs=${EPOCHS}`, `batchSize=${BATCH_SIZE}`, 'evaluateEvery=1000'].flatMap((setting) => [
        '--set',
        `phases.finetune.${setting}`,
      ]);
      const run = await recorded([...words, ...settings], bundle, context);
      const unpacked = join(folder, 'bundle');
      mkdirSync(unpacked);
      unpack(run, unpacked);
      const steps = tableOf(run, 'steps.csv').map(({ step }) => Number(step));
      const chain = runPython<Chain>(python, 'transcript.py', join(unpacked, 'events.jsonl'));
      const sums = spawnSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: unpacked, encoding: 'utf8' });
      const inOrder = steps.length === STEPS && steps.every((step, i) => step === i + 1);
      return {
        holds: inOrder && chain.brokenAt === null && chain.steps === STEPS && chain.damageUnseen === 0 && sums.status === 0,
        figures: {
          steps: steps.length,
          transcriptLines: chain.lines,
          transcriptSteps: chain.steps,
          chain: chain.brokenAt === null ? 'whole' : `broken at line ${chain.brokenAt}`,
          damageUnseen: chain.damageUnseen,
          filesChecked: sums.stdout.split('\n').filter((line) => line.endsWith(': OK')).length,
          filesFailed: sums.stdout.split('\n').filter((line) => line.endsWith(': FAILED')).length,
          stepsPerSecond: steps.length / run.secondsFromStart,
          bundleMegabytes: run.bundle.bytes / 1e6,
        },
        lines: [],
      };
    }),
};

/** What is declared of the generated rows, so that the policy lets them pass. */
const CARD = {
  name: 'Generated flowers',
  origin: { kind: 'synthetic', name: 'Trainscript’s own claims' },
  licence: 'CC0-1.0',
  personalData: 'no',
  purposes: ['training'],
};

const KINDS = [
  { name: 'setosa', means: [5.0, 3.4, 1.5, 0.2] },
  { name: 'versicolor', means: [5.9, 2.8, 4.3, 1.3] },
  { name: 'virginica', means: [6.6, 3.0, 5.6, 2.0] },
];

/** Rows like those of the iris data: three kinds, four lengths around their kind's mean. */
function flowers(): string {
  const random = randomStream(7, 'claims/every-step');
  const lines = Array.from({ length: ROWS }, (_, row) => {
    const { name, means } = KINDS[row % KINDS.length];
    return [...means.map((mean, i) => (mean + random.uniform(row * means.length + i) - 0.5).toFixed(4)), name].join(',');
  });
  return ['sepal_length,sepal_width,petal_length,petal_width,species', ...lines, ''].join('\n');
}
