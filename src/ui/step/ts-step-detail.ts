import { localized, msg, str } from '@lit/localize';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { sendCommand } from '../../app/dispatch.ts';
import { dataPhaseOf } from '../../app/step/row-usage.ts';
import { twinOf } from '../../app/step/steps-at.ts';
import type { RunView, ViewState } from '../../app/view-state.ts';
import type { StepDetail } from '../../core/looks/looks.ts';
import type { Beside, TensorLook } from '../../core/looks/step-look.ts';
import type { Track } from '../../core/spec/spec.ts';
import { trackName } from '../charts/chart-texts.ts';
import { currentLocale } from '../locale.ts';
import { bringIntoView } from '../parts/into-view.ts';
import { formatCount, formatShare, formatValue } from '../parts/numbers.ts';
import { base, buttons, chips, fields, panels, progressBars, tables } from '../parts/shared-styles.ts';
import { lookStyles } from './look-styles.ts';
import { classesOf, factorText, missingDataText, STANDS_OUT, sumUp } from './look-texts.ts';
import '../parts/ts-icon.ts';
import './ts-looked-rows.ts';
import '../parts/ts-problem.ts';

/** Region «Why this step?»: the rows of one step by their loss, and what stands out in it against the steps before. Hands the step on
 *  with `ts-step-parameters` and `ts-step-rows`. */
@localized()
@customElement('ts-step-detail')
export class TsStepDetail extends LitElement {
  static override styles = [base, buttons, chips, fields, panels, tables, progressBars, lookStyles];

  @property({ attribute: false }) state!: ViewState;
  @state() private typed: number | null = null;
  @query('h3') private readonly heading!: HTMLElement;
  @query('section') private readonly section!: HTMLElement;
  #key: readonly unknown[] = [];

  /** For who chose the step by keyboard. */
  override focus(): void {
    this.heading.focus({ preventScroll: true });
  }

  /** A run in progress changes the state many times a second, and little of it concerns a step. */
  protected override shouldUpdate(changed: PropertyValues<this>): boolean {
    const { run, looks, problems, data } = this.state;
    const last = run?.committedStep ?? 0;
    const isLast = (looks.detail?.step ?? 0) >= last;
    const key = [run?.runId, last > 0, isLast, looks, problems.look, data.pretrain.summary, data.finetune.summary, currentLocale()];
    const isSame = key.every((part, i) => part === this.#key[i]);
    this.#key = key;
    return !isSame || changed.size > 1 || !changed.has('state');
  }

  override render() {
    const { run, looks, problems } = this.state;
    const { detail } = looks;
    return html`<section class="panel" aria-label=${msg('Why this step?')}>
      <header class="panel-head"><h3 tabindex="-1">${msg('Why this step?')}</h3>
        ${detail === null ? nothing : html`<span class="chip ${detail.track}">${trackName(detail.track)}</span>`}</header>
      ${
        run === null || run.committedStep === 0
          ? html`<p class="empty">${msg('Once a run has taken steps: which rows and which tensors made one stand out.')}</p>`
          : this.#form(run, looks.step)
      }
      ${problems.look === undefined ? nothing : html`<ts-problem .problem=${problems.look}></ts-problem>`}
      <div role="status">${detail === null ? nothing : html`<div class="callout info told"><ts-icon name="info"></ts-icon><p>${sumUp(detail)}</p></div>`}</div>
      ${run === null || detail === null ? nothing : this.#detail(run, detail)}
    </section>`;
  }

  #form(run: RunView, asked: number | null) {
    const step = this.typed ?? asked;
    const submit = (event: SubmitEvent) => {
      event.preventDefault();
      if (step !== null) this.#lookAt(run, step);
    };
    const input = ({ target }: Event) => {
      const { value, valueAsNumber } = target as HTMLInputElement;
      this.typed = value === '' ? null : valueAsNumber;
    };
    return html`${asked === null ? html`<p class="small quiet">${msg('Click a point of a curve, press Enter at a chart’s cursor, or name a step.')}</p>` : nothing}
      <form novalidate @submit=${submit}>
        <label class="field"><span>${msg('Step to look at')}</span>
          <input type="number" inputmode="numeric" min="1" step="1" .value=${step === null ? '' : String(step)} @input=${input} /></label>
        <button class="button" ?disabled=${step === null || !Number.isInteger(step)}>${msg('Look at this step')}</button>
        ${this.state.looks.detail === null ? nothing : this.#neighbours(run, this.state.looks.detail)}
      </form>`;
  }

  #neighbours(run: RunView, { step, track }: StepDetail) {
    const to = (next: number, text: string, disabled = false) =>
      html`<button type="button" class="button" ?disabled=${disabled} @click=${() => this.#lookAt(run, next)}>${text}</button>`;
    const twin = twinOf(run.phases, track, step, run.committedStep);
    return html`${to(step - 1, msg('Previous step'), step <= 1)} ${to(step + 1, msg('Next step'), step >= run.committedStep)}
      ${twin === null ? nothing : to(twin.step, msg(str`${trackName(twin.track)}: step ${formatCount(twin.step)}`))}`;
  }

  #detail(run: RunView, detail: StepDetail) {
    const { step, track } = detail;
    const send = (type: string) => () =>
      this.dispatchEvent(new CustomEvent(type, { detail: { step, phase: dataPhaseOf(track) }, bubbles: true, composed: true }));
    return html`${this.#facts(detail)}
      <div class="part"><h4>${msg('Rows of this step')}</h4>${this.#rows(run, detail)}</div>
      <div class="part"><h4>${msg('Tensors of this step')}</h4>${this.#tensors(detail)}</div>
      <div class="actions">
        <button class="button" @click=${send('ts-step-parameters')}>${msg('Parameters at this step')}</button>
        <button class="button" @click=${send('ts-step-rows')}>${msg('Rows in step')}</button>
      </div>`;
  }

  #facts({ loss, gradientNorm, learningRate, medianLearningRate, epoch, accuracy }: StepDetail) {
    // A rate that stays as it is needs no median beside it.
    const median = medianLearningRate === learningRate ? null : medianLearningRate;
    const rate = { value: learningRate, median, factor: median ? learningRate / median : null };
    const fact = (name: string, beside: Beside) =>
      html`<div><dt>${name}</dt><dd>${formatValue(beside.value)} <small class="quiet">${
        beside.median === null ? nothing : msg(str`median ${formatValue(beside.median)}`)
      }</small> ${beside.median === null ? nothing : factor(beside)}</dd></div>`;
    return html`<dl class="facts">${fact(msg('Loss'), loss)} ${fact(msg('Gradient norm'), gradientNorm)} ${fact(msg('Learning rate'), rate)}
      ${accuracy === null ? nothing : html`<div><dt>${msg('Accuracy')}</dt><dd>${formatShare(accuracy)}</dd></div>`}
      <div><dt>${msg('Epoch')}</dt><dd>${formatCount(epoch)}</dd></div></dl>`;
  }

  #rows(run: RunView, { rows, rowCount, rowKind, track, step }: StepDetail) {
    const phase = dataPhaseOf(track);
    const hasLosses = rows.some(({ loss }) => loss !== null);
    const shown =
      rows.length < rowCount ? msg(str`The ${formatCount(rows.length)} with the highest loss of ${formatCount(rowCount)}.`) : '';
    return html`
      ${hasLosses ? nothing : html`<p class="small quiet">${msg('The transcript of this run has no loss of each row: an earlier version of the page made it.')}</p>`}
      ${shown === '' ? nothing : html`<p class="small quiet">${shown}</p>`}
      ${rowKind === null ? html`<p class="callout">${missingDataText(run, phase)}</p>` : nothing}
      <ts-looked-rows .runId=${run.runId} .phase=${phase} .heading=${msg(str`Rows of step ${formatCount(step)} by loss`)} .rows=${rows}
        .rowKind=${rowKind} .classes=${classesOf(run, track)}></ts-looked-rows>`;
  }

  #tensors({ tensors, compared }: StepDetail) {
    const cells = (beside: Beside) => html`<td class="num">${formatValue(beside.value)}</td>
      <td class="num quiet">${beside.median === null ? '–' : formatValue(beside.median)}</td><td class="num">${factor(beside)}</td>`;
    const row = ({ name, gradientL2, updateRatio }: TensorLook) =>
      html`<tr><th scope="row" class="mono">${name}</th>${cells(gradientL2)} ${cells(updateRatio)}</tr>`;
    const name = msg(str`Each tensor against the median of the ${compared} steps before`);
    return html`<p class="small quiet">${name}</p><div class="scroll" tabindex="0" role="group" aria-label=${name}><table>
      <thead><tr><th scope="col">${msg('Tensor')}</th><th scope="col" class="num">${msg('Gradient L2')}</th><th scope="col" class="num">${msg('median')}</th><th scope="col" class="num">${msg('factor')}</th>
        <th scope="col" class="num">${msg('Update ratio')}</th><th scope="col" class="num">${msg('median')}</th><th scope="col" class="num">${msg('factor')}</th></tr></thead>
      <tbody>${tensors.map(row)}</tbody></table></div>`;
  }

  #lookAt({ runId }: RunView, step: number): void {
    this.typed = null;
    sendCommand(this, { kind: 'look-at-step', runId, step });
  }

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('state') as ViewState | undefined;
    const { run, looks, data } = this.state;
    if (before === undefined || run === null || looks.detail === null) return;
    if (before.looks.detail?.step !== looks.detail.step) bringIntoView(this.section);
    // The rows can be seen once their data are there.
    const phase = dataPhaseOf(looks.detail.track as Track);
    if (looks.detail.rowKind === null && data[phase].summary !== null && before.data[phase].summary !== data[phase].summary)
      this.#lookAt(run, looks.detail.step);
  }
}

/** Many times the median is marked by more than its colour. */
function factor(beside: Beside) {
  const stands = (beside.factor ?? 0) >= STANDS_OUT;
  return html`<span class=${stands ? 'out' : 'quiet'}>${factorText(beside)}${stands ? html` <span aria-hidden="true">▲</span>` : nothing}</span>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-step-detail': TsStepDetail;
  }
  interface HTMLElementEventMap {
    'ts-step-parameters': CustomEvent<{ readonly step: number }>;
    'ts-step-rows': CustomEvent<{ readonly step: number; readonly phase: 'pretrain' | 'finetune' }>;
  }
}
