import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { showView } from '../../app/dispatch.ts';
import { calledName } from '../../app/runs/run-name.ts';
import { ROW_FILTERS, type RowFilter, TranscriptRows } from '../../app/step/transcript-rows.ts';
import type { RunView, ViewState } from '../../app/view-state.ts';
import { formatCount } from '../parts/numbers.ts';
import { base, buttons, fields, panels } from '../parts/shared-styles.ts';
import { loggedAs } from '../runs/run-texts.ts';
import { switches } from '../switch-styles.ts';
import './ts-transcript-list.ts';
import type { TsTranscriptList } from './ts-transcript-list.ts';

/** Region «Transcript»: the opened run's events and steps in their order, all or those of a kind; a step opens under «Progress». */
@localized()
@customElement('ts-transcript')
export class TsTranscript extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    panels,
    switches,
    css`
      .tools {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        justify-content: space-between;
        gap: var(--ts-2) var(--ts-4);
      }
      .switch {
        flex-wrap: wrap;
      }
      form {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--ts-2);
      }
      .field {
        width: 7.5rem;
      }
      .wrong {
        flex: 1 0 100%;
        color: var(--ts-error);
        font-size: var(--ts-text-xs);
      }
    `,
  ];

  @property({ attribute: false }) state!: ViewState;
  @state() private filter: RowFilter = 'all';
  @state() private wrong = false;
  @query('ts-transcript-list') private readonly list!: TsTranscriptList | null;
  #runId: string | null = null;
  #rows: TranscriptRows | null = null;
  #key: readonly unknown[] = [];

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { run } = this.state;
    if (changed.has('state') && run?.runId !== this.#runId) Object.assign(this, { filter: 'all', wrong: false });
    this.#runId = run?.runId ?? null;
    const key = [run?.series, run?.revision, this.filter];
    if (key.every((part, i) => part === this.#key[i])) return;
    this.#key = key;
    this.#rows = run === null ? null : new TranscriptRows(run.series, run.log, this.filter);
  }

  override render() {
    const { run } = this.state;
    const called = run && calledName(this.state, run);
    return html`<section class="panel" aria-label=${msg('Transcript')} @transcript-step=${() => showView(this, 'progress')}>
      <header class="panel-head"><h2>${msg('Transcript')}</h2>
        ${called === null ? nothing : html`<span class="small quiet" title=${called.logged === null ? nothing : loggedAs(called.logged)}>${called.name}</span>`}</header>
      ${run === null || run.log.length + run.series.steps === 0 ? this.#empty() : this.#listed(run)}
    </section>`;
  }

  #empty() {
    return html`<p class="empty">${msg('Once a run has started: all that happened in it, in its order, with each of its steps as a row. A finished run can be opened under Runs.')}</p>`;
  }

  #listed(run: RunView) {
    const rows = this.#rows?.length ?? 0;
    return html`<div class="tools">${this.#filters()} ${run.committedStep === 0 ? nothing : this.#goTo(run)}</div>
      <p class="small quiet num">${msg(str`Rows: ${formatCount(rows)}`)}</p>
      ${
        rows === 0
          ? html`<p class="empty">${msg('This run has none of these.')}</p>`
          : html`<ts-transcript-list .rows=${this.#rows!} .growing=${run.live || run.elsewhere}></ts-transcript-list>`
      }`;
  }

  #filters() {
    const option = (filter: RowFilter) => html`<label><input type="radio" name="filter" .checked=${filter === this.filter}
      @change=${() => this.#choose(filter)} />${filterName(filter)}</label>`;
    return html`<div class="switch" role="radiogroup" aria-label=${msg('What is listed')}>${ROW_FILTERS.map(option)}</div>`;
  }

  #goTo({ committedStep }: RunView) {
    const submit = (event: SubmitEvent) => {
      event.preventDefault();
      const { valueAsNumber: step } = (event.target as HTMLFormElement).querySelector('input')!;
      this.wrong = !(Number.isInteger(step) && step >= 1 && step <= committedStep);
      if (this.wrong) return;
      void this.list?.showStep(step);
      this.list?.focus();
    };
    return html`<form novalidate @submit=${submit}>
      <label class="field"><span>${msg('Go to step')}</span><input type="number" inputmode="numeric" min="1" max=${committedStep} step="1"
        aria-invalid=${this.wrong ? 'true' : nothing} aria-describedby=${this.wrong ? 'wrong' : nothing} @input=${() => (this.wrong = false)} /></label>
      <button class="button">${msg('Go')}</button>
      ${this.wrong ? html`<p class="wrong" id="wrong" role="alert">${msg(str`The run has the steps 1 to ${formatCount(committedStep)}`)}</p>` : nothing}
    </form>`;
  }

  /** The person stays where they were in the run. */
  async #choose(filter: RowFilter): Promise<void> {
    const step = this.list?.activeStep ?? 0;
    this.filter = filter;
    await this.updateComplete;
    await this.list?.showStep(step);
  }
}

function filterName(filter: RowFilter): string {
  const names: Readonly<Record<RowFilter, string>> = {
    all: msg('All'),
    steps: msg('Steps'),
    alerts: msg('Alerts'),
    evaluations: msg('Evaluations'),
    keyframes: msg('Keyframes'),
  };
  return names[filter];
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-transcript': TsTranscript;
  }
}
