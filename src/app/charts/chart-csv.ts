import { type Cell, csvLine } from '../../core/csv-line.ts';
import type { EvaluatedEvent, HistogramsEvent } from '../../core/transcript/events.ts';
import type { EvaluationPoint, TrackCurves } from './run-charts.ts';

/** Lines a piece: few enough that making one is not felt. */
const PIECE_LINES = 20_000;

/** Every point of a chart as CSV, in pieces: step, phase, time, the value, its smoothed curve, and where the test rows, or what
 *  was recalled, were measured at that step, that value. Numbers are written with the digits that read back to the same double. */
export function* chartCsv(name: string, all: readonly TrackCurves[], points: readonly EvaluationPoint[]): Generator<string> {
  const tested = points.length > 0 ? [`test_${name}`] : [];
  const isOfRuns = all.some(({ look }) => look?.kind === 'run');
  const recalled = all.find(({ look }) => look?.kind === 'recalled');
  const curves = all.filter((curve) => curve !== recalled);
  yield csvLine([
    ...(isOfRuns ? ['run'] : []),
    'step',
    'phase',
    'wall_time_ms',
    name,
    `${name}_smoothed`,
    ...tested,
    ...(recalled ? [`recalled_${name}`] : []),
  ]);
  for (const { track, look, places, raw, smooth } of curves) {
    const run = isOfRuns ? [look?.label ?? null] : [];
    const measured = new Map(points.filter((point) => point.track === track && !point.look).map(({ step, value }) => [step, value]));
    let piece = '';
    for (let i = 0; i < raw.length; i++) {
      const step = places.step.at(i);
      const test = points.length > 0 ? [measured.get(step) ?? null] : [];
      const kept = recalled ? [track === recalled.track ? valueAt(recalled, step) : null] : [];
      piece += csvLine([
        ...run,
        step,
        track,
        places.wallTimeMs.at(i),
        signed(raw.values.at(i)),
        signed(smooth.values.at(i)),
        ...test,
        ...kept,
      ]);
      if (i % PIECE_LINES !== PIECE_LINES - 1) continue;
      yield piece;
      piece = '';
    }
    yield piece;
  }
}

function valueAt({ places, raw }: TrackCurves, step: number): number | null {
  for (let i = raw.length - 1; i >= 0; i--) if (places.step.at(i) === step) return raw.values.at(i);
  return null;
}

/** Every histogram of a tensor: a line a bin. */
export function* histogramsCsv(events: readonly HistogramsEvent[], kind: 'parameters' | 'gradients', tensor: string): Generator<string> {
  yield csvLine(['step', 'phase', 'tensor', 'bin_low', 'bin_high', 'count']);
  for (const event of events) {
    const histogram = event[kind][tensor];
    if (histogram === undefined) continue;
    const { min, max, counts } = histogram;
    const edge = (bin: number) => (bin === counts.length ? max : min + (bin / counts.length) * (max - min));
    yield counts.map((count, bin) => csvLine([event.step, event.phase, tensor, edge(bin), edge(bin + 1), count])).join('');
  }
}

/** The confusion matrix of every evaluation: a line a cell. Class names come from the data, whatever they are. */
export function* confusionCsv(
  evaluations: readonly EvaluatedEvent[],
  classesOf: (event: EvaluatedEvent) => readonly string[],
): Generator<string> {
  yield csvLine(['step', 'phase', 'true', 'predicted', 'rows']);
  for (const event of evaluations) {
    const classes = classesOf(event);
    yield (event.metrics.confusion ?? [])
      .flatMap((counts, truth) =>
        counts.map((count, guess) => csvLine([event.step, event.phase, classes[truth] ?? truth, classes[guess] ?? guess, count])),
      )
      .join('');
  }
}

/** JavaScript writes the zero below nothing without its sign. */
const signed = (value: number): Cell => (Object.is(value, -0) ? '-0' : value);
