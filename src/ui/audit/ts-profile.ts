import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { bytesOfBase64 } from '../../core/audit/profile/base64.ts';
import type { ImageProfile, Profile } from '../../core/audit/profile/profile.ts';
import './ts-column-profile.ts';
import '../charts/ts-histogram.ts';
import '../step/ts-row-picture.ts';
import { formatCount, formatValue } from '../parts/numbers.ts';
import { base } from '../parts/shared-styles.ts';

const PAIRS_SHOWN = 5;
/** Weaker ones say nothing. */
const WEAK = 0.5;

/** What the rows of a dataset look like: each column of a table, or the mean images of its classes. */
@localized()
@customElement('ts-profile')
export class TsProfile extends LitElement {
  static override styles = [
    base,
    css`
      p {
        margin: var(--ts-1) 0;
        font-size: var(--ts-text-xs);
      }
      .pictures {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(5.5rem, 1fr));
        gap: var(--ts-2) var(--ts-3);
        font-size: var(--ts-text-xs);
      }
      .pictures li > span:first-child {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 2px;
      }
      .name {
        display: block;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .pixels {
        max-width: 20rem;
        --ts-histogram-height: 2.5rem;
      }
      .ends {
        display: flex;
        justify-content: space-between;
        color: var(--ts-ink-quiet);
      }
    `,
  ];

  @property({ attribute: false }) profile!: Profile;

  override render() {
    const { rows, of, images } = this.profile;
    const part =
      rows === of
        ? nothing
        : html`<p class="quiet">${msg(str`Of ${formatCount(rows)} of ${formatCount(of)} rows, at equal distances.`)}</p>`;
    return html`${part}${images === null ? this.#columns() : this.#images(images)}`;
  }

  #columns() {
    const { label, columns, columnsLeftOut, classes, correlations } = this.profile;
    const strong = correlations.filter(({ r }) => Math.abs(r) >= WEAK).slice(0, PAIRS_SHOWN);
    return html`${[label, ...columns].map((column) => html`<ts-column-profile .column=${column} .classes=${classes}></ts-column-profile>`)}
      ${columnsLeftOut === 0 ? nothing : html`<p class="quiet">${msg(str`and ${formatCount(columnsLeftOut)} more columns`)}</p>`}
      ${strong.length === 0 ? nothing : html`<p><span class="quiet">${msg('Columns that go together (Pearson’s r):')}</span> ${strong.map(({ a, b, r }) => `${a} – ${b} ${formatValue(r)}`).join('; ')}</p>`}`;
  }

  #images({ height, width, mean, std, histogram, pictures }: ImageProfile) {
    const names = [msg('all rows'), ...this.profile.classes.map(({ name }) => name)];
    const picture = (pixels: string) =>
      html`<ts-row-picture .pixels=${bytesOfBase64(pixels)} .height=${height} .width=${width}></ts-row-picture>`;
    return html`<ul class="pictures" aria-label=${msg('Mean image and deviation of its pixels, overall and of each class')}>
        ${pictures.map((pair, i) => html`<li><span>${picture(pair.mean)}${picture(pair.deviation)}</span><span class="name">${names[i]}</span></li>`)}
      </ul>
      <p class="quiet">${msg('Left the mean of each pixel, right its standard deviation (white: as much as there can be).')}</p>
      <div class="pixels"><ts-histogram .counts=${histogram}></ts-histogram><p class="ends"><span>0</span><span>1</span></p></div>
      <p>${msg(str`How bright the pixels are, from 0 to 1: mean ${formatValue(mean)}, standard deviation ${formatValue(std)}.`)}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-profile': TsProfile;
  }
}
