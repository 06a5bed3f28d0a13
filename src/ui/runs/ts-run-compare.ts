import { localized, msg, str } from '@lit/localize';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Range } from '../../app/charts/chart-zoom.ts';
import type { CurveLook, TrackCurves } from '../../app/charts/run-charts.ts';
import { sendCommand } from '../../app/dispatch.ts';
import {
  COMPARED_METRICS,
  type ComparedAxis,
  type ComparedMetric,
  type ComparedPart,
  comparedCurves,
  lookOf,
  slotsFor,
  tracksOfRuns,
} from '../../app/runs/compare-runs.ts';
import type { ComparisonView } from '../../app/view-state.ts';
import { storedChoices } from '../charts/chart-choices.ts';
import type { ChartContent } from '../charts/chart-options.ts';
import { formatPlace } from '../charts/chart-places.ts';
import { trackName } from '../charts/chart-texts.ts';
import { chartLook } from '../charts/progress-charts.ts';
import { formatCount } from '../parts/numbers.ts';
import { runCompareStyles } from './run-compare-styles.ts';
import { differencesTable, lookSwatch } from './run-differences-table.ts';
import { namesBeside } from './run-texts.ts';
import '../charts/ts-chart.ts';
import '../parts/ts-icon.ts';
import { base, buttons, fields, tables } from '../parts/shared-styles.ts';
import { switches } from '../switch-styles.ts';

type Compared = ComparisonView['runs'][number];
type RunCurves = Readonly<Record<ComparedMetric, TrackCurves>>;

const LARGE: readonly ComparedMetric[] = ['loss', 'accuracy'];
const SMALL: readonly ComparedMetric[] = ['testLoss', 'testAccuracy', 'gradientNorm'];
const GAPS: readonly ComparedMetric[] = ['accuracy', 'testAccuracy'];

/** Kept runs laid over each other: their curves with one cursor and one zoom, and what differs between them. */
@localized()
@customElement('ts-run-compare')
export class TsRunCompare extends LitElement {
  static override styles = [base, buttons, fields, tables, switches, runCompareStyles];

  @property({ attribute: false }) comparison!: ComparisonView;
  @state() private shown: ComparedPart = 'whole';
  @state() private axis: ComparedAxis = 'step';
  @state() private zoom: Range | null = null;
  @state() private cursor: number | null = null;
  @state() private all = false;
  #slots: ReadonlyMap<string, number> = new Map();
  #runs: readonly Compared[] = [];
  #looks: readonly CurveLook[] = [];
  #curves: readonly RunCurves[] = [];
  #contents: Readonly<Record<ComparedMetric, ChartContent>> | null = null;
  #revision = 0;

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (['comparison', 'shown', 'axis'].some((name) => changed.has(name))) this.#lay();
  }

  /** Curves are made once for what they show, and drawn by the charts as often as needed. */
  #lay(): void {
    const { runIds, runs } = this.comparison;
    this.#slots = slotsFor(this.#slots, runIds);
    this.#runs = runIds.flatMap((runId) => runs.find((run) => run.runId === runId) ?? []);
    const names = namesBeside(this.#runs);
    this.#looks = this.#runs.map(({ runId }, i) => lookOf(this.#slots.get(runId) ?? 0, names[i]));
    const { smoothing } = storedChoices();
    this.#curves = this.#runs.map((run, i) => comparedCurves(run, this.shown, this.axis, smoothing, this.#looks[i]));
    this.#revision++;
    const ends = this.#curves.map(({ loss: { raw } }) => (raw.length === 0 ? 0 : raw.xAt(raw.length - 1)));
    const shared = { points: [], bands: [], axis: this.axis, from: 0, to: Math.max(1, ...ends), revision: this.#revision };
    const content = (name: ComparedMetric): ChartContent => ({
      ...shared,
      name,
      curves: this.#curves.map((curves) => curves[name]).filter(({ raw }) => raw.length > 0),
      marked: name === 'testLoss' || name === 'testAccuracy',
      alerts: [],
      gaps: GAPS.includes(name),
    });
    this.#contents = Object.fromEntries(COMPARED_METRICS.map((name) => [name, content(name)])) as Record<ComparedMetric, ChartContent>;
  }

  override render() {
    const { runIds } = this.comparison;
    const waiting = runIds.length - this.#runs.length;
    const charts = (metrics: readonly ComparedMetric[], compact = false) => metrics.map((metric) => this.#chart(metric, compact));
    return html`<section aria-label=${msg('Comparison')}><div class="head"><h3>${msg(str`${formatCount(runIds.length)} runs compared`)}</h3>${this.#controls()}
        <button class="button small" @click=${() => sendCommand(this, { kind: 'compare-runs', runIds: [] })}><ts-icon name="cross"></ts-icon>${msg('Close')}</button></div>
      <p class="small quiet" role="status">${waiting > 0 ? msg(str`${formatCount(waiting)} more are being read…`) : ''}</p>
      <div class="charts" @chart-cursor=${this.#onCursor} @chart-zoom=${this.#onZoom}>${charts(LARGE)} ${this.#legend()}
        <div class="row">${charts(SMALL, true)}</div></div>
      <label class="check"><input type="checkbox" .checked=${this.all} @change=${() => (this.all = !this.all)} />${msg('Also show what is the same')}</label>
      ${differencesTable(this.#runs, this.#looks, this.all)}</section>`;
  }

  #chart(metric: ComparedMetric, compact: boolean) {
    const { heading, hint, scale } = chartLook(metric, storedChoices().log, compact);
    return html`<ts-chart class=${metric} .content=${this.#contents?.[metric] ?? null} .heading=${heading} .scale=${scale} .hint=${hint}
      .compact=${compact} .plain=${true} .runName=${msg('compared')} .zoom=${this.zoom} .cursor=${this.cursor}></ts-chart>`;
  }

  #controls() {
    const parts: readonly ComparedPart[] = ['whole', ...tracksOfRuns(this.#runs)];
    const radio = <T>(name: string, value: T, chosen: T, choose: (value: T) => void, text: string) =>
      html`<label><input type="radio" name=${name} .checked=${value === chosen} @change=${() => choose(value)} />${text}</label>`;
    const show = (change: { shown?: ComparedPart; axis?: ComparedAxis }) => {
      Object.assign(this, change, { zoom: null, cursor: null });
    };
    return html`<div class="switch" role="radiogroup" aria-label=${msg('Part of the runs')}>${parts.map((part) =>
      radio('part', part, this.shown, (chosen) => show({ shown: chosen }), part === 'whole' ? msg('whole run') : trackName(part)),
    )}</div>
      <div class="switch" role="radiogroup" aria-label=${msg('Horizontal axis')}>
        ${radio<ComparedAxis>('axis', 'step', this.axis, (axis) => show({ axis }), msg('step'))}
        ${radio<ComparedAxis>('axis', 'relative', this.axis, (axis) => show({ axis }), msg('relative time'))}</div>`;
  }

  /** Which line is which run, with its values at the cursor, or its latest. */
  #legend() {
    const heads = COMPARED_METRICS.map((metric) => chartLook(metric, false, false));
    const place =
      this.cursor === null ? msg('latest') : `${this.axis === 'step' ? msg('step') : msg('time')} ${formatPlace(this.axis, this.cursor)}`;
    return html`<div class="scroll legend" tabindex="0" role="group" aria-label=${msg('Legend')}><table>
      <thead><tr><th scope="col">${msg('Run')} · ${place}</th>${heads.map(({ heading }) => html`<th class="num" scope="col">${heading}</th>`)}
        <th scope="col"><span class="sr-only">${msg('Actions')}</span></th></tr></thead>
      <tbody>${this.#runs.map(
        (
          { runId, sound },
          i,
        ) => html`<tr><th scope="row">${lookSwatch(this.#looks[i])} ${this.#looks[i].label}${sound ? nothing : html` <span class="quiet">${msg('(damaged: shown as far as it is sound)')}</span>`}</th>
          ${COMPARED_METRICS.map((metric, m) => html`<td class="num">${heads[m].scale.format(valueAt(this.#curves[i][metric], this.cursor))}</td>`)}
          <td class="drop"><button class="button ghost small icon-only" aria-label=${msg(str`Leave out ${this.#looks[i].label}`)} title=${msg('Leave out')}
            @click=${() => this.#leaveOut(runId)}><ts-icon name="cross"></ts-icon></button></td></tr>`,
      )}</tbody></table></div>`;
  }

  #leaveOut(runId: string): void {
    const detail = this.comparison.runIds.filter((one) => one !== runId);
    this.dispatchEvent(new CustomEvent('runs-chosen', { detail, bubbles: true, composed: true }));
  }

  readonly #onCursor = (event: HTMLElementEventMap['chart-cursor']) => {
    this.cursor = event.detail;
  };

  readonly #onZoom = (event: HTMLElementEventMap['chart-zoom']) => {
    this.zoom = event.detail;
  };
}

/** The last value up to a place; NaN where the curve has ended before it. */
function valueAt({ raw }: TrackCurves, x: number | null): number {
  const count = x === null ? raw.length : raw.countUpTo(x);
  if (count === 0 || (x !== null && x > raw.xAt(raw.length - 1))) return Number.NaN;
  return raw.values.at(count - 1);
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-run-compare': TsRunCompare;
  }
}
