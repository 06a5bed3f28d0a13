import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import type { ClassShare } from '../../core/audit/audit.ts';
import { formatCount, formatShare } from '../parts/numbers.ts';
import { base } from '../parts/shared-styles.ts';

/** More classes than this would be a wall of bars: the largest are shown, the rest is counted. */
const MOST_SHOWN = 12;

/** How many rows each class has, as bars beside their numbers. */
@localized()
@customElement('ts-class-balance')
export class TsClassBalance extends LitElement {
  static override styles = [
    base,
    css`
      ul {
        display: grid;
        grid-template-columns: minmax(1.25rem, max-content) 1fr max-content max-content;
        gap: 0.1875rem var(--ts-2);
        font-size: var(--ts-text-xs);
        font-variant-numeric: tabular-nums;
      }
      li {
        display: grid;
        grid-template-columns: subgrid;
        grid-column: 1 / -1;
        align-items: center;
        line-height: 1.2;
      }
      .name {
        max-width: 7rem;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .bar {
        height: 0.5rem;
        border-radius: 2px;
        background: var(--ts-ink-faint);
        opacity: 0.55;
      }
      .count,
      .share {
        text-align: end;
        color: var(--ts-ink-quiet);
      }
    `,
  ];

  @property({ attribute: false }) classes: readonly ClassShare[] = [];
  /** What a screen reader calls the list; by itself «Rows of each class». */
  @property() heard = '';

  override render() {
    const total = this.classes.reduce((sum, { rows }) => sum + rows, 0);
    const most = Math.max(1, ...this.classes.map(({ rows }) => rows));
    const shown = this.classes.length > MOST_SHOWN ? [...this.classes].sort((a, b) => b.rows - a.rows).slice(0, MOST_SHOWN) : this.classes;
    const rest = this.classes.length - shown.length;
    return html`<ul aria-label=${this.heard || msg('Rows of each class')}>
      ${shown.map(
        ({ name, rows }) => html`<li>
          <span class="name" title=${name}>${name}</span>
          <span class="bar" style=${styleMap({ width: `${(100 * rows) / most}%` })}></span>
          <span class="count">${formatCount(rows)}</span>
          <span class="share">${formatShare(rows / total)}</span>
        </li>`,
      )}
      ${rest > 0 ? html`<li><span class="count" style="grid-column: 1 / -1">${msg(str`and ${rest} smaller classes`)}</span></li>` : ''}
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-class-balance': TsClassBalance;
  }
}
