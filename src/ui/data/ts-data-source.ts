import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { canPickFiles, pickFiles } from '../../app/data/file-handles.ts';
import { SAMPLES } from '../../app/data/samples.ts';
import type { PhaseName } from '../../core/spec/spec.ts';
import '../parts/ts-icon.ts';
import { fileButtons } from '../parts/file-button-styles.ts';
import { formatCount } from '../parts/numbers.ts';
import { base, buttons } from '../parts/shared-styles.ts';

/** Where a phase's data comes from: the place to drop, and the buttons. Fires `ts-choose` (detail: the files), `ts-sample`,
 *  `ts-skip` and `ts-remove`; the stop around it acts. */
@localized()
@customElement('ts-data-source')
export class TsDataSource extends LitElement {
  static override styles = [
    base,
    buttons,
    fileButtons,
    css`
      .zone {
        display: grid;
        gap: var(--ts-3);
        padding: var(--ts-3);
        border: 1px dashed var(--ts-control);
        border-radius: var(--ts-radius-l);
        background: var(--ts-surface);
        transition: background var(--ts-fast), border-color var(--ts-fast);
      }
      .invitation {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0 var(--ts-2);
        font-size: var(--ts-text-s);
        line-height: 1.4;
      }
      .invitation ts-icon {
        margin-top: 0.125rem;
        color: var(--ts-ink-faint);
      }
      .invitation small {
        grid-column: 2;
        color: var(--ts-ink-quiet);
        font-size: var(--ts-text-xs);
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: var(--ts-2);
      }
      .zone .actions .button {
        flex: 1 1 auto;
      }
      .below .link {
        white-space: nowrap;
      }
      .below {
        display: flex;
        justify-content: space-between;
        gap: var(--ts-2);
        font-size: var(--ts-text-xs);
        color: var(--ts-ink-quiet);
      }
    `,
  ];

  @property() phase: PhaseName = 'pretrain';
  @property({ type: Boolean }) loaded = false;
  /** The run goes without this phase for now. */
  @property({ type: Boolean }) skipped = false;
  @property({ type: Boolean }) locked = false;

  #plain = false;

  override render() {
    return this.loaded ? html`<div class="actions">${this.#choose()}${this.#sample()}${this.#remove()}</div>` : this.#zone();
  }

  #zone() {
    const sample = SAMPLES[this.phase];
    return html`
      <div class="zone">
        <p class="invitation">
          <ts-icon name="upload"></ts-icon>
          <span>${msg('Drop your data here')}</span>
          <small>${msg('IDX, CSV, JSON Lines, Parquet (plain or .gz), or a zip of class folders. Read in this page, sent nowhere.')}</small>
        </p>
        <div class="actions">${this.#choose()}${this.#sample()}</div>
        <p class="below">
          <span>${msg(str`${sample.name}: ${formatCount(sample.rows)} rows`)}</span>
          ${this.skipped ? nothing : this.#skip()}
        </p>
      </div>
    `;
  }

  #choose() {
    return html`<label class="button choose ${this.loaded ? 'small' : ''}">
      <ts-icon name="file"></ts-icon>${msg('Choose files')}
      <input type="file" multiple ?disabled=${this.locked} @click=${this.#choosing} @change=${this.#chosen} />
    </label>`;
  }

  #sample() {
    return html`<button class="button ${this.loaded ? 'small' : ''}" ?disabled=${this.locked} @click=${() => this.#fire('ts-sample')}>
      ${msg('Use sample')}
    </button>`;
  }

  #skip() {
    return html`<button class="link" ?disabled=${this.locked} @click=${() => this.#fire('ts-skip')}>${msg('Skip this phase')}</button>`;
  }

  #remove() {
    if (!this.loaded) return nothing;
    return html`<button class="button small ghost" ?disabled=${this.locked} @click=${() => this.#fire('ts-remove')}>
      <ts-icon name="trash"></ts-icon>${msg('Remove')}
    </button>`;
  }

  /** The browser's picker in place of the input's, where it has one: a run on picked files can be resumed without choosing them again.
   *  Where it does not open, the input's does, now and from then on. */
  async #choosing(event: Event) {
    if (this.#plain || !canPickFiles()) return;
    event.preventDefault();
    const files = await pickFiles();
    this.#plain = files === null;
    if (files === null) (event.target as HTMLInputElement).click();
    else if (files.length > 0) this.#fire('ts-choose', files);
  }

  #chosen(event: Event) {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    input.value = '';
    if (files.length > 0) this.#fire('ts-choose', files);
  }

  #fire(type: string, detail?: unknown) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-data-source': TsDataSource;
  }
}
