import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type ContestantName, IN_PAGE, labelOf, OUTSIDE } from './contestants.ts';
import { type BenchResult, runBench } from './run-bench.ts';
import { COLUMNS, linesOf, markdownTable } from './table.ts';

/** `npm run bench [-- --seed N --cap SECONDS --only NAME… --json FILE]` */

const USAGE = 'usage: npm run bench [-- --seed N --cap SECONDS --only NAME (repeatable) --json FILE]';
const ROOT = resolve(import.meta.dirname, '../..');
const DEFAULT_CAP_SECONDS = '10';

process.exitCode = await bench();

async function bench(): Promise<number> {
  const words = readWords();
  const names: readonly string[] = [...IN_PAGE, ...OUTSIDE].map(({ name }) => name);
  const unknown = words?.only?.find((name) => !names.includes(name));
  const seed = Number(words?.seed ?? Date.now() % 2 ** 32);
  const capMs = 1000 * Number(words?.cap ?? DEFAULT_CAP_SECONDS);
  if (words === null || unknown !== undefined || !Number.isInteger(seed) || !(capMs > 0)) {
    console.error(unknown === undefined ? USAGE : `There is no contestant «${unknown}». There are: ${names.join(', ')}`);
    return 2;
  }
  const only = (words.only as ContestantName[] | undefined) ?? null;
  const result = await runBench({ root: ROOT, seed, capMs, only, progress: (line) => console.error(line) });
  console.log(report(result));
  const file = resolve(words.json ?? 'bench.json');
  writeFileSync(file, `${JSON.stringify({ date: new Date().toISOString(), machine: machine(), ...result }, null, 2)}\n`);
  console.error(`all figures: ${file}`);
  return 0;
}

function readWords() {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({ options: { seed: text, cap: text, json: text, only: { ...text, multiple: true } } }).values;
  } catch {
    return null;
  }
}

function report({ environment, browserVersion, seed, floors, outcomes, load }: BenchResult): string {
  const { adapter, software, cores, crossOriginIsolated } = environment;
  return [
    `## One training step, batch 64${software ? ' (GPU IN SOFTWARE)' : ''}`,
    '',
    markdownTable(
      COLUMNS,
      linesOf(outcomes, floors).map(({ cells }) => cells),
    ),
    '',
    `- ${machine()}; Chromium ${browserVersion}, ${cores} cores, cross-origin isolated: ${crossOriginIsolated ? 'yes' : 'no'}`,
    `- adapter of WebGPU: ${adapter}${software ? ', SOFTWARE: its figures say nothing about a GPU' : ''}`,
    ...floors.map(
      ({ threads, gigaflops }) =>
        `- floor: our product of 512³ reaches ${gigaflops.toFixed(1)} GFLOP/s on ${threads} thread${threads > 1 ? 's at once' : ''}`,
    ),
    ...outcomes.flatMap((outcome) =>
      outcome.kind === 'measured' && outcome.facts.build
        ? [`- ${labelOf(outcome.name)}: ${outcome.facts.torch}, ${outcome.facts.build}`]
        : [],
    ),
    `- order by seed ${seed}; load of the machine before ${load[0].toFixed(2)}, after ${load[1].toFixed(2)}`,
  ].join('\n');
}

function machine(): string {
  const processors = cpus();
  return `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown processor'}`;
}
