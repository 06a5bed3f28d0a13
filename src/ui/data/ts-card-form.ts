import { localized, msg, str } from '@lit/localize';
import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sendCommand } from '../../app/dispatch.ts';
import { type Card, EMPTY_CARD, type LegalBasis } from '../../core/policy/card.ts';
import { parseCard } from '../../core/policy/card-parse.ts';
import type { RuleId } from '../../core/policy/policy.ts';
import { type Problem, TrainscriptError, toProblem } from '../../core/problems/problem.ts';
import type { PhaseName } from '../../core/spec/spec.ts';
import '../parts/ts-icon.ts';
import '../parts/ts-problem.ts';
import { keepFocus } from '../parts/keep-focus.ts';
import { base, buttons, chips, fields } from '../parts/shared-styles.ts';
import { cardStyles } from './card-styles.ts';
import { LICENCES, legalBases, originKinds, PURPOSES, purposeText } from './card-texts.ts';

/** The card of a phase's data: what the person declares of it. The policy's failed rules tell which answers are still asked for. */
@localized()
@customElement('ts-card-form')
export class TsCardForm extends LitElement {
  static override styles = [base, buttons, chips, fields, cardStyles];

  @property() phase: PhaseName = 'pretrain';
  @property({ attribute: false }) card: Card = EMPTY_CARD;
  /** The card came with the data, so nothing needs to be answered. */
  @property({ type: Boolean }) known = false;
  @property({ type: Boolean }) locked = false;
  /** Rules that the card fails as it stands. */
  @property({ attribute: false }) failed: readonly RuleId[] = [];
  /** What was wrong with the card file that was given last. */
  @property({ attribute: false }) problem: Problem | null = null;

  constructor() {
    super();
    keepFocus(this);
  }

  override render() {
    return html`<details ?open=${!this.known}>
      <summary><h3>${msg('Card')}</h3>${this.#state()}<ts-icon class="chevron" name="chevron"></ts-icon></summary>
      <form @submit=${(event: Event) => event.preventDefault()}>
        <p class="hint">${msg('What you declare of this data. It goes into the log and decides what the policy allows.')}</p>
        ${this.problem === null ? nothing : html`<ts-problem closable .problem=${this.problem} @ts-close=${this.#close}></ts-problem>`}
        ${this.#origin()} ${this.#licence()} ${this.#personalData()} ${this.#purposes()} ${this.#retention()} ${this.#load()}
      </form>
    </details>`;
  }

  #state() {
    if (this.known) return html`<span class="chip pass"><ts-icon name="pass"></ts-icon>${msg('Known, filled in')}</span>`;
    const open = this.failed.filter((rule) => rule !== 'QLT-1').length;
    if (open === 0) return html`<span class="chip pass"><ts-icon name="pass"></ts-icon>${msg('Complete')}</span>`;
    const text = open === 1 ? msg('1 answer missing') : msg(str`${open} answers missing`);
    return html`<span class="chip error"><ts-icon name="error"></ts-icon>${text}</span>`;
  }

  #load() {
    return html`<label class="load">
      ${msg('Load card file')}<input type="file" accept=".json,application/json" ?disabled=${this.locked} @change=${this.#chosen} />
    </label>`;
  }

  #origin() {
    const { kind, name, url } = this.card.origin;
    const set = (change: Partial<Card['origin']>) => this.#set({ origin: { ...this.card.origin, ...change } });
    return html`<div class="field ${this.#asked('SRC-1')}">
      <span class="label" id="origin">${msg('Where does it come from?')}</span>
      ${this.#select('origin', kind, originKinds(), (value) => set({ kind: value as Card['origin']['kind'] }))}
      ${kind === '' ? nothing : this.#text(kind === 'url' ? msg('Publisher') : msg('Who or what'), name, (value) => set({ name: value }))}
      ${kind === 'url' || kind === 'organisation' ? this.#text(msg('Address'), url, (value) => set({ url: value }), 'url') : nothing}
    </div>`;
  }

  #licence() {
    return html`<label class="field ${this.#asked('LIC-1')}">
      <span>${msg('Licence')}</span>
      <input
        list="licences"
        placeholder=${msg('CC-BY-4.0, or a contract')}
        .value=${this.card.licence}
        ?disabled=${this.locked}
        @change=${(event: Event) => this.#set({ licence: textOf(event) })}
      />
      <datalist id="licences">${LICENCES.map((licence) => html`<option value=${licence}></option>`)}</datalist>
    </label>`;
  }

  #personalData() {
    const answers = [
      ['no', msg('No')],
      ['yes', msg('Yes')],
    ] as const;
    const set = (personalData: Card['personalData']) => this.#set({ personalData });
    const setNote = (personalDataNote: string) => this.#set({ personalDataNote });
    const isContradicted = this.card.personalData === 'no' && (this.failed.includes('PII-2') || this.card.personalDataNote !== '');
    return html`<fieldset class=${this.#asked('PII-1')}>
      <legend class="label">${msg('Is it about people who can be identified?')}</legend>
      <div class="choices">
        ${answers.map(([answer, text]) => this.#chip('radio', text, answer === this.card.personalData, () => set(answer)))}
      </div>
      ${this.card.personalData === 'yes' ? this.#legalBasis() : nothing}
      ${isContradicted ? html`<div class=${this.#asked('PII-2')}>${this.#text(msg('Why is what the audit found nobody’s?'), this.card.personalDataNote, setNote)}</div>` : nothing}
    </fieldset>`;
  }

  #legalBasis() {
    const { legalBasis, consentReference } = this.card;
    const setReference = (value: string) => this.#set({ consentReference: value });
    return html`<div class="field">
        <span class="label" id="basis">${msg('On what legal basis? (GDPR)')}</span>
        ${this.#select('basis', legalBasis, legalBases(), (value) => this.#set({ legalBasis: value as LegalBasis }))}
      </div>
      ${
        legalBasis === 'consent'
          ? html`<div class=${this.#asked('CON-1')}>${this.#text(msg('Where is the consent kept?'), consentReference, setReference)}</div>`
          : nothing
      }`;
  }

  #purposes() {
    const { purposes } = this.card;
    const all = [...PURPOSES, ...purposes.filter((purpose) => !PURPOSES.includes(purpose))];
    const toggle = (purpose: string) =>
      this.#set({ purposes: purposes.includes(purpose) ? purposes.filter((one) => one !== purpose) : [...purposes, purpose] });
    return html`<fieldset class=${this.#asked('PUR-1')}>
      <legend class="label">${msg('What may it be used for?')}</legend>
      <div class="choices">
        ${all.map((purpose) => this.#chip('checkbox', purposeText(purpose), purposes.includes(purpose), () => toggle(purpose)))}
      </div>
    </fieldset>`;
  }

  #retention() {
    const set = (retainUntil: string) => this.#set({ retainUntil });
    return html`<div class=${this.#asked('RET-1')}>
      ${this.#text(msg('Use until (empty: no end)'), this.card.retainUntil, set, 'date')}
    </div>`;
  }

  #chip(type: 'radio' | 'checkbox', text: string, checked: boolean, change: () => void) {
    return html`<label><input type=${type} name=${type} .checked=${checked} ?disabled=${this.locked} @change=${change} />${text}</label>`;
  }

  #text(label: string, value: string, set: (value: string) => void, type = 'text') {
    return html`<label class="field">
      <span>${label}</span>
      <input type=${type} .value=${value} ?disabled=${this.locked} @change=${(event: Event) => set(textOf(event))} />
    </label>`;
  }

  #select(label: string, value: string, choices: readonly (readonly [string, string])[], set: (value: string) => void) {
    return html`<select aria-labelledby=${label} ?disabled=${this.locked} @change=${(event: Event) => set(textOf(event))}>
      ${choices.map(([choice, text]) => html`<option value=${choice} ?selected=${choice === value}>${text}</option>`)}
    </select>`;
  }

  #asked(rule: RuleId): string {
    return this.failed.includes(rule) ? 'asked' : '';
  }

  #set(change: Partial<Card>) {
    sendCommand(this, { kind: 'set-card', phase: this.phase, card: { ...this.card, ...change } });
  }

  #close() {
    this.problem = null;
  }

  /** Puts the focus where the first answer is asked for. */
  focusFirst() {
    this.renderRoot.querySelector('details')!.open = true;
    this.renderRoot.querySelector<HTMLElement>(':is(.asked, form) :is(select, input:not([type=file]))')?.focus();
  }

  async #chosen(event: Event) {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (file !== undefined) await this.load(file);
    input.value = '';
  }

  /** Takes the declarations of a card file; what is wrong with the file is shown in the form. */
  async load(file: File) {
    try {
      this.#set(await readCard(file));
      this.problem = null;
    } catch (error) {
      this.problem = toProblem(error);
    }
  }
}

const textOf = (event: Event): string => (event.target as HTMLInputElement | HTMLSelectElement).value.trim();

/** The declarations of a card file. @throws TrainscriptError `card-json`, and those of `parseCard` */
export const readCard = async (file: File): Promise<Card> => parseCard(jsonOf(file.name, await file.text()), file.name);

function jsonOf(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new TrainscriptError('card-json', { file }, error);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-card-form': TsCardForm;
  }
}
