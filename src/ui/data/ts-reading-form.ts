import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Reading, ReadOptions } from '../../core/data/dataset.ts';
import type { ThousandsMark } from '../../core/data/number-style.ts';
import '../parts/ts-icon.ts';
import { disclosures } from '../parts/disclosure-styles.ts';
import { base, buttons, fields } from '../parts/shared-styles.ts';
import { noteText } from './reading-texts.ts';
import { marksIn, type TsColumnsForm } from './ts-columns-form.ts';

const DELIMITERS = [',', ';', '\t', '|', ' '];
const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'gb18030', 'big5', 'shift_jis', 'euc-kr', 'windows-1251'];

type Choice = readonly [value: string, text: string];

/** How the files were read: each guess, and a way to correct it. Fires `ts-options` with the corrections to read with, and `ts-reset` to read as found. */
@localized()
@customElement('ts-reading-form')
export class TsReadingForm extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    disclosures,
    css`
      details {
        font-size: var(--ts-text-s);
      }
      .grid {
        display: grid;
        grid-template-columns: 1fr 1fr;
        align-items: end;
        gap: var(--ts-3) var(--ts-2);
        padding-top: var(--ts-3);
      }
      .wide {
        grid-column: 1 / -1;
      }
      .notes {
        display: grid;
        gap: var(--ts-1);
        margin: 0;
        padding-inline-start: 1rem;
        color: var(--ts-ink-quiet);
        font-size: var(--ts-text-xs);
      }
    `,
  ];

  @property({ attribute: false }) reading: Reading | null = null;
  /** Of a table. */
  @property({ attribute: false }) columns: TsColumnsForm['columns'] = [];
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
      <div class="grid">
        ${this.#notes(this.reading)} ${this.#ofFormat(this.reading)} ${this.#common(this.reading)}
        ${this.columns.length > 0 ? this.#columns() : nothing} ${corrected > 0 ? this.#reset() : nothing}
      </div>
    </details>`;
  }

  #notes({ notes = [] }: Reading) {
    if (notes.length === 0) return nothing;
    return html`<ul class="wide notes" aria-label=${msg('Notes')}>${notes.map((note) => html`<li>${noteText(note)}</li>`)}</ul>`;
  }

  #ofFormat(reading: Reading) {
    switch (reading.format) {
      case 'csv':
        return html`${this.#label(reading)} ${this.#text(reading)} ${this.#meaning(reading)}`;
      case 'jsonl':
        return html`${this.#label(reading)} ${this.#encoding(reading, 'wide')} ${this.#nested()} ${this.#meaning(reading)}`;
      case 'parquet':
        return html`${this.#label(reading)} ${this.#nested()} ${this.#meaning(reading)}`;
      case 'images':
        return this.#broken();
      default:
        return nothing;
    }
  }

  #columns() {
    return html`
      <label class="field wide"><span>${msg('Missing in every column (texts, separated by spaces)')}</span>
        <input .value=${(this.options.missing ?? []).join(' ')} placeholder="? -" ?disabled=${this.locked}
          @change=${(event: Event) => this.#setMissing((event.target as HTMLInputElement).value)} /></label>
      <ts-columns-form class="wide" .columns=${this.columns} .options=${this.options} ?locked=${this.locked}
        @ts-options=${({ detail }: CustomEvent<ReadOptions>) => this.#correct(detail)}></ts-columns-form>
    `;
  }

  #reset() {
    return html`<button class="button small wide" ?disabled=${this.locked} @click=${() => this.dispatchEvent(new CustomEvent('ts-reset'))}>
      <ts-icon name="undo"></ts-icon>${msg('Read as found again')}</button>`;
  }

  #setMissing(text: string) {
    const marks = marksIn(text);
    this.#correct({ missing: marks.length > 0 ? marks : null });
  }

  #label(reading: Reading) {
    const columns = reading.columns.map((name, i): Choice => [String(i), name]);
    return this.#select(msg('Label column'), String(reading.label?.index ?? ''), columns, (value) => ({ label: Number(value) }), 'wide');
  }

  #nested() {
    return this.#select(
      msg('Values within values'),
      this.options.nested ?? 'refuse',
      [
        ['refuse', msg('Refuse the file')],
        ['flatten', msg('A column for each')],
      ],
      (nested) => ({ nested: nested as 'refuse' | 'flatten' }),
      'wide',
    );
  }

  #broken() {
    return this.#select(
      msg('Pictures that cannot be decoded'),
      this.options.broken ?? 'refuse',
      [
        ['refuse', msg('Refuse the file')],
        ['skip', msg('Leave out')],
      ],
      (broken) => ({ broken: broken as 'refuse' | 'skip' }),
      'wide',
    );
  }

  #text(reading: Reading) {
    return html`
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
      ${this.#encoding(reading)}
      ${this.#select(
        msg('Fractions'),
        reading.decimal ?? '.',
        [
          ['.', '1.5'],
          [',', '1,5'],
        ],
        (decimal) => ({ decimal: decimal as '.' | ',' }),
      )}
      ${this.#select(
        msg('Thousands'),
        reading.thousands ?? '',
        [
          ['', '1000'],
          [',', '1,000'],
          ['.', '1.000'],
          [' ', '1 000'],
          ["'", "1'000"],
        ].map(([mark, text]): Choice => [mark, text]),
        (thousands) => ({ thousands: thousands as ThousandsMark }),
      )}
      ${this.#select(
        msg('Uneven rows'),
        this.options.ragged ?? 'refuse',
        [
          ['refuse', msg('Refuse the file')],
          ['skip', msg('Leave out')],
          ['pad', msg('Fill up short ones')],
        ],
        (ragged) => ({ ragged: ragged as 'refuse' | 'skip' | 'pad' }),
      )}
    `;
  }

  #encoding({ encoding }: Reading, width = '') {
    return this.#select(
      msg('Encoding'),
      encoding ?? 'utf-8',
      withFound(ENCODINGS, encoding).map((one): Choice => [one, one]),
      (one) => ({ encoding: one }),
      width,
    );
  }

  /** What the rows and the label stand for. */
  #meaning(reading: Reading) {
    return html`
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
