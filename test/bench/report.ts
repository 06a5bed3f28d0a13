import { type AccuracyRun, accuracyLines } from './accuracy.ts';
import { labelOf } from './contestants.ts';
import { type BenchEnvironment, environmentLines } from './environment.ts';
import type { Floor, Floors, GpuFloor } from './floor.ts';
import type { Outcome } from './outcome.ts';
import { COLUMNS, linesOf, markdownTable } from './table.ts';

export interface BenchResult {
  readonly environment: BenchEnvironment;
  /** What the browser or Node was started with. */
  readonly flags: readonly string[];
  readonly version: string;
  readonly seed: number;
  readonly floors: Floors;
  readonly outcomes: readonly Outcome[];
  /** Empty where it was not asked for. */
  readonly accuracy: readonly AccuracyRun[];
  /** Of the last minute, before the first contestant and after the last: whether the machine had other work. */
  readonly load: readonly [before: number, after: number];
}

/** The result as Markdown. */
export function report(result: BenchResult, machine: string): string {
  const { environment, flags, version, seed, floors, outcomes, accuracy, load } = result;
  const notes = [
    ...environmentLines(environment),
    `${machine}; ${version}${flags.length > 0 ? `, started with ${flags.join(' ')}` : ''}`,
    ...Object.entries(floors).map(([name, floor]) => `floor of ${name}: ${floorLine(floor)}`),
    ...outcomes.flatMap(factsLine),
    ...accuracyLines(accuracy),
    `order by seed ${seed}; load of the machine before ${load[0].toFixed(2)}, after ${load[1].toFixed(2)}`,
  ];
  return [
    `## One training step, batch 64${environment.software ? ' (GPU IN SOFTWARE)' : ''}`,
    '',
    markdownTable(
      COLUMNS,
      linesOf(outcomes, floors).map(({ cells }) => cells),
    ),
    '',
    ...notes.map((note) => `- ${note}`),
  ].join('\n');
}

function floorLine(floor: Floor | GpuFloor): string {
  const parts = [`a product of 1024³ reaches ${floor.gigaflops.toFixed(1)} GFLOP/s`, `a copy ${floor.gigabytesPerSecond.toFixed(1)} GB/s`];
  if (floor.dispatchMs > 0) parts.push(`a dependent dispatch takes ${(1000 * floor.dispatchMs).toFixed(1)} µs`);
  if ('mapMs' in floor) parts.push(`an empty submit ${(1000 * floor.submitMs).toFixed(1)} µs`, `mapAsync ${floor.mapMs.toFixed(2)} ms`);
  return parts.join(', ');
}

function factsLine(outcome: Outcome): readonly string[] {
  if (outcome.kind !== 'measured') return [];
  const facts = Object.entries(outcome.facts).map(([name, value]) => `${name} ${value}`);
  if (outcome.floor) facts.push(floorLine(outcome.floor));
  return facts.length > 0 ? [`${labelOf(outcome.name)}: ${facts.join(', ')}`] : [];
}
