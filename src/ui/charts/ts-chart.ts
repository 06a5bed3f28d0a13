import { msg, str } from '@lit/localize';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import uPlot from 'uplot';
import { chartCsv } from '../../app/charts/chart-csv.ts';
import { type ChartView, chartView, nearestPlace, placesOf, stepFrom } from '../../app/charts/chart-view.ts';
import { following, type Range, zoomed } from '../../app/charts/chart-zoom.ts';
import { currentLocale } from '../locale.ts';
import { fileNameOf, saveCsv, savePng, saveSvg } from '../parts/save-file.ts';
import { base, buttons, tables } from '../parts/shared-styles.ts';
import { ThemeColours } from '../theme-colours.ts';
import { ChartGestures, LEAST_STRETCH } from './chart-gestures.ts';
import {
  alignedData,
  type ChartContent,
  type ChartHooks,
  type ChartScale,
  chartOptions,
  dashOf,
  plotWidth,
  tokenOf,
} from './chart-options.ts';
import { type Ghost, paintBands, paintEdgeMarks, paintGhost, paintPoints, paintReach } from './chart-painting.ts';
import { chartPicture } from './chart-picture.ts';
import { formatPlace } from './chart-places.ts';
import { chartStyles } from './chart-styles.ts';
import { chartReadout, chartSummary, chartTable, countsLine } from './chart-texts.ts';
import './ts-chart-alerts.ts';
import '../parts/ts-menu.ts';
import type { MenuItem, TsMenu } from '../parts/ts-menu.ts';

/** Points that Page Up, Page Down and the arrows with Shift move by. */
const LEAP = 10;
/** Charts this near to the window are drawn already: scrolling brings none that is empty. */
const NEAR = '100px';

/** A chart of curves. It holds no state of the view: it tells where the cursor went (`chart-cursor`: a place on the axis or null), what
 *  was zoomed into (`chart-zoom`: first and last place, or null for all), that it shall be pinned (`chart-pin`) or fill the screen
 *  (`chart-full`), and shows what it is given. Draws at most once a frame. */
@customElement('ts-chart')
export class TsChart extends LitElement {
  static override styles = [base, buttons, tables, chartStyles];

  @property({ attribute: false }) content: ChartContent | null = null;
  @property({ attribute: false }) scale: ChartScale = { kind: 'linear', format: String, tick: String };
  @property() heading = '';
  /** Files that are saved begin with it. */
  @property() runName = '';
  /** What the chart will show, while it has no curves. */
  @property() hint = '';
  /** What its curves will look like, sketched while there are none. */
  @property({ attribute: false }) ghost: Ghost = 'falling';
  @property({ type: Boolean, reflect: true }) compact = false;
  /** It fills a dialog: a wheel has nothing else to do than to zoom. */
  @property({ type: Boolean, reflect: true }) full = false;
  @property({ type: Boolean }) pinned = false;
  /** Whoever holds it has no full screen and no top for it. */
  @property({ type: Boolean }) plain = false;
  @property({ type: Boolean }) ignoreOutliers = false;
  @property({ attribute: false }) zoom: Range | null = null;
  @property({ attribute: false }) cursor: number | null = null;
  @state() private asTable = false;
  @query('.plot') private readonly frame!: HTMLElement;
  @query('ts-menu') private readonly menu!: TsMenu | null;

  readonly #colours = new ThemeColours(this);
  readonly #resizes = new ResizeObserver(([{ contentRect }]) => this.#resize(contentRect));
  /** Asking the page for it at every drawing would have it laid out every time. */
  #size = { width: 0, height: 0 };
  readonly #sight = new IntersectionObserver((entries) => this.#see(entries.at(-1)?.isIntersecting ?? false), { rootMargin: NEAR });
  #inSight = true;
  #gestures: ChartGestures | null = null;
  #plot: uPlot | null = null;
  #view: ChartView | null = null;
  #viewKey = '';
  #built = '';
  #drawn = '';
  #shown: ChartContent | null = null;
  #painted: ChartView | null = null;
  #drawing = false;
  #summary = '';

  /** What is drawn, and what of it is out of sight. */
  get view(): ChartView | null {
    return this.#view;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.updateComplete.then(() => {
      if (!this.isConnected) return;
      this.#resizes.observe(this.frame);
      this.#sight.observe(this);
      this.#gestures ??= new ChartGestures(this.frame, this.#gestureTarget);
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
    this.#sight.disconnect();
    this.#gestures?.release();
    this.#gestures = null;
    this.#plot?.destroy();
    this.#plot = null;
    this.#built = this.#drawn = '';
  }

  /** The menu's button: where the focus was when the menu was used. */
  async focusMenu(): Promise<void> {
    await this.updateComplete;
    this.menu?.focus();
  }

  protected override async scheduleUpdate(): Promise<void> {
    if (this.hasUpdated) await new Promise(requestAnimationFrame);
    await super.scheduleUpdate();
  }

  /** Charts that are scrolled away are drawn when they come into sight. */
  protected override willUpdate(): void {
    if (this.hasUpdated && this.#inSight) this.#resolve(this.#size.width);
  }

  /** For the first drawing; from then on the observer tells. */
  #measure(): void {
    this.#size = { width: this.frame.clientWidth, height: this.frame.clientHeight };
    this.#resolve(this.#size.width);
  }

  #resize({ width, height }: DOMRectReadOnly): void {
    this.#size = { width: Math.round(width), height: Math.round(height) };
    this.requestUpdate();
  }

  #see(inSight: boolean): void {
    this.#inSight = inSight;
    if (inSight) this.requestUpdate();
  }

  /** What is in view is worked out only when that, or the curves in it, changed. */
  #resolve(width: number): void {
    const { content } = this;
    const key = [width, content?.revision, ...this.#range, this.scale.kind, this.ignoreOutliers, currentLocale()].join(' ');
    if (width === 0 || (key === this.#viewKey && content === this.#shown)) return;
    if (content !== this.#shown) this.#summary = content === null ? this.hint : chartSummary(content, this.scale);
    this.#viewKey = key;
    this.#shown = content;
    this.#view = chartView({
      curves: content?.curves ?? [],
      points: content?.points ?? [],
      whole: (content?.axis ?? 'step') === 'step',
      gaps: content?.gaps ?? false,
      range: this.#range,
      width: plotWidth(width),
      scale: this.#isEmpty ? 'none' : this.scale.kind,
      ignoreOutliers: this.ignoreOutliers,
    });
  }

  override render() {
    const readout =
      this.content === null ? [] : chartReadout(this.content, this.scale, this.cursor, this.compact).filter(({ kind }) => kind !== 'run');
    return html`
      <header>
        <h3>${this.heading}</h3>
        <output aria-live="off">${readout.map(({ kind, label, text }) => html`<span class=${kind}><span class=${this.compact ? 'sr-only' : ''}>${label}</span> <b>${text}</b></span>`)}</output>
        ${this.#isEmpty ? nothing : html`<ts-menu .label=${msg(str`More for: ${this.heading}`)} .items=${this.#items()}></ts-menu>`}
      </header>
      <div class="stage">${this.#slider()} <ts-chart-alerts .alerts=${this.content?.alerts ?? []} .range=${this.#range} .width=${plotWidth(this.#size.width)} ?compact=${this.compact}></ts-chart-alerts></div>
      <p id="summary" class="sr-only">${this.content === null ? this.hint : this.#summary}</p>
      ${this.#isEmpty || this.#view === null ? nothing : countsLine(this.#view.counts)}
      ${this.asTable && this.content !== null ? chartTable(this.heading, this.content, this.scale, this.cursor) : nothing}
    `;
  }

  /** A slider whose value is the cursor's place: screen readers tell its text when a key moved it. The latest values, which change all
   *  the time, are not told by themselves. */
  #slider() {
    const { content } = this;
    const [first, last] = this.#ends;
    const at = this.cursor ?? last;
    const axis = content?.axis ?? 'step';
    const values = content === null || this.cursor === null ? [] : chartReadout(content, this.scale, this.cursor, false);
    const spoken = values.map(({ label, text }) => `${label} ${text}`).join(', ');
    const resting = this.#isEmpty ? this.hint : msg('No point is chosen.');
    return html`<div class="plot" role="slider" tabindex=${content === null ? -1 : 0} aria-label=${this.heading}
      aria-valuemin=${Math.min(at, first)} aria-valuemax=${Math.max(at, last)} aria-valuenow=${at}
      aria-valuetext=${spoken || (this.cursor === null ? resting : formatPlace(axis, at))} aria-describedby="summary" @keydown=${this.#onKey}>
      ${this.#isEmpty && this.hint && !this.compact ? html`<p class="hint ${this.ghost}"><span>${this.hint}</span></p>` : nothing}
    </div>`;
  }

  #items(): readonly MenuItem[] {
    const send = (name: string) => () => this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true }));
    const name = fileNameOf(this.runName, this.heading);
    const view: readonly MenuItem[] = [
      { text: msg('Full screen'), icon: 'expand', act: send('chart-full') },
      { text: msg('Keep on top'), icon: 'pin', checked: this.pinned, act: send('chart-pin') },
    ];
    return [
      ...(this.full || this.plain ? [] : view),
      { text: msg('Show as table'), icon: 'table', checked: this.asTable, act: () => (this.asTable = !this.asTable) },
      { text: msg('Save as PNG'), icon: 'download', act: () => void savePng(name, this.#picture()) },
      { text: msg('Save as SVG'), icon: 'download', act: () => saveSvg(name, this.#picture()) },
      { text: msg('Save every point as CSV'), icon: 'download', act: () => void saveCsv(name, this.#csv()) },
    ];
  }

  #picture() {
    const { heading, scale, ignoreOutliers } = this;
    return chartPicture({ heading, content: this.#curvesToSave, scale, range: this.#range, ignoreOutliers, colours: this.#colours });
  }

  #csv(): Iterable<string> {
    const { name, curves, points, marked } = this.#curvesToSave;
    return chartCsv(columnNameOf(name), curves, marked ? [] : points);
  }

  /** The menu is there only where there are curves. */
  get #curvesToSave(): ChartContent {
    if (this.content === null) throw new TypeError('a chart without curves has nothing to save');
    return this.content;
  }

  protected override updated(): void {
    if (this.#view === null) this.#measure();
    const { width, height } = this.#size;
    // Out of sight the view may still be that of other curves.
    if (width === 0 || height === 0 || this.#view === null || this.#shown !== this.content) return;
    this.#build();
    this.#draw(width, height);
    this.#placeCursor();
  }

  /** A new plot where the kind of scale or the number of curves changed; all else is drawn into the one that is. */
  #build(): void {
    const { curves = [], axis = 'step' } = this.content ?? {};
    const scale: ChartScale = this.#isEmpty ? { ...this.scale, kind: 'none' } : this.scale;
    const key = [scale.kind, axis, this.compact, ...this.#tokens, ...curves.map(dashOf)].join(' ');
    if (this.#plot !== null && key === this.#built) return;
    this.#plot?.destroy();
    this.#plot = new uPlot(chartOptions({ curves, axis }, scale, this.compact, this.#colours, this.#hooks), [[]], this.frame);
    this.#built = key;
    this.#drawn = '';
  }

  #draw(width: number, height: number): void {
    const view = this.#view;
    // The width too: out of sight the view may be an older one's, when the theme has it drawn anew.
    const key = [this.#viewKey, width, height, this.#colours.revision].join(' ');
    if (this.#plot === null || view === null || (key === this.#drawn && this.#painted === view)) return;
    this.#drawn = key;
    this.#painted = view;
    this.#drawing = true;
    this.#plot.batch(() => {
      // A canvas that is given its size is made anew.
      if (width !== this.#plot?.width || height !== this.#plot.height) this.#plot?.setSize({ width, height });
      this.#plot?.setData(alignedData(view, this.scale.kind === 'log'));
    });
    this.#drawing = false;
  }

  #placeCursor(): void {
    if (this.#plot === null) return;
    const left = this.cursor === null ? -10 : this.#plot.valToPos(this.cursor, 'x');
    this.#plot.setCursor({ left, top: this.cursor === null ? -10 : 0 }, false);
  }

  readonly #hooks: ChartHooks = {
    xRange: () => [this.#range[0], this.#range[1]],
    yRange: () => [...(this.#view?.values ?? [0, 1])],
    paintBack: (plot) => paintBands(plot, this.content?.bands ?? [], !this.compact, this.#colours),
    paintBetween: (plot) => {
      if (this.#view !== null) paintReach(plot, this.#view, this.#tokens, this.#colours);
    },
    paintFront: (plot) => {
      if (this.#isEmpty) return paintGhost(plot, this.content?.bands ?? [], this.ghost, this.#colours);
      paintPoints(plot, this.content?.points ?? [], this.#colours);
      if (this.#view !== null) paintEdgeMarks(plot, this.#view, this.#tokens, this.#colours);
    },
    // uPlot also tells of its cursor when what lies below it was drawn anew: that is no wish to move it.
    moved: (plot) => {
      const { left = -1 } = plot.cursor;
      if (!this.#drawing) this.#moveTo(left < 0 ? null : plot.posToVal(left, 'x'));
    },
    selected: (plot) => {
      const { left, width } = plot.select;
      if (width === 0) return;
      const ends = [plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x')].map((x) => (this.#whole ? Math.round(x) : x));
      if (ends[1] - ends[0] >= LEAST_STRETCH) this.#zoomTo([ends[0], ends[1]]);
      plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    },
    reset: () => this.#zoomTo(null),
  };

  readonly #gestureTarget = {
    box: () => this.#plot?.over.getBoundingClientRect() ?? this.frame.getBoundingClientRect(),
    range: () => this.#range,
    full: () => this.#all,
    wheelZooms: () => this.full,
    zoom: (range: Range | null) => this.#zoomTo(range),
    point: (clientX: number) => {
      if (this.#plot !== null) this.#moveTo(this.#plot.posToVal(clientX - this.#plot.over.getBoundingClientRect().left, 'x'));
    },
  };

  get #range(): Range {
    return this.zoom ?? this.#all;
  }

  get #all(): Range {
    return [this.content?.from ?? 0, Math.max(1, this.content?.to ?? 1)];
  }

  get #whole(): boolean {
    return (this.content?.axis ?? 'step') === 'step';
  }

  get #curves() {
    return (this.content?.curves ?? []).map(({ raw }) => raw);
  }

  get #tokens() {
    return (this.content?.curves ?? []).map(tokenOf);
  }

  /** The first and last places that have points. */
  get #ends(): Range {
    return placesOf(this.#curves) ?? [0, 0];
  }

  get #isEmpty(): boolean {
    return this.#curves.every(({ length }) => length === 0);
  }

  /** To the point nearest to `x`. */
  #moveTo(x: number | null): void {
    const detail = x === null ? null : nearestPlace(this.#curves, x);
    if (detail !== this.cursor) this.dispatchEvent(new CustomEvent('chart-cursor', { detail, bubbles: true, composed: true }));
  }

  /** What is shown moves along when the cursor leaves it. */
  #walkTo(x: number | null): void {
    this.#moveTo(x);
    if (x === null || this.zoom === null) return;
    const range = following(this.zoom, x);
    if (range[0] !== this.zoom[0] || range[1] !== this.zoom[1]) this.#zoomTo(range);
  }

  #zoomTo(detail: Range | null): void {
    this.dispatchEvent(new CustomEvent('chart-zoom', { detail, bubbles: true, composed: true }));
  }

  readonly #onKey = (event: KeyboardEvent) => {
    const at = this.cursor ?? this.#ends[1];
    const by = (points: number) => () => this.#walkTo(stepFrom(this.#curves, at, points));
    const scale = (factor: number) => () => this.#zoomTo(zoomed(this.#range, at, factor, this.#all, LEAST_STRETCH));
    const leap = event.shiftKey ? LEAP : 1;
    const keys: Record<string, () => void> = {
      ArrowLeft: by(-leap),
      ArrowRight: by(leap),
      ArrowDown: by(-leap),
      ArrowUp: by(leap),
      PageDown: by(-LEAP),
      PageUp: by(LEAP),
      Home: () => this.#walkTo(this.#ends[0]),
      End: () => this.#walkTo(this.#ends[1]),
      '+': scale(0.5),
      '=': scale(0.5),
      '-': scale(2),
      '0': () => this.#zoomTo(null),
      Escape: () => (this.zoom === null ? this.#moveTo(null) : this.#zoomTo(null)),
    };
    if (keys[event.key] === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    // With nothing left to undo, Escape is for whatever the chart stands in.
    if (event.key === 'Escape' && this.zoom === null && this.cursor === null) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  };
}

/** As the bundle's tables name their columns: `gradient_norm`. */
const columnNameOf = (metric: string): string => metric.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

declare global {
  interface HTMLElementTagNameMap {
    'ts-chart': TsChart;
  }
  interface HTMLElementEventMap {
    'chart-cursor': CustomEvent<number | null>;
    'chart-zoom': CustomEvent<Range | null>;
    'chart-pin': CustomEvent;
    'chart-full': CustomEvent;
  }
}
