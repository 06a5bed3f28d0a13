import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing, type PropertyValues, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { figuresOf, type TensorFigures } from '../../app/step/tensor-figures.ts';
import type { StepsView } from '../../app/view-state.ts';
import { formatCount, formatTick, formatValue } from '../parts/numbers.ts';
import { base } from '../parts/shared-styles.ts';

type Shown = NonNullable<StepsView['shown']>;
type NamedTensor = Shown['tensors'][number];

/** One tensor: its shape, what its values come to, and how they are spread. */
@localized()
@customElement('ts-tensor')
export class TsTensor extends LitElement {
  static override styles = [
    base,
    css`
      figure {
        display: grid;
        gap: var(--ts-2);
        padding: var(--ts-3);
        border: 1px solid var(--ts-line);
        border-radius: var(--ts-radius);
        background: var(--ts-raised);
      }
      figcaption {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 var(--ts-2);
        font-size: var(--ts-text-xs);
        color: var(--ts-ink-quiet);
      }
      figcaption b {
        color: var(--ts-ink);
      }
      dl {
        display: grid;
        grid-template-columns: repeat(2, auto 1fr);
        gap: 0 var(--ts-2);
        font-size: var(--ts-text-xs);
        font-variant-numeric: tabular-nums;
      }
      dt {
        color: var(--ts-ink-quiet);
      }
      dd {
        text-align: end;
      }
      svg {
        display: block;
        width: 100%;
        height: 3.25rem;
        border-radius: 2px;
        background: var(--ts-sunken);
      }
      .bar { fill: var(--ts-baseline); }
      .pretrain .bar { fill: var(--ts-pretrain); }
      .finetune .bar { fill: var(--ts-finetune); }
      .zero {
        stroke: var(--ts-cursor);
        stroke-width: 1px;
        stroke-dasharray: 2 2;
      }
      .axis {
        display: flex;
        justify-content: space-between;
        margin-top: calc(-1 * var(--ts-1));
        font-size: var(--ts-text-2xs);
        font-variant-numeric: tabular-nums;
        color: var(--ts-axis);
      }
    `,
  ];

  @property({ attribute: false }) tensor: NamedTensor | null = null;
  /** Whose colour the histogram has. */
  @property() track: Shown['track'] = 'pretrain';
  #figures: TensorFigures | null = null;

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('tensor')) this.#figures = this.tensor && figuresOf(this.tensor);
  }

  override render() {
    const [tensor, figures] = [this.tensor, this.#figures];
    if (tensor === null || figures === null) return nothing;
    const { mean, std, min, max, l2, histogram } = figures;
    const entry = (name: string, value: number) => html`<dt>${name}</dt><dd>${formatValue(value)}</dd>`;
    return html`<figure class=${this.track}>
      <figcaption><b class="mono">${tensor.name}</b> <span class="num">${tensor.shape.join(' × ')}</span></figcaption>
      ${this.#bars(histogram)}
      <div class="axis" aria-hidden="true"><span>${formatTick(histogram.min)}</span><span>${formatTick(histogram.max)}</span></div>
      <dl>
        ${entry(msg('mean'), mean)} ${entry(msg('std'), std)} ${entry(msg('min'), min)} ${entry(msg('max'), max)} ${entry('L2', l2)}
        <dt>${msg('values')}</dt><dd>${formatCount(tensor.data.length)}</dd>
      </dl>
    </figure>`;
  }

  #bars({ min, max, counts }: TensorFigures['histogram']) {
    const most = Math.max(1, ...counts);
    const fullest = counts.indexOf(Math.max(...counts));
    const edge = (bin: number) => formatTick(min + ((max - min) * bin) / counts.length);
    const label = msg(str`Histogram: most values lie between ${edge(fullest)} and ${edge(fullest + 1)}`);
    const zero = min < 0 && max > 0 ? (-min / (max - min)) * counts.length : null;
    return html`<svg role="img" aria-label=${label} viewBox="0 0 ${counts.length} 100" preserveAspectRatio="none">
      ${counts.map((count, bin) => svg`<rect class="bar" x=${bin + 0.06} width="0.88" y=${100 - (96 * count) / most} height=${(96 * count) / most}></rect>`)}
      ${zero === null ? nothing : svg`<line class="zero" x1=${zero} x2=${zero} y1="0" y2="100" vector-effect="non-scaling-stroke"></line>`}
    </svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-tensor': TsTensor;
  }
}
