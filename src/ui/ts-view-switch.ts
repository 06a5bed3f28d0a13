import { localized, msg } from '@lit/localize';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { showView, VIEWS, type View } from '../app/dispatch.ts';
import { base } from './parts/shared-styles.ts';

/** Switches between the views of the middle column. They stand below each other, so that none is out of reach of a search in
 *  the page, a screen reader or a script; the switch scrolls there and tells where one is. */
@localized()
@customElement('ts-view-switch')
export class TsViewSwitch extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        position: sticky;
        z-index: 3;
        top: var(--head, 0);
        margin: 0 calc(-1 * var(--ts-5));
        padding: 0 var(--ts-5);
        border-bottom: 1px solid var(--ts-line);
        background: var(--ts-page);
      }
      nav {
        display: flex;
        gap: var(--ts-4);
      }
      button {
        margin-bottom: -1px;
        padding: var(--ts-3) var(--ts-1);
        border: 0;
        border-bottom: 2px solid transparent;
        background: none;
        color: var(--ts-ink-quiet);
        font: var(--ts-medium) var(--ts-text-s) / 1.25 var(--ts-font);
        cursor: pointer;
        transition: color var(--ts-fast), border-color var(--ts-fast);
      }
      button:hover {
        color: var(--ts-ink);
      }
      button[aria-current='true'] {
        border-bottom-color: var(--ts-accent);
        color: var(--ts-ink);
      }
      button:focus-visible {
        outline-offset: -2px;
      }
      @media (max-width: 759px) {
        :host {
          position: static;
          margin: 0 calc(-1 * var(--ts-4));
          padding: 0 var(--ts-4);
        }
      }
    `,
  ];

  @property() view: View = 'progress';

  override render() {
    return html`<nav aria-label=${msg('Views')}>
      ${VIEWS.map((view) => this.#button(view))}
    </nav>`;
  }

  #button(view: View) {
    const current = view === this.view ? 'true' : 'false';
    return html`<button aria-current=${current} @click=${() => showView(this, view)}>${this.#name(view)}</button>`;
  }

  #name(view: View): string {
    if (view === 'progress') return msg('Progress');
    if (view === 'data') return msg('Data');
    return view === 'transcript' ? msg('Transcript') : msg('Runs');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-view-switch': TsViewSwitch;
  }
}
