import { localized, msg } from '@lit/localize';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { type RowList, scrolledPx, scrollTopAround, scrollTopAt, scrollTopFor, windowAt } from '../../app/step/row-window.ts';
import type { TranscriptRow, TranscriptRows } from '../../app/step/transcript-rows.ts';
import { trackName } from '../charts/chart-texts.ts';
import { formatCount, formatShare, formatValue } from '../parts/numbers.ts';
import { base } from '../parts/shared-styles.ts';
import { eventLine, eventMark, formatFingerprint } from './event-texts.ts';
import '../parts/ts-icon.ts';
import { transcriptListStyles } from './transcript-list-styles.ts';

const COLUMNS = 8;
const NARROW_PX = 620;
const [ROW_REM, NARROW_ROW_REM] = [1.75, 2.75];
/** Nearer to its end than this, the list of a run in progress follows the run. */
const END_PX = 4;

/** The rows of a transcript, of which only those in sight are drawn. Arrows, page keys, Home and End move through them; Enter or a click
 *  on a step asks to open it (`transcript-step`). */
@localized()
@customElement('ts-transcript-list')
export class TsTranscriptList extends LitElement {
  static override styles = [base, transcriptListStyles];

  @property({ attribute: false }) rows!: TranscriptRows;
  /** Whether more rows may come. */
  @property({ type: Boolean }) growing = false;
  @state() private active = 0;
  @state() private scrolledTo = 0;
  @state() private widthPx = 0;
  @state() private boxPx = 0;
  @query('.grid') private readonly grid!: HTMLElement;
  readonly #sizes = new ResizeObserver(() => this.#measure());

  /** The step of the row that was chosen last, or that it stands behind. */
  get activeStep(): number {
    return this.rows.length === 0 ? 0 : this.rows.at(Math.min(this.active, this.rows.length - 1)).step;
  }

  /** Chooses the row of a step, and puts it in the middle. */
  async showStep(step: number): Promise<void> {
    this.active = this.rows.rowOfStep(step);
    await this.updateComplete;
    this.grid.scrollTop = scrollTopAround(this.#list, this.active);
  }

  override focus(): void {
    this.grid.focus({ preventScroll: true });
  }

  override firstUpdated(): void {
    this.#sizes.observe(this.grid);
    this.#measure();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
  }

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('rows') as TranscriptRows | undefined;
    if (!this.growing || before === undefined || before.length >= this.rows.length) return;
    if (this.#isAtEnd(before.length)) this.grid.scrollTop = this.grid.scrollHeight;
  }

  override render() {
    const list = this.#list;
    const { first, count, cutPx } = windowAt(list, this.scrolledTo);
    const sizes = `--row: ${list.rowPx}px; --scrolled: ${scrolledPx(list)}px; --view: ${Math.min(list.viewPx, scrolledPx(list))}px; --rows-height: ${scrolledPx(list) + list.rowPx + 2}px`;
    const inSight = this.active >= first && this.active < first + count;
    const shown = Array.from({ length: count }, (_, i) => first + i);
    return html`<div class="grid ${this.#narrow ? 'narrow' : ''}" style=${sizes} role="grid" tabindex="0" aria-label=${msg('Events and steps')}
        aria-rowcount=${this.rows.length + 1} aria-colcount=${COLUMNS} aria-activedescendant=${inSight ? `row-${this.active}` : nothing}
        @scroll=${this.#onScroll} @keydown=${this.#onKey}>
      <div class="head" role="rowgroup">${this.#head()}</div>
      <div class="spacer" role="rowgroup"><div class="window" role="presentation"><div role="presentation" style="transform: translateY(${-cutPx}px)">
        ${repeat(
          shown,
          (row) => row,
          (row) => this.#row(row),
        )}</div></div></div>
    </div>
    <p class="whole small quiet">${this.#whole()}</p>`;
  }

  #head() {
    const names = [
      ['step', msg('Step')],
      ['track', msg('Phase')],
      ['epoch', msg('Epoch')],
      ['batch', msg('Rows')],
      ['loss', msg('Loss')],
      ['accuracy', msg('Accuracy')],
      ['norm', msg('Gradient norm')],
      ['print', msg('Fingerprint')],
    ];
    return html`<div class="row" role="row" aria-rowindex="1">${names.map(
      ([name, text]) => html`<div class=${name} role="columnheader" title=${text}>${text}</div>`,
    )}</div>`;
  }

  #row(place: number) {
    const row = this.rows.at(place);
    const isActive = place === this.active;
    return html`<div class="row ${row.kind === 'step' ? 'steps' : 'event'} ${isActive ? 'active' : ''}" id=${`row-${place}`} role="row"
      aria-rowindex=${place + 2} aria-selected=${isActive} @click=${() => this.#choose(place)}>${row.kind === 'step' ? this.#step(row) : this.#event(row)}</div>`;
  }

  #step({ step, series, index }: Extract<TranscriptRow, { kind: 'step' }>) {
    const { track, epoch, batchSize, loss, accuracy, gradientNorm, fingerprint } = series;
    return html`<div class="step" role="gridcell">${formatCount(step)}</div>
      <div class="track ${track}" role="gridcell">${trackName(track)}</div>
      <div class="epoch" role="gridcell">${formatCount(epoch.at(index))}</div>
      <div class="batch" role="gridcell">${formatCount(batchSize.at(index))}</div>
      <div class="loss" role="gridcell">${formatValue(loss.at(index))}</div>
      <div class="accuracy" role="gridcell">${formatShare(accuracy.at(index))}</div>
      <div class="norm" role="gridcell">${formatValue(gradientNorm.at(index))}</div>
      <div class="print mono" role="gridcell">${formatFingerprint(fingerprint.at(index))}</div>`;
  }

  #event({ step, event }: Extract<TranscriptRow, { kind: 'event' }>) {
    const { icon, look } = eventMark(event);
    const line = eventLine(event);
    return html`<div class="step" role="gridcell">${formatCount(step)}</div>
      <div class="text ${look}" role="gridcell" aria-colspan=${COLUMNS - 1} title=${line}><ts-icon name=${icon}></ts-icon><span>${line}</span></div>`;
  }

  /** What the line of the chosen event has no room for. */
  #whole() {
    if (this.active >= this.rows.length) return nothing;
    const row = this.rows.at(this.active);
    return row.kind === 'event' ? eventLine(row.event) : msg('A click on a step, or Enter, opens it under Progress.');
  }

  get #narrow(): boolean {
    return this.widthPx < NARROW_PX;
  }

  get #list(): RowList {
    const rowPx = (this.#narrow ? NARROW_ROW_REM : ROW_REM) * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    return { rows: this.rows.length, rowPx, viewPx: Math.max(0, this.boxPx - rowPx) };
  }

  get #viewPx(): number {
    return this.#list.viewPx;
  }

  /** Rows are taller in a narrow box: the same ones stay in sight, and a list that followed its run follows on. */
  #measure(): void {
    const [wasNarrow, wasAtEnd] = [this.#narrow, this.boxPx > 0 && this.growing && this.#isAtEnd(this.rows.length)];
    const { first } = windowAt(this.#list, this.scrolledTo);
    this.widthPx = this.grid.clientWidth;
    this.boxPx = this.grid.clientHeight;
    if (wasAtEnd) void this.#scrollTo(this.rows.length - 1);
    else if (wasNarrow !== this.#narrow) void this.#scrollTo(first);
  }

  /** Once the list has its new height. */
  async #scrollTo(row: number): Promise<void> {
    await this.updateComplete;
    this.grid.scrollTop = scrollTopAt(this.#list, row);
  }

  #isAtEnd(rows: number): boolean {
    return this.scrolledTo + this.#viewPx >= scrolledPx({ ...this.#list, rows }) - END_PX;
  }

  readonly #onScroll = () => {
    this.scrolledTo = this.grid.scrollTop;
  };

  readonly #onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || this.rows.length === 0) return;
    const page = Math.max(1, Math.floor(this.#viewPx / this.#list.rowPx) - 1);
    const moves: Readonly<Record<string, number>> = {
      ArrowUp: this.active - 1,
      ArrowDown: this.active + 1,
      PageUp: this.active - page,
      PageDown: this.active + page,
      Home: 0,
      End: this.rows.length - 1,
    };
    if (event.key === 'Enter') this.#open(this.active, true);
    else if (event.key in moves) this.#moveTo(moves[event.key]);
    else return;
    event.preventDefault();
  };

  #moveTo(place: number): void {
    this.active = Math.max(0, Math.min(this.rows.length - 1, place));
    this.grid.scrollTop = scrollTopFor(this.#list, this.active, this.grid.scrollTop);
    this.scrolledTo = this.grid.scrollTop;
  }

  #choose(place: number): void {
    this.active = place;
    this.#open(place, false);
  }

  #open(place: number, byKey: boolean): void {
    const row = this.rows.at(place);
    if (row.kind !== 'step') return;
    const detail = { step: row.step, byKey };
    this.dispatchEvent(new CustomEvent('transcript-step', { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-transcript-list': TsTranscriptList;
  }
  interface HTMLElementEventMap {
    'transcript-step': CustomEvent<{ readonly step: number; readonly byKey: boolean }>;
  }
}
