import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { withFixes } from '../../app/data/fix-history.ts';
import { changeColumn } from '../../app/data/read-options.ts';
import type { ReadOptions } from '../../core/data/dataset.ts';
import { type AppliedFix, type DatasetVersion, isWaiver } from '../../core/fixes/fix.ts';
import '../parts/ts-icon.ts';
import { formatCount, formatList } from '../parts/numbers.ts';
import { base, buttons } from '../parts/shared-styles.ts';
import { columnLeftText, effectText, fixText } from './fix-texts.ts';

/** Enough of a hash to tell versions of one dataset apart. */
const SHORT = 8;

/** The version of a dataset: what was done to its rows, step by step, each of which can be taken back. Fires `ts-options` with the options
 *  without a step, `ts-undo` and `ts-redo`. */
@localized()
@customElement('ts-fix-list')
export class TsFixList extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--ts-1) var(--ts-2);
        font-size: var(--ts-text-s);
      }
      .head > p {
        margin-inline-end: auto;
      }
      ol {
        display: grid;
        gap: 1px;
        margin-top: var(--ts-2);
        border-block: 1px solid var(--ts-line);
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: center;
        gap: 0 var(--ts-2);
        padding: var(--ts-1) 0;
        font-size: var(--ts-text-s);
        overflow-wrap: anywhere;
      }
      li + li {
        border-top: 1px solid var(--ts-line);
      }
    `,
  ];

  @property({ attribute: false }) version: DatasetVersion | null = null;
  @property({ attribute: false }) options: ReadOptions = {};
  @property({ type: Boolean }) undoable = false;
  @property({ type: Boolean }) redoable = false;
  /** Shown of a run: nothing can be taken back. */
  @property({ type: Boolean }) locked = false;
  @query('.head p') private readonly headline!: HTMLElement | null;

  /** After a fix its finding is gone, and the button that was pressed with it. */
  focusHeadline() {
    this.headline?.focus({ preventScroll: true });
  }

  override render() {
    if (this.version === null) return nothing;
    const left = this.locked ? [] : Object.entries(this.options.columns ?? {}).filter(([, { role }]) => role === 'ignore');
    const { steps } = this.version;
    return html`<div class="head"><p tabindex="-1" role="status">${this.#headline(this.version, left.length)}</p>${this.locked || !(this.undoable || this.redoable) ? nothing : this.#turns()}</div>
      ${
        steps.length + left.length === 0
          ? nothing
          : html`<ol aria-label=${msg('Fixes')}>${left.map(([name]) => this.#column(name))}${steps.map((step, i) => this.#step(step, i))}</ol>`
      }`;
  }

  #headline({ id, steps }: DatasetVersion, columns: number) {
    const waived = steps.filter(({ fix }) => isWaiver(fix)).length;
    const fixes = steps.length - waived + columns;
    const counts = [
      fixes === 0 ? msg('as read') : fixes === 1 ? msg('1 fix') : msg(str`${formatCount(fixes)} fixes`),
      ...(waived === 0 ? [] : [waived === 1 ? msg('1 finding let stand') : msg(str`${formatCount(waived)} findings let stand`)]),
    ];
    return html`${msg('Version')} <span class="mono" title=${id}>${id.slice(0, SHORT)}…</span>: ${formatList(counts)}`;
  }

  #turns() {
    const turn = (type: string) => () => this.dispatchEvent(new CustomEvent(type));
    return html`<button class="button small" ?disabled=${!this.undoable} @click=${turn('ts-undo')}><ts-icon name="undo"></ts-icon>${msg('Undo')}</button>
      <button class="button small" ?disabled=${!this.redoable} @click=${turn('ts-redo')}>${msg('Redo')}</button>`;
  }

  #step({ fix, effect }: AppliedFix, at: number) {
    const remaining = () =>
      withFixes(
        this.options,
        (this.options.fixes ?? []).filter((_, i) => i !== at),
      );
    return this.#item(fixText(fix), effectText(effect), remaining);
  }

  #column(name: string) {
    const remaining = () => ({ ...this.options, columns: changeColumn(this.options.columns, name, { role: null }) });
    return this.#item(columnLeftText(name), '', remaining);
  }

  #item(text: string, effect: string, remaining: () => ReadOptions) {
    const remove = () => this.dispatchEvent(new CustomEvent<ReadOptions>('ts-options', { detail: remaining() }));
    return html`<li><span>${text}${effect === '' ? nothing : html`<br /><span class="quiet small num">${effect}</span>`}</span>
      ${
        this.locked
          ? nothing
          : html`<button class="button ghost small icon-only" aria-label=${msg(str`Take back: ${text}`)} title=${msg('Take back')} @click=${remove}><ts-icon name="cross"></ts-icon></button>`
      }</li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-fix-list': TsFixList;
  }
}
