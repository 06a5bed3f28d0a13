import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { tracksOf } from '../app/phase-spans.ts';
import type { MetricName } from '../app/run-charts.ts';
import type { ViewState } from '../app/view-state.ts';
import type { ChartScale } from './chart-options.ts';
import type { Ghost } from './chart-painting.ts';
import { formatCount, formatShare, formatShareTick, formatTick, formatValue } from './numbers.ts';
import { type ProgressContents, ProgressModel } from './progress-contents.ts';
import './ts-chart.ts';
import './ts-distributions.ts';
import { base, buttons, fields, panels } from './shared-styles.ts';
import { switches } from './switch-styles.ts';
import { legendStyles, trackLegend } from './track-legend.ts';

/** As TensorBoard opens. */
const FIRST_SMOOTHING = 0.6;
const MOST_SMOOTHING = 0.99;

const LINEAR: ChartScale = { kind: 'linear', format: formatValue, tick: formatTick };
const LOG: ChartScale = { ...LINEAR, kind: 'log' };
const SHARE: ChartScale = { kind: 'share', format: (value) => formatShare(value), tick: formatShareTick };

/** Region «Progress»: the curves of a run over its steps, with one cursor and one zoom for all, and the parameters' distributions. */
@localized()
@customElement('ts-progress')
export class TsProgress extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    panels,
    switches,
    legendStyles,
    css`
      section {
        display: grid;
        gap: var(--ts-4);
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--ts-2) var(--ts-5);
        font-size: var(--ts-text-xs);
        color: var(--ts-ink-quiet);
      }
      .controls {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--ts-1) var(--ts-4);
      }
      .controls label {
        display: flex;
        align-items: center;
        gap: var(--ts-2);
      }
      input[type='range'] {
        width: 7rem;
        accent-color: var(--ts-accent);
      }
      .controls output {
        min-width: 2.2em;
      }
      .charts {
        display: grid;
        gap: var(--ts-4);
      }
      .accuracy {
        --chart-height: 11rem;
      }
      .row {
        --chart-height: 7.5rem;
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(12rem, 100%), 1fr));
        gap: var(--ts-4);
      }
      @media (min-width: 110rem) {
        .loss { --chart-height: 18rem; }
        .accuracy { --chart-height: 15rem; }
        .row { --chart-height: 9rem; }
      }
    `,
  ];

  @property({ attribute: false }) state!: ViewState;
  @state() private smoothing = FIRST_SMOOTHING;
  @state() private log = false;
  @state() private zoom: readonly [number, number] | null = null;
  @state() private cursor: number | null = null;
  readonly #model = new ProgressModel();

  override render() {
    const contents = this.#model.contents(this.state, this.smoothing);
    return html`<section aria-label=${msg('Progress')} @chart-cursor=${this.#onCursor} @chart-zoom=${this.#onZoom}>
      <h2 class="sr-only">${msg('Progress')}</h2>
      <div class="panel">
        <div class="tools">${trackLegend(tracksOf(this.state.run?.spec ?? this.state.spec))} ${this.#controls()}</div>
        <div class="charts">
          ${this.#chart('loss', contents, msg('Loss'), this.log ? LOG : LINEAR, msg('Every step’s loss appears here: faint as it was measured, bold as smoothed.'), 'falling')}
          ${this.#hasAccuracy ? this.#chart('accuracy', contents, msg('Accuracy'), SHARE, msg('The share of each batch that was predicted right, and rings for the test rows.'), 'rising') : nothing}
        </div>
        <div class="row">
          ${this.#chart('gradientNorm', contents, msg('Gradient norm'), LINEAR, msg('how steep the loss is'), 'falling', true)}
          ${this.#chart('updateRatio', contents, msg('Update ratio'), LINEAR, msg('how far a step moves'), 'falling', true)}
          ${this.#chart('rate', contents, msg('Steps per second'), LINEAR, msg('how fast'), 'level', true)}
        </div>
        <p class="small quiet">${this.#kept()}</p>
      </div>
      <ts-distributions .run=${this.state.run} .cursor=${this.cursor} .zoom=${this.zoom}></ts-distributions>
    </section>`;
  }

  #chart(metric: MetricName, contents: ProgressContents, heading: string, scale: ChartScale, hint: string, ghost: Ghost, compact = false) {
    return html`<ts-chart class=${metric} .content=${contents[metric]} .heading=${heading} .scale=${scale} .hint=${hint} .ghost=${ghost}
      .compact=${compact} .zoom=${this.zoom} .cursor=${this.cursor}></ts-chart>`;
  }

  #controls() {
    const scale = (log: boolean, label: string) => html`<label><input type="radio" name="scale" .checked=${this.log === log}
      @change=${() => (this.log = log)} />${label}</label>`;
    return html`<div class="controls">
      ${this.zoom === null ? nothing : html`<button class="button small" @click=${() => (this.zoom = null)}>${msg('Show all steps')}</button>`}
      <label>${msg('Smoothing')}
        <input type="range" min="0" max=${MOST_SMOOTHING} step="0.01" .value=${String(this.smoothing)} @input=${this.#onSmoothing} />
        <output class="num">${this.smoothing.toFixed(2)}</output></label>
      <div class="switch" role="radiogroup" aria-label=${msg('Scale of the loss')}>${scale(false, msg('linear'))}${scale(true, msg('log'))}</div>
    </div>`;
  }

  /** Nothing is sampled away, and the page says so. */
  #kept() {
    const steps = this.state.run?.series.steps ?? 0;
    if (steps === 0) return msg('Drag over a chart to zoom in, double-click to see all. Every step is kept and drawn.');
    const [first, last] = this.zoom ?? [];
    if (first === undefined || last === undefined)
      return msg(str`All ${formatCount(steps)} steps are kept and drawn. Drag over a chart to zoom in.`);
    return msg(str`Steps ${formatCount(first)} to ${formatCount(last)}. Double-click, or press Escape on a chart, to see all.`);
  }

  get #hasAccuracy(): boolean {
    const phases = this.state.run?.phases ?? [];
    return phases.length === 0 || phases.some(({ task }) => task !== 'regression');
  }

  readonly #onCursor = (event: HTMLElementEventMap['chart-cursor']) => {
    this.cursor = event.detail;
  };

  readonly #onZoom = (event: HTMLElementEventMap['chart-zoom']) => {
    this.zoom = event.detail;
  };

  readonly #onSmoothing = (event: Event) => {
    this.smoothing = Number((event.target as HTMLInputElement).value);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-progress': TsProgress;
  }
}
