import type { RecalledEvent } from '../../core/transcript/events.ts';
import type { ChartAxis } from './chart-axis.ts';
import { Curve } from './chart-series.ts';
import { GrowingColumn } from './growing-column.ts';
import type { CurveLook, EvaluationPoint, MetricName, TrackCurves } from './run-charts.ts';
import type { RunSeries } from './run-series.ts';

/** The charts that show what fine-tuning knows of the rows that pretraining was tested on, and by what. */
const SHOWN: Readonly<Partial<Record<MetricName, 'accuracy' | 'loss'>>> = {
  accuracy: 'accuracy',
  testAccuracy: 'accuracy',
  testLoss: 'loss',
};

/** Few and means already, these values are not smoothed. Grows with the run. */
export class RecalledCurves {
  readonly #series: RunSeries;
  readonly #places = { step: new GrowingColumn(), wallTimeMs: new GrowingColumn() };
  readonly #values = { accuracy: new GrowingColumn(), loss: new GrowingColumn() };
  readonly #curves = {
    accuracy: new Curve(this.#places.step, this.#values.accuracy),
    loss: new Curve(this.#places.step, this.#values.loss),
  };

  constructor(series: RunSeries) {
    this.#series = series;
  }

  follow(axis: ChartAxis, recalls: readonly RecalledEvent[]): void {
    for (const { step, metrics } of recalls.slice(this.#places.step.length)) {
      this.#places.step.push(step);
      this.#places.wallTimeMs.push(this.#timeOf(step));
      this.#values.accuracy.push(metrics.accuracy ?? Number.NaN);
      this.#values.loss.push(metrics.loss);
    }
    for (const curve of Object.values(this.#curves)) {
      curve.x = axis.column(this.#places);
      curve.shift = axis.shift('finetune');
    }
  }

  /** None on a chart that does not show it. */
  curves(metric: MetricName, look: CurveLook): readonly TrackCurves[] {
    const shown = SHOWN[metric];
    if (shown === undefined) return [];
    const curve = this.#curves[shown];
    return [{ track: 'finetune', look, places: this.#places, raw: curve, smooth: curve }];
  }

  points(metric: MetricName, look: CurveLook): readonly EvaluationPoint[] {
    return this.curves(metric, look).flatMap(({ track, places, raw }) =>
      Array.from({ length: raw.length }, (_, i) => ({
        track,
        look,
        step: places.step.at(i),
        x: raw.xAt(i),
        value: raw.values.at(i),
      })).filter(({ value }) => Number.isFinite(value)),
    );
  }

  /** When the step was done; where fine-tuning begins it is the last of pretraining. */
  #timeOf(step: number): number {
    const { pretrain, finetune } = this.#series.tracks;
    const track = finetune.step.length > 0 && finetune.step.at(0) <= step ? finetune : pretrain;
    const at = Math.min(track.step.length - 1, step - (track.step.length > 0 ? track.step.at(0) : 0));
    return at < 0 ? 0 : track.wallTimeMs.at(at);
  }
}
