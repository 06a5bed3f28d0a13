import { TRACKS } from '../spec/spec.ts';
import { type HistogramsEvent, type RunEvent, type RunStatus, type StepEvent, statusAfter } from './events.ts';

/** The steps among a segment's events, a column each; all of one length. */
export interface StepColumns {
  /** Where in the segment the step stands. */
  readonly at: Uint32Array<ArrayBuffer>;
  /** Its place in `TRACKS`. */
  readonly track: Uint32Array<ArrayBuffer>;
  readonly step: Uint32Array<ArrayBuffer>;
  readonly epoch: Uint32Array<ArrayBuffer>;
  /** Rows in the batch. */
  readonly rows: Uint32Array<ArrayBuffer>;
  readonly fingerprint: Uint32Array<ArrayBuffer>;
  readonly loss: Float64Array<ArrayBuffer>;
  /** NaN where it does not apply. */
  readonly accuracy: Float64Array<ArrayBuffer>;
  readonly learningRate: Float64Array<ArrayBuffer>;
  readonly gradientNorm: Float64Array<ArrayBuffer>;
  readonly wallTimeMs: Float64Array<ArrayBuffer>;
  /** Largest ‖update‖/‖parameters‖ over the tensors. */
  readonly updateRatio: Float64Array<ArrayBuffer>;
}

/** A stretch of events as charts take them: steps as columns, what else happened as it is. */
export interface EventColumns {
  readonly steps: StepColumns;
  /** The rows of the steps' batches, one after the other. */
  readonly rows: Uint32Array<ArrayBuffer>;
  /** In their order. */
  readonly others: readonly RunEvent[];
  /** How the run stands behind the last of them all. */
  readonly status: RunStatus;
}

/** Steps that columns cannot hold are among the others. */
export function eventColumns(events: readonly RunEvent[]): EventColumns {
  const { steps } = sorted(events);
  const placed = new Set(steps.map(([at]) => at));
  const last = events.at(-1);
  return {
    steps: stepColumns(steps),
    rows: batchRows(steps),
    others: events.filter((_, at) => !placed.has(at)),
    status: last ? statusAfter(last) : 'running',
  };
}

/** An event and where in its segment it stands. */
export type Placed<Event> = readonly [at: number, event: Event];

/** Of a row's loss or predicted value: enough to see which row is hard, in a third of the room. */
export const DIGITS_A_ROW = 4;

/** Of a tensor, in a step. */
export const STATISTICS = 7;
const UPDATE_RATIO = 5;
const MAX_U32 = 2 ** 32 - 1;

/** A stretch's events: those that columns hold, and the others. */
export interface Sorted {
  readonly steps: Placed<StepEvent>[];
  readonly histograms: Placed<HistogramsEvent>[];
  readonly others: Placed<RunEvent>[];
}

export function sorted(events: readonly RunEvent[]): Sorted {
  const result: Sorted = { steps: [], histograms: [], others: [] };
  const first = events.find((event) => event.kind === 'step');
  const shape = first && shapeOf(first);
  events.forEach((event, at) => {
    if (event.kind === 'step' && fitsColumns(event) && shapeOf(event) === shape) result.steps.push([at, event]);
    else if (event.kind === 'histograms') result.histograms.push([at, event]);
    else result.others.push([at, event]);
  });
  return result;
}

/** What steps must have in common to stand in the same columns. */
const shapeOf = ({ tensors, losses, predictions }: StepEvent): string =>
  [losses !== undefined, predictions !== undefined, ...Object.keys(tensors)].join('\0');

/** Whether columns hold the step exactly; a step of another program may be stranger. */
export function fitsColumns({ step, epoch, rows, losses, predictions, fingerprint, tensors, ...scalars }: StepEvent): boolean {
  const { loss, accuracy, learningRate, gradientNorm, wallTimeMs } = scalars;
  return (
    [step, epoch, rows.length, fingerprint].every(isU32) &&
    rows.every(isU32) &&
    [losses, predictions].every((values) => !values || (values.length === rows.length && values.every(Number.isFinite))) &&
    [loss, accuracy ?? 0, learningRate, gradientNorm, wallTimeMs].every(Number.isFinite) &&
    Object.values(tensors).every((statistics) => statistics.length === STATISTICS && statistics.every(Number.isFinite))
  );
}

export const isU32 = (value: number): boolean => Number.isInteger(value) && value >= 0 && value <= MAX_U32;

export function stepColumns(steps: readonly Placed<StepEvent>[]): StepColumns {
  const whole = (of: (step: StepEvent) => number) => Uint32Array.from(steps, ([, step]) => of(step));
  const real = (of: (step: StepEvent) => number) => Float64Array.from(steps, ([, step]) => of(step));
  return {
    at: Uint32Array.from(steps, ([at]) => at),
    track: whole(({ phase }) => TRACKS.indexOf(phase)),
    step: whole(({ step }) => step),
    epoch: whole(({ epoch }) => epoch),
    rows: whole(({ rows }) => rows.length),
    fingerprint: whole(({ fingerprint }) => fingerprint),
    loss: real(({ loss }) => loss),
    accuracy: real(({ accuracy }) => accuracy ?? Number.NaN),
    learningRate: real(({ learningRate }) => learningRate),
    gradientNorm: real(({ gradientNorm }) => gradientNorm),
    wallTimeMs: real(({ wallTimeMs }) => wallTimeMs),
    updateRatio: real(({ tensors }) => Object.values(tensors).reduce((most, statistics) => Math.max(most, statistics[UPDATE_RATIO]), 0)),
  };
}

type Whole = 'at' | 'track' | 'step' | 'epoch' | 'rows' | 'fingerprint';

/** All columns, each asked for by its name: `whole` for those of whole numbers, `real` for the others. */
export const columnsBy = (
  whole: (name: Whole) => Uint32Array<ArrayBuffer>,
  real: (name: Exclude<keyof StepColumns, Whole>) => Float64Array<ArrayBuffer>,
): StepColumns => ({
  at: whole('at'),
  track: whole('track'),
  step: whole('step'),
  epoch: whole('epoch'),
  rows: whole('rows'),
  fingerprint: whole('fingerprint'),
  loss: real('loss'),
  accuracy: real('accuracy'),
  learningRate: real('learningRate'),
  gradientNorm: real('gradientNorm'),
  wallTimeMs: real('wallTimeMs'),
  updateRatio: real('updateRatio'),
});

/** The steps of several stretches as one. Their places are those in their own stretches. */
export function joinSteps(stretches: readonly StepColumns[]): StepColumns {
  const length = stretches.reduce((sum, { step }) => sum + step.length, 0);
  const parts = <Name extends keyof StepColumns>(name: Name) => stretches.map((steps) => steps[name]);
  return columnsBy(
    (name) => joined(parts(name), new Uint32Array(length)),
    (name) => joined(parts(name), new Float64Array(length)),
  );
}

function joined<Column extends Uint32Array | Float64Array>(parts: readonly Column[], whole: Column): Column {
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function batchRows(steps: readonly Placed<StepEvent>[]): Uint32Array<ArrayBuffer> {
  const rows = new Uint32Array(steps.reduce((sum, [, step]) => sum + step.rows.length, 0));
  let at = 0;
  for (const [, step] of steps) {
    rows.set(step.rows, at);
    at += step.rows.length;
  }
  return rows;
}

/** The numbers of the steps' rows, one batch after the other. */
export function batchValues(steps: readonly Placed<StepEvent>[], of: (step: StepEvent) => readonly number[]): Float64Array<ArrayBuffer> {
  const values = new Float64Array(steps.reduce((sum, [, step]) => sum + of(step).length, 0));
  let at = 0;
  for (const [, step] of steps) {
    values.set(of(step), at);
    at += of(step).length;
  }
  return values;
}

/** The step in a row of the columns. */
export function stepAt(columns: StepColumns, i: number, looked: Pick<StepEvent, 'rows' | 'losses' | 'predictions' | 'tensors'>): StepEvent {
  return {
    kind: 'step',
    phase: TRACKS[columns.track[i]],
    step: columns.step[i],
    epoch: columns.epoch[i],
    ...looked,
    loss: columns.loss[i],
    accuracy: Number.isNaN(columns.accuracy[i]) ? null : columns.accuracy[i],
    learningRate: columns.learningRate[i],
    gradientNorm: columns.gradientNorm[i],
    fingerprint: columns.fingerprint[i],
    wallTimeMs: columns.wallTimeMs[i],
  };
}
