import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base, fields } from './shared-styles.ts';

/** A number with its label and its limits. Fires `ts-number` with a number inside the limits (or null when `optional` and empty)
 *  once the person leaves the field; a number outside is kept in sight with its limits and not passed on. */
@localized()
@customElement('ts-number-field')
export class TsNumberField extends LitElement {
  static override styles = [
    base,
    fields,
    css`
      .wrong {
        color: var(--ts-error);
        font-size: var(--ts-text-xs);
      }
      input {
        appearance: textfield;
        -moz-appearance: textfield;
      }
      input::-webkit-inner-spin-button {
        display: none;
      }
    `,
  ];

  @property() label = '';
  @property({ type: Number }) value: number | null = null;
  @property({ type: Number }) min = 0;
  @property({ type: Number }) max = Number.MAX_SAFE_INTEGER;
  /** Any number, not only whole ones. */
  @property({ type: Boolean }) real = false;
  @property({ type: Boolean }) optional = false;
  @property() placeholder = '';
  @property({ type: Boolean }) disabled = false;
  @state() private wrong = false;

  override render() {
    return html`<label class="field">
        <span>${this.label}</span>
        <input type="number" inputmode=${this.real ? 'decimal' : 'numeric'} min=${this.min} max=${this.max} step=${this.real ? 'any' : 1}
          placeholder=${this.placeholder || nothing} .value=${this.value === null ? '' : String(this.value)} ?disabled=${this.disabled}
          aria-invalid=${this.wrong ? 'true' : nothing} aria-describedby=${this.wrong ? 'wrong' : nothing} @change=${this.#changed} />
      </label>
      ${this.wrong ? html`<p class="wrong" id="wrong" role="alert">${msg(str`From ${this.min} to ${this.max}`)}</p>` : nothing}`;
  }

  #changed(event: Event) {
    const input = event.target as HTMLInputElement;
    const empty = input.value === '';
    this.wrong = empty ? !this.optional : !input.validity.valid;
    if (!this.wrong) this.dispatchEvent(new CustomEvent('ts-number', { detail: empty ? null : input.valueAsNumber }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-number-field': TsNumberField;
  }
}
