import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { showView } from '../../app/dispatch.ts';
import type { Severity } from '../../core/audit/audit.ts';
import '../audit/ts-class-balance.ts';
import '../parts/ts-icon.ts';
import '../step/ts-image-grid.ts';
import { formatBytes } from '../parts/numbers.ts';
import { base, buttons, chips, tables } from '../parts/shared-styles.ts';
import { previewTable, previewTableStyles } from './preview-table.ts';
import type { DataSummary } from './reading-texts.ts';

const PREVIEW_ROWS = 5;
const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** What was read: its files, a look at it, how its classes are spread, and what was found in it. */
@localized()
@customElement('ts-data-summary')
export class TsDataSummary extends LitElement {
  static override styles = [
    base,
    buttons,
    chips,
    tables,
    previewTableStyles,
    css`
      :host {
        display: grid;
        gap: var(--ts-3);
      }
      .files {
        display: grid;
        gap: 0.125rem;
        font-size: var(--ts-text-xs);
      }
      .files li {
        display: flex;
        justify-content: space-between;
        gap: var(--ts-2);
      }
      .files .name {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .files .size {
        flex: none;
        color: var(--ts-ink-faint);
        font-variant-numeric: tabular-nums;
      }
      .table {
        border: 1px solid var(--ts-line);
        border-radius: var(--ts-radius);
      }
      .table :is(th, td) {
        max-width: 9rem;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .missing {
        color: var(--ts-ink-faint);
      }
      .findings {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--ts-1) var(--ts-2);
        font-size: var(--ts-text-xs);
      }
    `,
  ];

  @property({ attribute: false }) summary: DataSummary | null = null;

  override render() {
    const { summary } = this;
    if (summary === null) return nothing;
    return html`
      <ul class="files" aria-label=${msg('Files')}>
        ${summary.files.map(
          ({ name, bytes }) =>
            html`<li><span class="name" title=${name}>${name}</span><span class="size">${formatBytes(bytes)}</span></li>`,
        )}
      </ul>
      ${this.#preview(summary)}
      ${summary.classBalance.length > 0 ? html`<ts-class-balance .classes=${summary.classBalance}></ts-class-balance>` : nothing}
      ${this.#findings(summary)}
    `;
  }

  #preview(summary: DataSummary) {
    const { preview } = summary;
    if (preview.kind === 'images') {
      return html`<ts-image-grid labels .images=${preview.images} .height=${preview.height} .width=${preview.width}></ts-image-grid>`;
    }
    const table = { ...preview, rows: preview.rows.slice(0, PREVIEW_ROWS) };
    return html`<div class="scroll table" tabindex="0" role="region" aria-label=${msg('First rows')}>
      ${previewTable(table, summary, html`<span class="missing">–</span>`)}
    </div>`;
  }

  #findings({ audit }: DataSummary) {
    const findings = audit.findings.filter(({ waived }) => waived === undefined);
    const counts = SEVERITIES.map((severity) => ({ severity, count: findings.filter((one) => one.severity === severity).length }));
    const chip = (kind: Severity | 'pass', text: string) => html`<span class="chip ${kind}"><ts-icon name=${kind}></ts-icon>${text}</span>`;
    return html`<p class="findings">
      ${counts.filter(({ count }) => count > 0).map(({ severity, count }) => chip(severity, severityText(severity, count)))}
      ${findings.length === 0 ? chip('pass', msg('Nothing found to worry about')) : nothing}
      <button class="link" @click=${() => showView(this, 'data')}>${msg('See the audit')}</button>
    </p>`;
  }
}

function severityText(severity: Severity, count: number): string {
  if (severity === 'error') return count === 1 ? msg('1 error') : msg(str`${count} errors`);
  if (severity === 'warning') return count === 1 ? msg('1 warning') : msg(str`${count} warnings`);
  return count === 1 ? msg('1 note') : msg(str`${count} notes`);
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-data-summary': TsDataSummary;
  }
}
