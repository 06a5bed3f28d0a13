import type { Track } from '../../core/spec/spec.ts';
import type { Column } from './column-extremes.ts';
import { chartShift, lastChartStep, type PhaseSpan } from './phase-spans.ts';
import type { RunSeries } from './run-series.ts';

/** What the horizontal axis counts: steps; milliseconds of training, with the baseline beside the fine-tune phase; or the same
 *  milliseconds as they passed, one track after the other. Pauses take no time on either. */
export type AxisKind = 'step' | 'relative' | 'wall';

export const AXIS_KINDS: readonly AxisKind[] = ['step', 'relative', 'wall'];

/** Where points stand, by step and by time. */
export interface Places {
  readonly step: Column;
  readonly wallTimeMs: Column;
}

/** A stretch of the axis that a track takes. */
export interface Stretch {
  readonly track: Track;
  readonly from: number;
  readonly to: number;
}

/** The horizontal axis of a run's charts. Times are known only of steps that were made, so a run that has none, or a plan, is
 *  laid out by steps whatever was asked for. */
export class ChartAxis {
  readonly kind: AxisKind;
  readonly #spans: readonly PhaseSpan[];
  readonly #series: RunSeries | null;

  constructor(kind: AxisKind, spans: readonly PhaseSpan[], series: RunSeries | null) {
    this.kind = series === null || series.steps === 0 ? 'step' : kind;
    this.#spans = spans;
    this.#series = series;
  }

  /** Places are steps, with nothing between them. */
  get whole(): boolean {
    return this.kind === 'step';
  }

  /** The column that points stand by. */
  column(places: Places): Column {
    return this.whole ? places.step : places.wallTimeMs;
  }

  /** What to add to a track's places. */
  shift(track: Track): number {
    if (this.whole) return chartShift(this.#spans, track);
    if (this.kind === 'wall' || track !== 'baseline' || this.#stepsOf('finetune') === 0) return 0;
    return this.#startOf('finetune') - this.#startOf('baseline');
  }

  /** Where a track's step stands; that of the last step before it where it was not made. */
  place(track: Track, step: number): number {
    if (this.whole) return step + this.shift(track);
    return this.#timeOf(track, step) + this.shift(track);
  }

  /** What each track takes; the baseline only where it lies over no other. */
  get stretches(): readonly Stretch[] {
    const own = this.#spans.filter(({ track }) => track !== 'baseline' || this.kind === 'wall');
    if (this.whole) return own.map(({ track, after, steps }) => ({ track, from: after, to: after + steps }));
    return own
      .filter(({ track }) => this.#stepsOf(track) > 0)
      .map(({ track }) => ({ track, from: this.#startOf(track), to: this.#endOf(track) }));
  }

  /** Where the axis ends. */
  get end(): number {
    if (this.whole) return lastChartStep(this.#spans);
    return Math.max(
      0,
      ...this.#spans.filter(({ track }) => this.#stepsOf(track) > 0).map(({ track }) => this.#endOf(track) + this.shift(track)),
    );
  }

  #stepsOf(track: Track): number {
    return this.#series?.tracks[track].step.length ?? 0;
  }

  #endOf(track: Track): number {
    return this.#series?.tracks[track].wallTimeMs.at(this.#stepsOf(track) - 1) ?? 0;
  }

  /** When the step before a track's first one was done. */
  #startOf(track: Track): number {
    const first = this.#stepsOf(track) === 0 ? 1 : (this.#series?.tracks[track].step.at(0) ?? 1);
    const before = Object.values(this.#series?.tracks ?? {}).filter((one) => one.track !== track && one.step.length > 0);
    return Math.max(0, ...before.filter((one) => one.step.at(0) < first).map((one) => this.#timeOf(one.track, first - 1)));
  }

  #timeOf(track: Track, step: number): number {
    const series = this.#series?.tracks[track];
    if (series === undefined) return 0;
    let low = 0;
    let high = series.step.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (series.step.at(middle) <= step) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? 0 : series.wallTimeMs.at(low - 1);
  }
}
