import { TRACKS, type Track } from '../../core/spec/spec.ts';
import type { ComparedRun } from '../../protocol.ts';
import { Curve } from '../charts/chart-series.ts';
import type { Column } from '../charts/column-extremes.ts';
import { GrowingColumn } from '../charts/growing-column.ts';
import type { CurveLook, MetricName, TrackCurves } from '../charts/run-charts.ts';
import { SmoothedColumn } from '../charts/smoothing.ts';

/** Fewer are no comparison; more cannot be told from each other by colour and dash. */
export const LEAST_COMPARED = 2;
export const MOST_COMPARED = 20;

/** Which steps of the runs are laid over each other: those of a track, counted from its beginning, or pretraining and fine-tuning as
 *  they followed each other. */
export type ComparedPart = 'whole' | Track;
export type ComparedAxis = 'step' | 'relative';

export const COMPARED_METRICS = ['loss', 'accuracy', 'testLoss', 'testAccuracy', 'gradientNorm'] as const satisfies readonly MetricName[];
export type ComparedMetric = (typeof COMPARED_METRICS)[number];

/** Colours that are told apart with any colour vision; what is behind the eighth is dashed, then dotted. */
const COLOURS = 8;
const DASHES: readonly (readonly number[])[] = [[], [7, 4], [2, 3]];

/** The look of the run in this place of a comparison. */
export const lookOf = (slot: number, label: string): CurveLook => ({
  kind: 'run',
  label,
  token: `--ts-run-${(slot % COLOURS) + 1}`,
  dash: DASHES[Math.floor(slot / COLOURS) % DASHES.length],
});

/** A place for each run: those that were there keep theirs, a new one takes the first that is free. */
export function slotsFor(before: ReadonlyMap<string, number>, runIds: readonly string[]): ReadonlyMap<string, number> {
  const slots = new Map([...before].filter(([runId]) => runIds.includes(runId)));
  for (const runId of runIds) if (!slots.has(runId)) slots.set(runId, firstFree(new Set(slots.values())));
  return slots;
}

/** Tracks that any of the runs has steps of. */
export const tracksOfRuns = (runs: readonly ComparedRun[]): readonly Track[] =>
  TRACKS.filter((_, track) => runs.some(({ steps }) => steps?.track.includes(track)));

/** A run's curves over this part of it, in one colour. */
export function comparedCurves(
  run: ComparedRun,
  part: ComparedPart,
  axis: ComparedAxis,
  smoothing: number,
  look: CurveLook,
): Readonly<Record<ComparedMetric, TrackCurves>> {
  const steps = stepsOf(run, part);
  const tests = testsOf(run, part, steps);
  const curve = (places: Places, values: GrowingColumn, weight: number): TrackCurves => {
    const smoothed = new SmoothedColumn(weight);
    smoothed.follow(values);
    const x: Column = axis === 'step' ? places.step : places.wallTimeMs;
    return {
      track: part === 'whole' ? 'pretrain' : part,
      look,
      places,
      raw: new Curve(x, values),
      smooth: new Curve(x, smoothed.values),
    };
  };
  return {
    loss: curve(steps, steps.loss, smoothing),
    accuracy: curve(steps, steps.accuracy, smoothing),
    gradientNorm: curve(steps, steps.gradientNorm, smoothing),
    testLoss: curve(tests, tests.loss, 0),
    testAccuracy: curve(tests, tests.accuracy, 0),
  };
}

interface Places {
  readonly step: GrowingColumn;
  readonly wallTimeMs: GrowingColumn;
}

const newColumns = () => ({
  step: new GrowingColumn(),
  wallTimeMs: new GrowingColumn(),
  loss: new GrowingColumn(),
  accuracy: new GrowingColumn(),
  gradientNorm: new GrowingColumn(),
});

const isOf = (part: ComparedPart, track: Track): boolean => (part === 'whole' ? track !== 'baseline' : track === part);

/** Steps and times count from the part's beginning. */
function stepsOf({ steps }: ComparedRun, part: ComparedPart) {
  const columns = { ...newColumns(), before: 0, beganMs: 0 };
  if (steps === null) return columns;
  for (let i = 0; i < steps.step.length; i++) {
    if (!isOf(part, TRACKS[steps.track[i]])) continue;
    if (columns.step.length === 0) {
      columns.before = steps.step[i] - 1;
      columns.beganMs = i === 0 ? 0 : steps.wallTimeMs[i - 1];
    }
    columns.step.push(steps.step[i] - columns.before);
    columns.wallTimeMs.push(steps.wallTimeMs[i] - columns.beganMs);
    columns.loss.push(steps.loss[i]);
    columns.accuracy.push(steps.accuracy[i]);
    columns.gradientNorm.push(steps.gradientNorm[i]);
  }
  return columns;
}

function testsOf({ evaluations }: ComparedRun, part: ComparedPart, steps: ReturnType<typeof stepsOf>) {
  const columns = newColumns();
  let at = 0;
  for (const { phase, step, metrics } of evaluations) {
    if (!isOf(part, phase)) continue;
    const place = Math.max(0, step - steps.before);
    while (at < steps.step.length && steps.step.at(at) <= place) at++;
    columns.step.push(place);
    columns.wallTimeMs.push(at === 0 ? 0 : steps.wallTimeMs.at(at - 1));
    columns.loss.push(metrics.loss);
    columns.accuracy.push(metrics.accuracy ?? Number.NaN);
  }
  return columns;
}

function firstFree(taken: ReadonlySet<number>): number {
  let slot = 0;
  while (taken.has(slot)) slot++;
  return slot;
}
