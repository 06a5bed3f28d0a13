import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Snapshot } from '../../app/charts/density.ts';
import { paintShapes } from '../parts/picture.ts';
import { ThemeColours } from '../theme-colours.ts';
import type { DistributionView } from './chart-choices.ts';
import { type DensityFrame, paintDensity } from './density-painting.ts';
import { bandShapes, ridgeShapes } from './distribution-shapes.ts';

/** One tensor's values over time: a heat map, curves behind each other, or bands of percentiles. A picture only: whoever shows it puts it into words. */
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
  @property({ attribute: false }) view: DistributionView = 'heat';
  /** The one that the cursor is at: it stands out among the ridges. */
  @property({ attribute: false }) held: Snapshot | undefined = undefined;
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
    if (this.view === 'heat') paintDensity(this.canvas, this.frame, this.lines, this.#colours);
    else this.#paintShapes();
  }

  #paintShapes(): void {
    const context = this.canvas.getContext('2d');
    const box = { x: 0, y: 0, width: this.clientWidth, height: this.clientHeight };
    const shapes =
      this.view === 'bands' ? bandShapes(this.frame, box, this.#colours) : ridgeShapes(this.frame, box, this.held, this.#colours);
    context?.scale(devicePixelRatio, devicePixelRatio);
    if (context !== null) paintShapes(context, shapes);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-density': TsDensity;
  }
}
