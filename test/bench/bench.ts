import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type ContestantName, IN_PAGE, IN_PYTHON } from './contestants.ts';
import { runNodeBench } from './node/run-node-bench.ts';
import { report } from './report.ts';
import { type BenchOptions, runBench } from './run-bench.ts';

/** `npm run bench`: who trains how fast on this machine, in Chromium and in PyTorch; with `--node` in Node instead of Chromium. */

const USAGE = 'usage: npm run bench [-- --node --seed N --cap SECONDS --only NAME (repeatable) --accuracy SEEDS --json FILE]';
const ROOT = resolve(import.meta.dirname, '../..');
const DEFAULT_CAP_SECONDS = '10';

process.exitCode = await bench().catch((error: Error) => {
  console.error(error.message);
  return 1;
});

async function bench(): Promise<number> {
  const words = readWords();
  const names: readonly string[] = [...IN_PAGE, ...IN_PYTHON].map(({ name }) => name);
  const unknown = words?.only?.find((name) => !names.includes(name));
  const options = words && readOptions(words);
  if (!options || unknown !== undefined) {
    console.error(unknown === undefined ? USAGE : `There is no contestant «${unknown}». There are: ${names.join(', ')}`);
    return 2;
  }
  const result = words.node ? await runNodeBench(options) : await runBench(options);
  console.log(report(result, machine()));
  const file = resolve(words.json ?? 'bench.json');
  writeFileSync(file, `${JSON.stringify({ date: new Date().toISOString(), machine: machine(), ...result }, null, 2)}\n`);
  console.error(`all figures: ${file}`);
  return 0;
}

type Words = NonNullable<ReturnType<typeof readWords>>;

function readWords() {
  const text = { type: 'string' } as const;
  const options = {
    seed: text,
    cap: text,
    json: text,
    accuracy: text,
    only: { ...text, multiple: true },
    node: { type: 'boolean' },
  } as const;
  try {
    return parseArgs({ options }).values;
  } catch {
    return null;
  }
}

/** Null where a number is none. */
function readOptions({ seed: seedWord, cap, accuracy, only }: Words): BenchOptions | null {
  const seed = Number(seedWord ?? Date.now() % 2 ** 32);
  const capMs = 1000 * Number(cap ?? DEFAULT_CAP_SECONDS);
  const seeds = Number(accuracy ?? 0);
  if (!Number.isInteger(seed) || !(capMs > 0) || !Number.isInteger(seeds) || seeds < 0) return null;
  const accuracySeeds = Array.from({ length: seeds }, (_, i) => seed + i);
  return { root: ROOT, seed, capMs, only: (only as ContestantName[] | undefined) ?? null, accuracySeeds, progress: console.error };
}

function machine(): string {
  const processors = cpus();
  return `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown processor'}`;
}
