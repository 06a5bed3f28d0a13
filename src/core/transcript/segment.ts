import { roundedTo } from '../float32.ts';
import type { BatchResult } from '../looks/row-losses.ts';
import { TRACKS } from '../spec/spec.ts';
import { type Column, type ColumnFile, packColumns, unpackColumns } from './column-file.ts';
import {
  batchRows,
  batchValues,
  columnsBy,
  DIGITS_A_ROW,
  type EventColumns,
  isU32,
  type Placed,
  STATISTICS,
  type StepColumns,
  sorted,
  stepAt,
  stepColumns,
} from './event-columns.ts';
import { type HistogramsEvent, type RunEvent, type StepEvent, statusAfter, type TensorStatistics } from './events.ts';
import { sha256Of } from './sha256.ts';
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
  const summary = packColumns<SummaryHeader>(header, { ...stepColumns(steps) });
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
    const { firstSeq, events: count, detail } = summary.header;
    const isWhole = summaryHash === segment.hash && detailHash === detail && firstSeq === segment.firstSeq;
    const events = readEvents(summary, unpackColumns<DetailHeader>(segment.detail));
    return { sound: isWhole && follows(before, segment, summary) && events.length === count, events };
  } catch (error) {
    if (isUnreadable(error)) return { sound: false, events: [] };
    throw error;
  }
}

/** What charts draw of a segment; histograms are not among the others. */
export type SummaryColumns = Omit<EventColumns, 'rows'>;

/** What its summary tells of a segment: `sound` whether that is what was written behind `before`. The detail is not looked at. */
export interface OpenedSummary {
  readonly sound: boolean;
  readonly columns: SummaryColumns;
}

export async function openSummary(before: ChainHead, segment: Omit<Segment, 'detail'>): Promise<OpenedSummary> {
  const hash = await sha256Of(segment.summary);
  try {
    const summary = unpackColumns<SummaryHeader>(segment.summary);
    const columns = readSummary(summary);
    return { sound: hash === segment.hash && summary.header.firstSeq === segment.firstSeq && follows(before, segment, summary), columns };
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return { sound: false, columns: { steps: stepColumns([]), others: [], status: 'running' } };
  }
}

/** What came of each row in the segment's steps, without each tensor's statistics: for readers of whole runs. Values are as they were
 *  logged to float32. Nothing is checked. @throws TypeError, RangeError or SyntaxError where it cannot be read */
export function* batchResultsIn(segment: Segment): Generator<BatchResult, void, void> {
  const summary = unpackColumns<SummaryHeader>(segment.summary);
  const { columns } = unpackColumns<DetailHeader>(segment.detail);
  const { track, step, rows: counts } = readStepColumns(summary);
  const rows = typed(columns.get('rows'), Uint32Array, 'rows');
  const [losses, predictions] = [columns.get('losses'), columns.get('predictions')];
  let end = 0;
  for (let i = 0; i < step.length; i++) {
    const first = end;
    end += counts[i];
    const of = (column: Column | undefined) => column?.subarray(first, end);
    yield { phase: TRACKS[track[i]], step: step[i], rows: rows.subarray(first, end), losses: of(losses), predictions: of(predictions) };
  }
  for (const [, event] of summary.header.others) if (event.kind === 'step') yield event;
}

/** The histograms in a segment; none where its detail is not what its summary was written with, or cannot be read. */
export async function histogramsIn({ summary, detail }: Segment): Promise<readonly HistogramsEvent[]> {
  try {
    if (unpackColumns<SummaryHeader>(summary).header.detail !== (await sha256Of(detail))) return [];
    return unpackColumns<DetailHeader>(detail).header.histograms.map(([, event]) => event);
  } catch (error) {
    if (isUnreadable(error)) return [];
    throw error;
  }
}

/** The head behind a segment. */
export const headOf = ({ lastSeq, hash }: Pick<Segment, 'lastSeq' | 'hash'>): ChainHead => ({ seq: lastSeq, hash });

function detailColumns(steps: readonly Placed<StepEvent>[], tensors: readonly string[]): Readonly<Record<string, Column>> {
  const statistics = new Float64Array(steps.length * tensors.length * STATISTICS);
  let at = 0;
  for (const [, step] of steps) {
    for (const name of tensors) {
      statistics.set(step.tensors[name], at);
      at += STATISTICS;
    }
  }
  const [first] = steps;
  return {
    rows: batchRows(steps),
    statistics,
    ...(first?.[1].losses && { losses: narrowest(batchValues(steps, ({ losses = [] }) => losses)) }),
    ...(first?.[1].predictions && { predictions: narrowest(batchValues(steps, ({ predictions = [] }) => predictions)) }),
  };
}

/** The smallest column that gives the values back exactly: whole numbers, or such of so few digits that a float32 tells them apart. */
function narrowest(values: Float64Array<ArrayBuffer>): Column {
  if (values.every(isU32)) return Uint32Array.from(values);
  return values.every((value) => roundedTo(Math.fround(value), DIGITS_A_ROW) === value) ? Float32Array.from(values) : values;
}

const numbersIn = (values: Column): number[] =>
  values instanceof Float32Array ? Array.from(values, (value) => roundedTo(value, DIGITS_A_ROW)) : [...values];

function follows(before: ChainHead, { lastSeq }: Omit<Segment, 'detail'>, { header }: ColumnFile<SummaryHeader>): boolean {
  return header.firstSeq === before.seq + 1 && header.prev === before.hash && lastSeq === before.seq + header.events;
}

/** What reading bytes ends in that are not what was written. */
const isUnreadable = (error: unknown): boolean => error instanceof RangeError || error instanceof SyntaxError || error instanceof TypeError;

function readSummary(summary: ColumnFile<SummaryHeader>): SummaryColumns {
  const { events, others } = summary.header;
  const last = others.at(-1);
  const status = last?.[0] === events - 1 ? statusAfter(last[1]) : 'running';
  return { steps: readStepColumns(summary), others: others.map(([, event]) => event), status };
}

function readEvents(summary: ColumnFile<SummaryHeader>, detail: ColumnFile<DetailHeader>): RunEvent[] {
  const events: RunEvent[] = [];
  for (const [at, event] of [...summary.header.others, ...detail.header.histograms]) events[at] = event;
  const columns = readStepColumns(summary);
  const rows = typed(detail.columns.get('rows'), Uint32Array, 'rows');
  const statistics = typed(detail.columns.get('statistics'), Float64Array, 'statistics');
  let row = 0;
  columns.at.forEach((at, i) => {
    const end = row + columns.rows[i];
    const valuesOf = (name: 'losses' | 'predictions') => {
      const values = detail.columns.get(name);
      return values && { [name]: numbersIn(values.subarray(row, end)) };
    };
    const batch = { rows: [...rows.subarray(row, end)], ...valuesOf('losses'), ...valuesOf('predictions') };
    row = end;
    events[at] = stepAt(columns, i, { ...batch, tensors: tensorsAt(statistics, detail.header.tensors, i) });
  });
  return Array.from(events).filter((event) => event !== undefined);
}

/** @throws TypeError where a column is missing */
const readStepColumns = ({ columns }: ColumnFile<SummaryHeader>): StepColumns =>
  columnsBy(
    (name) => typed(columns.get(name), Uint32Array, name),
    (name) => typed(columns.get(name), Float64Array, name),
  );

function typed<Type extends Column>(column: Column | undefined, type: new () => Type, name: string): Type {
  if (column instanceof type) return column;
  throw new TypeError(`the column ${name} is missing`);
}

function tensorsAt(statistics: Float64Array, names: readonly string[], i: number): StepEvent['tensors'] {
  const first = i * names.length * STATISTICS;
  return Object.fromEntries(names.map((name, tensor) => [name, statisticsAt(statistics, first + tensor * STATISTICS)]));
}

function statisticsAt(values: Float64Array, first: number): TensorStatistics {
  const [mean, std, min, max, l2, updateRatio, gradientL2] = values.subarray(first, first + STATISTICS);
  return [mean, std, min, max, l2, updateRatio, gradientL2];
}
