import { type ContestantName, IN_PAGE } from '../bench/contestants.ts';
import type { Outcome } from '../bench/outcome.ts';
import { runBench } from '../bench/run-bench.ts';
import { quantile } from '../bench/summary.ts';
import { COLUMNS, linesOf, markdownTable } from '../bench/table.ts';
import type { Claim, Figures } from './claim.ts';
import { findPython } from './python.ts';

const CAP_MS = 10_000;

/** A ratio and the most that it may be. */
interface Bar {
  readonly figure: string;
  readonly ratio: number;
  readonly most: number;
}

export const claim: Claim = {
  name: 'speed',
  statement:
    'A training step takes no longer than PyTorch’s on the same processor, and a small part of what other trainers in a browser take.',
  bar:
    'WASM with 2 threads ≤ 1.0 × PyTorch with 2, with 1 thread ≤ 1.5 × PyTorch with 1; our best ≤ 1/30 of every other in the page; ' +
    'our WebGPU ≤ 1/10 of tfjs’s hand loop and ≤ 1 × jax-js on the same adapter',
  needs: ['PyTorch'],
  async run({ root, progress }) {
    findPython('torch', 'numpy');
    const seed = Date.now() % 2 ** 32;
    const result = await runBench({ root, seed, capMs: CAP_MS, only: null, accuracySeeds: [], progress });
    const bars = barsOf(result.outcomes);
    const missed = bars.filter(({ ratio, most }) => !(ratio <= most));
    return {
      holds: missed.length === 0,
      figures: {
        ...mediansOf(result.outcomes),
        ...Object.fromEntries(bars.map(({ figure, ratio }) => [figure, ratio])),
        adapter: result.environment.adapter?.name ?? 'none',
        ...pytorchFacts(result.outcomes),
        gigaflops: result.floors['wasm-1']?.gigaflops ?? Number.NaN,
        seed,
        loadBefore: result.load[0],
        loadAfter: result.load[1],
      },
      lines: [
        markdownTable(
          COLUMNS,
          linesOf(result.outcomes, result.floors).map(({ cells }) => cells),
        ),
        result.environment.software ? 'WebGPU and WebGL are computed in SOFTWARE here: their figures say nothing about a GPU.' : '',
      ],
      note:
        missed.length === 0
          ? 'every bar'
          : `missed: ${missed.map(({ figure, ratio, most }) => `${figure} ${ratio.toFixed(2)} > ${most.toFixed(2)}`).join(', ')}`,
    };
  },
};

/** Its version, and what multiplies its matrices: without a tuned BLAS it is slower than it could be. */
function pytorchFacts(outcomes: readonly Outcome[]): Figures {
  const found = outcomes.find(({ name }) => name === 'pytorch-2');
  return found?.kind === 'measured' ? { torch: found.facts.torch, torchBuild: found.facts.build } : {};
}

/** NaN where one of the two was not measured, and a NaN is under no bar. */
function barsOf(outcomes: readonly Outcome[]): readonly Bar[] {
  const msOf = (name: ContestantName) => medianOf(outcomes, name) ?? Number.NaN;
  const inPage = (kind: 'ours' | 'rival') =>
    IN_PAGE.filter((each) => each.kind === kind).flatMap(({ name }) => medianOf(outcomes, name) ?? []);
  return [
    { figure: 'toPytorch2', ratio: msOf('ours-wasm-2') / msOf('pytorch-2'), most: 1 },
    { figure: 'toPytorch1', ratio: msOf('ours-wasm-1') / msOf('pytorch-1'), most: 1.5 },
    { figure: 'toNextInPage', ratio: Math.min(...inPage('ours')) / Math.min(...inPage('rival')), most: 1 / 30 },
    { figure: 'webgpuToTfjs', ratio: msOf('ours-webgpu') / msOf('tfjs-webgpu'), most: 1 / 10 },
    { figure: 'webgpuToJax', ratio: msOf('ours-webgpu') / msOf('jax-webgpu'), most: 1 },
  ];
}

function medianOf(outcomes: readonly Outcome[], wanted: ContestantName): number | null {
  const outcome = outcomes.find(({ name }) => name === wanted);
  return outcome?.kind === 'measured' ? quantile(outcome.stepMs, 0.5) : null;
}

const mediansOf = (outcomes: readonly Outcome[]): Figures =>
  Object.fromEntries(
    outcomes
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map((outcome) => [
        `${outcome.name} ms`,
        medianOf(outcomes, outcome.name) ?? (outcome.kind === 'measured' ? Number.NaN : outcome.reason),
      ]),
  );
