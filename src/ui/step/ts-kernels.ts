import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { type KernelGrid, type KernelLayout, kernelGridOf, kernelLayout, kernelOf } from '../../app/step/kernel-grid.ts';
import type { StepsView } from '../../app/view-state.ts';
import { formatCount, formatTick, formatValue } from '../parts/numbers.ts';
import { base } from '../parts/shared-styles.ts';
import { ThemeColours } from '../theme-colours.ts';
import { paintKernels } from './kernel-painting.ts';

type NamedTensor = NonNullable<StepsView['shown']>['tensors'][number];

/** The kernels of a convolution as pictures by one diverging scale, with its legend. The pointer tells which kernel it is on. */
@localized()
@customElement('ts-kernels')
export class TsKernels extends LitElement {
  static override styles = [
    base,
    css`
      figure {
        display: grid;
        gap: var(--ts-2);
      }
      figcaption {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--ts-1) var(--ts-4);
        font-size: var(--ts-text-xs);
        color: var(--ts-ink-quiet);
      }
      figcaption b {
        color: var(--ts-ink);
      }
      .legend {
        display: flex;
        align-items: center;
        gap: var(--ts-2);
        font-size: var(--ts-text-2xs);
      }
      .legend i {
        width: 7rem;
        height: 0.5rem;
        border-radius: 2px;
        background: linear-gradient(to right, var(--ts-negative), var(--ts-zero), var(--ts-positive));
      }
      .plot {
        min-width: 0;
        overflow: hidden;
      }
      canvas {
        display: block;
      }
      output {
        min-height: 1lh;
        font-size: var(--ts-text-2xs);
        color: var(--ts-ink-quiet);
      }
    `,
  ];

  @property({ attribute: false }) tensor: NamedTensor | null = null;
  /** Width for the pictures, in CSS pixels. */
  @state() private space = 0;
  @state() private pointed: { readonly output: number; readonly input: number } | null = null;
  @query('.plot') private readonly plot!: HTMLElement | null;
  @query('canvas') private readonly canvas!: HTMLCanvasElement | null;
  #grid: KernelGrid | null = null;
  #layout: KernelLayout | null = null;
  readonly #colours = new ThemeColours(this);
  /** Drawing sets the canvas's height, which within the observer's own turn would be a loop. */
  readonly #resizes = new ResizeObserver(() => requestAnimationFrame(() => this.#measure()));

  override connectedCallback() {
    super.connectedCallback();
    this.#resizes.observe(this);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#resizes.disconnect();
  }

  protected override willUpdate(changed: PropertyValues) {
    if (changed.has('tensor')) {
      this.#grid = this.tensor && kernelGridOf(this.tensor);
      this.pointed = null;
    }
    if (changed.has('tensor') || changed.has('space')) {
      this.#layout = this.#grid === null || this.space === 0 ? null : kernelLayout(this.#grid, this.space);
    }
  }

  override render() {
    const grid = this.#grid;
    if (grid === null || this.tensor === null) return nothing;
    const [size, end] = [`${grid.height}×${grid.width}`, formatTick(grid.extent)];
    const many = formatCount(grid.outputs * grid.inputs);
    const label = msg(str`${this.tensor.name}: ${many} kernels of ${size} values, the largest size of a value is ${end}`);
    return html`<figure>
      <figcaption>
        <span><b class="mono">${this.tensor.name}</b> ${msg(str`${many} kernels of ${size}`)}</span>
        <span class="legend num" aria-hidden="true">${formatTick(-grid.extent)}<i></i>+${end}</span>
      </figcaption>
      <div class="plot"><canvas role="img" aria-label=${label} @pointermove=${this.#point} @pointerleave=${this.#leave}></canvas></div>
      <output aria-hidden="true">${this.#line(grid)}</output>
    </figure>`;
  }

  protected override updated(changed: PropertyValues) {
    if (changed.size === 1 && changed.has('pointed')) return;
    if (this.#grid !== null && this.#layout !== null && this.canvas !== null)
      paintKernels(this.canvas, this.#grid, this.#layout, this.#colours);
  }

  /** What the pointer is on, else how the pictures stand. */
  #line(grid: KernelGrid): string {
    if (this.pointed !== null) {
      const { output, input } = this.pointed;
      const values = kernelOf(grid, output, input);
      const [low, high] = [formatValue(Math.min(...values)), formatValue(Math.max(...values))];
      return msg(str`Output channel ${output}, input channel ${input}: ${low} to ${high}`);
    }
    if (grid.inputs === 1) return msg('One picture for each output channel');
    return this.#layout?.columns === grid.outputs
      ? msg('A column for each output channel, a line for each input channel')
      : msg('A column for each input channel, a line for each output channel');
  }

  #measure() {
    this.space = this.plot?.clientWidth ?? 0;
  }

  readonly #point = ({ offsetX, offsetY }: PointerEvent) => {
    const [grid, layout, canvas] = [this.#grid, this.#layout, this.canvas];
    if (grid === null || layout === null || canvas === null) return;
    const column = Math.floor((offsetX / canvas.clientWidth) * layout.columns);
    const line = Math.floor((offsetY / canvas.clientHeight) * layout.lines);
    const inside = column >= 0 && column < layout.columns && line >= 0 && line < layout.lines;
    this.pointed = inside ? layout.place(column, line) : null;
  };

  readonly #leave = () => {
    this.pointed = null;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-kernels': TsKernels;
  }
}
