import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { sendCommand, showView } from '../../app/dispatch.ts';
import { isTraining } from '../../app/plan/start-plan.ts';
import { LEAST_COMPARED, MOST_COMPARED } from '../../app/runs/compare-runs.ts';
import { bytesToFree } from '../../app/runs/run-list.ts';
import type { ViewState } from '../../app/view-state.ts';
import '../parts/ts-icon.ts';
import './ts-import.ts';
import '../parts/ts-problem.ts';
import './ts-run-compare.ts';
import './ts-run-list.ts';
import { DropTarget } from '../parts/drop-target.ts';
import { fileButtons } from '../parts/file-button-styles.ts';
import { formatBytes, formatCount } from '../parts/numbers.ts';
import { base, buttons, panels } from '../parts/shared-styles.ts';

/** Region «Runs»: the runs that this browser keeps. Opening one replays its transcript; deleting can be undone until the page is closed. */
@localized()
@customElement('ts-runs')
export class TsRuns extends LitElement {
  static override styles = [
    base,
    buttons,
    fileButtons,
    panels,
    css`
      :host([inviting]) section {
        outline: 2px dashed var(--ts-control);
        outline-offset: -4px;
      }
      :host([over]) section {
        outline-color: var(--ts-accent);
        background: var(--ts-hover);
      }
      .lost .button {
        margin-inline-start: var(--ts-2);
      }
      .chosen {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--ts-2);
      }
      .storage {
        display: grid;
        gap: var(--ts-1);
        font-size: var(--ts-text-xs);
        color: var(--ts-ink-quiet);
      }
      .rail {
        height: 0.375rem;
        border-radius: var(--ts-pill);
        background: var(--ts-sunken);
        overflow: hidden;
      }
      .rail i {
        display: block;
        min-width: 2px;
        height: 100%;
        background: var(--ts-ink-faint);
      }
    `,
  ];

  @property({ attribute: false }) state!: ViewState;
  /** Runs that are ticked, to be compared. */
  @state() private chosen: readonly string[] = [];

  /** A comparison stands below a list that may be long. */
  #turning = false;

  constructor() {
    super();
    new DropTarget(this, (files) => this.#take(files));
  }

  /** Where a run cannot be taken up, the person stays where they pressed. */
  protected override updated(changed: PropertyValues<this>): void {
    const comparison = this.#turning ? this.shadowRoot?.querySelector('ts-run-compare') : null;
    if (comparison) {
      this.#turning = false;
      comparison.scrollIntoView({ block: 'start' });
    }
    const resumed = changed.get('state')?.resuming ?? null;
    if (resumed !== null && this.state.resuming === null && this.state.run?.runId === resumed && isTraining(this.state)) {
      showView(this, 'progress');
    }
  }

  override render() {
    const { runs, problems } = this.state;
    return html`<section class="panel" aria-label=${msg('Runs')}>
      <div><header class="panel-head"><h2>${msg('Runs')}</h2>${runs.length === 0 ? nothing : html`<span class="small quiet">${msg(str`${formatCount(runs.length)} kept in this browser`)}</span>`}${this.#import()}</header>
      <ts-import .state=${this.state}></ts-import></div>
      ${problems.runs === undefined ? nothing : html`<ts-problem .problem=${problems.runs}></ts-problem>`}
      ${this.state.lostRuns.map((run) => this.#lost(run))}
      ${runs.length === 0 ? this.#empty() : this.#list()} ${this.#storage()}
    </section>`;
  }

  #import() {
    return html`<label class="button small choose" title=${msg('A run that was downloaded as a bundle, here or in another browser. It can be dropped here, too.')}>
      <ts-icon name="upload"></ts-icon>${msg('Import bundle')}
      <input type="file" accept=".zip,application/zip" ?disabled=${this.state.importing.kind === 'working'} @change=${this.#onChoose} /></label>`;
  }

  readonly #onChoose = ({ target }: Event) => {
    const input = target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    input.value = '';
    this.#take(files);
  };

  #take(files: readonly File[]): void {
    if (files.length > 0 && this.state.importing.kind !== 'working') sendCommand(this, { kind: 'import-bundle', files });
  }

  #list() {
    const { comparison } = this.state;
    return html`<ts-run-list .state=${this.state} .chosen=${this.chosen} @runs-chosen=${this.#onChosen}></ts-run-list>
      ${this.chosen.length === 0 ? nothing : this.#chosenBar()}
      ${comparison === null ? nothing : html`<ts-run-compare .comparison=${comparison} @runs-chosen=${this.#onLeftOut}></ts-run-compare>`}`;
  }

  #chosenBar() {
    const { length } = this.chosen;
    const fits = length >= LEAST_COMPARED && length <= MOST_COMPARED;
    return html`<div class="chosen">
      <button class="button primary" ?disabled=${!fits} @click=${() => this.#compare(this.chosen)}>${length < LEAST_COMPARED ? msg('Compare') : msg(str`Compare ${formatCount(length)} runs`)}</button>
      <button class="button" @click=${() => (this.chosen = [])}>${msg('Choose none')}</button>
      ${fits ? nothing : html`<span class="small quiet">${msg(str`From ${LEAST_COMPARED} to ${MOST_COMPARED} runs can be compared.`)}</span>`}
    </div>`;
  }

  #compare(runIds: readonly string[]): void {
    this.#turning = runIds.length > 0 && this.state.comparison === null;
    sendCommand(this, { kind: 'compare-runs', runIds });
  }

  readonly #onChosen = ({ detail }: HTMLElementEventMap['runs-chosen']) => {
    this.chosen = detail;
  };

  /** A comparison of one run is over. */
  readonly #onLeftOut = ({ detail }: HTMLElementEventMap['runs-chosen']) => {
    this.chosen = detail;
    this.#compare(detail.length < LEAST_COMPARED ? [] : detail);
  };

  #empty() {
    return html`<p class="empty">${msg('Every run is kept here with all its steps, also those that were stopped or failed, until you delete it. Press Start to make the first one, or drop the bundle of one here.')}</p>`;
  }

  /** Where the browser lost a run, its name and how far it went still stand outside the database. */
  #lost({ runId, name, steps }: ViewState['lostRuns'][number]) {
    return html`<div class="callout error lost"><ts-icon name="error"></ts-icon>
      <p>${msg(str`${name} is gone from this browser’s storage, with ${formatCount(steps)} steps at least: the site’s data was cleared, or its database damaged. A bundle that was downloaded holds it all.`)}
        <button class="button small" aria-label=${msg(str`Got it: ${name}`)} @click=${() => sendCommand(this, { kind: 'forget-run', runId })}>${msg('Got it')}</button></p></div>`;
  }

  #storage() {
    const { storage } = this.state;
    if (storage === null || storage.quota === 0) return nothing;
    const text = msg(str`${formatBytes(storage.usage)} used of the ${formatBytes(storage.quota)} that the browser allows`);
    return html`<div class="storage"><div class="rail" role="meter" aria-label=${msg('Storage used')} aria-valuemin="0" aria-valuemax=${storage.quota} aria-valuenow=${storage.usage} aria-valuetext=${text}>
        <i style=${styleMap({ width: `${(100 * storage.usage) / storage.quota}%` })}></i></div>
      <span class="num">${text}</span> ${this.#toFree()}</div>`;
  }

  /** Deleted runs keep their room until nobody can want them back. */
  #toFree() {
    const bytes = bytesToFree(this.state.runs);
    if (bytes === 0) return nothing;
    return html`<span class="num">${msg(str`Deleted runs still take ${formatBytes(bytes)}, until this page is opened again.`)}
      <button class="button small" @click=${() => sendCommand(this, { kind: 'purge-runs' })}>${msg('Free it now')}</button></span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-runs': TsRuns;
  }
}
