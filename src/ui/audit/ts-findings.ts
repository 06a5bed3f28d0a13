import { localized, msg } from '@lit/localize';
import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { changed, type FixHistory, NO_HISTORY, redone, type Turn, undone, withFixes } from '../../app/data/fix-history.ts';
import { changeSpec, sendCommand } from '../../app/dispatch.ts';
import { readOptions, withReadOptions } from '../../app/plan/spec-edit.ts';
import { isBusy } from '../../app/plan/start-plan.ts';
import type { ViewState } from '../../app/view-state.ts';
import type { Audit, Finding, Severity } from '../../core/audit/audit.ts';
import type { ReadOptions } from '../../core/data/dataset.ts';
import type { Fix } from '../../core/fixes/fix.ts';
import { type PhaseName, phaseOf } from '../../core/spec/spec.ts';
import './ts-finding.ts';
import './ts-fix-list.ts';
import '../parts/ts-icon.ts';
import { bringIntoView } from '../parts/into-view.ts';
import { base, panels } from '../parts/shared-styles.ts';
import type { TsFixList } from './ts-fix-list.ts';

const ORDER: readonly Severity[] = ['error', 'warning', 'info'];

/** What was found in a phase's data, the gravest first, what was done about it, and back again. */
@localized()
@customElement('ts-findings')
export class TsFindings extends LitElement {
  static override styles = [
    base,
    panels,
    css`
      :host,
      ul {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--ts-2);
      }
    `,
  ];

  @property({ attribute: false }) state!: ViewState;
  @property({ attribute: false }) audit!: Audit;
  @property() phase: PhaseName = 'pretrain';
  @property({ type: Boolean }) loaded = false;
  @state() private history: FixHistory = NO_HISTORY;
  @query('ts-fix-list') private readonly list!: TsFixList;

  /** What was done to other files cannot be taken back here. */
  override willUpdate(properties: PropertyValues<this>) {
    const before = properties.get('audit');
    if (before !== undefined && hashesOf(before) !== hashesOf(this.audit)) this.history = NO_HISTORY;
  }

  override render() {
    const locked = !this.loaded || isBusy(this.state) || phaseOf(this.state.spec, this.phase) === undefined;
    return html`<ts-fix-list .version=${this.audit.source.version ?? null} .options=${this.#options} ?locked=${locked}
        ?undoable=${undone(this.history, this.#options) !== null} ?redoable=${this.history.future.length > 0}
        @ts-options=${({ detail }: CustomEvent<ReadOptions>) => this.#change(detail)}
        @ts-undo=${() => this.#turnBack(undone(this.history, this.#options))} @ts-redo=${() => this.#turnBack(redone(this.history, this.#options))}></ts-fix-list>
      ${this.#findings(locked)}`;
  }

  #findings(locked: boolean) {
    const { findings } = this.audit;
    if (findings.length === 0)
      return html`<p class="callout pass"><ts-icon name="pass"></ts-icon><span>${msg('Nothing found to worry about.')}</span></p>`;
    const weight = ({ severity, waived }: Finding) => ORDER.indexOf(severity) + (waived === undefined ? 0 : ORDER.length);
    const sorted = [...findings].sort((a, b) => weight(a) - weight(b));
    const data = this.state.data[this.phase];
    return html`<ul @ts-fix=${this.#onFix} @ts-read=${this.#onRead}>${repeat(
      sorted,
      ({ code, column }, i) =>
        `${code}/${column ?? ''}/${sorted.findIndex((one) => one.code === code && one.column === column) === i ? '' : i}`,
      (
        finding,
      ) => html`<li><ts-finding .finding=${finding} .data=${data} .spec=${this.state.spec} .phase=${this.phase} ?loaded=${this.loaded}
        ?locked=${locked}></ts-finding></li>`,
    )}</ul>`;
  }

  get #options(): ReadOptions {
    const planned = phaseOf(this.state.spec, this.phase);
    return planned ? readOptions(planned.data) : {};
  }

  readonly #onFix = ({ detail }: HTMLElementEventMap['ts-fix']) => this.#add(detail);

  /** One fix more, decided beside the other phase’s data: where it stands now is shown, and takes the focus. */
  add(fix: Fix): void {
    this.#add(fix);
    bringIntoView(this.list);
  }

  #add(fix: Fix) {
    this.#change(withFixes(this.#options, [...(this.#options.fixes ?? []), fix]));
  }

  /** Takes what is to be done with the data from elsewhere, as one change; the focus stays where it is. */
  revise(fixes: readonly Fix[]): void {
    this.#turn({ history: changed(this.history, this.#options), options: withFixes(this.#options, fixes) });
  }

  readonly #onRead = ({ detail }: HTMLElementEventMap['ts-read']) => this.#change({ ...this.#options, ...detail });

  #change(options: ReadOptions) {
    this.#turn({ history: changed(this.history, this.#options), options });
    this.list.focusHeadline();
  }

  #turnBack(turn: Turn | null) {
    if (turn === null) return;
    this.#turn(turn);
    this.list.focusHeadline();
  }

  #turn(turn: Turn) {
    this.history = turn.history;
    changeSpec(this, withReadOptions(this.state.spec, this.phase, turn.options));
    sendCommand(this, { kind: 'reread', phase: this.phase, options: turn.options });
  }
}

const hashesOf = ({ source }: Audit): string => source.files.map(({ sha256 }) => sha256).join();

declare global {
  interface HTMLElementTagNameMap {
    'ts-findings': TsFindings;
  }
}
