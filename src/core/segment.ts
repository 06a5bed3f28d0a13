import { type Column, type ColumnFile, packColumns, unpackColumns } from './column-file.ts';
import type { HistogramsEvent, RunEvent, StepEvent, TensorStatistics } from './events.ts';
import { sha256Of } from './sha256.ts';
import type { Track } from './spec.ts';
import type { ChainHead } from './transcript.ts';

/** A stretch of a run's events as it is kept: steps as columns of numbers, what else happened as it is. What a chart draws stands
 *  in `summary`, what is looked up (rows, each tensor's statistics, histograms) in `detail`, so that a run of a million steps
 *  is opened without reading it all. `summary` holds the hash of `detail` and that of the segment before, and `hash` is its own:
 *  whoever knows it knows whether anything before it was changed, moved, added or left out. */
export interface Segment {
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly summary: Uint8Array<ArrayBuffer>;
  readonly detail: Uint8Array<ArrayBuffer>;
  /** SHA-256 of `summary`, in hex. */
  readonly hash: string;
}

/** The steps among a segment's events, a column each; all of one length. */
export interface StepColumns {
  /** Where in the segment the step stands. */
  readonly at: Uint32Array;
  readonly track: Uint32Array;
  readonly step: Uint32Array;
  readonly epoch: Uint32Array;
  /** Rows in the batch. */
  readonly rows: Uint32Array;
  readonly fingerprint: Uint32Array;
  readonly loss: Float64Array;
  /** NaN where it does not apply. */
  readonly accuracy: Float64Array;
  readonly learningRate: Float64Array;
  readonly gradientNorm: Float64Array;
  readonly wallTimeMs: Float64Array;
  /** Largest ‖update‖/‖parameters‖ over the tensors. */
  readonly updateRatio: Float64Array;
}

/** An event and where in its segment it stands. */
type Placed<Event> = readonly [at: number, event: Event];

interface SummaryHeader {
  readonly firstSeq: number;
  readonly events: number;
  /** Hash of the segment before. */
  readonly prev: string;
  /** Hash of `detail`. */
  readonly detail: string;
  readonly others: readonly Placed<RunEvent>[];
}

interface DetailHeader {
  readonly tensors: readonly string[];
  readonly histograms: readonly Placed<HistogramsEvent>[];
}

/** In the order of their numbers in the column. */
const TRACKS: readonly Track[] = ['pretrain', 'finetune', 'baseline'];
const UPDATE_RATIO = 5;
const STATISTICS = 7;
const MAX_U32 = 2 ** 32 - 1;

/** `hash` is SHA-256 in hex. */
export async function encodeSegment(
  before: ChainHead,
  events: readonly RunEvent[],
  hash: (bytes: Uint8Array<ArrayBuffer>) => string | Promise<string> = sha256Of,
): Promise<Segment> {
  const { steps, histograms, others } = sorted(events);
  const tensors = Object.keys(steps[0]?.[1].tensors ?? {});
  const detail = packColumns<DetailHeader>({ tensors, histograms }, detailColumns(steps, tensors));
  const firstSeq = before.seq + 1;
  const header = { firstSeq, events: events.length, prev: before.hash, detail: await hash(detail), others };
  const summary = packColumns<SummaryHeader>(header, stepColumns(steps));
  return { firstSeq, lastSeq: before.seq + events.length, summary, detail, hash: await hash(summary) };
}

/** What is left of a segment: `sound` tells whether it is what was written behind `before`; the events stand here also where it is
 *  not, as far as they can be read. */
export interface OpenedSegment {
  readonly sound: boolean;
  readonly events: readonly RunEvent[];
}

export async function openSegment(before: ChainHead, segment: Segment): Promise<OpenedSegment> {
  const [summaryHash, detailHash] = await Promise.all([sha256Of(segment.summary), sha256Of(segment.detail)]);
  try {
    const summary = unpackColumns<SummaryHeader>(segment.summary);
    const { firstSeq, events: count, prev, detail } = summary.header;
    const isWhole = summaryHash === segment.hash && detailHash === detail && firstSeq === segment.firstSeq;
    const follows = firstSeq === before.seq + 1 && prev === before.hash && segment.lastSeq === before.seq + count;
    const events = readEvents(summary, unpackColumns<DetailHeader>(segment.detail));
    return { sound: isWhole && follows && events.length === count, events };
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError || error instanceof TypeError) return { sound: false, events: [] };
    throw error;
  }
}

/** The head behind a segment. */
export const headOf = ({ lastSeq, hash }: Pick<Segment, 'lastSeq' | 'hash'>): ChainHead => ({ seq: lastSeq, hash });

interface Sorted {
  readonly steps: Placed<StepEvent>[];
  readonly histograms: Placed<HistogramsEvent>[];
  readonly others: Placed<RunEvent>[];
}

function sorted(events: readonly RunEvent[]): Sorted {
  const result: Sorted = { steps: [], histograms: [], others: [] };
  const names = Object.keys(events.find((event) => event.kind === 'step')?.tensors ?? {}).join('\0');
  events.forEach((event, at) => {
    if (event.kind === 'step' && fitsColumns(event) && Object.keys(event.tensors).join('\0') === names) result.steps.push([at, event]);
    else if (event.kind === 'histograms') result.histograms.push([at, event]);
    else result.others.push([at, event]);
  });
  return result;
}

/** Whether columns hold the step exactly; a step of another program may be stranger. */
export function fitsColumns({ step, epoch, rows, fingerprint, tensors, ...scalars }: StepEvent): boolean {
  const { loss, accuracy, learningRate, gradientNorm, wallTimeMs } = scalars;
  return (
    [step, epoch, rows.length, fingerprint].every(isU32) &&
    rows.every(isU32) &&
    [loss, accuracy ?? 0, learningRate, gradientNorm, wallTimeMs].every(Number.isFinite) &&
    Object.values(tensors).every((statistics) => statistics.length === STATISTICS && statistics.every(Number.isFinite))
  );
}

const isU32 = (value: number): boolean => Number.isInteger(value) && value >= 0 && value <= MAX_U32;

type ByColumn = { readonly [Name in keyof StepColumns]: Column };

function stepColumns(steps: readonly Placed<StepEvent>[]): Readonly<Record<string, Column>> {
  const whole = (of: (step: StepEvent) => number) => Uint32Array.from(steps, ([, step]) => of(step));
  const real = (of: (step: StepEvent) => number) => Float64Array.from(steps, ([, step]) => of(step));
  const columns: ByColumn = {
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
  return { ...columns };
}

function detailColumns(steps: readonly Placed<StepEvent>[], tensors: readonly string[]): Readonly<Record<string, Column>> {
  const rows = new Uint32Array(steps.reduce((sum, [, step]) => sum + step.rows.length, 0));
  const statistics = new Float64Array(steps.length * tensors.length * STATISTICS);
  let [row, value] = [0, 0];
  for (const [, step] of steps) {
    rows.set(step.rows, row);
    row += step.rows.length;
    for (const name of tensors) {
      statistics.set(step.tensors[name], value);
      value += STATISTICS;
    }
  }
  return { rows, statistics };
}

function readEvents(summary: ColumnFile<SummaryHeader>, detail: ColumnFile<DetailHeader>): RunEvent[] {
  const events: RunEvent[] = [];
  for (const [at, event] of [...summary.header.others, ...detail.header.histograms]) events[at] = event;
  const columns = readStepColumns(summary);
  const [rows, statistics] = [detail.columns.get('rows'), detail.columns.get('statistics')];
  if (!(rows instanceof Uint32Array) || !(statistics instanceof Float64Array)) throw new TypeError('rows or statistics are missing');
  let row = 0;
  columns.at.forEach((at, i) => {
    const batch = [...rows.subarray(row, row + columns.rows[i])];
    row += batch.length;
    events[at] = stepAt(columns, i, batch, tensorsAt(statistics, detail.header.tensors, i));
  });
  return Array.from(events).filter((event) => event !== undefined);
}

/** @throws TypeError where a column is missing */
function readStepColumns({ columns }: ColumnFile<SummaryHeader>): StepColumns {
  const whole = (name: string) => typed(columns.get(name), Uint32Array, name);
  const real = (name: string) => typed(columns.get(name), Float64Array, name);
  return {
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
  };
}

function typed<Type extends Column>(column: Column | undefined, type: new () => Type, name: string): Type {
  if (column instanceof type) return column;
  throw new TypeError(`the column ${name} is missing`);
}

function stepAt(columns: StepColumns, i: number, rows: number[], tensors: StepEvent['tensors']): StepEvent {
  return {
    kind: 'step',
    phase: TRACKS[columns.track[i]],
    step: columns.step[i],
    epoch: columns.epoch[i],
    rows,
    loss: columns.loss[i],
    accuracy: Number.isNaN(columns.accuracy[i]) ? null : columns.accuracy[i],
    learningRate: columns.learningRate[i],
    gradientNorm: columns.gradientNorm[i],
    fingerprint: columns.fingerprint[i],
    wallTimeMs: columns.wallTimeMs[i],
    tensors,
  };
}

function tensorsAt(statistics: Float64Array, names: readonly string[], i: number): StepEvent['tensors'] {
  const first = i * names.length * STATISTICS;
  const at = (tensor: number) => [...statistics.subarray(first + tensor * STATISTICS, first + (tensor + 1) * STATISTICS)];
  return Object.fromEntries(names.map((name, tensor) => [name, at(tensor) as unknown as TensorStatistics]));
}
