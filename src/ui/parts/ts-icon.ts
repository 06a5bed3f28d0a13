import { css, html, LitElement, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ICONS, type IconName } from './icons.ts';

/** An icon as inline SVG. It is decoration: the word beside it (or the button's label) carries the meaning. */
@customElement('ts-icon')
export class TsIcon extends LitElement {
  static override styles = css`
    :host {
      display: inline-grid;
      flex: none;
      width: 1rem;
      height: 1rem;
    }
    svg {
      width: 100%;
      height: 100%;
      overflow: visible;
      fill: none;
      stroke: currentColor;
      stroke-width: 1.5;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
  `;

  @property() name: IconName = 'info';

  override render() {
    return html`<svg viewBox="0 0 16 16" aria-hidden="true">${svg`<path d=${ICONS[this.name]} />`}</svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-icon': TsIcon;
  }
}
