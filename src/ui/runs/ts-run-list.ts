import { localized, msg, str } from '@lit/localize';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { sendCommand, showView } from '../../app/dispatch.ts';
import { isBusy, isTraining } from '../../app/plan/start-plan.ts';
import { canResume, damageOf, resumption } from '../../app/runs/resumption.ts';
import { FIRST_QUERY, listedRuns, type RunColumn, type RunQuery, sortedBy, statusesOf, tagsOf } from '../../app/runs/run-list.ts';
import type { ViewState } from '../../app/view-state.ts';
import '../parts/ts-icon.ts';
import './ts-run-editor.ts';
import { keepFocus } from '../parts/keep-focus.ts';
import { formatBytes, formatCount, formatPoints, formatShare, formatWhen } from '../parts/numbers.ts';
import { base, buttons, chips, fields, tables } from '../parts/shared-styles.ts';
import { lossText, wayBackText } from './damage-texts.ts';
import { runListStyles } from './run-list-styles.ts';
import { columnName, importedMark, loggedAs, statusChip, statusText } from './run-texts.ts';

type RunSummary = ViewState['runs'][number];

/** The kept runs as a table that can be searched, filtered and sorted. Fires `runs-chosen` with the ids that are to be compared. */
@localized()
@customElement('ts-run-list')
export class TsRunList extends LitElement {
  static override styles = [base, buttons, chips, fields, tables, runListStyles];

  @property({ attribute: false }) state!: ViewState;
  @property({ attribute: false }) chosen: readonly string[] = [];
  @state() private query: RunQuery = FIRST_QUERY;
  @state() private edited: string | null = null;

  constructor() {
    super();
    keepFocus(this);
  }

  override render() {
    const { runs } = this.state;
    const listed = listedRuns(runs, this.query);
    return html`${runs.length < 2 ? nothing : this.#tools(runs, listed.length)}
      <div class="scroll" tabindex="0" role="group" aria-label=${msg('List of runs')}><table role="table">
        <thead role="rowgroup"><tr role="row">
          <th scope="col" role="columnheader"><span class="sr-only">${msg('Compare and pin')}</span></th>
          ${this.#head(['name', 'startedAt'])}${this.#head(['status'])}${this.#head(['steps'], 'num')}${this.#head(['accuracy'], 'num')}
          ${this.#head(['baselineAccuracy'], 'num')}${this.#head(['bytes'], 'num')}
          <th scope="col" role="columnheader"><span class="sr-only">${msg('Actions')}</span></th>
        </tr></thead>
        <tbody role="rowgroup">${repeat(
          listed,
          ({ runId }) => runId,
          (run) => html`${this.#row(run)}${run.runId === this.edited ? this.#editor(run) : nothing}`,
        )}</tbody>
      </table></div>
      ${listed.length > 0 ? nothing : html`<p class="empty">${msg('No run is like that.')}</p>`}`;
  }

  #tools(runs: readonly RunSummary[], count: number) {
    const { text, status, tag } = this.query;
    const tags = tagsOf(runs);
    const ask = (change: Partial<RunQuery>) => (this.query = { ...this.query, ...change });
    const chosenIn = (event: Event) => (event.target as HTMLInputElement | HTMLSelectElement).value;
    return html`<div class="tools" role="search">
      <label class="field search"><span>${msg('Search names, notes, tags, data')}</span>
        <input type="search" .value=${text} @input=${(event: Event) => ask({ text: chosenIn(event) })} /></label>
      <label class="field"><span>${msg('Status')}</span>
        <select @change=${(event: Event) => ask({ status: (chosenIn(event) || null) as RunQuery['status'] })}>
          <option value="" ?selected=${status === null}>${msg('all')}</option>
          ${statusesOf(runs).map((one) => html`<option value=${one} ?selected=${one === status}>${statusText(one)}</option>`)}
        </select></label>
      ${
        tags.length === 0
          ? nothing
          : html`<label class="field"><span>${msg('Tag')}</span>
        <select @change=${(event: Event) => ask({ tag: chosenIn(event) || null })}>
          <option value="" ?selected=${tag === null}>${msg('all')}</option>
          ${tags.map((one) => html`<option ?selected=${one === tag}>${one}</option>`)}
        </select></label>`
      }
      <p class="sr-only" role="status">${msg(str`${formatCount(count)} of ${formatCount(runs.length)} runs are listed`)}</p>
    </div>`;
  }

  /** A head that sorts by any of its columns. */
  #head(columns: readonly RunColumn[], kind = '') {
    const { column: by, descending } = this.query;
    const sorted = !columns.includes(by) ? nothing : descending ? 'descending' : 'ascending';
    return html`<th class=${kind} scope="col" role="columnheader" aria-sort=${sorted}>${columns.map(
      (
        column,
      ) => html`<button class="sort ${column === by ? 'by' : ''} ${descending ? '' : 'up'}" title=${msg(str`Sort by: ${columnName(column)}`)}
        @click=${() => (this.query = sortedBy(this.query, column))}>${columnName(column)}<ts-icon name="chevron"></ts-icon></button>`,
    )}</th>`;
  }

  #row(run: RunSummary) {
    const opened = this.state.run?.runId === run.runId;
    const { runId, name, accuracy, baselineAccuracy } = run;
    const gain = accuracy === null || baselineAccuracy === null ? null : formatPoints(accuracy, baselineAccuracy);
    return html`<tr role="row" data-run=${runId} class="${opened ? 'opened' : ''} ${run.deleted ? 'deleted' : ''}" aria-current=${opened ? 'true' : nothing}>
      <td role="cell"><span class="pick">
        <input type="checkbox" aria-label=${msg(str`Compare ${name}`)} .checked=${this.chosen.includes(runId)} @change=${() => this.#choose(runId)} />
        ${this.#pin(run)}</span></td>
      ${this.#title(run)}
      <td role="cell" class="status">${this.#status(run)}</td>
      ${this.#fact('steps', formatCount(run.steps))}
      ${this.#fact('accuracy', html`${formatShare(accuracy ?? Number.NaN)} ${gain === null ? nothing : html`<span class="gain" title=${msg('percentage points over the baseline')}>${gain}</span>`}`)}
      ${this.#fact('baselineAccuracy', formatShare(baselineAccuracy ?? Number.NaN))}
      ${this.#fact('bytes', formatBytes(run.bytes))}
      <td role="cell" class="actions"><span>${run.deleted ? this.#restore(run) : this.#actions(run, opened)}</span></td>
    </tr>`;
  }

  /** Where there is no room for columns, the cell names its own. */
  #fact(column: RunColumn, value: unknown) {
    return html`<td role="cell" class="num fact" data-name=${columnName(column)}>${value}</td>`;
  }

  #title({ runId, name, loggedName, startedAt, deleted, imported, annotation: { notes, tags } }: RunSummary) {
    return html`<th scope="row" role="rowheader">${name}${deleted ? nothing : html`\u2060${this.#pen(runId, name)}`}
      ${name === loggedName ? nothing : html`<span class="said">${loggedAs(loggedName)}</span>`}
      <time datetime=${startedAt}>${formatWhen(startedAt)}</time>
      ${imported === undefined ? nothing : importedMark(imported)}
      ${notes === '' ? nothing : html`<span class="said notes">${notes}</span>`}
      ${tags.length === 0 ? nothing : html`<span class="tags">${tags.map((tag) => html`<span class="chip">${tag}</span>`)}</span>`}</th>`;
  }

  #pen(runId: string, name: string) {
    return html`<button class="button ghost small icon-only edit" aria-label=${msg(str`Name, tags and notes of ${name}`)} title=${msg('Name, tags and notes')}
        aria-expanded=${this.edited === runId} @click=${() => this.#edit(runId)}><ts-icon name="edit"></ts-icon></button>`;
  }

  #pin({ runId, name, annotation }: RunSummary) {
    const { pinned } = annotation;
    const pin = () => sendCommand(this, { kind: 'annotate-run', runId, annotation: { ...annotation, pinned: !pinned } });
    return html`<button class="button ghost small icon-only" aria-pressed=${pinned} aria-label=${msg(str`Keep on top: ${name}`)}
      title=${msg('Keep on top')} @click=${pin}><ts-icon name="pin"></ts-icon></button>`;
  }

  /** The list is as old as the last run's end; what is trained now stands as the page sees it. */
  #status({ runId, status }: RunSummary) {
    const { run, resuming } = this.state;
    if (resuming === runId) return html`<span class="chip info">${msg('Taking up…')}</span>`;
    const check = this.state.checks[runId];
    if (check?.ok === false) return html`<span class="chip error">${msg('Damaged')}</span> <span class="said">${lossText(check)}</span>`;
    return statusChip(run?.runId === runId && isTraining(this.state) ? run.status : status);
  }

  #actions(run: RunSummary, opened: boolean) {
    const { runId, name, status } = run;
    const busy = status === 'running' || status === 'paused' || this.state.resuming === runId || (opened && isTraining(this.state));
    const open = () => {
      sendCommand(this, { kind: 'open-run', runId });
      showView(this, 'progress');
    };
    return html`${
      opened
        ? html`<span class="chip">${msg('shown')}</span>`
        : html`<button class="button small" aria-label=${msg(str`Open ${name}`)} ?disabled=${isBusy(this.state)} @click=${open}>${msg('Open')}</button>`
    }
      ${opened && isTraining(this.state) ? nothing : this.#resume(run)}
      <button class="button ghost small icon-only" aria-label=${msg(str`Delete ${name}`)} title=${msg('Delete')} ?disabled=${busy}
        @click=${() => sendCommand(this, { kind: 'delete-run', runId })}><ts-icon name="trash"></ts-icon></button>`;
  }

  /** Goes on where the run was cut off, or behind the last step that is whole. */
  #resume(run: RunSummary) {
    const { runId, name } = run;
    const damage = damageOf(this.state.checks[runId]);
    if (!canResume(run, damage)) return nothing;
    const resume = () => sendCommand(this, resumption(runId, damage));
    const title = damage === null ? msg('Goes on from the last keyframe and proves that it is the same run') : wayBackText(damage);
    return html`<button class="button small" aria-label=${msg(str`Resume ${name}`)} title=${title}
      ?disabled=${isBusy(this.state)} @click=${resume}>${msg('Resume')}</button>`;
  }

  #restore({ runId, name }: RunSummary) {
    return html`<button class="button small" aria-label=${msg(str`Restore ${name}`)} @click=${() => sendCommand(this, { kind: 'restore-run', runId })}>
      <ts-icon name="undo"></ts-icon>${msg('Restore')}</button>`;
  }

  #editor(run: RunSummary) {
    return html`<tr role="row"><td role="cell" class="editor" colspan="8"><ts-run-editor .run=${run} @editor-closed=${() => this.#closeEditor(run.runId)}></ts-run-editor></td></tr>`;
  }

  async #edit(runId: string): Promise<void> {
    this.edited = this.edited === runId ? null : runId;
    await this.updateComplete;
    this.shadowRoot?.querySelector('ts-run-editor')?.focus();
  }

  async #closeEditor(runId: string): Promise<void> {
    this.edited = null;
    await this.updateComplete;
    this.shadowRoot?.querySelector<HTMLElement>(`tr[data-run="${CSS.escape(runId)}"] .edit`)?.focus();
  }

  #choose(runId: string): void {
    const others = this.chosen.filter((one) => one !== runId);
    const detail = others.length < this.chosen.length ? others : [...others, runId];
    this.dispatchEvent(new CustomEvent('runs-chosen', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-run-list': TsRunList;
  }
  interface HTMLElementEventMap {
    'runs-chosen': CustomEvent<readonly string[]>;
    'editor-closed': CustomEvent;
  }
}
