import { TRACKS } from '../../core/spec/spec.ts';
import type { RunSeries, TrackSeries } from '../charts/run-series.ts';
import { EVENT_GROUPS, type LoggedEvent, type RunLog } from '../runs/run-log.ts';

/** What of a transcript is listed. */
export const ROW_FILTERS = ['all', 'steps', ...EVENT_GROUPS] as const;
export type RowFilter = (typeof ROW_FILTERS)[number];

/** One row: a step, by its place in its track's columns, or an event and the step that it stands behind. */
export type TranscriptRow =
  | { readonly kind: 'step'; readonly step: number; readonly series: TrackSeries; readonly index: number }
  | { readonly kind: 'event'; readonly step: number; readonly event: LoggedEvent };

/** The rows of a transcript in order, made one by one where they are asked for: a list of a million steps is as small as one of ten.
 *  Stands for the series and the log as long as they are now. */
export class TranscriptRows {
  readonly length: number;
  readonly #tracks: readonly TrackSeries[];
  readonly #log: RunLog;
  /** Of events: those that are listed, by their places in the log. */
  readonly #places: readonly number[] | null;
  readonly #events: number;

  constructor(series: RunSeries, log: RunLog, filter: RowFilter) {
    this.#tracks = TRACKS.map((track) => series.tracks[track])
      .filter(({ step }) => step.length > 0)
      .sort((a, b) => a.step.at(0) - b.step.at(0));
    this.#log = log;
    this.#places = filter === 'all' || filter === 'steps' ? null : log.group(filter);
    this.#events = filter === 'steps' ? 0 : (this.#places?.length ?? log.length);
    this.length = this.#events + (this.#places === null ? series.steps : 0);
  }

  at(row: number): TranscriptRow {
    if (this.#places !== null) return this.#event(row);
    const events = countWhile(this.#events, (event) => this.#rowOf(event) <= row);
    return events > 0 && this.#rowOf(events - 1) === row ? this.#event(events - 1) : this.#step(row - events);
  }

  /** Where a step stands; where it is not listed, the row that comes next, or the last one. */
  rowOfStep(step: number): number {
    const before = countWhile(this.#events, (event) => this.#afterStep(event) < step);
    const steps = this.#places === null ? Math.max(0, this.#stepsThrough(step) - 1) : 0;
    return Math.max(0, Math.min(this.length - 1, steps + before));
  }

  #event(index: number): TranscriptRow {
    return { kind: 'event', step: this.#afterStep(index), event: this.#log.at(this.#places?.[index] ?? index) };
  }

  #step(place: number): TranscriptRow {
    let index = place;
    for (const series of this.#tracks) {
      if (index < series.step.length) return { kind: 'step', step: series.step.at(index), series, index };
      index -= series.step.length;
    }
    throw new RangeError(`step ${place} of ${this.length} rows`);
  }

  #afterStep(index: number): number {
    return this.#log.afterStep(this.#places?.[index] ?? index);
  }

  /** Of an event among all steps. */
  #rowOf(event: number): number {
    return this.#stepsThrough(this.#afterStep(event)) + event;
  }

  #stepsThrough(last: number): number {
    return this.#tracks.reduce((sum, { step }) => sum + countWhile(step.length, (i) => step.at(i) <= last), 0);
  }
}

/** How many of the first `length` places hold; `holds` is true up to one of them, and false from there on. */
function countWhile(length: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
