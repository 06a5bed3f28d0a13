import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sendCommand } from '../../app/dispatch.ts';
import type { DataRow, RowKind } from '../../core/looks/looks.ts';
import type { BatchRow } from '../../core/looks/step-look.ts';
import type { PhaseName } from '../../core/spec/spec.ts';
import { formatCount, formatValue } from '../parts/numbers.ts';
import { rowStyles } from '../parts/row-styles.ts';
import { base, buttons, tables } from '../parts/shared-styles.ts';
import { nameOf, predictionText } from './look-texts.ts';
import './ts-row-picture.ts';

/** A row with its loss; what else is known of it stands in `note`. */
export type ShownRow = BatchRow & DataRow & { readonly note?: string };

/** Rows with what they are, what they were taken for, and their loss: as pictures, or as a table. Each can be followed. */
@localized()
@customElement('ts-looked-rows')
export class TsLookedRows extends LitElement {
  static override styles = [
    base,
    buttons,
    tables,
    rowStyles,
    css`
      .pictures {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(5.5rem, 1fr));
        gap: var(--ts-3) var(--ts-2);
        font-size: var(--ts-text-2xs);
        font-variant-numeric: tabular-nums;
      }
      .pictures li {
        display: grid;
        align-content: start;
        gap: 0.125rem;
        overflow-wrap: anywhere;
      }
      .pictures ts-row-picture {
        width: 3.5rem;
      }
      .pictures b {
        font-size: var(--ts-text-xs);
      }
      .scroll {
        max-height: 24rem;
      }
      td {
        vertical-align: middle;
      }
      td.guess {
        max-width: none;
      }
    `,
  ];

  @property() runId = '';
  @property() phase: PhaseName = 'pretrain';
  @property() heading = '';
  @property({ attribute: false }) rows: readonly ShownRow[] = [];
  @property({ attribute: false }) rowKind: RowKind = null;
  @property({ attribute: false }) classes: readonly string[] | null = null;

  override render() {
    const { rowKind } = this;
    return rowKind?.kind === 'images' ? this.#pictures(rowKind) : this.#table(rowKind?.columns ?? []);
  }

  #pictures({ height, width }: Extract<RowKind, { kind: 'images' }>) {
    return html`<ol class="pictures" aria-label=${this.heading}>${this.rows.map(
      (row) => html`<li>
        ${row.pixels === null ? nothing : html`<ts-row-picture .pixels=${row.pixels} .height=${height} .width=${width}></ts-row-picture>`}
        ${this.#link(row.row)} ${predictionText(row, this.classes)}
        ${row.loss === null ? nothing : html`<span>${row.note === undefined ? msg('loss') : msg('mean loss')} <b>${formatValue(row.loss)}</b></span>`}
        ${row.note === undefined ? nothing : html`<span class="quiet">${row.note}</span>`}
      </li>`,
    )}</ol>`;
  }

  #table(columns: readonly string[]) {
    const has = (of: (row: ShownRow) => unknown) => this.rows.some((row) => (of(row) ?? null) !== null);
    const [labels, guesses, notes] = [has(({ label }) => label), has(({ prediction }) => prediction), has(({ note }) => note)];
    const head = [
      msg('Row'),
      ...columns,
      ...(labels ? [msg('Label')] : []),
      ...(guesses ? [msg('Predicted')] : []),
      notes ? msg('Mean loss') : msg('Loss'),
      ...(notes ? [''] : []),
    ];
    return html`<div class="scroll cells" tabindex="0" role="group" aria-label=${this.heading}><table>
      <thead><tr>${head.map((name) => (name === '' ? html`<td></td>` : html`<th scope="col">${name}</th>`))}</tr></thead>
      <tbody>${this.rows.map(
        (row) => html`<tr><td>${this.#link(row.row)}</td>
          ${columns.map((_, i) => html`<td>${row.cells?.[i] ?? ''}</td>`)}
          ${labels ? html`<td>${nameOf(row.label, this.classes)}</td>` : nothing}
          ${guesses ? html`<td class="guess">${labels ? predictionText(row, this.classes) : nameOf(row.prediction, this.classes)}</td>` : nothing}
          <td>${row.loss === null ? '–' : formatValue(row.loss)}</td>${notes ? html`<td class="quiet">${row.note}</td>` : nothing}</tr>`,
      )}</tbody></table></div>`;
  }

  #link(row: number) {
    const { runId, phase } = this;
    const follow = () => sendCommand(this, { kind: 'follow-row', runId, phase, row });
    return html`<button class="link" title=${msg('Follow this row over all steps')} @click=${follow}>${msg(str`row ${formatCount(row)}`)}</button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-looked-rows': TsLookedRows;
  }
}
