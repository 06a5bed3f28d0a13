import { localized, msg, str } from '@lit/localize';
import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { changeSpec, sendCommand } from '../../app/dispatch.ts';
import { isBusy } from '../../app/plan/start-plan.ts';
import { canResume, damageOf, resumption } from '../../app/runs/resumption.ts';
import { calledName } from '../../app/runs/run-name.ts';
import { type Comparison, comparisonOf, type Outcome, outcomeOf, type Recall, recallOf, rowsUsed } from '../../app/runs/run-outcome.ts';
import type { RunView, ViewState } from '../../app/view-state.ts';
import type { RunSpec, Track } from '../../core/spec/spec.ts';
import { TRACK_TOKENS } from '../charts/chart-options.ts';
import { trackName } from '../charts/chart-texts.ts';
import { lossText, resumeBehindText, wayBackText } from '../runs/damage-texts.ts';
import './ts-bundle.ts';
import '../parts/ts-icon.ts';
import type { IconName } from '../parts/icons.ts';
import { formatCount, formatDuration, formatPoints, formatShare, formatValue } from '../parts/numbers.ts';
import { problemText } from '../parts/problem-text.ts';
import { base, buttons, chips, panels } from '../parts/shared-styles.ts';
import { ruleRemedy, ruleTitle, verdictLine } from '../plan/policy-texts.ts';
import { importedNote, loggedAs } from '../runs/run-texts.ts';
import { resultStyles } from './result-styles.ts';

const MARKS: Readonly<Record<Outcome, readonly [icon: IconName, kind: string]>> = {
  finished: ['pass', 'pass'],
  stopped: ['stop', 'info'],
  failed: ['error', 'error'],
  refused: ['lock', 'error'],
  interrupted: ['warning', 'warning'],
};

type RunSummary = ViewState['runs'][number];

/** One card for a run that has ended: what came of it, or what stood in its way and what to do, and the bundle to take away. */
@localized()
@customElement('ts-result')
export class TsResult extends LitElement {
  static override styles = [base, buttons, panels, chips, resultStyles];

  @property({ attribute: false }) state!: ViewState;
  /** Counting a long run's rows takes a moment: done once for what is shown. */
  #counted: { readonly run: string; readonly rows: number | null } = { run: '', rows: 0 };

  protected override willUpdate(): void {
    this.hidden = this.state.run === null || outcomeOf(this.state.run) === null;
  }

  override render() {
    const { run } = this.state;
    const outcome = run === null ? null : outcomeOf(run);
    if (run === null || outcome === null) return nothing;
    const [icon, kind] = MARKS[outcome];
    const { name, logged } = calledName(this.state, run);
    return html`<article class="panel ${kind}" aria-label=${msg('Result')}>
      <div class="told">
        <header class="panel-head"><span class="chip ${kind}"><ts-icon name=${icon}></ts-icon>${outcomeName(outcome)}</span>
          <h2>${name}</h2>${logged === null ? nothing : html`<span class="small quiet">${loggedAs(logged)}</span>`}</header>
        ${this.#story(run, outcome)} ${this.#wayOn(run, outcome)}
        ${outcome === 'refused' ? nothing : this.#facts(run)}
      </div>
      <ts-bundle in-result .state=${this.state}></ts-bundle>
    </article>`;
  }

  #story(run: RunView, outcome: Outcome) {
    const step = formatCount(run.committedStep);
    const total = formatCount(run.totalSteps);
    if (outcome === 'refused') return this.#refusal(run);
    if (outcome === 'failed') {
      return html`<p>${run.failure === null ? msg(str`The run broke off at step ${step}.`) : problemText(run.failure)}</p>
        <p class="quiet">${msg(str`All ${step} steps up to there are kept, and the bundle holds them.`)}</p>`;
    }
    const comparison = comparisonOf(run);
    const recall = recallOf(run);
    return html`${comparison === null ? nothing : this.#comparison(comparison)} ${recall === null ? nothing : this.#recall(recall)} ${outcome === 'finished' ? nothing : html`<p class="quiet">${this.#note(run, outcome, step, total)}</p>`}`;
  }

  /** How far it goes, where that is not its end. */
  #note({ runId }: RunView, outcome: Outcome, step: string, total: string): string {
    const damage = damageOf(this.state.checks[runId]);
    if (damage !== null) return `${lossText(damage)} ${wayBackText(damage)}`;
    if (this.#imported) return importedNote(this.#imported, outcome, step, total);
    return outcome === 'stopped'
      ? msg(str`You stopped it at step ${step} of ${total}. Everything up to there is kept; Start begins a new run.`)
      : msg(str`It was cut off at step ${step} of ${total}. Every step that was committed is kept, and Resume goes on from there.`);
  }

  /** The run as it is listed, where it came from elsewhere. */
  get #imported(): RunSummary | null {
    const { run, runs } = this.state;
    return runs.find(({ runId, imported }) => imported !== undefined && runId === run?.runId) ?? null;
  }

  /** One click to go on, where there is a way. */
  #wayOn(run: RunView, outcome: Outcome) {
    if (outcome === 'interrupted') {
      const lacksDevice = this.state.problems.run?.code === 'device-not-renewed';
      return html`<div class="ways">${this.#resume(run.runId)} ${lacksDevice ? this.#elsewhere(run) : nothing}</div>`;
    }
    return run.failure?.code === 'device-lost' ? html`<div class="ways">${this.#elsewhere(run)}</div>` : nothing;
  }

  #resume(runId: string) {
    const { resuming, checks } = this.state;
    const damage = damageOf(checks[runId]);
    if (this.#imported && !canResume(this.#imported, damage)) return nothing;
    const resume = () => sendCommand(this, resumption(runId, damage));
    const name = damage === null ? msg('Resume') : resumeBehindText(damage);
    return html`<button class="button" ?disabled=${isBusy(this.state)} @click=${resume}>
      <ts-icon name="play"></ts-icon>${resuming === runId ? msg('Taking up…') : name}</button>`;
  }

  /** Begins anew where no device can be lost. */
  #elsewhere(run: RunView) {
    const spec: RunSpec = { ...run.spec, backend: 'wasm' };
    const startAgain = () => {
      changeSpec(this, spec);
      sendCommand(this, { kind: 'start', spec });
    };
    return html`<button class="button" ?disabled=${isBusy(this.state)} @click=${startAgain}>
      <ts-icon name="play"></ts-icon>${msg('Train on WASM instead')}</button>`;
  }

  #comparison({ metric, track, value, baseline }: Comparison) {
    const write = (figure: number) => (metric === 'accuracy' ? formatShare(figure) : formatValue(figure));
    const name = metric === 'accuracy' ? msg('accuracy on the test rows') : msg('error (RMSE) on the test rows');
    const most = metric === 'accuracy' ? 1 : Math.max(value, baseline ?? 0) || 1;
    return html`
      <p class="headline">${write(value)} ${baseline === null ? html`<small>${name}</small>` : html`<small>${msg(str`vs ${write(baseline)} from scratch:`)} ${gain(metric, value, baseline)}</small>`}</p>
      ${
        baseline === null
          ? nothing
          : html`<div class="bars" aria-hidden="true">${this.#bar(track, value / most, write(value))} ${this.#bar('baseline', baseline / most, write(baseline))}</div>
        <p class="small quiet">${name}</p>`
      }
    `;
  }

  #recall({ metric, from, to }: Recall) {
    const text =
      metric === 'accuracy'
        ? msg(str`After fine-tuning, the accuracy on the pretraining test set went from ${formatShare(from)} to ${formatShare(to)}.`)
        : msg(str`After fine-tuning, the error (RMSE) on the pretraining test set went from ${formatValue(from)} to ${formatValue(to)}.`);
    return html`<p class="small">${text}</p>`;
  }

  #bar(track: Track, share: number, text: string) {
    const name = track === 'baseline' ? msg('From scratch') : track === 'finetune' ? msg('Fine-tuned') : trackName(track);
    const style = styleMap({ width: `${100 * share}%`, background: `var(${TRACK_TOKENS[track]})` });
    return html`<span>${name}</span><span class="rail"><i style=${style}></i></span><span class="num">${text}</span>`;
  }

  #refusal({ verdict }: RunView) {
    const failed = verdict?.outcomes.filter(({ outcome }) => outcome === 'fail') ?? [];
    const rules = [...new Set(failed.map(({ rule }) => rule))];
    return html`<p>${msg('The policy did not let this data be trained on, so no step was taken.')}</p>
      <ul class="rules">${rules.map((rule) => html`<li><b>${ruleTitle(rule)}</b> <span class="quiet">${ruleRemedy(rule)}</span></li>`)}</ul>
      <p class="quiet">${msg('The audit and the verdict are kept, and the bundle holds them.')}</p>`;
  }

  #facts(run: RunView) {
    const outcomes = run.verdict?.outcomes ?? [];
    const count = (kind: 'fail' | 'attested') => outcomes.filter(({ outcome }) => outcome === kind).length;
    const rows = this.#rows(run);
    const facts = [
      [msg('Steps kept'), formatCount(run.series.steps)],
      [msg('Rows used'), rows === null ? '–' : formatCount(rows)],
      [msg('Time'), formatDuration(run.wallTimeMs)],
      [msg('Policy'), run.verdict === null ? msg('not decided') : verdictLine(count('fail'), count('attested'))],
    ];
    return html`<dl class="facts">${facts.map(([name, text]) => html`<div><dt>${name}</dt><dd>${text}</dd></div>`)}</dl>`;
  }

  #rows(run: RunView): number | null {
    const key = `${run.runId} ${run.revision}`;
    if (this.#counted.run !== key) this.#counted = { run: key, rows: rowsUsed(run) };
    return this.#counted.rows;
  }
}

function outcomeName(outcome: Outcome): string {
  const names: Readonly<Record<Outcome, string>> = {
    finished: msg('Finished'),
    stopped: msg('Stopped'),
    failed: msg('Failed'),
    refused: msg('Refused'),
    interrupted: msg('Interrupted'),
  };
  return names[outcome];
}

/** «+4.7 points», and in words when it is nothing or a loss; for an error, by how much it shrank. */
function gain(metric: Comparison['metric'], value: number, baseline: number): string {
  if (metric === 'accuracy') return msg(str`${formatPoints(value, baseline)} points`);
  return value <= baseline ? msg(str`${formatValue(baseline - value)} less`) : msg(str`${formatValue(value - baseline)} more`);
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-result': TsResult;
  }
}
