import { localized, msg, str } from '@lit/localize';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { sendCommand } from '../../app/dispatch.ts';
import type { HardestView } from '../../app/fold/fold-looks.ts';
import { dataPhaseOf, RowUsage, rowsOfStep, stepsOfRow, type UsageSummary } from '../../app/step/row-usage.ts';
import type { RunView } from '../../app/view-state.ts';
import type { PhaseName, Track } from '../../core/spec/spec.ts';
import { TRACK_TOKENS } from '../charts/chart-options.ts';
import { trackName } from '../charts/chart-texts.ts';
import { formatCount, formatShare } from '../parts/numbers.ts';
import '../step/ts-hardest-rows.ts';
import { base, buttons, chips, fields, progressBars } from '../parts/shared-styles.ts';
import { usageStyles } from './usage-styles.ts';

/** Bars of the histogram; rows used more often share the last one. */
const MOST_BARS = 12;
/** Steps or rows that an answer lists. */
const LISTED = 200;

/** How a phase's rows were used: how many, how often, and the answer to «which steps used row n» and back. */
@localized()
@customElement('ts-usage')
export class TsUsage extends LitElement {
  static override styles = [base, buttons, chips, fields, progressBars, usageStyles];

  @property({ attribute: false }) run!: RunView;
  @property() phase: PhaseName = 'pretrain';
  /** Rows of the dropped files. */
  @property({ type: Number }) rows = 0;
  @property({ type: Number }) revision = 0;
  @property({ attribute: false }) hardest: HardestView | null = null;
  @state() private row: number | null = null;
  @state() private step: number | null = null;
  @query('input[name=step]') private readonly stepField!: HTMLInputElement | null;
  #usage = new RowUsage();
  #counted: unknown = null;

  override render() {
    const track = this.run.series.tracks[this.phase];
    if (this.#counted !== track) this.#usage = new RowUsage();
    this.#counted = track;
    this.#usage.follow(track);
    if (!this.run.series.hasRows) return this.#unread(track);
    const summary = this.#usage.summary(this.rows);
    return html`${this.#totals(summary)} ${this.#histogram(summary)}
      <div class="ask">${this.#askRow()} ${this.#askStep()}</div> ${this.#hardestRows()}`;
  }

  /** Of a long run the rows are read when somebody asks for them. */
  #unread({ rows, step }: RunView['series']['tracks'][Track]) {
    const read = () => sendCommand(this, { kind: 'read-rows', runId: this.run.runId });
    if (rows.length > 0) return html`<progress aria-label=${msg('Rows read')} max=${step.length} value=${rows.length}></progress>`;
    return html`<p class="quiet">${msg(str`The rows of ${formatCount(this.run.series.steps)} steps are kept, and not read yet.`)}</p>
      <button class="button small" @click=${read}>${msg('Read which rows were used')}</button> ${this.#hardestRows()}`;
  }

  #hardestRows() {
    return html`<ts-hardest-rows .run=${this.run} .phase=${this.phase} .hardest=${this.hardest}></ts-hardest-rows>`;
  }

  #totals({ used, neverUsed }: UsageSummary) {
    const share = formatShare(this.rows === 0 ? 0 : used / this.rows);
    return html`<p class="totals"><b>${msg(str`${formatCount(used)} of ${formatCount(this.rows)} rows used`)}</b> (${share})<span class="quiet"> · ${msg(str`${formatCount(neverUsed)} never: held out for testing, or not drawn`)}</span></p>`;
  }

  #histogram({ histogram }: UsageSummary) {
    const bars = histogram.slice(0, MOST_BARS);
    const more = histogram.slice(MOST_BARS).reduce((sum, rows) => sum + rows, 0);
    if (more > 0) bars.push(more);
    // Most rows of a large file are often never used: that bar is cut off, so that the others can be told apart.
    const most = Math.max(1, ...bars.slice(1));
    const name = (uses: number) => (uses === MOST_BARS ? msg(str`${uses} or more`) : String(uses));
    return html`<figure><figcaption>${msg('Rows by how often they were used')}</figcaption>
      <ol class="uses" style=${styleMap({ '--colour': `var(${TRACK_TOKENS[this.phase]})` })}>${bars.map(
        (
          rows,
          uses,
        ) => html`<li class=${uses === 0 ? `never ${rows > most ? 'cut' : ''}` : ''}><span class="count">${formatCount(rows)}</span>
          <i style=${styleMap({ height: `${(3.5 * Math.min(rows, most)) / most}rem` })}></i><span>${uses === 0 ? msg('never') : `${name(uses)}×`}</span></li>`,
      )}</ol></figure>`;
  }

  #askRow() {
    const { row } = this;
    const tracks: readonly Track[] = this.phase === 'pretrain' ? ['pretrain'] : ['finetune', 'baseline'];
    return html`<div><label class="field"><span>${msg('Which steps used row')}</span>
        <input type="number" min="0" max=${Math.max(0, this.rows - 1)} step="1" inputmode="numeric" placeholder=${msg('row, from 0')} @input=${this.#onRow} /></label>
      <output aria-live="polite">${row === null ? nothing : row >= this.rows ? msg(str`The files have rows 0 to ${formatCount(this.rows - 1)}.`) : html`${tracks.map((track) => this.#stepsOf(track, row))}<p>${this.#rowLink(row, msg(str`Follow row ${formatCount(row)}`))}</p>`}</output></div>`;
  }

  #stepsOf(track: Track, row: number) {
    const series = this.run.series.tracks[track];
    if (series.step.length === 0) return nothing;
    const steps = stepsOfRow(series, row);
    const text =
      steps.length === 0 ? msg('in no step') : steps.length === 1 ? msg('in 1 step:') : msg(str`in ${formatCount(steps.length)} steps:`);
    return html`<p><span class="chip ${track}">${trackName(track)}</span> ${text} ${steps.slice(0, LISTED).map((step, i) => html`${i > 0 ? ', ' : ''}${this.#stepLink(step)}`)}${steps.length > LISTED ? ' …' : ''}</p>`;
  }

  #askStep() {
    const { step } = this;
    return html`<div><label class="field"><span>${msg('Which rows were in step')}</span>
        <input type="number" min="1" step="1" inputmode="numeric" placeholder=${msg('step, from 1')} name="step" .value=${step === null ? '' : String(step)} @input=${this.#onStep} /></label>
      <output aria-live="polite">${step === null ? nothing : this.#rowsOf(step)}</output></div>`;
  }

  #rowsOf(step: number) {
    const found = rowsOfStep(this.run.series, step);
    if (found === undefined) return msg(str`The run has no step ${formatCount(step)} yet.`);
    const chip = html`<span class="chip ${found.track}">${trackName(found.track)}</span>`;
    if (dataPhaseOf(found.track) !== this.phase) return html`<p>${chip} ${msg('trained on the other data.')}</p>`;
    const rows = [...found.rows];
    return html`<p>${chip} ${msg(str`${formatCount(rows.length)} rows:`)} ${rows.slice(0, LISTED).map((row, i) => html`${i > 0 ? ', ' : ''}${this.#rowLink(row)}`)}${rows.length > LISTED ? ' …' : ''}</p>`;
  }

  #stepLink(step: number) {
    const look = () => sendCommand(this, { kind: 'look-at-step', runId: this.run.runId, step });
    return html`<button class="link" title=${msg('Look at this step')} @click=${look}>${formatCount(step)}</button>`;
  }

  #rowLink(row: number, text = formatCount(row)) {
    const follow = () => sendCommand(this, { kind: 'follow-row', runId: this.run.runId, phase: this.phase, row });
    return html`<button class="link" title=${msg('Follow this row over all steps')} @click=${follow}>${text}</button>`;
  }

  /** Answers which rows were in a step, as if it had been typed. */
  async showRowsOf(step: number): Promise<void> {
    this.step = step;
    await this.updateComplete;
    this.stepField?.scrollIntoView({ block: 'center' });
    this.stepField?.focus({ preventScroll: true });
  }

  readonly #onRow = (event: Event) => {
    this.row = wholeNumber(event);
  };

  readonly #onStep = (event: Event) => {
    this.step = wholeNumber(event);
  };
}

function wholeNumber(event: Event): number | null {
  const { value } = event.target as HTMLInputElement;
  return /^\d+$/.test(value) ? Number(value) : null;
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-usage': TsUsage;
  }
}
