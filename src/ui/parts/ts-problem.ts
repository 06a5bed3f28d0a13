import { localized, msg } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ReadOptions } from '../../core/data/dataset.ts';
import type { Problem } from '../../core/problems/problem.ts';
import './ts-icon.ts';
import { problemText } from './problem-text.ts';
import { base, buttons, panels } from './shared-styles.ts';
import { waysOut } from './ways-out.ts';

/** A problem in words, with the ways out that need one click. Fires `ts-way-out` with the reading options to use, and,
 *  when `closable`, `ts-close`. */
@localized()
@customElement('ts-problem')
export class TsProblem extends LitElement {
  static override styles = [
    base,
    buttons,
    panels,
    css`
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: var(--ts-1) var(--ts-2);
        margin-top: var(--ts-1);
      }
      .callout.closable {
        grid-template-columns: auto 1fr auto;
      }
      .callout > .close {
        grid-column: 3;
        grid-row: 1;
        align-self: start;
        margin: -0.125rem -0.25rem 0 0;
      }
    `,
  ];

  @property({ attribute: false }) problem: Problem | null = null;
  @property({ type: Boolean }) closable = false;

  override render() {
    if (this.problem === null) return nothing;
    const ways = waysOut(this.problem);
    return html`<div class="callout error ${this.closable ? 'closable' : ''}" role="alert">
      <ts-icon name="error"></ts-icon>
      <p><strong class="sr-only">${msg('Problem:')}</strong> ${problemText(this.problem)}</p>
      ${this.closable ? this.#closeButton() : nothing}
      ${
        ways.length === 0
          ? nothing
          : html`<div class="actions">
              ${ways.map((way) => html`<button class="button small" @click=${() => this.#take(way.options)}>${way.label}</button>`)}
            </div>`
      }
    </div>`;
  }

  #closeButton() {
    const close = () => this.dispatchEvent(new CustomEvent('ts-close'));
    return html`<button class="button ghost small icon-only close" aria-label=${msg('Close')} @click=${close}>
      <ts-icon name="cross"></ts-icon>
    </button>`;
  }

  #take(options: ReadOptions) {
    this.dispatchEvent(new CustomEvent('ts-way-out', { detail: options }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-problem': TsProblem;
  }
}
