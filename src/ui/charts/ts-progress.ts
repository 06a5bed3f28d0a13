import { localized, msg, str } from '@lit/localize';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { AXIS_KINDS, type AxisKind } from '../../app/charts/chart-axis.ts';
import type { Range } from '../../app/charts/chart-zoom.ts';
import { tracksOf } from '../../app/charts/phase-spans.ts';
import type { MetricName } from '../../app/charts/run-charts.ts';
import { tracksAt } from '../../app/charts/step-tracks.ts';
import { sendCommand } from '../../app/dispatch.ts';
import type { ViewState } from '../../app/view-state.ts';
import { formatCount } from '../parts/numbers.ts';
import { type ChartChoices, MOST_SMOOTHING, storeChoices, storedChoices } from './chart-choices.ts';
import { ChartChoosing } from './chart-choosing.ts';
import { formatStretch } from './chart-places.ts';
import { chartLook, shownMetrics } from './progress-charts.ts';
import { type ProgressContents, ProgressModel } from './progress-contents.ts';
import { progressStyles } from './progress-styles.ts';
import './ts-chart.ts';
import './ts-confusion-history.ts';
import './ts-distributions.ts';
import '../parts/ts-icon.ts';
import '../step/ts-row-story.ts';
import '../step/ts-step-detail.ts';
import { base, buttons, fields, panels } from '../parts/shared-styles.ts';
import { switches } from '../switch-styles.ts';
import { legendStyles, trackLegend } from './track-legend.ts';
import type { TsChart } from './ts-chart.ts';

/** A zoom that rested this long is worth painting every tensor's picture anew, and telling to who cannot see it. */
const REST_MS = 250;

/** Region «Progress»: the curves of a run over its steps or its time, with one cursor and one zoom for all; the parameters'
 *  distributions, and the confusion over the evaluations. */
@localized()
@customElement('ts-progress')
export class TsProgress extends LitElement {
  static override styles = [base, buttons, fields, panels, switches, legendStyles, progressStyles];

  @property({ attribute: false }) state!: ViewState;
  @state() private choices: ChartChoices = storedChoices();
  @state() private zoom: Range | null = null;
  @state() private restingZoom: Range | null = null;
  @state() private cursor: number | null = null;
  /** The chart that fills the screen. */
  @state() private full: MetricName | null = null;
  @query('ts-step-detail') private readonly stepDetail!: HTMLElement;
  @query('dialog') private readonly dialog!: HTMLDialogElement;
  readonly #model = new ProgressModel();
  readonly #choosing = new ChartChoosing((step, byKey) => this.#lookAt(step, byKey));
  #rest: ReturnType<typeof setTimeout> | undefined;
  #asked: TsChart | null = null;
  #runId: string | null = null;

  /** Puts the cursor on a step of the run. */
  showStep(step: number): void {
    const { run } = this.state;
    const [track] = run === null ? [] : tracksAt(run, step);
    const { axis } = this.#model.contents(this.state, this.choices.smoothing, this.choices.axis);
    if (track !== undefined) this.cursor = axis.place(track, step);
  }

  /** Puts the cursor on a step of the run, and opens it below the curves. */
  openStep(step: number, byKey: boolean): void {
    this.showStep(step);
    this.#lookAt(step, byKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#rest);
    this.#choosing.release();
  }

  /** A place in one run is none in another. */
  protected override willUpdate(): void {
    const runId = this.state.run?.runId ?? null;
    if (runId === this.#runId) return;
    this.#runId = runId;
    this.zoom = this.restingZoom = this.cursor = null;
  }

  override render() {
    const { choices, state } = this;
    const contents = this.#model.contents(state, choices.smoothing, choices.axis);
    const shown = shownMetrics(state.run, choices.pinned);
    const charts = (metrics: readonly MetricName[], compact = false) => metrics.map((metric) => this.#chart(metric, contents, compact));
    return html`<section aria-label=${msg('Progress')} @chart-cursor=${this.#onCursor} @chart-zoom=${this.#onZoom}
      @pointerdown=${this.#choosing.down} @click=${this.#choosing.click} @keydown=${this.#choosing.key} @chart-alert=${this.#onAlert} @chart-pin=${this.#onPin} @chart-full=${this.#onFull}>
      <h2 class="sr-only">${msg('Progress')}</h2>
      <div class="panel">
        <div class="tools">${trackLegend(tracksOf(state.run?.spec ?? state.spec), (state.run?.recalls.length ?? 0) > 0)} ${this.#controls()}</div>
        ${
          shown.pinned.length === 0
            ? nothing
            : html`<div class="charts pinned" role="group" aria-label=${msg('Kept on top')}><p class="small quiet">${msg('Kept on top')}</p>${charts(shown.pinned)}</div>`
        }
        <div class="charts">${charts(shown.large)}</div>
        <div class="row">${charts(shown.small, true)}</div>
        <div class="note small quiet"><p>${this.#kept(contents)}</p>${
          this.zoom === null
            ? nothing
            : html`<button class="button small" @click=${() => this.#zoomTo(null)}>${contents.axis.whole ? msg('Show all steps') : msg('Show all')}</button>`
        }</div>
        <p class="sr-only" role="status">${this.restingZoom === null ? '' : formatStretch(contents.axis.kind, this.restingZoom)}</p>
      </div>
      <ts-step-detail .state=${state}></ts-step-detail>
      <ts-row-story ?hidden=${state.looks.row === null} .state=${state}></ts-row-story>
      <ts-distributions .run=${state.run} .axis=${contents.axis} .cursor=${this.cursor} .zoom=${this.restingZoom}></ts-distributions>
      <ts-confusion-history .run=${state.run}></ts-confusion-history>
      ${this.#fullScreen(contents)}
    </section>`;
  }

  #chart(metric: MetricName, { charts }: ProgressContents, compact: boolean, full = false) {
    const { heading, hint, ghost, scale } = chartLook(metric, this.choices.log, compact);
    return html`<ts-chart class=${metric} .content=${charts[metric]} .heading=${heading} .scale=${scale} .hint=${hint} .ghost=${ghost}
      .compact=${compact} .full=${full} .pinned=${this.choices.pinned.includes(metric)} .ignoreOutliers=${this.choices.ignoreOutliers}
      .runName=${this.state.run?.name ?? ''} .zoom=${this.zoom} .cursor=${this.cursor}></ts-chart>`;
  }

  #fullScreen(contents: ProgressContents) {
    if (this.full === null) return html`<dialog></dialog>`;
    const { heading } = chartLook(this.full, this.choices.log, false);
    return html`<dialog aria-label=${heading} @close=${this.#onClosed}>
      <button class="button small" @click=${() => this.dialog.close()}><ts-icon name="cross"></ts-icon>${msg('Close')}</button>
      ${this.#chart(this.full, contents, false, true)}
    </dialog>`;
  }

  #controls() {
    const { axis, log, smoothing, ignoreOutliers } = this.choices;
    const radio = <T>(name: string, value: T, chosen: T, choose: (value: T) => void, text: string, title = '') =>
      html`<label title=${title}><input type="radio" name=${name} .checked=${value === chosen} @change=${() => choose(value)} />${text}</label>`;
    const scale = (value: boolean, text: string) => radio('scale', value, log, (chosen) => this.#choose({ log: chosen }), text);
    return html`<div class="controls">
      <label>${msg('Smoothing')}
        <input type="range" min="0" max=${MOST_SMOOTHING} step="0.01" .value=${String(smoothing)} @input=${this.#onSmoothing} />
        <output class="num">${smoothing.toFixed(2)}</output></label>
      <div class="switch" role="radiogroup" aria-label=${msg('Horizontal axis')}>${AXIS_KINDS.map((kind) =>
        radio('axis', kind, axis, (chosen) => this.#chooseAxis(chosen), ...axisTexts(kind)),
      )}</div>
      <div class="switch" role="radiogroup" aria-label=${msg('Scale of the values')}>${scale(false, msg('linear'))}${scale(true, msg('log'))}</div>
      <label title=${msg('The values shown are those between the 2nd and the 98th percentile; the others are counted, and marked at the edge.')}>
        <input type="checkbox" name="outliers" .checked=${ignoreOutliers}
          @change=${(event: Event) => this.#choose({ ignoreOutliers: (event.target as HTMLInputElement).checked })} />${msg('Ignore outliers')}</label>
    </div>`;
  }

  /** Nothing is sampled away, and the page says so. */
  #kept({ axis }: ProgressContents) {
    const steps = this.state.run?.series.steps ?? 0;
    if (steps === 0) return msg('Drag over a chart to zoom in, double-click to see all. Every step is kept and drawn.');
    if (this.zoom === null)
      return msg(
        str`All ${formatCount(steps)} steps are kept and drawn. To zoom in, drag over a chart, pinch it, or turn the wheel with Ctrl.`,
      );
    return msg(str`Shown: ${formatStretch(axis.kind, this.zoom)}. Double-click, or press Escape on a chart, to see all.`);
  }

  #choose(change: Partial<ChartChoices>): void {
    this.choices = { ...this.choices, ...change };
    storeChoices(change);
  }

  /** Steps and times are not the same places. */
  #chooseAxis(axis: AxisKind): void {
    this.#choose({ axis });
    this.#zoomTo(null);
    this.cursor = null;
  }

  #zoomTo(zoom: Range | null): void {
    this.zoom = zoom;
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => (this.restingZoom = zoom), REST_MS);
  }

  #lookAt(step: number, byKey: boolean): void {
    const { run } = this.state;
    if (run === null) return;
    if (this.full !== null) this.dialog.close();
    sendCommand(this, { kind: 'look-at-step', runId: run.runId, step });
    if (byKey) this.stepDetail.focus();
  }

  readonly #onCursor = (event: HTMLElementEventMap['chart-cursor']) => {
    this.cursor = event.detail;
  };

  readonly #onAlert = ({ detail: { step, byKey } }: HTMLElementEventMap['chart-alert']) => {
    this.openStep(step, byKey);
  };

  readonly #onZoom = (event: HTMLElementEventMap['chart-zoom']) => this.#zoomTo(event.detail);

  readonly #onPin = async (event: Event) => {
    const chart = event.target as TsChart;
    const name = chart.content?.name;
    if (name === undefined) return;
    const others = this.choices.pinned.filter((one) => one !== name);
    this.#choose({ pinned: chart.pinned ? others : [...others, name] });
    await this.updateComplete;
    void this.#chartOf(name)?.focusMenu();
  };

  readonly #onFull = async (event: Event) => {
    this.#asked = event.target as TsChart;
    this.full = this.#asked.content?.name ?? null;
    await this.updateComplete;
    this.dialog.showModal();
  };

  readonly #onClosed = () => {
    this.full = null;
    void this.#asked?.focusMenu();
  };

  #chartOf(name: MetricName): TsChart | undefined {
    return [...(this.shadowRoot?.querySelectorAll('ts-chart') ?? [])].find((chart) => chart.content?.name === name);
  }

  readonly #onSmoothing = (event: Event) => this.#choose({ smoothing: Number((event.target as HTMLInputElement).value) });
}

function axisTexts(kind: AxisKind): [text: string, title: string] {
  if (kind === 'step') return [msg('step'), msg('By step')];
  if (kind === 'relative') return [msg('relative time'), msg('By training time, the baseline beside the fine-tune phase; pauses left out')];
  return [msg('wall time'), msg('By training time as it passed, one phase after the other; pauses left out')];
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-progress': TsProgress;
  }
}
