import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Problem } from '../../core/problems/problem.ts';
import './ts-problem.ts';
import { base } from './shared-styles.ts';

/** A problem of the page as a whole, floating above it until the person closes it. Fires `ts-close`. */
@customElement('ts-notice')
export class TsNotice extends LitElement {
  static override styles = [
    base,
    css`
      ts-problem {
        position: fixed;
        z-index: 8;
        top: calc(3.25rem + var(--ts-3));
        left: 50%;
        width: min(40rem, calc(100vw - 2rem));
        border-radius: var(--ts-radius);
        box-shadow: var(--ts-shadow-float);
        translate: -50% 0;
        animation: arrive var(--ts-slow) var(--ts-ease);
      }
      @keyframes arrive {
        from {
          opacity: 0;
          translate: -50% -0.5rem;
        }
      }
    `,
  ];

  @property({ attribute: false }) problem: Problem | null = null;

  override render() {
    if (this.problem === null) return nothing;
    const close = () => this.dispatchEvent(new CustomEvent('ts-close'));
    return html`<ts-problem closable .problem=${this.problem} @ts-close=${close}></ts-problem>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-notice': TsNotice;
  }
}
