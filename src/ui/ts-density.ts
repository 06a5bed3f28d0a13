import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { type DensityFrame, paintDensity } from './density-painting.ts';
import { ThemeColours } from './theme-colours.ts';

/** A heat map of one tensor's values over the steps. A picture only: whoever shows it puts it into words. */
@customElement('ts-density')
export class TsDensity extends LitElement {
  static override styles = css`
    :host {
      display: block;
      min-width: 0;
    }
    canvas {
      display: block;
      width: 100%;
      height: 100%;
    }
  `;

  @property({ attribute: false }) frame: DensityFrame = { snapshots: [], from: 0, to: 1, until: 0 };
  /** Draws the median over the heat map. */
  @property({ type: Boolean }) lines = false;
  @query('canvas') private readonly canvas!: HTMLCanvasElement;
  readonly #colours = new ThemeColours(this);
  readonly #resizes = new ResizeObserver(() => this.requestUpdate());

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
  }

  protected override async scheduleUpdate(): Promise<void> {
    if (this.hasUpdated) await new Promise(requestAnimationFrame);
    await super.scheduleUpdate();
  }

  override render() {
    return html`<canvas aria-hidden="true"></canvas>`;
  }

  protected override updated(): void {
    this.canvas.width = Math.round(this.clientWidth * devicePixelRatio);
    this.canvas.height = Math.round(this.clientHeight * devicePixelRatio);
    paintDensity(this.canvas, this.frame, this.lines, this.#colours);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-density': TsDensity;
  }
}
