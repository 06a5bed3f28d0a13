import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { base } from '../parts/shared-styles.ts';

export interface GridImage {
  readonly label: string;
  readonly pixels: Uint8Array;
}

const GAP_PX = 4;
const LABEL_PX = 14;
const CELL_PX = 36;
/** Smaller images are shown as the squares that they are. */
const SMOOTH_FROM_PX = 20;

/** Images on one canvas, light on dark as the network sees them, each with its label below. `rows` limits how many lines of
 *  them are drawn; what does not fit is left out. */
@localized()
@customElement('ts-image-grid')
export class TsImageGrid extends LitElement {
  static override styles = [
    base,
    css`
      canvas {
        display: block;
        width: 100%;
      }
    `,
  ];

  @property({ attribute: false }) images: readonly GridImage[] = [];
  @property({ type: Number }) height = 28;
  @property({ type: Number }) width = 28;
  @property({ type: Number }) rows = 3;
  @property({ type: Boolean }) labels = false;
  @query('canvas') private canvas!: HTMLCanvasElement;

  /** Drawing sets the canvas's height, which within the observer's own turn would be a loop. */
  #resizes = new ResizeObserver(() => requestAnimationFrame(() => this.#draw()));

  override connectedCallback() {
    super.connectedCallback();
    this.#resizes.observe(this);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#resizes.disconnect();
  }

  override render() {
    const labels = [...new Set(this.images.map(({ label }) => label))].slice(0, 10).join(', ');
    return html`<canvas role="img" aria-label=${msg(str`Some of the images, with the labels ${labels}`)}></canvas>`;
  }

  override updated() {
    this.#draw();
  }

  #draw() {
    const space = this.clientWidth;
    const context = this.canvas?.getContext('2d');
    if (!context || space === 0) return;
    const columns = Math.max(1, Math.floor((space + GAP_PX) / (CELL_PX + GAP_PX)));
    const cell = (space - (columns - 1) * GAP_PX) / columns;
    const line = cell + (this.labels ? LABEL_PX : GAP_PX);
    const shown = this.images.slice(0, columns * this.rows);
    const lines = Math.ceil(shown.length / columns);
    const scale = devicePixelRatio || 1;
    this.canvas.width = space * scale;
    this.canvas.height = Math.max(1, (lines * line - (this.labels ? 0 : GAP_PX)) * scale);
    this.canvas.style.height = `${this.canvas.height / scale}px`;
    context.scale(scale, scale);
    context.imageSmoothingEnabled = this.width >= SMOOTH_FROM_PX;
    context.imageSmoothingQuality = 'high';
    context.font = `11px ${getComputedStyle(this).fontFamily}`;
    context.textAlign = 'center';
    context.fillStyle = getComputedStyle(this).color;
    const stamp = new OffscreenCanvas(this.width, this.height);
    shown.forEach((image, i) => {
      const [x, y] = [(i % columns) * (cell + GAP_PX), Math.floor(i / columns) * line];
      context.drawImage(this.#stamped(stamp, image), x, y, cell, cell);
      if (this.labels) context.fillText(image.label, x + cell / 2, y + cell + 11, cell);
    });
  }

  #stamped(stamp: OffscreenCanvas, { pixels }: GridImage): OffscreenCanvas {
    const picture = new ImageData(this.width, this.height);
    pixels.forEach((value, i) => {
      picture.data.fill(value, 4 * i, 4 * i + 3);
      picture.data[4 * i + 3] = 255;
    });
    stamp.getContext('2d')!.putImageData(picture, 0, 0);
    return stamp;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-image-grid': TsImageGrid;
  }
}
