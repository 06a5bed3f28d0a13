import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { formatCount } from '../parts/numbers.ts';
import { base } from '../parts/shared-styles.ts';
import { ThemeColours } from '../theme-colours.ts';
import { batchLayout, type Glimpse, paintBatch } from './batch-painting.ts';

/** Mistakes that the spoken text names; the rest is counted. */
const SPOKEN_MISTAKES = 5;

/** The batch of the last step as pictures, each with what it is and what it was taken for. */
@localized()
@customElement('ts-batch')
export class TsBatch extends LitElement {
  static override styles = [
    base,
    css`
      canvas {
        display: block;
        width: 100%;
      }
      p {
        min-height: 1.125rem;
        font-size: var(--ts-text-xs);
        color: var(--ts-ink-quiet);
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property({ attribute: false }) glimpse: Glimpse | null = null;
  @state() private pointed = -1;
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
    return html`<canvas role="img" aria-label=${this.#spoken()} @pointermove=${this.#point} @pointerleave=${() => (this.pointed = -1)}></canvas>
      <p aria-hidden="true">${this.#line()}</p>`;
  }

  protected override updated(): void {
    const context = this.canvas.getContext('2d');
    const width = this.clientWidth;
    if (context === null || width === 0 || this.glimpse === null) return;
    const layout = batchLayout(this.glimpse.items.length, width);
    this.canvas.width = Math.round(width * devicePixelRatio);
    this.canvas.height = Math.round(layout.height * devicePixelRatio);
    context.scale(devicePixelRatio, devicePixelRatio);
    paintBatch(context, this.glimpse, layout, {
      ink: this.#colours.of('--ts-ink'),
      quiet: this.#colours.of('--ts-ink-quiet'),
      wrong: this.#colours.of('--ts-error'),
      surface: this.#colours.of('--ts-surface'),
      font: getComputedStyle(this).fontFamily,
    });
  }

  get #wrong(): Glimpse['items'] {
    return this.glimpse?.items.filter(({ label, predicted }) => label !== predicted) ?? [];
  }

  #spoken(): string {
    const { items = [] } = this.glimpse ?? {};
    const wrong = this.#wrong;
    const named = wrong.slice(0, SPOKEN_MISTAKES).map(({ row, label, predicted }) => msg(str`row ${row}: ${label} taken for ${predicted}`));
    const counted = msg(str`${items.length - wrong.length} of ${items.length} pictures were predicted right`);
    return [counted, ...named].join('; ');
  }

  /** What the pointer is on, else how many were right. */
  #line(): string {
    const { items = [] } = this.glimpse ?? {};
    const item = items[this.pointed];
    if (item === undefined) return msg(str`${items.length - this.#wrong.length} of the ${items.length} shown are right`);
    const row = formatCount(item.row);
    if (item.label === item.predicted) return msg(str`Row ${row}: ${item.label}, predicted right`);
    return msg(str`Row ${row}: ${item.label}, taken for ${item.predicted}`);
  }

  readonly #point = (event: PointerEvent) => {
    const layout = batchLayout(this.glimpse?.items.length ?? 0, this.clientWidth);
    const column = Math.floor((event.offsetX / this.clientWidth) * layout.columns);
    this.pointed = Math.floor(event.offsetY / layout.line) * layout.columns + column;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-batch': TsBatch;
  }
}
