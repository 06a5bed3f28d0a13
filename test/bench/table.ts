import { type ContestantName, labelOf } from './contestants.ts';
import type { Floor, Outcome } from './outcome.ts';
import { summarise } from './summary.ts';
import { BATCH_SIZE, BENCH_MODEL, stepFlops } from './task.ts';

/** A line of the table, the fastest first; those that were not measured come last, with their reason. */
export interface Line {
  readonly name: ContestantName;
  readonly label: string;
  readonly cells: readonly string[];
  /** Milliseconds a step; null where it was not measured. */
  readonly median: number | null;
}

export const COLUMNS = ['trained by', 'ms a step', 'middle half', 'steps/s', 'of floor', 'steps timed', 'first loss'] as const;

/** `floors` by the number of threads; only our WASM kernels are held against them: the others run other products. */
export function linesOf(outcomes: readonly Outcome[], floors: readonly Floor[]): readonly Line[] {
  return outcomes
    .map((outcome) => lineOf(outcome, floors))
    .sort((a, b) => (a.median ?? Number.POSITIVE_INFINITY) - (b.median ?? Number.POSITIVE_INFINITY));
}

function lineOf(outcome: Outcome, floors: readonly Floor[]): Line {
  const { name } = outcome;
  const label = labelOf(name);
  if (outcome.kind === 'not-measured')
    return { name, label, cells: [label, `not measured: ${outcome.reason}`, '', '', '', '', ''], median: null };
  const { median, quartiles, stepsPerSecond } = summarise(outcome.stepMs);
  const share = shareOfFloor(name, median, floors);
  const cells = [
    label,
    shown(median),
    `${shown(quartiles[0])} to ${shown(quartiles[1])}`,
    shown(stepsPerSecond),
    share === null ? '' : `${Math.round(100 * share)} %`,
    `${outcome.steps} in ${outcome.stepMs.length} windows`,
    `${shown(outcome.firstLossMs / 1000)} s`,
  ];
  return { name, label, cells, median };
}

/** The time that the step's arithmetic would take at the product's best rate, as a share of the time that it took. */
export function shareOfFloor(name: ContestantName, median: number, floors: readonly Floor[]): number | null {
  const threads = /^ours-wasm-(\d)$/.exec(name)?.[1];
  const floor = floors.find((each) => each.threads === Number(threads));
  return floor ? stepFlops(BENCH_MODEL, BATCH_SIZE) / (floor.gigaflops * 1e6) / median : null;
}

/** Three digits are as many as such a time is good for. */
const shown = (value: number): string => String(Number(value.toPrecision(3)));

export function markdownTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(columns), line(columns.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}
