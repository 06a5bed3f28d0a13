import { localized, msg, str } from '@lit/localize';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { type Ask, type Offer, offersFor, rowsOf } from '../../app/data/fix-offers.ts';
import { sendCommand } from '../../app/dispatch.ts';
import { readOptions } from '../../app/plan/spec-edit.ts';
import type { ViewState } from '../../app/view-state.ts';
import type { Finding, Severity } from '../../core/audit/audit.ts';
import type { ReadOptions } from '../../core/data/dataset.ts';
import type { Fix } from '../../core/fixes/fix.ts';
import { type PhaseName, phaseOf } from '../../core/spec/spec.ts';
import { findingStyles } from './finding-styles.ts';
import { findingText } from './finding-text.ts';
import './ts-finding-rows.ts';
import './ts-fix-form.ts';
import '../parts/ts-icon.ts';
import { formatCount, formatWhen } from '../parts/numbers.ts';
import { base, buttons, panels } from '../parts/shared-styles.ts';
import { offerText } from './fix-texts.ts';

/** Rows that a finding names; the rest is counted. */
const ROWS_NAMED = 8;

/** What to do about a phase’s data, found beside the other one’s. */
export interface FixElsewhere {
  readonly phase: PhaseName;
  readonly fix: Fix;
}

/** A finding: what, how much, which rows, and what can be done about it. Fires `ts-fix` with a fix, `ts-fix-elsewhere`
 *  with one of the other phase’s data, or `ts-read` with a change of the reading. */
@localized()
@customElement('ts-finding')
export class TsFinding extends LitElement {
  static override styles = [base, buttons, panels, findingStyles];

  @property({ attribute: false }) finding!: Finding;
  @property({ attribute: false }) data!: ViewState['data'][PhaseName];
  @property({ attribute: false }) spec!: ViewState['spec'];
  @property() phase: PhaseName = 'pretrain';
  /** The data are loaded: the rows can be looked at. */
  @property({ type: Boolean }) loaded = false;
  /** Nothing can be changed now. */
  @property({ type: Boolean }) locked = false;
  @state() private asking: Ask | null = null;
  @state() private open = false;

  override willUpdate() {
    if (this.open && this.loaded && this.#looked === null) this.#look();
  }

  override render() {
    const { severity, waived, waivedAt } = this.finding;
    return html`<div class="callout ${waived === undefined ? severity : 'waived'}"><ts-icon name=${waived === undefined ? severity : 'attested'}></ts-icon>
      <p><b class="sr-only">${severityName(severity)}:</b> ${findingText(this.finding)}</p>
      ${waived === undefined ? nothing : html`<p><b>${msg('Let stand:')}</b> ${waived}${waivedAt === undefined ? nothing : html` <span class="quiet">(${formatWhen(waivedAt)})</span>`}</p>`}
      ${this.#detail()} ${this.open && this.loaded ? html`<ts-finding-rows .looked=${this.#looked}></ts-finding-rows>` : nothing}
      ${this.loaded && waived === undefined ? this.#actions() : nothing}
    </div>`;
  }

  #detail() {
    const { rows, measure } = this.finding;
    if (rows.length === 0 && measure === null) return nothing;
    return html`<p class="detail quiet num">${rows.length === 0 ? nothing : this.#rows()}
      ${measure === null ? nothing : html`<span class="measure" title=${msg('Measure of ISO/IEC 5259-2')}>ISO/IEC 5259-2 ${measure}</span>`}</p>`;
  }

  #rows() {
    const { rows, count } = this.finding;
    const named = rows.slice(0, ROWS_NAMED).map(formatCount).join(', ');
    const text = html`${msg(str`Rows ${named}`)}${count > Math.min(rows.length, ROWS_NAMED) ? ' …' : ''}`;
    if (!this.loaded) return html`<span>${text}</span>`;
    const toggle = () => {
      this.open = !this.open;
    };
    return html`<span>${text} <button class="link" aria-expanded=${this.open} @click=${toggle}>${this.open ? msg('Hide them') : msg('Show them')}</button></span>`;
  }

  #actions() {
    const { finding, asking } = this;
    const context = { options: this.#options, columns: this.data.summary?.columns ?? [], classes: this.#classes };
    const offers = offersFor(finding, context);
    if (offers.length === 0) return nothing;
    if (asking !== null) return this.#form(asking);
    return html`<div class="actions" role="group" aria-label=${msg('What to do about it')}>${offers.map(
      (offer) => html`<button class="button small" ?disabled=${this.locked} @click=${() => this.#take(offer)}>${offerText(offer)}</button>`,
    )}</div>`;
  }

  #form(ask: Ask) {
    const numeric = this.data.summary?.columns.find(({ name }) => name === this.finding.column)?.kind === 'number';
    return html`<ts-fix-form .finding=${this.finding} .ask=${ask} .classes=${this.#classes} ?numeric=${numeric}
      @ts-cancel=${this.#cancel} @ts-fix=${this.#given}></ts-fix-form>`;
  }

  get #options(): ReadOptions {
    const planned = phaseOf(this.spec, this.phase);
    return planned ? readOptions(planned.data) : {};
  }

  get #classes(): readonly string[] {
    return this.data.summary?.classBalance.map(({ name }) => name) ?? [];
  }

  get #key(): string {
    return [this.data.summary?.audit.source.version?.id, this.finding.code, this.finding.column].join('/');
  }

  get #looked() {
    return this.data.looked?.key === this.#key ? this.data.looked.rows : null;
  }

  #look() {
    const { finding, phase } = this;
    const asked = { of: rowsOf(finding), rows: finding.rows, column: finding.column };
    sendCommand(this, { kind: 'look-at-rows', phase, key: this.#key, asked });
  }

  #take(offer: Offer) {
    if (offer.kind === 'ask') this.asking = offer.ask;
    else if (offer.kind === 'fix') this.#fix(offer);
    else this.dispatchEvent(new CustomEvent<ReadOptions>('ts-read', { detail: offer.options, bubbles: true, composed: true }));
  }

  #fix({ fix, elsewhere: phase }: Extract<Offer, { kind: 'fix' }>) {
    const told = { bubbles: true, composed: true };
    if (phase === undefined) this.dispatchEvent(new CustomEvent<Fix>('ts-fix', { detail: fix, ...told }));
    else this.dispatchEvent(new CustomEvent<FixElsewhere>('ts-fix-elsewhere', { detail: { phase, fix }, ...told }));
  }

  readonly #given = () => {
    this.asking = null;
  };

  /** The button that asked is there again, and has the focus again. */
  readonly #cancel = async () => {
    this.asking = null;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.actions button')?.focus();
  };
}

function severityName(severity: Severity): string {
  if (severity === 'error') return msg('Error');
  return severity === 'warning' ? msg('Warning') : msg('Note');
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-finding': TsFinding;
  }
  interface HTMLElementEventMap {
    /** A change of how the data are read. */
    'ts-read': CustomEvent<ReadOptions>;
    'ts-fix-elsewhere': CustomEvent<FixElsewhere>;
  }
}
