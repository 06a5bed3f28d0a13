import { msg } from '@lit/localize';
import { placedAlerts } from '../../app/charts/alert-marks.ts';
import { type AxisKind, ChartAxis } from '../../app/charts/chart-axis.ts';
import { type PhaseSpan, spansOfRun, spansOfSteps } from '../../app/charts/phase-spans.ts';
import { RecalledCurves } from '../../app/charts/recalled-curves.ts';
import { type CurveLook, evaluationPoints, METRICS, type MetricName, RunCharts } from '../../app/charts/run-charts.ts';
import { estimatePhase } from '../../app/plan/step-estimate.ts';
import type { ViewState } from '../../app/view-state.ts';
import type { Metrics } from '../../core/training/metrics.ts';
import { currentLocale } from '../locale.ts';
import { type ChartBand, type ChartContent, RECALLED_DASH } from './chart-options.ts';
import { recalledName, trackName } from './chart-texts.ts';

/** Metrics that the test rows are measured by too, shown on the same chart. */
const TESTED: Partial<Record<MetricName, keyof Metrics>> = { loss: 'loss', accuracy: 'accuracy' };
const OF_EVALUATIONS: Partial<Record<MetricName, keyof Metrics>> = { testLoss: 'loss', testAccuracy: 'accuracy' };
/** The first step has no pace, and the accuracy is of classes only. */
const WITH_GAPS: readonly MetricName[] = ['rate', 'accuracy', 'testAccuracy'];

/** What each chart shows: one object a chart, replaced only when there is something new to draw; and the axis they share. */
export interface ProgressContents {
  readonly axis: ChartAxis;
  readonly charts: Readonly<Record<MetricName, ChartContent>>;
}

/** Makes the contents of the progress charts from the state, and keeps what was derived from the run. */
export class ProgressModel {
  #charts: RunCharts | null = null;
  #recalled: RecalledCurves | null = null;
  #key = '';
  #contents: ProgressContents | null = null;

  contents(state: ViewState, smoothing: number, kind: AxisKind): ProgressContents {
    const { run } = state;
    const spans = run === null || run.totalSteps === 0 ? plannedOf(state) : spansOfRun(run);
    if (run === null) this.#charts = this.#recalled = null;
    else if (this.#charts?.series !== run.series) {
      this.#charts = new RunCharts(run.series, smoothing);
      this.#recalled = new RecalledCurves(run.series);
    }
    this.#charts?.smooth(smoothing);
    const key = JSON.stringify([
      run?.runId,
      run?.revision,
      run?.evaluations.length,
      run?.recalls.length,
      smoothing,
      kind,
      spans,
      currentLocale(),
    ]);
    if (this.#contents === null || key !== this.#key) this.#contents = this.#make(state, spans, kind);
    this.#key = key;
    return this.#contents;
  }

  #make({ run }: ViewState, spans: readonly PhaseSpan[], kind: AxisKind): ProgressContents {
    const axis = new ChartAxis(kind, spans, run?.series ?? null);
    this.#charts?.follow(axis, run?.evaluations ?? []);
    this.#recalled?.follow(axis, run?.recalls ?? []);
    const look: CurveLook = { kind: 'recalled', label: recalledName(), token: '--ts-recalled', dash: RECALLED_DASH };
    const shared = {
      bands: bandsOf(axis, spans),
      alerts: run === null ? [] : placedAlerts(run, axis),
      axis: axis.kind,
      from: 0,
      to: axis.end,
      revision: run?.revision ?? 0,
    };
    const content = (name: MetricName): ChartContent => {
      const measured = TESTED[name] ?? OF_EVALUATIONS[name];
      return {
        ...shared,
        name,
        curves: [...(this.#charts?.curves(name) ?? []), ...(this.#recalled?.curves(name, look) ?? [])].filter(({ raw }) => raw.length > 0),
        points: [
          ...(run === null || measured === undefined ? [] : evaluationPoints(run.evaluations, measured, axis)),
          ...(this.#recalled?.points(name, look) ?? []),
        ],
        marked: name in OF_EVALUATIONS,
        gaps: WITH_GAPS.includes(name),
      };
    };
    const charts = Object.fromEntries(METRICS.map((name) => [name, content(name)])) as Record<MetricName, ChartContent>;
    return { axis, charts };
  }
}

/** The plan of the phases, from the spec and the rows that are loaded or known. */
const plannedOf = (state: ViewState): readonly PhaseSpan[] =>
  spansOfSteps(state.spec, (phase) => estimatePhase(state, phase.phase)?.steps ?? null);

function bandsOf({ stretches }: ChartAxis, spans: readonly PhaseSpan[]): readonly ChartBand[] {
  const overlaid = spans.some(({ track }) => track === 'baseline') && !stretches.some(({ track }) => track === 'baseline');
  return stretches.map((stretch) => ({
    ...stretch,
    shortLabel: trackName(stretch.track),
    label: stretch.track === 'finetune' && overlaid ? msg('Fine-tune, baseline over it') : trackName(stretch.track),
  }));
}
