import { localized, msg, str } from '@lit/localize';
import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ColumnProfile, NumberFigures, ProfiledClass } from '../../core/audit/profile/profile.ts';
import './ts-class-balance.ts';
import '../charts/ts-histogram.ts';
import { formatCount, formatShare, formatTick, formatValue } from '../parts/numbers.ts';
import { base } from '../parts/shared-styles.ts';
import { profileStyles } from './profile-styles.ts';

/** One column of a table: its form at a glance, its figures on demand. */
@localized()
@customElement('ts-column-profile')
export class TsColumnProfile extends LitElement {
  static override styles = [base, profileStyles];

  @property({ attribute: false }) column!: ColumnProfile;
  @property({ attribute: false }) classes: readonly ProfiledClass[] = [];

  override render() {
    const { name, kind, missing, count, distinct, numbers, categories } = this.column;
    const shape = numbers?.histogram ?? categories?.map(({ rows }) => rows) ?? [];
    return html`<details>
      <summary>
        <span class="name" title=${name}>${name}</span>
        <ts-histogram .counts=${shape}></ts-histogram>
        <span class="quiet">${kind === 'number' ? msg('numbers') : msg('categories')}</span>
        <span class="quiet">${missing === 0 ? nothing : msg(str`${formatShare(missing / (count + missing))} missing`)}</span>
      </summary>
      <div class="more">
        <div>
          <p class="quiet">${msg(str`${formatCount(count)} values, ${formatCount(missing)} missing, ${formatCount(distinct)} different`)}</p>
          ${this.#values()}
        </div>
        ${this.#classes()}
      </div>
    </details>`;
  }

  #values() {
    const { hidden, numbers, categories } = this.column;
    if (hidden) return html`<p>${msg('Its values are not shown: the audit found, or its name says, that they are about people.')}</p>`;
    const figures = numbers === null ? [] : figuresOf(numbers);
    return html`${
      categories === null || categories.length === 0
        ? nothing
        : html`<ts-class-balance .classes=${categories} .heard=${msg('Most frequent values')}></ts-class-balance>`
    }
      <dl>${[...figures, ...this.#association()].map(([name, text]) => html`<dt>${name}</dt><dd>${text}</dd>`)}</dl>`;
  }

  #association(): (readonly [string, string])[] {
    const { toLabel } = this.column;
    if (toLabel === null) return [];
    const measures = { pearson: msg('Pearson’s r'), eta: msg('correlation ratio η'), 'cramers-v': msg('Cramér’s V') };
    return [[msg('With the label'), `${formatValue(toLabel.value)} (${measures[toLabel.measure]})`]];
  }

  /** Mean and deviation of each class, or its most frequent value. */
  #classes() {
    const { byClass } = this.column;
    if (byClass.length === 0) return nothing;
    const lines = byClass.map(({ mean, std, top, count }, i): readonly [string, string] => {
      const name = this.classes[i]?.name ?? '';
      if (mean !== null && std !== null) return [name, `${formatTick(mean)} ± ${formatTick(std)}`];
      return [name, top === null ? '–' : `${top.name} (${formatShare(top.rows / count)})`];
    });
    return html`<div><p class="quiet">${this.column.kind === 'number' ? msg('Mean ± deviation of each class') : msg('Most frequent in each class')}</p>
      <dl>${lines.map(([name, text]) => html`<dt>${name}</dt><dd>${text}</dd>`)}</dl></div>`;
  }
}

const figuresOf = ({ mean, std, min, q25, median, q75, max }: NumberFigures): readonly (readonly [string, string])[] => [
  [msg('Mean ± deviation'), `${formatTick(mean)} ± ${formatTick(std)}`],
  [msg('Least, greatest'), `${formatTick(min)}, ${formatTick(max)}`],
  [msg('Quartiles'), [q25, median, q75].map(formatTick).join(', ')],
];

declare global {
  interface HTMLElementTagNameMap {
    'ts-column-profile': TsColumnProfile;
  }
}
