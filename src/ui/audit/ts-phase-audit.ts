import { localized, msg, str } from '@lit/localize';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { type AuditView, auditView } from '../../app/data/audit-view.ts';
import { isBusy } from '../../app/plan/start-plan.ts';
import type { ViewState } from '../../app/view-state.ts';
import type { Audit } from '../../core/audit/audit.ts';
import type { Fix } from '../../core/fixes/fix.ts';
import { type PhaseName, phaseOf } from '../../core/spec/spec.ts';
import { auditStyles } from './audit-styles.ts';
import '../data/ts-card-line.ts';
import './ts-class-balance.ts';
import '../data/ts-data-preview.ts';
import '../data/ts-file-facts.ts';
import './ts-findings.ts';
import './ts-profile.ts';
import './ts-label-check.ts';
import './ts-usage.ts';
import { phaseHeading } from '../data/reading-texts.ts';
import { formatCount, formatShare } from '../parts/numbers.ts';
import { base, buttons, chips, panels, progressBars } from '../parts/shared-styles.ts';
import type { TsFindings } from './ts-findings.ts';

/** Columns whose missing cells are shown one by one. */
const COLUMNS_NAMED = 8;

/** The audit of one phase's data: source, quality, findings, a look at the rows, and their use in training. */
@localized()
@customElement('ts-phase-audit')
export class TsPhaseAudit extends LitElement {
  static override styles = [base, buttons, chips, panels, progressBars, auditStyles];

  @property({ attribute: false }) state!: ViewState;
  @property() phase: PhaseName = 'pretrain';

  @query('ts-findings') private readonly findings!: TsFindings;

  /** Which rows were in a step, where the run used these data. */
  async showRowsOf(step: number): Promise<void> {
    await this.updateComplete;
    await this.renderRoot.querySelector('ts-usage')?.showRowsOf(step);
  }

  /** Does what was decided beside the other phase’s data. */
  addFix(fix: Fix): void {
    this.findings.add(fix);
  }

  override render() {
    const view = auditView(this.state, this.phase);
    return view === null ? nothing : this.#panel(view);
  }

  #panel({ audit, loaded, usedBy }: AuditView) {
    const { card, summary } = this.state.data[this.phase];
    return html`<article class="panel" aria-label=${phaseHeading(this.phase)}>
      <header class="panel-head"><h3>${phaseHeading(this.phase)}</h3><span class="chip ${this.phase}">${card.name || audit.source.files[0]?.name}</span></header>
      <section><h4>${msg('Source')}</h4>
        <ts-file-facts .files=${audit.source.files}></ts-file-facts>
        ${loaded ? html`<ts-card-line .card=${card} .phase=${this.phase}></ts-card-line>` : nothing}
      </section>
      <section><h4>${msg('Quality')}</h4>${this.#quality(audit)}</section>
      <section><h4>${msg('Findings')}</h4>${loaded ? this.#comparing(this.state.data[this.phase].comparing) : nothing}
        <ts-findings .state=${this.state} .audit=${audit} .phase=${this.phase} ?loaded=${loaded}></ts-findings>
        ${loaded && audit.quality.classBalance.length > 1 ? this.#labels(usedBy?.runId ?? null) : nothing}</section>
      ${loaded && summary !== null ? html`<section><h4>${msg('A look at the rows')}</h4><ts-data-preview .summary=${summary}></ts-data-preview></section>` : nothing}
      ${audit.profile ? html`<section><h4>${msg('Profile')}</h4><ts-profile .profile=${audit.profile}></ts-profile></section>` : nothing}
      <section><h4>${msg('Use in training')}</h4>${
        usedBy === null || usedBy.series.steps === 0
          ? html`<p class="empty">${msg('Once steps were made: which rows they used, how often, and which never.')}</p>`
          : html`<ts-usage .run=${usedBy} .phase=${this.phase} .rows=${audit.quality.rows} .revision=${usedBy.revision}
              .hardest=${this.state.looks.hardest[this.phase] ?? null}></ts-usage>`
      }</section>
    </article>`;
  }

  #quality({ quality, findings }: Audit) {
    const mismatches = findings.filter(({ code }) => code === 'type-mismatch').reduce((sum, { count }) => sum + count, 0);
    const facts: readonly (readonly [string, string, boolean])[] = [
      [msg('Rows'), formatCount(quality.rows), false],
      ...(quality.testRows === null ? [] : [[msg('Test rows'), formatCount(quality.testRows), false] as const]),
      [msg('Columns'), formatCount(quality.columns), false],
      [msg('Missing values'), formatCount(quality.missing), quality.missing > 0],
      [msg('Wrong type'), formatCount(mismatches), mismatches > 0],
      [msg('Duplicate rows'), formatCount(quality.duplicates), quality.duplicates > 0],
    ];
    return html`<dl class="tiles">${facts.map(([name, text, marked]) => html`<div class=${marked ? 'marked' : ''}><dt>${name}</dt><dd>${text}</dd></div>`)}</dl>
      ${this.#missing(quality)}
      ${quality.classBalance.length === 0 ? nothing : html`<div class="balance"><h5>${msg('Rows of each class')}</h5><ts-class-balance .classes=${quality.classBalance}></ts-class-balance></div>`}`;
  }

  #missing({ missingByColumn, rows }: Audit['quality']) {
    const columns = Object.entries(missingByColumn).sort(([, a], [, b]) => b - a);
    if (columns.length === 0) return nothing;
    const rest = columns.length - COLUMNS_NAMED;
    return html`<ul class="missing" aria-label=${msg('Missing values by column')}>
      ${columns.slice(0, COLUMNS_NAMED).map(([name, count]) => html`<li><b>${name}</b> ${msg(str`${formatCount(count)} missing, ${formatShare(count / rows)}`)}</li>`)}
      ${rest > 0 ? html`<li class="quiet">${msg(str`and ${formatCount(rest)} more columns`)}</li>` : nothing}</ul>`;
  }

  #labels(runId: string | null) {
    const { spec, run, data } = this.state;
    const busy = run?.live === true && (run.status === 'running' || run.status === 'paused');
    const planned = phaseOf(spec, this.phase);
    return html`<ts-label-check .phase=${this.phase} .spec=${spec} .runId=${runId} .labels=${data[this.phase].labels} .fixes=${planned?.data.fixes ?? []}
      ?busy=${busy} ?locked=${planned === undefined || isBusy(this.state)} @ts-recipe=${this.#revise}></ts-label-check>`;
  }

  /** The list of what was done, and how to take it back, stands with the findings. */
  readonly #revise = ({ detail }: HTMLElementEventMap['ts-recipe']) => this.findings.revise(detail);

  #comparing(share: number | null) {
    if (share === null) return nothing;
    return html`<p class="comparing quiet"><span>${msg('Comparing the rows with each other')}</span>
      <progress aria-label=${msg('Comparing the rows with each other')} max="1" .value=${share}></progress></p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-phase-audit': TsPhaseAudit;
  }
}
