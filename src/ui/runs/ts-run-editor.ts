import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { sendCommand } from '../../app/dispatch.ts';
import type { ViewState } from '../../app/view-state.ts';
import { MAX_RUN_NAME, MAX_RUN_NOTES, tagsIn } from '../../core/transcript/run-annotation.ts';
import { base, buttons, fields } from '../parts/shared-styles.ts';

/** What a person says of a run: its name, tags and notes. Fires `editor-closed` when they are done. */
@localized()
@customElement('ts-run-editor')
export class TsRunEditor extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    css`
      form {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr));
        gap: var(--ts-2) var(--ts-3);
        padding: var(--ts-2) 0 var(--ts-3);
      }
      .wide {
        grid-column: 1 / -1;
      }
      textarea {
        min-height: 4.5rem;
        padding-block: var(--ts-2);
        resize: vertical;
      }
      .actions {
        display: flex;
        gap: var(--ts-2);
      }
    `,
  ];

  @property({ attribute: false }) run!: ViewState['runs'][number];
  @query('form') private readonly form!: HTMLFormElement;
  @query('input') private readonly first!: HTMLInputElement;

  override render() {
    const { name, loggedName, annotation } = this.run;
    return html`<form aria-label=${msg(str`What you say of ${name}`)} @submit=${this.#save} @keydown=${this.#onKey}>
      <label class="field"><span>${msg('Name')}</span>
        <input name="name" maxlength=${MAX_RUN_NAME} autocomplete="off" .value=${annotation.name} placeholder=${loggedName} /></label>
      <label class="field"><span>${msg('Tags, between commas')}</span>
        <input name="tags" autocomplete="off" .value=${annotation.tags.join(', ')} /></label>
      <label class="field wide"><span>${msg('Notes')}</span>
        <textarea name="notes" maxlength=${MAX_RUN_NOTES} .value=${annotation.notes}></textarea></label>
      <div class="actions wide">
        <button class="button small primary">${msg('Save')}</button>
        <button class="button small" type="button" @click=${this.#close}>${msg('Cancel')}</button>
      </div>
    </form>`;
  }

  override async focus(): Promise<void> {
    await this.updateComplete;
    this.first.focus();
  }

  readonly #save = (event: Event) => {
    event.preventDefault();
    const data = new FormData(this.form);
    const { runId, annotation } = this.run;
    const text = (name: string) => String(data.get(name) ?? '');
    const said = { ...annotation, name: text('name'), notes: text('notes'), tags: tagsIn(text('tags')) };
    sendCommand(this, { kind: 'annotate-run', runId, annotation: said });
    this.#close();
  };

  readonly #onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.#close();
  };

  readonly #close = () => this.dispatchEvent(new CustomEvent('editor-closed'));
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-run-editor': TsRunEditor;
  }
}
