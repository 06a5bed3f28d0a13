import { msg, str } from '@lit/localize';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import uPlot from 'uplot';
import { drawnColumns } from '../app/chart-series.ts';
import {
  alignedData,
  type ChartContent,
  type ChartHooks,
  type ChartScale,
  chartOptions,
  rawCurves,
  smoothCurves,
} from './chart-options.ts';
import { type Ghost, paintBands, paintGhost, paintPoints } from './chart-painting.ts';
import { chartStyles } from './chart-styles.ts';
import { chartReadout, chartSummary, chartTable } from './chart-texts.ts';
import './ts-icon.ts';
import { base, buttons, tables } from './shared-styles.ts';
import { ThemeColours } from './theme-colours.ts';

/** Steps that Page Up, Page Down and the arrows with Shift move by. */
const LEAP = 10;

/** A chart of curves over steps. It holds no state of the view: it tells where the cursor went (`chart-cursor`: a step or null)
 *  and which steps were chosen (`chart-zoom`: first and last, or null for all), and shows what it is given.
 *  Draws at most once a frame. */
@customElement('ts-chart')
export class TsChart extends LitElement {
  static override styles = [base, buttons, tables, chartStyles];

  @property({ attribute: false }) content: ChartContent | null = null;
  @property({ attribute: false }) scale: ChartScale = { kind: 'linear', format: String, tick: String };
  @property() heading = '';
  /** What the chart will show, while it has no curves. */
  @property() hint = '';
  /** What its curves will look like, sketched while there are none. */
  @property({ attribute: false }) ghost: Ghost = 'falling';
  @property({ type: Boolean, reflect: true }) compact = false;
  @property({ attribute: false }) zoom: readonly [from: number, to: number] | null = null;
  @property({ attribute: false }) cursor: number | null = null;
  @state() private asTable = false;
  @query('.plot') private readonly frame!: HTMLElement;

  readonly #colours = new ThemeColours(this);
  readonly #resizes = new ResizeObserver(() => this.requestUpdate());
  #plot: uPlot | null = null;
  #built = '';
  #drawn = '';
  #shown: ChartContent | null = null;

  /** What uPlot draws now: the columns of x, then for each track its highest, lowest, last and smoothed values. */
  get columns(): uPlot.AlignedData {
    return this.#plot?.data ?? [[]];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.updateComplete.then(() => this.isConnected && this.#resizes.observe(this.frame));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
    this.#plot?.destroy();
    this.#plot = null;
    this.#built = this.#drawn = '';
  }

  protected override async scheduleUpdate(): Promise<void> {
    if (this.hasUpdated) await new Promise(requestAnimationFrame);
    await super.scheduleUpdate();
  }

  override render() {
    const step = this.cursor ?? this.#lastStep;
    const readout = this.content === null ? [] : chartReadout(this.content, this.scale, this.cursor, this.compact);
    const spoken = readout.map(({ label, text }) => `${label} ${text}`).join(', ');
    return html`
      <header>
        <h3>${this.heading}</h3>
        <output aria-live="off">${readout.map(({ kind, label, text }) => html`<span class=${kind}><span class=${this.compact ? 'sr-only' : ''}>${label}</span> <b>${text}</b></span>`)}</output>
        ${this.#isEmpty ? nothing : this.#tableToggle()}
      </header>
      <div class="plot" role="slider" tabindex=${this.content === null ? -1 : 0} aria-label=${this.heading}
        aria-valuemin=${this.#range[0]} aria-valuemax=${this.#range[1]} aria-valuenow=${step}
        aria-valuetext=${spoken || this.hint} aria-describedby="summary" @keydown=${this.#onKey} @pointermove=${this.#onTouch}>
        ${this.#isEmpty && this.hint && !this.compact ? html`<p class="hint ${this.ghost}"><span>${this.hint}</span></p>` : nothing}
      </div>
      <p id="summary" class="sr-only">${this.content === null ? this.hint : chartSummary(this.content, this.scale)}</p>
      ${this.asTable && this.content !== null ? chartTable(this.heading, this.content, this.scale) : nothing}
    `;
  }

  #tableToggle() {
    const label = this.asTable ? msg(str`Hide the table of: ${this.heading}`) : msg(str`Show as table: ${this.heading}`);
    return html`<button class="button ghost small icon-only toggle" aria-label=${label} title=${label} aria-expanded=${this.asTable}
      @click=${() => (this.asTable = !this.asTable)}><ts-icon name="table"></ts-icon></button>`;
  }

  protected override updated(): void {
    const { clientWidth: width, clientHeight: height } = this.frame;
    if (width === 0 || height === 0) return;
    this.#build();
    this.#draw(width, height);
    this.#placeCursor();
  }

  /** A new plot where the kind of scale or the number of curves changed; all else is drawn into the one that is. */
  #build(): void {
    const curves = this.content?.curves ?? [];
    const scale: ChartScale = this.#isEmpty ? { ...this.scale, kind: 'none' } : this.scale;
    const key = `${scale.kind} ${curves.length} ${this.compact}`;
    if (this.#plot !== null && key === this.#built) return;
    this.#plot?.destroy();
    this.#plot = new uPlot(chartOptions(curves, scale, this.compact, this.#colours, this.#hooks), [[]], this.frame);
    this.#built = key;
    this.#drawn = '';
  }

  #draw(width: number, height: number): void {
    const content = this.content;
    const key = [width, height, content?.revision, ...this.#range, this.#colours.revision].join(' ');
    if (this.#plot === null || (key === this.#drawn && content === this.#shown)) return;
    this.#drawn = key;
    this.#shown = content;
    const [from, to] = this.#range;
    const columns = (curves: ReturnType<typeof rawCurves>) => drawnColumns(curves, Math.max(1, from), to, width);
    const curves = content?.curves ?? [];
    this.#plot.batch(() => {
      this.#plot?.setSize({ width, height });
      this.#plot?.setData(alignedData(columns(rawCurves(curves)), columns(smoothCurves(curves)), this.scale.kind === 'log'));
    });
  }

  #placeCursor(): void {
    if (this.#plot === null) return;
    const left = this.cursor === null ? -10 : this.#plot.valToPos(this.cursor, 'x');
    this.#plot.setCursor({ left, top: this.cursor === null ? -10 : 0 }, false);
  }

  readonly #hooks: ChartHooks = {
    xRange: () => [this.#range[0], this.#range[1]],
    paintBack: (plot) => paintBands(plot, this.content?.bands ?? [], !this.compact, this.#colours),
    paintFront: (plot) => {
      if (this.#isEmpty) paintGhost(plot, this.content?.bands ?? [], this.ghost, this.#colours);
      paintPoints(plot, this.content?.points ?? [], this.#colours);
    },
    moved: (plot) => this.#moveTo(plot.cursor.left === undefined || plot.cursor.left < 0 ? null : plot.posToVal(plot.cursor.left, 'x')),
    selected: (plot) => {
      const { left, width } = plot.select;
      if (width === 0) return;
      this.#zoomTo([Math.round(plot.posToVal(left, 'x')), Math.round(plot.posToVal(left + width, 'x'))]);
      plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    },
    reset: () => this.#zoomTo(null),
  };

  get #range(): readonly [number, number] {
    return this.zoom ?? [this.content?.from ?? 0, Math.max(1, this.content?.to ?? 1)];
  }

  get #lastStep(): number {
    const { curves = [] } = this.content ?? {};
    return Math.max(0, ...curves.map(({ raw }) => (raw.values.length === 0 ? 0 : raw.steps.at(raw.values.length - 1) + raw.shift)));
  }

  get #isEmpty(): boolean {
    return (this.content?.curves ?? []).every(({ raw }) => raw.values.length === 0);
  }

  #moveTo(step: number | null): void {
    const [from, to] = this.#range;
    const detail = step === null ? null : Math.min(to, Math.max(from, 1, Math.round(step)));
    if (detail !== this.cursor) this.dispatchEvent(new CustomEvent('chart-cursor', { detail, bubbles: true, composed: true }));
  }

  #zoomTo(range: readonly [number, number] | null): void {
    const detail = range !== null && range[1] - range[0] >= 1 ? range : null;
    if (range === null || detail !== null) this.dispatchEvent(new CustomEvent('chart-zoom', { detail, bubbles: true, composed: true }));
  }

  readonly #onTouch = (event: PointerEvent) => {
    if (event.pointerType !== 'touch' || this.#plot === null) return;
    this.#moveTo(this.#plot.posToVal(event.clientX - this.#plot.over.getBoundingClientRect().left, 'x'));
  };

  readonly #onKey = (event: KeyboardEvent) => {
    const [from, to] = this.#range;
    const at = this.cursor ?? this.#lastStep;
    const leap = event.shiftKey ? LEAP : 1;
    const half = (to - from) / 4;
    const moves: Record<string, () => void> = {
      ArrowLeft: () => this.#moveTo(at - leap),
      ArrowRight: () => this.#moveTo(at + leap),
      PageDown: () => this.#moveTo(at - LEAP),
      PageUp: () => this.#moveTo(at + LEAP),
      Home: () => this.#moveTo(from),
      End: () => this.#moveTo(to),
      '+': () => this.#zoomTo([Math.round(Math.max(from, at - half)), Math.round(Math.min(to, at + half))]),
      '-': () => this.#zoomTo(null),
      Escape: () => (this.zoom === null ? this.#moveTo(null) : this.#zoomTo(null)),
    };
    if (moves[event.key] === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    moves[event.key]();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-chart': TsChart;
  }
  interface HTMLElementEventMap {
    'chart-cursor': CustomEvent<number | null>;
    'chart-zoom': CustomEvent<readonly [from: number, to: number] | null>;
  }
}
