import { localized, msg } from '@lit/localize';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Ask } from '../../app/data/fix-offers.ts';
import type { Finding } from '../../core/audit/audit.ts';
import type { Fix } from '../../core/fixes/fix.ts';
import { base, buttons, fields } from '../parts/shared-styles.ts';
import { findingStyles } from './finding-styles.ts';

/** Asks what a fix still needs: a value, a label, classes or a reason. Fires `ts-fix` with the fix, or `ts-cancel`. */
@localized()
@customElement('ts-fix-form')
export class TsFixForm extends LitElement {
  static override styles = [base, buttons, fields, findingStyles];

  @property({ attribute: false }) finding!: Finding;
  @property({ attribute: false }) classes: readonly string[] = [];
  @property() ask: Ask = 'reason';
  /** The column takes numbers only. */
  @property({ type: Boolean }) numeric = false;
  @state() private wrong = '';
  @query('form') private readonly form!: HTMLFormElement;

  override firstUpdated() {
    this.form.querySelector<HTMLElement>('input, select')?.focus();
  }

  override render() {
    const cancel = () => this.dispatchEvent(new CustomEvent('ts-cancel'));
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && cancel();
    return html`<form novalidate @submit=${this.#submit} @keydown=${onKey} @input=${this.#forgive}>
      ${this.#fields()}
      <button class="button primary small">${this.ask === 'reason' ? msg('Let it stand') : msg('Apply')}</button>
      <button class="button small" type="button" @click=${cancel}>${msg('Cancel')}</button>
      ${this.wrong === '' ? nothing : html`<p class="wrong" id="wrong" role="alert">${this.wrong}</p>`}
    </form>`;
  }

  #fields() {
    switch (this.ask) {
      case 'reason':
        return this.#text(msg('Why may it stand? The reason is kept with the run.'), 500);
      case 'value':
        return this.#text(this.numeric ? msg('Number for the empty cells') : msg('Value for the empty cells'), 200);
      case 'label':
        return this.#select('value', msg('The right label'), this.classes[0]);
      default:
        return html`${this.#select('value', msg('Class to merge'), this.classes.at(-1))} ${this.#select('into', msg('Into class'), this.classes[0])}`;
    }
  }

  #text(label: string, longest: number) {
    return html`<label class="field"><span>${label}</span><input name="value" required maxlength=${longest} autocomplete="off"
      inputmode=${this.numeric && this.ask === 'value' ? 'decimal' : 'text'}
      aria-invalid=${this.wrong === '' ? 'false' : 'true'} aria-describedby=${this.wrong === '' ? nothing : 'wrong'} /></label>`;
  }

  #select(name: string, label: string, chosen: string | undefined) {
    return html`<label class="field"><span>${label}</span><select name=${name} aria-invalid=${this.wrong === '' ? 'false' : 'true'}
      aria-describedby=${this.wrong === '' ? nothing : 'wrong'}>${this.classes.map((one) => html`<option value=${one} ?selected=${one === chosen}>${one}</option>`)}</select></label>`;
  }

  readonly #forgive = () => {
    this.wrong = '';
  };

  readonly #submit = (event: SubmitEvent) => {
    event.preventDefault();
    const given = new FormData(this.form);
    const [value, into] = ['value', 'into'].map((name) => String(given.get(name) ?? '').trim());
    this.wrong = this.#mistake(value, into);
    if (this.wrong !== '') this.form.querySelector<HTMLElement>('input, select')?.focus();
    else this.dispatchEvent(new CustomEvent<Fix>('ts-fix', { detail: this.#fix(value, into), bubbles: true, composed: true }));
  };

  #mistake(value: string, into: string): string {
    if (this.ask === 'merge') return value === into ? msg('Choose two different classes.') : '';
    if (value === '') return this.ask === 'reason' ? msg('Say why: without a reason the finding stays open.') : msg('Type a value first.');
    if (this.ask === 'value' && this.numeric && !Number.isFinite(Math.fround(Number(value))))
      return msg('This column takes numbers: type one, such as 0 or -1.5.');
    return '';
  }

  #fix(value: string, into: string): Fix {
    const { code, column, rows } = this.finding;
    switch (this.ask) {
      case 'reason':
        return { kind: 'waive', code, ...(column !== null && { column }), reason: value, at: new Date().toISOString() };
      case 'value':
        return { kind: 'impute', column: column ?? '', by: 'value', value: this.numeric ? Number(value) : value, finding: code };
      case 'label':
        return { kind: 'relabel', rows, label: value, finding: code };
      default:
        return { kind: 'merge-classes', from: [value], into, finding: code };
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-fix-form': TsFixForm;
  }
  interface HTMLElementEventMap {
    /** What to do about a finding. */
    'ts-fix': CustomEvent<Fix>;
  }
}
