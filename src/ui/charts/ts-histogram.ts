import { css, html, LitElement, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../parts/shared-styles.ts';

const HEIGHT = 32;
/** Room between two bars, of the width of one. */
const GAP = 0.15;

/** Counts as bars, as wide as its place. What it shows is said beside it. */
@customElement('ts-histogram')
export class TsHistogram extends LitElement {
  static override styles = [
    base,
    css`
      svg {
        display: block;
        width: 100%;
        height: var(--ts-histogram-height, 1.25rem);
        fill: var(--ts-ink-faint);
        fill-opacity: 0.65;
        border-bottom: 1px solid var(--ts-line-strong);
      }
    `,
  ];

  @property({ attribute: false }) counts: readonly number[] = [];

  override render() {
    const most = Math.max(1, ...this.counts);
    const bars = this.counts.map((count, i) => {
      const height = count === 0 ? 0 : Math.max(1, (HEIGHT * count) / most);
      return svg`<rect x=${i + GAP / 2} y=${HEIGHT - height} width=${1 - GAP} height=${height}></rect>`;
    });
    return html`<svg viewBox="0 0 ${Math.max(1, this.counts.length)} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">${bars}</svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-histogram': TsHistogram;
  }
}
