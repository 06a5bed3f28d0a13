import { localized, msg, str } from '@lit/localize';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { type Decision, decisionsOf, keep, keepNoMore, keepStill, leftOut, relabelled, takenBack } from '../../app/data/label-decisions.ts';
import { sendCommand } from '../../app/dispatch.ts';
import type { Fix } from '../../core/fixes/fix.ts';
import type { FoundLabels } from '../../core/looks/label-looks.ts';
import type { RowKind } from '../../core/looks/looks.ts';
import type { PhaseName } from '../../core/spec/spec.ts';
import { formatCount, formatShare } from '../parts/numbers.ts';
import { rowStyles } from '../parts/row-styles.ts';
import { base, buttons, fields, tables } from '../parts/shared-styles.ts';
import { nameOf, predictionText } from '../step/look-texts.ts';
import { suspectStyles } from './suspect-styles.ts';
import '../parts/ts-icon.ts';
import '../step/ts-row-picture.ts';

type Suspect = FoundLabels['rows'][number];
type Way = 'relabel' | 'leave-out' | 'keep';

const FIXES: Readonly<Record<Way, typeof relabelled>> = { relabel: relabelled, 'leave-out': leftOut, keep: (fixes) => fixes };

/** Suspects that are shown before more are asked for. */
const FIRST_SHOWN = 12;

/** Rows whose label is doubtful, each to be labelled as suggested, left out or let be, one by one or all that are selected. Fires
 *  `ts-recipe` with the fixes that the data then have; what was decided is read from the fixes. */
@localized()
@customElement('ts-label-suspects')
export class TsLabelSuspects extends LitElement {
  static override styles = [base, buttons, fields, tables, rowStyles, suspectStyles];

  @property({ attribute: false }) found!: FoundLabels;
  /** The recipe of the data, as it is. */
  @property({ attribute: false }) fixes: readonly Fix[] = [];
  @property() phase: PhaseName = 'pretrain';
  /** The run whose steps used the rows. */
  @property({ attribute: false }) runId: string | null = null;
  /** Nothing can be changed now. */
  @property({ type: Boolean }) locked = false;
  @state() private selected: ReadonlySet<number> = new Set();
  @state() private all = false;
  @state() private told = '';
  @query('[role=status]') private readonly status!: HTMLElement;
  /** The recipe that was asked for last. */
  #sent: readonly Fix[] = [];
  #decisions: ReadonlyMap<number, Decision> = new Map();
  /** A row whose buttons are about to be others, and the focus with them: once it is decided, or open again. */
  #awaited: { readonly row: number; readonly decided: boolean } | null = null;

  override willUpdate(changed: PropertyValues<this>) {
    const before = changed.get('found');
    if (before !== undefined) keepStill(before, this.found);
    // Undone elsewhere, what was told is true no more.
    if (before !== undefined || (changed.has('fixes') && this.told !== '' && !isEqual(this.fixes, this.#sent))) this.told = '';
    this.#decisions = decisionsOf(this.found, this.fixes);
    if ([...this.selected].some((row) => this.#decisions.has(row)) || before !== undefined)
      this.selected = new Set(this.#open.map(({ row }) => row).filter((row) => this.selected.has(row)));
  }

  override updated() {
    if (this.#awaited === null || this.#decisions.has(this.#awaited.row) !== this.#awaited.decided) return;
    const { row } = this.#awaited;
    this.#awaited = null;
    this.renderRoot.querySelector<HTMLElement>(`[data-row="${row}"] .actions button`)?.focus();
  }

  get #shown(): readonly Suspect[] {
    return this.all ? this.found.rows : this.found.rows.slice(0, FIRST_SHOWN);
  }

  /** Shown and not decided on. */
  get #open(): readonly Suspect[] {
    return this.#shown.filter(({ row }) => !this.#decisions.has(row));
  }

  override render() {
    const { rowKind } = this.found;
    const more = this.found.rows.length - this.#shown.length;
    return html`${this.#bar()} ${rowKind?.kind === 'images' ? this.#cards(rowKind) : this.#table(rowKind?.columns ?? [])}
      ${more > 0 ? html`<p><button class="button small" @click=${this.#showAll}>${msg(str`Show ${formatCount(more)} more`)}</button></p>` : nothing}`;
  }

  #bar() {
    const open = this.#open;
    const chosen = this.selected.size;
    const all = chosen > 0 && chosen === open.length;
    const toggle = () => {
      this.selected = new Set(all ? [] : open.map(({ row }) => row));
    };
    const act = (way: Way) => () => this.#decideSelected(way);
    const none = this.locked || chosen === 0;
    return html`<div class="bar">
      <label class="check"><input type="checkbox" .checked=${all} .indeterminate=${chosen > 0 && !all} ?disabled=${this.locked || open.length === 0} @change=${toggle} />
        <span>${chosen === 0 ? msg('Select all that are open') : msg(str`${formatCount(chosen)} selected`)}</span></label>
      <div class="actions" role="group" aria-label=${msg('What to do with the selected rows')}>
        <button class="button small" ?disabled=${none} @click=${act('relabel')}>${msg('Relabel as suggested')}</button>
        <button class="button small" ?disabled=${none} @click=${act('leave-out')}>${leaveOutText()}</button>
        <button class="button small" ?disabled=${none} @click=${act('keep')}>${msg('Keep')}</button></div>
      <p role="status" tabindex="-1" class="quiet">${[this.told, this.#progress()].filter((text) => text !== '').join(' ')}</p>
    </div>`;
  }

  #progress(): string {
    const { size } = this.#decisions;
    return size === 0 ? '' : msg(str`${formatCount(size)} of the ${formatCount(this.found.rows.length)} listed are decided.`);
  }

  #cards({ height, width }: Extract<RowKind, { kind: 'images' }>) {
    return html`<ol class="cards" aria-label=${msg('Labels that are probably wrong')}>${this.#shown.map(
      (suspect) => html`<li data-row=${suspect.row} class=${this.#decisions.has(suspect.row) ? 'decided' : ''}>
        ${this.#box(suspect)}
        ${suspect.pixels === null ? nothing : html`<ts-row-picture .pixels=${suspect.pixels} .height=${height} .width=${width}></ts-row-picture>`}
        ${this.#facts(suspect)} ${this.#actions(suspect)}
      </li>`,
    )}</ol>`;
  }

  /** What is to be decided stands before the cells, of which there may be many. */
  #table(columns: readonly string[]) {
    const head = [msg('Row'), msg('What to do'), ...columns];
    return html`<div class="scroll" tabindex="0" role="group" aria-label=${msg('Labels that are probably wrong')}><table>
      <thead><tr><td></td>${head.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>${this.#shown.map(
        (suspect) => html`<tr data-row=${suspect.row} class=${this.#decisions.has(suspect.row) ? 'decided' : ''}>
          <td>${this.#box(suspect)}</td><td>${this.#facts(suspect)}</td><td>${this.#actions(suspect)}</td>${columns.map((_, i) => html`<td class="cell" title=${suspect.cells?.[i] ?? ''}>${suspect.cells?.[i] ?? ''}</td>`)}</tr>`,
      )}</tbody></table></div>`;
  }

  #box({ row }: Suspect) {
    const toggle = () => {
      this.selected = new Set(this.selected.has(row) ? [...this.selected].filter((one) => one !== row) : [...this.selected, row]);
    };
    return html`<input type="checkbox" aria-label=${msg(str`Select row ${formatCount(row)}`)} .checked=${this.selected.has(row)}
      ?disabled=${this.locked || this.#decisions.has(row)} @change=${toggle} />`;
  }

  #name(row: number) {
    const { runId, phase } = this;
    const text = msg(str`row ${formatCount(row)}`);
    if (runId === null) return html`<span>${text}</span>`;
    const follow = () => sendCommand(this, { kind: 'follow-row', runId, phase, row });
    return html`<button class="link" title=${msg('Follow this row over all steps')} @click=${follow}>${text}</button>`;
  }

  #facts(suspect: Suspect) {
    const { row, label, suggested } = suspect;
    const taken = predictionText({ label, prediction: suggested, pixels: null, cells: null }, this.found.classes);
    return html`<div class="facts">${this.#name(row)} ${taken} <span class="quiet">${noteOf(suspect)}</span></div>`;
  }

  #actions(suspect: Suspect) {
    const { row } = suspect;
    const decision = this.#decisions.get(row);
    if (decision) return html`<div class="actions">${this.#decided(row, decision)}</div>`;
    const name = nameOf(suspect.suggested, this.found.classes);
    const ways: readonly (readonly [Way, string])[] = [
      ['relabel', msg(str`Relabel as ${name}`)],
      ['leave-out', leaveOutText()],
      ['keep', msg('Keep')],
    ];
    return html`<div class="actions">${ways.map(
      ([way, text]) => html`<button class="button small" aria-label=${msg(str`${text}: row ${formatCount(row)}`)} ?disabled=${this.locked}
        @click=${() => this.#decideOne(way, row)}>${text}</button>`,
    )}</div>`;
  }

  #decided(row: number, decision: Decision) {
    const text = msg('Take back');
    return html`<span class="decision"><ts-icon name="check"></ts-icon>${decisionText(decision)}</span>
      <button class="button ghost small" aria-label=${msg(str`${text}: row ${formatCount(row)}`)} ?disabled=${this.locked} @click=${() => this.#takeBack(row)}>${text}</button>`;
  }

  #decideOne(way: Way, row: number) {
    this.#awaited = { row, decided: true };
    this.#decide(way, new Set([row]));
  }

  /** The buttons have nothing selected any more, and cannot hold the focus. */
  #decideSelected(way: Way) {
    this.#decide(way, this.selected);
    this.status.focus({ preventScroll: true });
  }

  #decide(way: Way, rows: ReadonlySet<number>) {
    this.told = this.#tellOf(way, rows);
    this.selected = new Set([...this.selected].filter((row) => !rows.has(row)));
    if (way === 'keep') keep(this.found, rows);
    this.#send(FIXES[way](this.fixes, this.found, rows));
  }

  #tellOf(way: Way, rows: ReadonlySet<number>): string {
    const count = formatCount(rows.size);
    const [row] = rows;
    if (rows.size > 1) {
      if (way === 'relabel') return msg(str`${count} rows are labelled as suggested.`);
      return way === 'keep' ? msg(str`${count} rows keep their label.`) : msg(str`${count} rows are left out.`);
    }
    const suggested = this.found.rows.find((one) => one.row === row)?.suggested ?? null;
    if (way === 'relabel') return msg(str`Row ${formatCount(row)} is labelled “${nameOf(suggested, this.found.classes)}”.`);
    return way === 'keep' ? msg(str`Row ${formatCount(row)} keeps its label.`) : msg(str`Row ${formatCount(row)} is left out.`);
  }

  #takeBack(row: number) {
    this.told = msg(str`Row ${formatCount(row)} is as it was.`);
    this.#awaited = { row, decided: false };
    keepNoMore(this.found, row);
    this.#send(takenBack(this.fixes, this.found, row));
  }

  #send(fixes: readonly Fix[]) {
    this.#sent = fixes;
    if (fixes !== this.fixes)
      this.dispatchEvent(new CustomEvent<readonly Fix[]>('ts-recipe', { detail: fixes, bubbles: true, composed: true }));
  }

  /** The button goes: the first of the rows that came has the focus instead. */
  readonly #showAll = async () => {
    const first = this.found.rows[FIRST_SHOWN].row;
    this.all = true;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[data-row="${first}"] input`)?.focus();
  };
}

const isEqual = (one: readonly Fix[], other: readonly Fix[]): boolean => one === other || JSON.stringify(one) === JSON.stringify(other);

/** Elsewhere the same words are about what is only shown or not. */
const leaveOutText = (): string => msg('Leave out', { id: 'leave-out-row' });

function decisionText(decision: Decision): string {
  if (decision.kind === 'relabelled') return msg(str`labelled “${decision.label}”`);
  return decision.kind === 'kept' ? msg('kept as it is') : msg('left out');
}

function noteOf({ confident, quality }: Suspect): string {
  const share = formatShare(quality);
  return confident ? msg(str`its label: ${share}, probably wrong`) : msg(str`its label: ${share}, doubtful`);
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-label-suspects': TsLabelSuspects;
  }
  interface HTMLElementEventMap {
    /** What is to be done with the data, in place of what was. */
    'ts-recipe': CustomEvent<readonly Fix[]>;
  }
}
