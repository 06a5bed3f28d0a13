import { type ContestantName, contestant, labelOf } from './contestants.ts';
import { type Floor, type Floors, floorMs } from './floor.ts';
import type { Outcome } from './outcome.ts';
import { quantile, summarise } from './summary.ts';

/** A line of the table, the fastest first; those that were not measured come last, with their reason. */
export interface Line {
  readonly name: ContestantName;
  readonly label: string;
  readonly cells: readonly string[];
  /** Milliseconds a step; null where it was not measured. */
  readonly median: number | null;
}

export const COLUMNS = [
  'trained by',
  'ms a step',
  'middle half',
  '95 %',
  'free-running',
  'steps/s',
  'of floor',
  'steps timed',
  'same losses',
  'compile',
] as const;

export function linesOf(outcomes: readonly Outcome[], floors: Floors): readonly Line[] {
  return outcomes
    .map((outcome) => lineOf(outcome, floors))
    .sort((a, b) => (a.median ?? Number.POSITIVE_INFINITY) - (b.median ?? Number.POSITIVE_INFINITY));
}

function lineOf(outcome: Outcome, floors: Floors): Line {
  const { name } = outcome;
  const label = labelOf(name);
  if (outcome.kind === 'not-measured') {
    const cells = COLUMNS.map((_, i) => (i === 0 ? label : i === 1 ? `not measured: ${outcome.reason}` : ''));
    return { name, label, cells, median: null };
  }
  const { median, quartiles, stepsPerSecond } = summarise(outcome.stepMs);
  const share = shareOfFloor(name, median, outcome.floor, floors);
  const cells = [
    label,
    shown(median),
    `${shown(quartiles[0])} to ${shown(quartiles[1])}`,
    shown(outcome.p95Ms),
    outcome.freeMs ? shown(quantile(outcome.freeMs, 0.5)) : 'the same',
    shown(stepsPerSecond),
    share === null ? '' : `${shownShare(share)} %`,
    `${outcome.steps} in ${outcome.stepMs.length} windows`,
    `to step ${outcome.losses.length}`,
    `${shown(Math.max(0, outcome.firstLossMs - median) / 1000)} s`,
  ];
  return { name, label, cells, median };
}

/** The least time that a step can take on the contestant's device, as a share of the time that it took. */
export function shareOfFloor(name: ContestantName, median: number, own: Floor | null, floors: Floors): number | null {
  const { floor: key } = contestant(name);
  const floor = key === 'own' ? own : key === null ? null : (floors[key] ?? null);
  return floor && floorMs(floor) / median;
}

/** Three digits are as many as such a time is good for. */
const shown = (value: number): string => String(Number(value.toPrecision(3)));

const shownShare = (share: number): string => (share < 0.1 ? (100 * share).toPrecision(2) : String(Math.round(100 * share)));

export function markdownTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(columns), line(columns.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}
