import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { IconName } from './icons.ts';
import './ts-icon.ts';
import { base, buttons } from './shared-styles.ts';

/** One line of a menu: something to do, or (where it is `checked` or not) to switch. */
export interface MenuItem {
  readonly text: string;
  readonly icon: IconName;
  readonly checked?: boolean;
  readonly act: () => void;
}

/** A button with three dots that opens a menu (WAI-ARIA's menu button pattern): arrow keys, Home, End and first letters move,
 *  Escape and Tab close, and the focus goes back to the button. */
@customElement('ts-menu')
export class TsMenu extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        position: relative;
        flex: none;
        align-self: center;
        margin-inline-start: auto;
        margin-block: -0.125rem;
      }
      [role='menu'] {
        position: absolute;
        inset-block-start: calc(100% + 2px);
        inset-inline-end: 0;
        z-index: 20;
        display: grid;
        min-width: 12rem;
        padding: var(--ts-1);
        border: 1px solid var(--ts-line-strong);
        border-radius: var(--ts-radius);
        background: var(--ts-raised);
        box-shadow: var(--ts-shadow-float, 0 4px 16px rgb(0 0 0 / 0.18));
      }
      [role^='menuitem'] {
        display: flex;
        align-items: center;
        gap: var(--ts-2);
        min-height: 2rem;
        padding: 0 var(--ts-2);
        border: 0;
        border-radius: var(--ts-radius-s);
        background: none;
        color: var(--ts-ink);
        font: 400 var(--ts-text-s) / 1 var(--ts-font);
        text-align: start;
        white-space: nowrap;
        cursor: pointer;
      }
      [role^='menuitem']:is(:hover, :focus-visible) {
        background: var(--ts-hover);
      }
      ts-icon {
        color: var(--ts-ink-quiet);
      }
      .tick {
        margin-inline-start: auto;
        color: var(--ts-accent);
      }
      @media (pointer: coarse) {
        [role^='menuitem'] {
          min-height: 2.75rem;
        }
      }
    `,
  ];

  @property() label = '';
  @property({ attribute: false }) items: readonly MenuItem[] = [];
  @state() private open = false;
  @query('.button') private readonly button!: HTMLButtonElement;
  readonly #outside = (event: Event) => {
    if (!event.composedPath().includes(this)) this.#close(false);
  };

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#close(false);
  }

  override async focus(): Promise<void> {
    await this.updateComplete;
    this.button.focus();
  }

  override render() {
    return html`
      <button class="button ghost small icon-only" aria-label=${this.label} title=${this.label} aria-haspopup="menu" aria-expanded=${this.open}
        @click=${() => (this.open ? this.#close(true) : this.#show(0))} @keydown=${this.#onButtonKey}><ts-icon name="more"></ts-icon></button>
      ${this.open ? html`<div role="menu" aria-label=${this.label} @keydown=${this.#onMenuKey}>${this.items.map((item) => this.#item(item))}</div>` : nothing}
    `;
  }

  #item({ text, icon, checked, act }: MenuItem) {
    const choose = () => {
      this.#close(true);
      act();
    };
    const tick = checked ? html`<ts-icon class="tick" name="check"></ts-icon>` : nothing;
    return checked === undefined
      ? html`<button role="menuitem" tabindex="-1" @click=${choose}><ts-icon name=${icon}></ts-icon>${text}</button>`
      : html`<button role="menuitemcheckbox" aria-checked=${checked} tabindex="-1" @click=${choose}><ts-icon name=${icon}></ts-icon>${text}${tick}</button>`;
  }

  async #show(first: number): Promise<void> {
    this.open = true;
    document.addEventListener('pointerdown', this.#outside, true);
    await this.updateComplete;
    this.#entries.at(first)?.focus();
  }

  #close(refocus: boolean): void {
    document.removeEventListener('pointerdown', this.#outside, true);
    if (!this.open) return;
    this.open = false;
    if (refocus) this.button.focus();
  }

  get #entries(): readonly HTMLElement[] {
    return [...(this.shadowRoot?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])];
  }

  readonly #onButtonKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    void this.#show(event.key === 'ArrowDown' ? 0 : -1);
  };

  readonly #onMenuKey = (event: KeyboardEvent) => {
    const entries = this.#entries;
    const at = entries.indexOf(this.shadowRoot?.activeElement as HTMLElement);
    const goTo = (index: number) => entries.at(index % entries.length)?.focus();
    const keys: Record<string, () => void> = {
      ArrowDown: () => goTo(at + 1),
      ArrowUp: () => goTo(at - 1),
      Home: () => goTo(0),
      End: () => goTo(-1),
      Escape: () => this.#close(true),
    };
    event.stopPropagation();
    if (event.key === 'Tab') return this.#close(true);
    const act = keys[event.key];
    if (act !== undefined) {
      event.preventDefault();
      act();
    } else if (/^\p{L}$/u.test(event.key)) {
      const after = [...entries.slice(at + 1), ...entries.slice(0, at + 1)];
      after.find((entry) => entry.textContent?.trim().toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-menu': TsMenu;
  }
}
