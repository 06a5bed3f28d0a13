import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { filesOf } from '../../app/data/file-handles.ts';
import { sendCommand, showView } from '../../app/dispatch.ts';
import type { PhaseName } from '../../core/spec/spec.ts';
import { holdsFiles } from '../parts/drop-target.ts';
import '../parts/ts-icon.ts';
import { base, buttons } from '../parts/shared-styles.ts';
import { phaseHeading } from './reading-texts.ts';

const PHASES: readonly PhaseName[] = ['pretrain', 'finetune'];

/** Catches files that are dropped anywhere on the page and asks what they are for. Fires `ts-dropped` (detail: files and phase). */
@localized()
@customElement('ts-drop-question')
export class TsDropQuestion extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      dialog {
        width: min(26rem, calc(100vw - 2rem));
        padding: var(--ts-5);
        border: 1px solid var(--ts-line-strong);
        border-radius: var(--ts-radius-l);
        background: var(--ts-raised);
        color: inherit;
        box-shadow: var(--ts-shadow-float);
      }
      dialog::backdrop {
        background: rgb(20 18 14 / 45%);
      }
      h2 {
        margin-bottom: var(--ts-2);
        font-size: var(--ts-text-l);
      }
      .names {
        margin-bottom: var(--ts-4);
        color: var(--ts-ink-quiet);
        font-size: var(--ts-text-s);
        overflow-wrap: anywhere;
      }
      .answers {
        display: grid;
        gap: var(--ts-2);
      }
    `,
  ];

  @state() private files: readonly File[] = [];
  @query('dialog') private dialog!: HTMLDialogElement;
  #listening = new AbortController();

  override connectedCallback() {
    super.connectedCallback();
    this.#listening = new AbortController();
    const options = { signal: this.#listening.signal };
    window.addEventListener('dragover', (event) => holdsFiles(event) && event.preventDefault(), options);
    window.addEventListener('drop', (event) => this.#dropped(event), options);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#listening.abort();
  }

  override render() {
    const { length } = this.files;
    const question = length === 1 ? msg('What is this file for?') : msg(str`What are these ${length} files for?`);
    const names = this.files.map(({ name }) => name).join(', ');
    return html`<dialog aria-labelledby="question">
      <h2 id="question">${question}</h2>
      <p class="names">${names}</p>
      <div class="answers">
        ${length === 1 && isBundle(this.files[0]) ? html`<button class="button primary" @click=${this.#import}>${msg('Import it among the runs')}</button>` : nothing}
        ${PHASES.map((phase) => html`<button class="button" @click=${() => this.#answer(phase)}>${phaseHeading(phase)}</button>`)}
        <button class="button ghost" @click=${() => this.dialog.close()}>${msg('Leave it')}</button>
      </div>
    </dialog>`;
  }

  /** A stop that takes the files itself has prevented the default. */
  #dropped(event: DragEvent) {
    if (event.defaultPrevented || event.dataTransfer === null) return;
    const files = filesOf(event.dataTransfer);
    if (files.length === 0) return;
    event.preventDefault();
    this.files = files;
    this.dialog.showModal();
  }

  readonly #import = () => {
    this.dialog.close();
    showView(this, 'runs');
    sendCommand(this, { kind: 'import-bundle', files: this.files });
  };

  #answer(phase: PhaseName) {
    this.dialog.close();
    this.dispatchEvent(new CustomEvent('ts-dropped', { detail: { phase, files: this.files } }));
  }
}

const isBundle = ({ name }: File): boolean => name.endsWith('.trainscript.zip');

declare global {
  interface HTMLElementTagNameMap {
    'ts-drop-question': TsDropQuestion;
  }
}
