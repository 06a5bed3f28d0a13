import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { classScores } from '../../app/charts/confusion.ts';
import type { Track } from '../../core/spec/spec.ts';
import { formatCompact, formatCount, formatShare } from '../parts/numbers.ts';
import { base } from '../parts/shared-styles.ts';
import { TRACK_TOKENS } from './chart-options.ts';

/** More classes than this make cells too small to read: the bars and the worst mix-ups remain. */
const MOST_CLASSES = 16;
/** In percent: a single mistake is still seen, and half the strongest colour keeps the figures on it readable. */
const FAINTEST = 14;
const STRONGEST = 50;

/** What the test rows of each class were taken for: a table with heat in its cells, and each class's accuracy as a bar. */
@localized()
@customElement('ts-confusion')
export class TsConfusion extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(17rem, 100%), 1fr));
        align-items: start;
        gap: var(--ts-3) var(--ts-5);
      }
      table {
        width: 100%;
        table-layout: fixed;
        border-collapse: separate;
        border-spacing: 1px;
        font-size: var(--ts-text-2xs);
        font-variant-numeric: tabular-nums;
        text-align: center;
      }
      caption {
        margin-bottom: var(--ts-1);
        text-align: start;
        color: var(--ts-ink-quiet);
      }
      th {
        padding: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        font-weight: var(--ts-medium);
        color: var(--ts-ink-quiet);
      }
      td {
        height: 1.5rem;
        padding: 0;
        border-radius: 2px;
        background: color-mix(in srgb, var(--heat) var(--share), var(--ts-sunken));
      }
      ul {
        display: grid;
        grid-template-columns: minmax(1rem, max-content) 1fr max-content max-content;
        gap: 0.125rem var(--ts-2);
        font-size: var(--ts-text-xs);
        font-variant-numeric: tabular-nums;
      }
      li {
        display: grid;
        grid-column: 1 / -1;
        grid-template-columns: subgrid;
        align-items: center;
        line-height: 1.35;
      }
      .name {
        max-width: 6rem;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .bar {
        height: 0.5rem;
        border-radius: 2px;
        background: var(--ts-sunken);
        overflow: hidden;
      }
      .bar > i {
        display: block;
        height: 100%;
        background: var(--heat);
      }
      .share {
        text-align: end;
      }
      .mistake {
        min-width: 3.5em;
        color: var(--ts-ink-faint);
      }
    `,
  ];

  @property({ attribute: false }) confusion: readonly (readonly number[])[] = [];
  @property({ attribute: false }) classes: readonly string[] = [];
  @property() track: Track = 'finetune';

  override render() {
    return html`${this.confusion.length <= MOST_CLASSES ? this.#table() : nothing} ${this.#bars()}`;
  }

  #table() {
    return html`<table>
      <caption>${msg('Down: what it is. Across: what it was taken for.')}</caption>
      <thead><tr><td style="background: none"></td>${this.classes.map((name) => html`<th scope="col" title=${name}>${name}</th>`)}</tr></thead>
      <tbody>${this.confusion.map((counts, truth) => this.#row(counts, truth))}</tbody>
    </table>`;
  }

  #row(counts: readonly number[], truth: number) {
    const total = counts.reduce((sum, count) => sum + count, 0);
    const cell = (count: number, predicted: number) => {
      const heat = truth === predicted ? `var(${TRACK_TOKENS[this.track]})` : 'var(--ts-error)';
      const share = count === 0 ? 0 : FAINTEST + (STRONGEST - FAINTEST) * Math.sqrt(count / total);
      const text = msg(str`${formatCount(count)} rows of ${this.classes[truth]} taken for ${this.classes[predicted]}`);
      return html`<td style=${styleMap({ '--heat': heat, '--share': `${share.toFixed(1)}%` })} title=${text}>${count === 0 ? nothing : formatCompact(count)}</td>`;
    };
    return html`<tr><th scope="row" title=${this.classes[truth]}>${this.classes[truth]}</th>${counts.map(cell)}</tr>`;
  }

  #bars() {
    return html`<ul aria-label=${msg('Accuracy of each class')} style=${styleMap({ '--heat': `var(${TRACK_TOKENS[this.track]})` })}>
      ${classScores(this.confusion).map(({ accuracy, mistakenFor }, i) => {
        const mistake = mistakenFor === null ? '' : `→${this.classes[mistakenFor.index]} ×${formatCompact(mistakenFor.count)}`;
        const spoken =
          mistakenFor === null
            ? ''
            : msg(str`most often taken for ${this.classes[mistakenFor.index]}, ${formatCount(mistakenFor.count)} times`);
        return html`<li>
          <span class="name" title=${this.classes[i]}>${this.classes[i]}</span>
          <span class="bar"><i style=${styleMap({ width: `${100 * (accuracy ?? 0)}%` })}></i></span>
          <span class="share">${formatShare(accuracy ?? Number.NaN)}</span>
          <span class="mistake" title=${spoken}><span aria-hidden="true">${mistake}</span><span class="sr-only">${spoken}</span></span>
        </li>`;
      })}
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-confusion': TsConfusion;
  }
}
