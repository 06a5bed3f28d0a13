import { localized, msg, str } from '@lit/localize';
import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LookedRow, LookedRows } from '../../core/looks/looks.ts';
import { formatCount } from '../parts/numbers.ts';
import { rowStyles } from '../parts/row-styles.ts';
import { base, tables } from '../parts/shared-styles.ts';
import { findingStyles } from './finding-styles.ts';
import '../step/ts-row-picture.ts';

/** The rows that a finding is about: as pictures with their labels, or as a table of their first cells. */
@localized()
@customElement('ts-finding-rows')
export class TsFindingRows extends LitElement {
  static override styles = [base, tables, rowStyles, findingStyles];

  @property({ attribute: false }) looked: LookedRows | null = null;

  override render() {
    if (this.looked === null) return html`<p class="quiet small" role="status">${msg('Reading the rows')}</p>`;
    const { kind, rows } = this.looked;
    return kind.kind === 'images' ? this.#pictures(kind, rows) : this.#table(kind.columns, rows);
  }

  #pictures({ height, width }: { readonly height: number; readonly width: number }, rows: readonly LookedRow[]) {
    return html`<ol class="pictures" aria-label=${msg('Rows of this finding')}>${rows.map(
      ({ row, label, pixels }) => html`<li>
        ${pixels === null ? nothing : html`<ts-row-picture .pixels=${pixels} .height=${height} .width=${width}></ts-row-picture>`}
        <span>${msg(str`row ${formatCount(row)}`)}</span><br /><b>${label === '' ? gap() : label}</b></li>`,
    )}</ol>`;
  }

  #table(columns: readonly string[], rows: readonly LookedRow[]) {
    return html`<div class="scroll cells" tabindex="0" role="group" aria-label=${msg('Rows of this finding')}><table>
      <thead><tr>${[msg('Row'), ...columns, msg('Label')].map((name) => html`<th scope="col" title=${name}>${name}</th>`)}</tr></thead>
      <tbody>${rows.map(
        ({ row, cells, label }) =>
          html`<tr><th scope="row">${formatCount(row)}</th>${[...cells, label].map((cell) => html`<td title=${cell}>${cell === '' ? gap() : cell}</td>`)}</tr>`,
      )}</tbody></table></div>`;
  }
}

const gap = () => html`<span class="gap">${msg('missing')}</span>`;

declare global {
  interface HTMLElementTagNameMap {
    'ts-finding-rows': TsFindingRows;
  }
}
