import type { EvaluatedEvent } from '../core/events.ts';
import type { Metrics } from '../core/metrics.ts';
import type { Track } from '../core/spec.ts';
import { Curve } from './chart-series.ts';
import { RateColumn } from './pace.ts';
import type { GrowingColumn, RunSeries, TrackSeries } from './run-series.ts';
import { SmoothedColumn } from './smoothing.ts';

/** What can be drawn of every step; `rate` is in steps a second. */
export type MetricName = 'loss' | 'accuracy' | 'gradientNorm' | 'updateRatio' | 'rate';

/** One metric of one track: every value, and the smoothed curve through them. */
export interface TrackCurves {
  readonly track: Track;
  readonly raw: Curve;
  readonly smooth: Curve;
}

/** A value measured on the test rows, at a step of the chart. */
export interface EvaluationPoint {
  readonly track: Track;
  readonly x: number;
  readonly value: number;
}

/** The curves of a run. Follows its series: what was derived from a step is derived once and kept. */
export class RunCharts {
  readonly series: RunSeries;
  readonly smoothing: number;
  readonly #derived: readonly DerivedTrack[];

  constructor(series: RunSeries, smoothing: number) {
    this.series = series;
    this.smoothing = smoothing;
    this.#derived = Object.values(series.tracks).map((track) => new DerivedTrack(track, smoothing));
  }

  /** Takes in the steps since the last call. `shift` says where a track lies on the chart. */
  follow(shift: (track: Track) => number): void {
    for (const derived of this.#derived) derived.follow(shift(derived.track));
  }

  curves(metric: MetricName): readonly TrackCurves[] {
    return this.#derived.map((derived) => derived.curves[metric]);
  }
}

class DerivedTrack {
  readonly track: Track;
  readonly curves: Readonly<Record<MetricName, TrackCurves>>;
  readonly #source: TrackSeries;
  readonly #rate = new RateColumn();
  readonly #smoothed: (readonly [SmoothedColumn, GrowingColumn])[] = [];

  constructor(source: TrackSeries, smoothing: number) {
    this.track = source.track;
    this.#source = source;
    const both = (values: GrowingColumn): TrackCurves => {
      const smoothed = new SmoothedColumn(smoothing);
      this.#smoothed.push([smoothed, values]);
      return { track: source.track, raw: new Curve(source.step, values), smooth: new Curve(source.step, smoothed.values) };
    };
    this.curves = {
      loss: both(source.loss),
      accuracy: both(source.accuracy),
      gradientNorm: both(source.gradientNorm),
      updateRatio: both(source.updateRatio),
      rate: both(this.#rate.values),
    };
  }

  follow(shift: number): void {
    this.#rate.follow(this.#source.wallTimeMs);
    for (const [smoothed, values] of this.#smoothed) smoothed.follow(values);
    for (const { raw, smooth } of Object.values(this.curves)) raw.shift = smooth.shift = shift;
  }
}

/** The evaluations that have the metric, in the order they were made. */
export function evaluationPoints(
  evaluations: readonly EvaluatedEvent[],
  metric: keyof Metrics,
  shift: (track: Track) => number,
): readonly EvaluationPoint[] {
  return evaluations.flatMap(({ phase, step, metrics }) => {
    const value = metrics[metric];
    return typeof value === 'number' ? [{ track: phase, x: step + shift(phase), value }] : [];
  });
}
