import { localized, msg } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ViewState } from '../app/view-state.ts';
import type { PhaseName } from '../core/spec.ts';
import './ts-image-grid.ts';
import { base, tables } from './shared-styles.ts';

type Preview = NonNullable<ViewState['data'][PhaseName]['summary']>['preview'];

const IMAGE_LINES = 4;

/** Some rows of the data: images with their labels, or the first rows of a table with the label column marked. */
@localized()
@customElement('ts-data-preview')
export class TsDataPreview extends LitElement {
  static override styles = [
    base,
    tables,
    css`
      .label {
        color: var(--ts-ink);
        font-weight: var(--ts-bold);
      }
      td,
      th {
        max-width: 12rem;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .missing {
        color: var(--ts-warning);
      }
      .scroll {
        max-height: 22rem;
        border: 1px solid var(--ts-line);
        border-radius: var(--ts-radius);
      }
    `,
  ];

  @property({ attribute: false }) preview: Preview | null = null;
  /** Index of the label column. */
  @property({ attribute: false }) label: number | null = null;

  override render() {
    const { preview } = this;
    if (preview === null) return nothing;
    if (preview.kind === 'images') {
      return html`<ts-image-grid labels .rows=${IMAGE_LINES} .images=${preview.images} .height=${preview.height} .width=${preview.width}></ts-image-grid>`;
    }
    const mark = (column: number) => (column === this.label ? 'label' : '');
    return html`<div class="scroll" tabindex="0" role="group" aria-label=${msg('First rows')}><table>
      <thead><tr>${preview.columns.map((name, i) => html`<th scope="col" class=${mark(i)} title=${name}>${name}</th>`)}</tr></thead>
      <tbody>${preview.rows.map((row) => html`<tr>${row.map((cell, i) => html`<td class=${mark(i)}>${cell === '' ? html`<span class="missing">${msg('missing')}</span>` : cell}</td>`)}</tr>`)}</tbody>
    </table></div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-data-preview': TsDataPreview;
  }
}
