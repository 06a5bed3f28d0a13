import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { base } from '../parts/shared-styles.ts';

/** One row's picture, light on dark as the network sees it. What it shows is said beside it. */
@customElement('ts-row-picture')
export class TsRowPicture extends LitElement {
  static override styles = [
    base,
    css`
      canvas {
        display: block;
        width: 100%;
        border-radius: var(--ts-radius-s);
        image-rendering: pixelated;
      }
    `,
  ];

  @property({ attribute: false }) pixels: Uint8Array = new Uint8Array(0);
  @property({ type: Number }) height = 28;
  @property({ type: Number }) width = 28;
  @query('canvas') private readonly canvas!: HTMLCanvasElement;

  override render() {
    return html`<canvas width=${this.width} height=${this.height} aria-hidden="true"></canvas>`;
  }

  override updated() {
    const picture = new ImageData(this.width, this.height);
    this.pixels.forEach((value, i) => {
      picture.data.fill(value, 4 * i, 4 * i + 3);
      picture.data[4 * i + 3] = 255;
    });
    this.canvas.getContext('2d')?.putImageData(picture, 0, 0);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-row-picture': TsRowPicture;
  }
}
