import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { sendCommand, showView } from '../app/dispatch.ts';
import { isBusy, isTraining } from '../app/start-plan.ts';
import type { ViewState } from '../app/view-state.ts';
import './ts-icon.ts';
import './ts-problem.ts';
import { formatBytes, formatCount, formatPoints, formatShare, formatWhen } from './numbers.ts';
import { base, buttons, chips, panels, tables } from './shared-styles.ts';

type RunSummary = ViewState['runs'][number];

/** Region «Runs»: the runs that this browser keeps. Opening one replays its transcript; deleting can be undone until the page is closed. */
@localized()
@customElement('ts-runs')
export class TsRuns extends LitElement {
  static override styles = [
    base,
    buttons,
    chips,
    panels,
    tables,
    css`
      :is(td, th):first-child {
        padding-inline-start: var(--ts-1);
      }
      .actions {
        padding-inline-end: 0;
      }
      td,
      tbody th {
        vertical-align: middle;
        white-space: nowrap;
      }
      tbody th {
        min-width: 8rem;
        font-weight: var(--ts-medium);
        font-size: var(--ts-text-s);
        white-space: normal;
      }
      time {
        display: block;
        font-weight: 400;
        font-size: var(--ts-text-xs);
        color: var(--ts-ink-quiet);
      }
      .opened > * {
        background: var(--ts-hover);
      }
      .deleted > :not(.actions) {
        color: var(--ts-ink-faint);
        text-decoration: line-through;
      }
      .gain {
        color: var(--ts-ink-quiet);
      }
      .actions {
        text-align: end;
      }
      .actions > span {
        display: inline-flex;
        gap: var(--ts-1);
      }
      .lost .button {
        margin-inline-start: var(--ts-2);
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

  /** Where a run cannot be taken up, the person stays where they pressed. */
  protected override updated(changed: PropertyValues<this>): void {
    const resumed = changed.get('state')?.resuming ?? null;
    if (resumed !== null && this.state.resuming === null && this.state.run?.runId === resumed && isTraining(this.state)) {
      showView(this, 'progress');
    }
  }

  override render() {
    const { runs, problems } = this.state;
    return html`<section class="panel" aria-label=${msg('Runs')}>
      <header class="panel-head"><h2>${msg('Runs')}</h2>${runs.length === 0 ? nothing : html`<span class="small quiet">${msg(str`${formatCount(runs.length)} kept in this browser`)}</span>`}</header>
      ${problems.runs === undefined ? nothing : html`<ts-problem .problem=${problems.runs}></ts-problem>`}
      ${this.state.lostRuns.map((run) => this.#lost(run))}
      ${runs.length === 0 ? this.#empty() : this.#table(runs)} ${this.#storage()}
    </section>`;
  }

  #empty() {
    return html`<p class="empty">${msg('Every run is kept here with all its steps, also those that were stopped or failed, until you delete it. Press Start to make the first one.')}</p>`;
  }

  /** Where the browser lost a run, its name and how far it went still stand outside the database. */
  #lost({ runId, name, steps }: ViewState['lostRuns'][number]) {
    return html`<div class="callout error lost"><ts-icon name="error"></ts-icon>
      <p>${msg(str`${name} is gone from this browser’s storage, with ${formatCount(steps)} steps at least: the site’s data was cleared, or its database damaged. A bundle that was downloaded holds it all.`)}
        <button class="button small" aria-label=${msg(str`Got it: ${name}`)} @click=${() => sendCommand(this, { kind: 'forget-run', runId })}>${msg('Got it')}</button></p></div>`;
  }

  #table(runs: readonly RunSummary[]) {
    return html`<div class="scroll" tabindex="0" role="group" aria-label=${msg('List of runs')}><table>
      <thead><tr>
        <th scope="col">${msg('Name')}</th><th scope="col">${msg('Status')}</th>
        <th class="num" scope="col">${msg('Steps')}</th><th class="num" scope="col">${msg('Accuracy')}</th>
        <th class="num" scope="col">${msg('From scratch')}</th><th class="num" scope="col">${msg('Size')}</th>
        <th scope="col"><span class="sr-only">${msg('Actions')}</span></th>
      </tr></thead>
      <tbody>${runs.map((run) => this.#row(run))}</tbody>
    </table></div>`;
  }

  #row(run: RunSummary) {
    const opened = this.state.run?.runId === run.runId;
    const { accuracy, baselineAccuracy } = run;
    const gain = accuracy === null || baselineAccuracy === null ? null : formatPoints(accuracy, baselineAccuracy);
    return html`<tr class="${opened ? 'opened' : ''} ${run.deleted ? 'deleted' : ''}" aria-current=${opened ? 'true' : nothing}>
      <th scope="row">${run.name}<time datetime=${run.startedAt}>${formatWhen(run.startedAt)}</time></th>
      <td>${this.#status(run)}</td>
      <td class="num">${formatCount(run.steps)}</td>
      <td class="num">${formatShare(run.accuracy ?? Number.NaN)} ${gain === null ? nothing : html`<span class="gain" title=${msg('percentage points over the baseline')}>${gain}</span>`}</td>
      <td class="num">${formatShare(run.baselineAccuracy ?? Number.NaN)}</td>
      <td class="num">${formatBytes(run.bytes)}</td>
      <td class="actions"><span>${run.deleted ? this.#restore(run) : this.#actions(run, opened)}</span></td>
    </tr>`;
  }

  /** The list is as old as the last run's end; what is trained now stands as the page sees it. */
  #status({ runId, status }: RunSummary) {
    const { run, resuming } = this.state;
    if (resuming === runId) return html`<span class="chip info">${msg('Taking up…')}</span>`;
    const check = this.state.checks[runId];
    if (check?.ok === false) return html`<span class="chip error">${msg(str`Damaged behind step ${formatCount(check.step)}`)}</span>`;
    return statusChip(run?.runId === runId && isTraining(this.state) ? run.status : status);
  }

  #actions({ runId, name, status }: RunSummary, opened: boolean) {
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
      ${status === 'interrupted' && !(opened && isTraining(this.state)) ? this.#resume(runId, name) : nothing}
      <button class="button ghost small icon-only" aria-label=${msg(str`Delete ${name}`)} title=${msg('Delete')} ?disabled=${busy}
        @click=${() => sendCommand(this, { kind: 'delete-run', runId })}><ts-icon name="trash"></ts-icon></button>`;
  }

  /** Goes on where the run was cut off. */
  #resume(runId: string, name: string) {
    const resume = () => sendCommand(this, { kind: 'resume-run', runId });
    return html`<button class="button small" aria-label=${msg(str`Resume ${name}`)} title=${msg('Goes on from the last keyframe and proves that it is the same run')}
      ?disabled=${isBusy(this.state)} @click=${resume}>${msg('Resume')}</button>`;
  }

  #restore({ runId, name }: RunSummary) {
    return html`<button class="button small" aria-label=${msg(str`Restore ${name}`)} @click=${() => sendCommand(this, { kind: 'restore-run', runId })}>
      <ts-icon name="undo"></ts-icon>${msg('Restore')}</button>`;
  }

  #storage() {
    const { storage } = this.state;
    if (storage === null || storage.quota === 0) return nothing;
    const text = msg(str`${formatBytes(storage.usage)} used of the ${formatBytes(storage.quota)} that the browser allows`);
    return html`<div class="storage"><div class="rail" role="meter" aria-label=${msg('Storage used')} aria-valuemin="0" aria-valuemax=${storage.quota} aria-valuenow=${storage.usage} aria-valuetext=${text}>
        <i style=${styleMap({ width: `${(100 * storage.usage) / storage.quota}%` })}></i></div>
      <span class="num">${text}</span></div>`;
  }
}

function statusChip(status: RunSummary['status']) {
  const kinds: Readonly<Record<RunSummary['status'], readonly [kind: string, text: string]>> = {
    running: ['info', msg('Running')],
    paused: ['info', msg('Paused')],
    finished: ['pass', msg('Finished')],
    stopped: ['', msg('Stopped')],
    failed: ['error', msg('Failed')],
    refused: ['error', msg('Refused')],
    interrupted: ['warning', msg('Interrupted')],
  };
  const [kind, text] = kinds[status];
  return html`<span class="chip ${kind}">${text}</span>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-runs': TsRuns;
  }
}
