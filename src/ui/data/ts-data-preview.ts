import { localized, msg } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../step/ts-image-grid.ts';
import { base, tables } from '../parts/shared-styles.ts';
import { previewTable, previewTableStyles } from './preview-table.ts';
import type { DataSummary } from './reading-texts.ts';

const IMAGE_LINES = 4;

/** Some rows of the data: images with their labels, or the first rows of a table with what its columns are for. */
@localized()
@customElement('ts-data-preview')
export class TsDataPreview extends LitElement {
  static override styles = [
    base,
    tables,
    previewTableStyles,
    css`
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

  @property({ attribute: false }) summary: DataSummary | null = null;

  override render() {
    if (this.summary === null) return nothing;
    const { preview } = this.summary;
    if (preview.kind === 'images') {
      return html`<ts-image-grid labels .rows=${IMAGE_LINES} .images=${preview.images} .height=${preview.height} .width=${preview.width}></ts-image-grid>`;
    }
    return html`<div class="scroll" tabindex="0" role="group" aria-label=${msg('First rows')}>
      ${previewTable(preview, this.summary, html`<span class="missing">${msg('missing')}</span>`)}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-data-preview': TsDataPreview;
  }
}
