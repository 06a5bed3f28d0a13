import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import './parts/ts-icon.ts';
import { currentLocale, LOCALE_NAMES, type Locale, useLocale } from './locale.ts';
import { allLocales } from './locales/locale-codes.ts';
import { base, buttons } from './parts/shared-styles.ts';
import { applyTheme, storedTheme, THEMES, type Theme } from './theme.ts';

/** Theme and language, both remembered. */
@localized()
@customElement('ts-preferences')
export class TsPreferences extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: var(--ts-1);
      }
      .theme[data-theme='light'] ts-icon { rotate: 180deg; }
      .language {
        position: relative;
      }
      .language select {
        position: absolute;
        inset: 0;
        width: 100%;
        opacity: 0;
        font: 400 var(--ts-text-s) var(--ts-font);
        cursor: pointer;
      }
      .language:focus-within {
        outline: 2px solid var(--ts-focus);
        outline-offset: 2px;
      }
    `,
  ];

  @state() private theme: Theme = storedTheme();

  override render() {
    const theme = msg(str`Theme: ${this.#themeName()}`);
    const choose = (event: Event) => void useLocale((event.target as HTMLSelectElement).value as Locale);
    return html`
      <button class="button ghost icon-only theme" data-theme=${this.theme} aria-label=${theme} title=${theme} @click=${this.#nextTheme}>
        <ts-icon name="theme"></ts-icon>
      </button>
      <label class="button ghost icon-only language" title=${msg('Language')}>
        <ts-icon name="language"></ts-icon>
        <select aria-label=${msg('Language')} @change=${choose}>
          ${allLocales.map(
            (locale) =>
              html`<option value=${locale} lang=${locale} ?selected=${locale === currentLocale()}>${LOCALE_NAMES[locale]}</option>`,
          )}
        </select>
      </label>
    `;
  }

  #themeName(): string {
    if (this.theme === 'system') return msg('as the system');
    return this.theme === 'light' ? msg('light') : msg('dark');
  }

  #nextTheme() {
    this.theme = THEMES[(THEMES.indexOf(this.theme) + 1) % THEMES.length];
    applyTheme(this.theme);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-preferences': TsPreferences;
  }
}
