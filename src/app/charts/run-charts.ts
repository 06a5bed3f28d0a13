import type { Track } from '../../core/spec/spec.ts';
import type { Metrics } from '../../core/training/metrics.ts';
import type { EvaluatedEvent } from '../../core/transcript/events.ts';
import { RateColumn } from '../pace.ts';
import type { ChartAxis, Places } from './chart-axis.ts';
import { Curve } from './chart-series.ts';
import { GrowingColumn } from './growing-column.ts';
import type { RunSeries, TrackSeries } from './run-series.ts';
import { SmoothedColumn } from './smoothing.ts';

/** What can be drawn of every step (`rate` is in steps a second), and of every evaluation on the test rows. */
export type MetricName = 'loss' | 'accuracy' | 'gradientNorm' | 'updateRatio' | 'rate' | 'testLoss' | 'testAccuracy';

export const METRICS: readonly MetricName[] = ['loss', 'accuracy', 'gradientNorm', 'updateRatio', 'rate', 'testLoss', 'testAccuracy'];

/** What a curve is called and how it looks, where that is not its track's: one of several runs, or what fine-tuning recalls. */
export interface CurveLook {
  readonly kind: 'run' | 'recalled';
  readonly label: string;
  /** Of its colour. */
  readonly token: string;
  readonly dash: readonly number[];
}

/** One metric of one track: every value, and the smoothed curve through them. */
export interface TrackCurves {
  readonly track: Track;
  readonly look?: CurveLook;
  readonly places: Places;
  readonly raw: Curve;
  readonly smooth: Curve;
}

/** A value measured on the test rows, at a place of the chart. */
export interface EvaluationPoint {
  readonly track: Track;
  readonly look?: CurveLook;
  readonly step: number;
  readonly x: number;
  readonly value: number;
}

/** The curves of a run. Follows its series: what was derived from a step is derived once and kept. */
export class RunCharts {
  readonly series: RunSeries;
  readonly #derived: readonly DerivedTrack[];
  #smoothing: number;
  #evaluated = 0;

  constructor(series: RunSeries, smoothing: number) {
    this.series = series;
    this.#smoothing = smoothing;
    this.#derived = Object.values(series.tracks).map((track) => new DerivedTrack(track, smoothing));
  }

  /** Smooths all curves anew, where the weight is another; what they were made of stays. Then `follow` brings them up to date. */
  smooth(weight: number): void {
    if (weight === this.#smoothing) return;
    this.#smoothing = weight;
    for (const derived of this.#derived) derived.smooth(weight);
  }

  /** Takes in the steps and evaluations since the last call, and puts the curves where they lie on the axis. */
  follow(axis: ChartAxis, evaluations: readonly EvaluatedEvent[]): void {
    for (; this.#evaluated < evaluations.length; this.#evaluated++) {
      const event = evaluations[this.#evaluated];
      this.#derived.find(({ track }) => track === event.phase)?.evaluated(event);
    }
    for (const derived of this.#derived) derived.follow(axis);
  }

  curves(metric: MetricName): readonly TrackCurves[] {
    return this.#derived.map((derived) => derived.curves[metric]);
  }
}

/** A metric's values, and where they stand. Few and means already, those of the test rows are not smoothed: that would only hide them. */
interface Measured {
  readonly raw: Curve;
  readonly values: GrowingColumn;
  readonly places: Places;
  readonly smoothable: boolean;
}

class DerivedTrack {
  readonly track: Track;
  readonly #source: TrackSeries;
  readonly #rate = new RateColumn();
  readonly #tests = {
    step: new GrowingColumn(),
    wallTimeMs: new GrowingColumn(),
    loss: new GrowingColumn(),
    accuracy: new GrowingColumn(),
  };
  readonly #measured: Readonly<Record<MetricName, Measured>>;
  #smoothed: readonly (readonly [SmoothedColumn, GrowingColumn])[] = [];
  #curves: Readonly<Record<MetricName, TrackCurves>>;

  constructor(source: TrackSeries, smoothing: number) {
    this.track = source.track;
    this.#source = source;
    const measured = (values: GrowingColumn, places: Places, smoothable: boolean): Measured => ({
      raw: new Curve(places.step, values),
      values,
      places,
      smoothable,
    });
    const ofSteps = (values: GrowingColumn) => measured(values, source, true);
    const ofTests = (values: GrowingColumn) => measured(values, this.#tests, false);
    this.#measured = {
      loss: ofSteps(source.loss),
      accuracy: ofSteps(source.accuracy),
      gradientNorm: ofSteps(source.gradientNorm),
      updateRatio: ofSteps(source.updateRatio),
      rate: ofSteps(this.#rate.values),
      testLoss: ofTests(this.#tests.loss),
      testAccuracy: ofTests(this.#tests.accuracy),
    };
    this.#curves = this.#smoothedBy(smoothing);
  }

  get curves(): Readonly<Record<MetricName, TrackCurves>> {
    return this.#curves;
  }

  smooth(weight: number): void {
    this.#curves = this.#smoothedBy(weight);
  }

  #smoothedBy(weight: number): Readonly<Record<MetricName, TrackCurves>> {
    const columns: (readonly [SmoothedColumn, GrowingColumn])[] = [];
    const curvesOf = ({ raw, values, places, smoothable }: Measured): TrackCurves => {
      const smoothed = new SmoothedColumn(smoothable ? weight : 0);
      columns.push([smoothed, values]);
      return { track: this.track, places, raw, smooth: new Curve(places.step, smoothed.values) };
    };
    const curves = METRICS.map((metric) => [metric, curvesOf(this.#measured[metric])] as const);
    this.#smoothed = columns;
    return Object.fromEntries(curves) as Record<MetricName, TrackCurves>;
  }

  evaluated({ step, metrics }: EvaluatedEvent): void {
    const { length } = this.#source.step;
    this.#tests.step.push(step);
    this.#tests.wallTimeMs.push(length === 0 ? 0 : this.#source.wallTimeMs.at(Math.min(length, this.#indexOf(step) + 1) - 1));
    this.#tests.loss.push(metrics.loss);
    this.#tests.accuracy.push(metrics.accuracy ?? Number.NaN);
  }

  follow(axis: ChartAxis): void {
    this.#rate.follow(this.#source.wallTimeMs);
    for (const [smoothed, values] of this.#smoothed) smoothed.follow(values);
    const shift = axis.shift(this.track);
    for (const { raw, smooth, places } of Object.values(this.curves)) {
      raw.x = smooth.x = axis.column(places);
      raw.shift = smooth.shift = shift;
    }
  }

  /** A track's steps follow each other without gaps. */
  #indexOf(step: number): number {
    return Math.max(0, step - this.#source.step.at(0));
  }
}

/** The evaluations that have the metric, in the order they were made. */
export function evaluationPoints(
  evaluations: readonly EvaluatedEvent[],
  metric: keyof Metrics,
  axis: Pick<ChartAxis, 'place'>,
): readonly EvaluationPoint[] {
  return evaluations.flatMap(({ phase, step, metrics }) => {
    const value = metrics[metric];
    return typeof value === 'number' ? [{ track: phase, step, x: axis.place(phase, step), value }] : [];
  });
}
