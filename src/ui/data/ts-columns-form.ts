import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { changeColumn } from '../../app/data/read-options.ts';
import type { ViewState } from '../../app/view-state.ts';
import type { ColumnChoice, ColumnChoices, ColumnKind, ColumnRole } from '../../core/data/column-choices.ts';
import type { ReadOptions } from '../../core/data/dataset.ts';
import type { PhaseName } from '../../core/spec/spec.ts';
import '../parts/ts-icon.ts';
import { formatCount } from '../parts/numbers.ts';
import { base, fields } from '../parts/shared-styles.ts';
import { roleText } from './column-texts.ts';

type Column = NonNullable<ViewState['data'][PhaseName]['summary']>['columns'][number];

/** A table of pixels has hundreds of columns; a list of more than this is searched, not read. */
const SHOWN = 30;
/** Fewer are found by looking. */
const SEARCHED_FROM = 10;

/** Every column of a table: what it is for, how it is read, and which of its texts stand for no value. Fires `ts-options` with the corrections to read with. */
@localized()
@customElement('ts-columns-form')
export class TsColumnsForm extends LitElement {
  static override styles = [
    base,
    fields,
    css`
      :host {
        display: grid;
        gap: var(--ts-2);
      }
      ul {
        max-height: 24rem;
        overflow: auto;
        margin: 0;
        padding: 0;
        border: 1px solid var(--ts-line);
        border-radius: var(--ts-radius);
        list-style: none;
      }
      li + li {
        border-top: 1px solid var(--ts-line);
      }
      summary {
        display: grid;
        grid-template-columns: auto 1fr auto;
        align-items: center;
        gap: var(--ts-2);
        padding: var(--ts-1) var(--ts-2);
        cursor: pointer;
        list-style: none;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      summary:focus-visible {
        outline-offset: -2px;
      }
      ts-icon {
        rotate: -90deg;
        transition: rotate var(--ts-fast);
      }
      details[open] ts-icon {
        rotate: 0deg;
      }
      .name {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .changed {
        font-weight: var(--ts-bold);
      }
      .use {
        color: var(--ts-ink-quiet);
        font-size: var(--ts-text-xs);
        text-align: end;
      }
      .label {
        color: var(--ts-ink);
        font-weight: var(--ts-bold);
      }
      .choices {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: var(--ts-2);
        padding: var(--ts-1) var(--ts-2) var(--ts-3);
      }
      .wide {
        grid-column: 1 / -1;
      }
      .none {
        padding: var(--ts-2);
      }
    `,
  ];

  @property({ attribute: false }) columns: readonly Column[] = [];
  /** What the person has corrected so far. */
  @property({ attribute: false }) options: ReadOptions = {};
  @property({ type: Boolean }) locked = false;
  @state() private wanted = '';

  override render() {
    const found = this.columns.filter(({ name }) => name.toLowerCase().includes(this.wanted.toLowerCase()));
    const rest = found.length - SHOWN;
    return html`
      <h4 class="label" id="columns">${msg('What each column is for')}</h4>
      ${this.columns.length > SEARCHED_FROM ? this.#search() : nothing}
      <ul aria-labelledby="columns" tabindex="0">
        ${found.slice(0, SHOWN).map((column) => html`<li>${this.#column(column)}</li>`)}
        ${found.length === 0 ? html`<li class="none quiet">${msg('No column is called that.')}</li>` : nothing}
        ${rest > 0 ? html`<li class="none quiet">${msg(str`and ${formatCount(rest)} more: find them by name`)}</li>` : nothing}
      </ul>
    `;
  }

  #search() {
    return html`<label class="field"><span>${msg('Find a column')}</span>
      <input type="search" .value=${this.wanted} @input=${(event: Event) => (this.wanted = (event.target as HTMLInputElement).value)} /></label>`;
  }

  #column(column: Column) {
    const chosen = this.#chosenFor(column.name);
    return html`<details>
      <summary><ts-icon name="chevron"></ts-icon><span class="name ${chosen ? 'changed' : ''}" title=${column.name}>${column.name || msg('(no name)')}</span>
        <span class="use">${useText(column)}</span></summary>
      <div class="choices">
        ${this.#select(msg('Used as'), column.role, rolesFor(column), (role) => this.#setRole(column, role))}
        ${column.role === 'label' ? nothing : this.#kind(column, chosen)}
        <label class="field wide"><span>${msg('Also missing (texts, separated by spaces)')}</span>
          <input .value=${(chosen?.missing ?? []).join(' ')} placeholder="? -9 n.a." ?disabled=${this.locked}
            @change=${(event: Event) => this.#change(column, { missing: marksIn((event.target as HTMLInputElement).value) })} /></label>
      </div>
    </details>`;
  }

  #kind(column: Column, chosen: ColumnChoice | null) {
    const choices: readonly (readonly [string, string])[] = [
      ['', msg('As found')],
      ['number', msg('Numbers')],
      ['category', msg('Categories')],
    ];
    return this.#select(msg('Read as'), chosen?.kind ?? '', choices, (kind) =>
      this.#change(column, { kind: (kind || null) as ColumnKind | null }),
    );
  }

  #select(name: string, value: string, choices: readonly (readonly [string, string])[], choose: (value: string) => void) {
    return html`<label class="field"><span>${name}</span>
      <select ?disabled=${this.locked} @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
        ${choices.map(([choice, text]) => html`<option value=${choice} ?selected=${choice === value}>${text}</option>`)}
      </select></label>`;
  }

  #chosenFor(name: string): ColumnChoice | null {
    const { columns } = this.options;
    return columns && Object.hasOwn(columns, name) ? columns[name] : null;
  }

  /** There is one label, and one subject key: who takes its place takes it from the one before. */
  #setRole(column: Column, role: string) {
    const others = role === 'subject' ? this.columns.filter((one) => one.role === 'subject') : [];
    const freed = others.reduce<ColumnChoices | null>(
      (choices, { name }) => changeColumn(choices, name, { role: null }),
      this.options.columns ?? null,
    );
    const own: ColumnRole | null = role === 'subject' || role === 'ignore' ? role : null;
    const columns = changeColumn(freed, column.name, { role: own });
    const label = role === 'label' ? { label: this.columns.indexOf(column) } : column.role === 'label' ? { label: null } : {};
    this.#fire({ columns, ...label });
  }

  #change(column: Column, change: ColumnChoice) {
    this.#fire({ columns: changeColumn(this.options.columns, column.name, change) });
  }

  #fire(change: ReadOptions) {
    this.dispatchEvent(new CustomEvent<ReadOptions>('ts-options', { detail: { ...this.options, ...change } }));
  }
}

export const marksIn = (text: string): readonly string[] => [...new Set(text.split(/\s+/).filter((mark) => mark !== ''))];

/** The label becomes a feature by another column’s becoming the label. */
function rolesFor({ role }: Column): readonly (readonly [string, string])[] {
  const roles = ['feature', 'label', 'subject', 'ignore'] as const;
  return roles.filter((one) => role !== 'label' || one !== 'feature').map((one) => [one, roleText(one)]);
}

function looksText(looks: Column['looks']): string {
  const texts: Record<Column['looks'], string> = {
    number: msg('numbers'),
    category: msg('categories'),
    date: msg('dates'),
    text: msg('free text'),
  };
  return texts[looks];
}

/** «numbers · 3 missing», or what else the column is for. */
function useText({ role, kind, looks, missing }: Column): string {
  const use = role === 'feature' ? looksText(looks === 'number' || kind === 'number' ? kind : looks) : roleText(role);
  return missing > 0 ? msg(str`${use} · ${formatCount(missing)} missing`) : use;
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-columns-form': TsColumnsForm;
  }
}
