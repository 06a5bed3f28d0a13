import { msg } from '@lit/localize';
import { chartShift, lastChartStep, type PhaseSpan, spansOfRun, spansOfSteps } from '../app/phase-spans.ts';
import { evaluationPoints, type MetricName, RunCharts } from '../app/run-charts.ts';
import { estimatePhase } from '../app/step-estimate.ts';
import type { ViewState } from '../app/view-state.ts';
import type { Metrics } from '../core/metrics.ts';
import type { ChartBand, ChartContent } from './chart-options.ts';
import { trackName } from './chart-texts.ts';

/** Metrics that the test rows are measured by too. */
const TESTED: Partial<Record<MetricName, keyof Metrics>> = { loss: 'loss', accuracy: 'accuracy' };
const METRICS: readonly MetricName[] = ['loss', 'accuracy', 'gradientNorm', 'updateRatio', 'rate'];

/** What each chart shows: one object a chart, replaced only when there is something new to draw. */
export type ProgressContents = Readonly<Record<MetricName, ChartContent>>;

/** Makes the contents of the progress charts from the state, and keeps what was derived from the run. */
export class ProgressModel {
  #charts: RunCharts | null = null;
  #key = '';
  #contents: ProgressContents | null = null;

  contents(state: ViewState, smoothing: number): ProgressContents {
    const { run } = state;
    const spans = run === null || run.totalSteps === 0 ? plannedOf(state) : spansOfRun(run);
    if (run === null) this.#charts = null;
    else if (this.#charts?.series !== run.series || this.#charts.smoothing !== smoothing)
      this.#charts = new RunCharts(run.series, smoothing);
    const key = JSON.stringify([run?.runId, run?.revision, run?.evaluations.length, smoothing, spans, document.documentElement.lang]);
    if (this.#contents === null || key !== this.#key) this.#contents = this.#make(state, spans);
    this.#key = key;
    return this.#contents;
  }

  #make({ run }: ViewState, spans: readonly PhaseSpan[]): ProgressContents {
    const shift = (track: PhaseSpan['track']) => chartShift(spans, track);
    this.#charts?.follow(shift);
    const [bands, to] = [bandsOf(spans), lastChartStep(spans)];
    const content = (metric: MetricName): ChartContent => {
      const tested = TESTED[metric];
      return {
        curves: this.#charts?.curves(metric) ?? [],
        points: run === null || tested === undefined ? [] : evaluationPoints(run.evaluations, tested, shift),
        bands,
        from: 0,
        to,
        revision: run?.revision ?? 0,
      };
    };
    return Object.fromEntries(METRICS.map((metric) => [metric, content(metric)])) as Record<MetricName, ChartContent>;
  }
}

/** The plan of the phases, from the spec and the rows that are loaded or known. */
const plannedOf = (state: ViewState): readonly PhaseSpan[] =>
  spansOfSteps(state.spec, (phase) => estimatePhase(state, phase.phase)?.steps ?? null);

/** The phases as bands; the baseline has no band of its own, it lies over the fine-tune phase. */
function bandsOf(spans: readonly PhaseSpan[]): readonly ChartBand[] {
  const overlaid = spans.some((span) => span.track === 'baseline');
  return spans
    .filter((span) => span.track !== 'baseline')
    .map(({ track, after, steps }) => ({
      track,
      from: after,
      to: after + steps,
      shortLabel: trackName(track),
      label: track === 'finetune' && overlaid ? msg('Fine-tune, baseline over it') : trackName(track),
    }));
}
