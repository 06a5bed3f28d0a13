import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Reading, ReadOptions } from '../core/dataset.ts';
import './ts-icon.ts';
import { base, fields } from './shared-styles.ts';

const DELIMITERS = [',', ';', '\t', '|', ' '];
const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'gb18030', 'big5', 'shift_jis', 'euc-kr', 'windows-1251'];

type Choice = readonly [value: string, text: string];

/** How the files were read: each guess, and a way to correct it. Fires `ts-options` with the corrections to read with. */
@localized()
@customElement('ts-reading-form')
export class TsReadingForm extends LitElement {
  static override styles = [
    base,
    fields,
    css`
      details {
        font-size: var(--ts-text-s);
      }
      summary {
        display: flex;
        align-items: center;
        gap: var(--ts-1);
        width: max-content;
        color: var(--ts-ink-quiet);
        font-weight: var(--ts-medium);
        cursor: pointer;
        list-style: none;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      summary ts-icon {
        rotate: -90deg;
        transition: rotate var(--ts-fast);
      }
      details[open] summary ts-icon {
        rotate: 0deg;
      }
      .grid {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: var(--ts-3) var(--ts-2);
        padding-top: var(--ts-3);
      }
      .wide {
        grid-column: 1 / -1;
      }
    `,
  ];

  @property({ attribute: false }) reading: Reading | null = null;
  /** What the person has corrected so far. */
  @property({ attribute: false }) options: ReadOptions = {};
  @property({ type: Boolean }) locked = false;

  override render() {
    if (this.reading === null) return nothing;
    const corrected = Object.values(this.options).filter((value) => value !== null && value !== undefined).length;
    return html`<details>
      <summary>
        <ts-icon name="chevron"></ts-icon>${msg('How it was read')}
        ${corrected > 0 ? html`<span class="hint">· ${correctionsText(corrected)}</span>` : nothing}
      </summary>
      <div class="grid">${this.reading.format === 'csv' ? this.#table(this.reading) : nothing}${this.#common(this.reading)}</div>
    </details>`;
  }

  #table(reading: Reading) {
    const columns = reading.columns.map((name, i): Choice => [String(i), name]);
    return html`
      ${this.#select(msg('Label column'), String(reading.label?.index ?? ''), columns, (value) => ({ label: Number(value) }), 'wide')}
      ${this.#select(
        msg('Columns split at'),
        reading.delimiter ?? ',',
        withFound(DELIMITERS, reading.delimiter).map((one): Choice => [one, delimiterName(one)]),
        (delimiter) => ({ delimiter }),
      )}
      ${this.#select(
        msg('First line'),
        String(reading.header ?? true),
        [
          ['true', msg('Column names')],
          ['false', msg('Data')],
        ],
        (value) => ({ header: value === 'true' }),
      )}
      ${this.#select(
        msg('Encoding'),
        reading.encoding ?? 'utf-8',
        withFound(ENCODINGS, reading.encoding).map((one): Choice => [one, one]),
        (encoding) => ({ encoding }),
      )}
      ${this.#select(
        msg('A row is'),
        reading.shape.kind,
        [
          ['table', msg('Table columns')],
          ['image', msg('An image')],
        ],
        (shape) => ({ shape: shape as 'table' | 'image' }),
      )}
      ${this.#select(
        msg('The label is'),
        reading.task === 'regression' ? 'regression' : 'classification',
        [
          ['classification', msg('A class')],
          ['regression', msg('An amount')],
        ],
        (task) => ({ task: task as 'classification' | 'regression' }),
      )}
    `;
  }

  #common(reading: Reading) {
    if (reading.maximum === null) return nothing;
    return html`<label class="field">
      <span>${msg('White is')}</span>
      <input type="number" min="1" step="any" .value=${String(reading.maximum)} ?disabled=${this.locked}
        @change=${(event: Event) => this.#correct({ maximum: (event.target as HTMLInputElement).valueAsNumber || null })} />
    </label>`;
  }

  #select(name: string, value: string, choices: readonly Choice[], options: (value: string) => ReadOptions, kind = ''): TemplateResult {
    return html`<label class="field ${kind}">
      <span>${name}</span>
      <select ?disabled=${this.locked} @change=${(event: Event) => this.#correct(options((event.target as HTMLSelectElement).value))}>
        ${choices.map(([choice, text]) => html`<option value=${choice} ?selected=${choice === value}>${text}</option>`)}
      </select>
    </label>`;
  }

  #correct(change: ReadOptions) {
    this.dispatchEvent(new CustomEvent<ReadOptions>('ts-options', { detail: { ...this.options, ...change } }));
  }
}

const correctionsText = (count: number): string => (count === 1 ? msg('1 correction') : msg(str`${count} corrections`));

const withFound = (usual: readonly string[], found: string | null): readonly string[] =>
  found === null || usual.includes(found) ? usual : [...usual, found];

function delimiterName(delimiter: string): string {
  const names: Readonly<Record<string, string>> = {
    ',': msg('Comma ,'),
    ';': msg('Semicolon ;'),
    '\t': msg('Tab'),
    '|': msg('Bar |'),
    ' ': msg('Space'),
  };
  return names[delimiter] ?? delimiter;
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-reading-form': TsReadingForm;
  }
}
