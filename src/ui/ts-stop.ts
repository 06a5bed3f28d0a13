import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import './parts/ts-icon.ts';
import type { IconName } from './parts/icons.ts';
import { base } from './parts/shared-styles.ts';

/** How far a stop of the journey is. `todo` shows the stop's number. */
export type StopMark = 'todo' | 'busy' | 'done' | 'warning' | 'error' | 'skipped';

const MARKS: Readonly<Record<Exclude<StopMark, 'todo' | 'busy'>, IconName>> = {
  done: 'check',
  warning: 'warning',
  error: 'error',
  skipped: 'not-applicable',
};

/** One stop of the journey: a heading that opens and closes it, one line that tells its state, a marker on the rail.
 *  Slots: `strip` under the line, also when closed; the default slot for what is decided there.
 *  Fires `ts-toggle` when the person opens or closes it; whoever holds it decides. */
@customElement('ts-stop')
export class TsStop extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        position: relative;
        padding-inline-start: 2.25rem;
      }
      .rail {
        position: absolute;
        inset: 2rem auto -0.25rem 0.78rem;
        width: 1px;
        background: var(--ts-line-strong);
      }
      :host([last]) .rail {
        display: none;
      }
      .mark {
        position: absolute;
        inset: 0.25rem auto auto 0;
        display: grid;
        place-items: center;
        width: 1.625rem;
        height: 1.625rem;
        border: 1px solid var(--ts-line-strong);
        border-radius: 50%;
        background: var(--ts-surface);
        color: var(--ts-ink-quiet);
        font-size: var(--ts-text-xs);
        font-weight: var(--ts-bold);
        font-variant-numeric: tabular-nums;
      }
      .mark ts-icon {
        width: 0.875rem;
        height: 0.875rem;
      }
      .mark.done { background: var(--ts-pass-soft); border-color: transparent; color: var(--ts-pass); }
      .mark.warning { background: var(--ts-warning-soft); border-color: transparent; color: var(--ts-warning); }
      .mark.error { background: var(--ts-error-soft); border-color: transparent; color: var(--ts-error); }
      .mark.busy::after {
        content: '';
        position: absolute;
        inset: -2px;
        border: 2px solid transparent;
        border-top-color: var(--ts-accent);
        border-radius: 50%;
        animation: turn 900ms linear infinite;
      }
      @keyframes turn {
        to { rotate: 1turn; }
      }
      .head {
        position: relative;
        width: calc(100% + var(--ts-2));
        margin-inline: calc(-1 * var(--ts-2)) 0;
        padding: var(--ts-1) var(--ts-2);
        border-radius: var(--ts-radius);
        transition: background var(--ts-fast);
      }
      .head:hover {
        background: var(--ts-hover);
      }
      button {
        display: flex;
        justify-content: space-between;
        width: 100%;
        padding: 0;
        border: 0;
        background: none;
        color: inherit;
        font: inherit;
        text-align: start;
        cursor: pointer;
      }
      /* The line below opens the stop as well. */
      button::after {
        content: '';
        position: absolute;
        inset: 0;
        border-radius: var(--ts-radius);
      }
      button:focus-visible {
        outline: none;
      }
      button:focus-visible::after {
        outline: 2px solid var(--ts-focus);
      }
      .chevron {
        color: var(--ts-ink-faint);
        transition: rotate var(--ts-fast) var(--ts-ease);
      }
      :host([open]) .chevron {
        rotate: 180deg;
      }
      .line {
        margin-top: 0.125rem;
        color: var(--ts-ink-quiet);
        font-size: var(--ts-text-xs);
        line-height: 1.45;
        font-variant-numeric: tabular-nums;
        overflow-wrap: anywhere;
      }
      .content {
        display: grid;
        gap: var(--ts-4);
        padding: var(--ts-2) 0 var(--ts-3);
        min-width: 0;
      }
    `,
  ];

  @property({ type: Number }) number = 1;
  @property() heading = '';
  @property() line = '';
  @property() mark: StopMark = 'todo';
  @property({ type: Boolean, reflect: true }) open = false;
  /** The rail ends here. */
  @property({ type: Boolean, reflect: true }) last = false;

  override render() {
    return html`
      <span class="rail"></span>
      <span class="mark ${this.mark}" aria-hidden="true">${this.#mark()}</span>
      <div class="head">
        <h2>
          <button type="button" aria-expanded=${this.open} aria-controls="content" aria-describedby="line" @click=${this.#toggle}>
            ${this.heading}<ts-icon class="chevron" name="chevron"></ts-icon>
          </button>
        </h2>
        <p class="line" id="line">${this.line}</p>
      </div>
      <slot name="strip"></slot>
      <div class="content" id="content" ?hidden=${!this.open}><slot></slot></div>
    `;
  }

  #mark() {
    if (this.mark === 'todo' || this.mark === 'busy') return this.number;
    return html`<ts-icon name=${MARKS[this.mark]}></ts-icon>`;
  }

  #toggle() {
    this.dispatchEvent(new CustomEvent('ts-toggle'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-stop': TsStop;
  }
}
