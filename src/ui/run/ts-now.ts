import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { evaluationShown, outcomeOf } from '../../app/runs/run-outcome.ts';
import type { Alert, RunView, ViewState } from '../../app/view-state.ts';
import type { Metrics } from '../../core/training/metrics.ts';
import { trackName } from '../charts/chart-texts.ts';
import './ts-batch.ts';
import '../charts/ts-confusion.ts';
import '../parts/ts-icon.ts';
import './ts-pace.ts';
import { formatCount, formatShare, formatValue } from '../parts/numbers.ts';
import { problemText } from '../parts/problem-text.ts';
import { base, chips, panels } from '../parts/shared-styles.ts';

/** How it is going right now: the step, the alerts, the batch with its predictions, and the last evaluation. */
@localized()
@customElement('ts-now')
export class TsNow extends LitElement {
  static override styles = [
    base,
    panels,
    chips,
    css`
      section {
        display: grid;
        gap: var(--ts-4);
      }
      .alerts {
        display: grid;
        gap: var(--ts-2);
      }
      .facts {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: var(--ts-1) var(--ts-2);
        font-size: var(--ts-text-xs);
      }
      .facts dt {
        color: var(--ts-ink-quiet);
        font-size: var(--ts-text-2xs);
      }
      .facts dd {
        margin: 0;
        font-variant-numeric: tabular-nums;
        font-weight: var(--ts-medium);
      }
      .ghost {
        display: grid;
        grid-template-columns: repeat(8, 1fr);
        gap: var(--ts-1);
      }
      .ghost i {
        aspect-ratio: 1;
        border-radius: 2px;
        background: var(--ts-sunken);
      }
      .ghost.matrix {
        grid-template-columns: repeat(10, 1fr);
        gap: 1px;
      }
      .ghost.matrix i:nth-child(11n + 1) {
        background: var(--ts-line-strong);
      }
      .steps {
        font-size: var(--ts-text-2xl);
        font-weight: var(--ts-bold);
        line-height: 1.15;
        color: var(--ts-ink-faint);
      }
    `,
  ];

  @property({ attribute: false }) state!: ViewState;

  override render() {
    const { run } = this.state;
    return html`<section aria-label=${msg('Right now')}>${run === null ? this.#preview() : this.#now(run)}</section>`;
  }

  #now(run: RunView) {
    return html`
      <div class="panel"><h2 class="sr-only">${msg('Right now')}</h2><ts-pace .run=${run}></ts-pace></div>
      ${run.alerts.length > 0 ? this.#alerts(run.alerts) : nothing}
      ${run.glimpse === null ? nothing : this.#batch(run.glimpse, outcomeOf(run) !== null)} ${this.#evaluation(run)}
    `;
  }

  #alerts(alerts: readonly Alert[]) {
    return html`<ul class="alerts" aria-label=${msg('Alerts')}>${alerts.map(
      ({ level, phase, step, problem }) => html`<li class="callout ${level}">
        <ts-icon name=${level}></ts-icon>
        <p><b>${level === 'error' ? msg('Error') : msg('Warning')}${step === null ? '' : msg(str`, step ${formatCount(step)}`)}${phase === null ? '' : ` · ${trackName(phase)}`}</b></p>
        <p>${problemText(problem)}</p>
      </li>`,
    )}</ul>`;
  }

  #batch(glimpse: NonNullable<RunView['glimpse']>, ended: boolean) {
    return html`<div class="panel">
      <header class="panel-head"><h3>${ended ? msg('The last batch') : msg('The batch now')}</h3><span class="small quiet num">${msg(str`step ${formatCount(glimpse.step)}`)}</span></header>
      <ts-batch .glimpse=${glimpse}></ts-batch>
    </div>`;
  }

  #evaluation(run: RunView) {
    const last = evaluationShown(run);
    if (last === undefined) return nothing;
    const { metrics, phase, step, rows } = last;
    const classes = run.phases.findLast((one) => one.phase === phase)?.classes ?? [];
    return html`<div class="panel">
      <header class="panel-head"><h3>${msg('On the test rows')}</h3><span class="chip ${phase}">${trackName(phase)}</span>
        <span class="small quiet num">${msg(str`step ${formatCount(step)}, ${formatCount(rows)} rows`)}</span></header>
      <dl class="facts">${metricsShown(metrics).map(([name, text]) => html`<div><dt>${name}</dt><dd>${text}</dd></div>`)}</dl>
      ${metrics.confusion === null ? nothing : html`<ts-confusion .confusion=${metrics.confusion} .classes=${classes} .track=${phase}></ts-confusion>`}
    </div>`;
  }

  /** What will stand here, without a number in it. */
  #preview() {
    const boxes = (count: number) => Array.from({ length: count }, () => html`<i></i>`);
    return html`
      <div class="panel"><h2 class="sr-only">${msg('Right now')}</h2>
        <p class="steps">${msg(str`step ${'–'}`)}</p><p class="empty">${msg('Which step it is at, how fast, and how long it will take.')}</p></div>
      <div class="panel"><h3>${msg('The batch now')}</h3><div class="ghost" aria-hidden="true">${boxes(16)}</div>
        <p class="empty">${msg('The rows that a step has just learned from, and what the network took them for.')}</p></div>
      <div class="panel"><h3>${msg('On the test rows')}</h3><div class="ghost matrix" aria-hidden="true">${boxes(100)}</div>
        <p class="empty">${msg('Which class is taken for which, and how often each is right.')}</p></div>
    `;
  }
}

function metricsShown(metrics: Metrics): readonly (readonly [name: string, text: string])[] {
  const share = (value: number | null) => formatShare(value ?? Number.NaN);
  const figure = (value: number | null) => formatValue(value ?? Number.NaN);
  if (metrics.accuracy === null) {
    return [
      ['RMSE', figure(metrics.rmse)],
      ['MAE', figure(metrics.mae)],
      ['R²', figure(metrics.r2)],
      [msg('Loss'), figure(metrics.loss)],
    ];
  }
  const auc = metrics.rocAuc === null ? [] : [[msg('ROC AUC'), figure(metrics.rocAuc)] as const];
  return [
    [msg('Accuracy'), share(metrics.accuracy)],
    [msg('Precision'), share(metrics.precision)],
    [msg('Recall'), share(metrics.recall)],
    [msg('F1'), share(metrics.f1)],
    ...auc,
    [msg('Loss'), figure(metrics.loss)],
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-now': TsNow;
  }
}
