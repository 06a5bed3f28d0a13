import { localized, msg, str } from '@lit/localize';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { tracksAt } from '../../app/charts/step-tracks.ts';
import { changeSpec, sendCommand } from '../../app/dispatch.ts';
import { forkedSpec } from '../../app/plan/fork-spec.ts';
import { isBusy } from '../../app/plan/start-plan.ts';
import { kernelGridOf } from '../../app/step/kernel-grid.ts';
import { differenceOf } from '../../app/step/tensor-figures.ts';
import type { RunView, StepsView, ViewState } from '../../app/view-state.ts';
import '../parts/ts-icon.ts';
import './ts-kernels.ts';
import '../parts/ts-problem.ts';
import './ts-tensor.ts';
import { trackName } from '../charts/chart-texts.ts';
import { formatCount } from '../parts/numbers.ts';
import { saveFile } from '../parts/save-file.ts';
import { base, buttons, fields, panels, progressBars } from '../parts/shared-styles.ts';
import { switches } from '../switch-styles.ts';
import { stepStyles } from './step-styles.ts';
import { originLine, stepLine, workingLine } from './step-texts.ts';

type StepParameters = NonNullable<StepsView['shown']>;
type Tensors = StepParameters['tensors'];
type Use = NonNullable<StepsView['working']>['use'];
type Track = StepParameters['track'];

/** Region «Parameters at any step»: has the parameters of a step of the opened run trained again, shows them or their difference
 *  from another step's, hands them out as files, and lets a new run start from them. */
@localized()
@customElement('ts-step')
export class TsStep extends LitElement {
  static override styles = [base, buttons, fields, panels, switches, progressBars, stepStyles];

  @property({ attribute: false }) state!: ViewState;
  /** Null is the last step. */
  @state() private step: number | null = null;
  @state() private track: Track | null = null;
  @state() private other: number | null = null;
  @state() private asDifference = false;
  @state() private wrong: Use | null = null;
  @query('section') private readonly section!: HTMLElement;
  @query('.told') private readonly told!: HTMLElement | null;
  #tensors: Tensors = [];
  #key: readonly unknown[] = [];

  /** Asks for a step as if it had been typed, where the run stands still; else it only stands in the field. */
  askFor(step: number): void {
    const { run } = this.state;
    if (run === null) return;
    Object.assign(this, { step, track: null, wrong: null });
    this.section.scrollIntoView({ block: 'start' });
    this.section.querySelector('input')?.focus({ preventScroll: true });
    if (!isTrainingNow(run)) sendCommand(this, { kind: 'parameters-at', runId: run.runId, step, use: 'show' });
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    const before = changed.get('state') as ViewState | undefined;
    if (before && before.run?.runId !== this.state.run?.runId) Object.assign(this, { step: null, track: null, other: null, wrong: null });
    const { shown, compared } = this.state.steps;
    if (before && before.steps.compared !== compared) this.asDifference = compared !== null;
    const key = [shown, compared, this.asDifference];
    if (key.every((part, i) => part === this.#key[i])) return;
    this.#key = key;
    this.#tensors =
      shown === null ? [] : compared === null || !this.asDifference ? shown.tensors : differenceOf(shown.tensors, compared.tensors);
  }

  override render() {
    const { run, problems, steps } = this.state;
    return html`<section class="panel" aria-label=${msg('Parameters at any step')}>
      <header class="panel-head"><h3>${msg('Parameters at any step')}</h3></header>
      <p class="small quiet">${msg('Restored from the nearest keyframe by training again up to the step: each fingerprint on the way must match the transcript.')}</p>
      ${run === null || run.phases.length === 0 ? html`<p class="empty">${msg('Once a run has taken its first step, each of its steps can be restored here.')}</p>` : this.#form(run)}
      ${steps.working === null ? nothing : this.#working(steps.working)}
      ${problems.step === undefined ? nothing : html`<ts-problem .problem=${problems.step}></ts-problem>`}
      <div role="status">${steps.shown === null ? nothing : this.#told(steps.shown)}</div>
      ${run === null || steps.shown === null ? nothing : this.#result(run, steps.shown, steps.compared)}
    </section>`;
  }

  #form(run: RunView) {
    const step = this.step ?? run.committedStep;
    const tracks = tracksAt(run, step);
    const training = isTrainingNow(run);
    const submit = (event: SubmitEvent) => this.#ask(event, 'show', step);
    return html`<form novalidate @submit=${submit}>
        ${this.#stepField(msg('Step'), 'show', step, run.committedStep, (value) => (this.step = value))}
        ${tracks.length < 2 ? nothing : this.#trackField(tracks)}
        <button class="button" ?disabled=${training} aria-disabled=${this.state.steps.working !== null}>${msg('Parameters at this step')}</button>
      </form>
      ${training ? html`<p class="small quiet">${msg('Two trainings would share one device: pause the run, or wait until it has ended.')}</p>` : nothing}`;
  }

  #stepField(label: string, use: Use, value: number | null, last: number, set: (value: number | null) => void) {
    const wrong = this.wrong === use;
    const input = ({ target }: Event) => {
      const { value, valueAsNumber } = target as HTMLInputElement;
      this.wrong = null;
      set(value === '' ? null : valueAsNumber);
    };
    return html`<label class="field ${use === 'compare' ? 'other' : ''}"><span>${label}</span>
        <input type="number" inputmode="numeric" min="0" max=${last} step="1" .value=${value === null ? '' : String(value)} @change=${input} @input=${input}
          aria-invalid=${wrong ? 'true' : nothing} aria-describedby=${wrong ? `wrong-${use}` : nothing} /></label>
      ${wrong ? html`<p class="wrong" id=${`wrong-${use}`} role="alert">${msg(str`From ${0} to ${formatCount(last)}`)}</p>` : nothing}`;
  }

  /** Where one track ends the next one begins: from other parameters, when its head is a fresh one or it starts from scratch. */
  #trackField(tracks: readonly Track[]) {
    const choose = (event: Event) => (this.track = (event.target as HTMLSelectElement).value as Track);
    const text = (track: Track, i: number) => (i === 0 ? msg(str`End of ${trackName(track)}`) : msg(str`Beginning of ${trackName(track)}`));
    return html`<label class="field of"><span>${msg('Two tracks meet here')}</span>
      <select @change=${choose}>${tracks.map((track, i) => html`<option value=${track} ?selected=${track === this.track}>${text(track, i)}</option>`)}</select></label>`;
  }

  #working(working: NonNullable<StepsView['working']>) {
    const { from, step, until } = working;
    return html`<div class="working">
      <progress aria-label=${msg('Training again')} max=${Math.max(1, until - from)} value=${step === from ? nothing : step - from}></progress>
      <button class="button small" @click=${() => sendCommand(this, { kind: 'cancel-parameters' })}>${msg('Cancel')}</button>
      <p class="num">${workingLine(working)}</p>
    </div>`;
  }

  #told(shown: StepParameters) {
    return html`<div class="callout pass told"><ts-icon name="pass"></ts-icon>
      <p class="num">${stepLine(shown)}</p><small class="num">${originLine(shown)}</small></div>`;
  }

  #result(run: RunView, shown: StepParameters, compared: StepParameters | null) {
    return html`
      ${this.#actions(run, shown)}
      ${this.#compare(run, shown, compared)}
      ${this.#views(shown)}`;
  }

  #actions(run: RunView, { files, track, step }: StepParameters) {
    const fork = () => {
      changeSpec(this, forkedSpec(run.spec, track, step));
      sendCommand(this, { kind: 'load-init', file: files.pth, origin: { run: run.name, step } });
    };
    const { init } = this.state;
    const forked = init?.origin?.run === run.name && init.origin.step === step;
    return html`<div class="actions">
        <button class="button" @click=${() => saveFile(files.pth.name, files.pth)}><ts-icon name="download"></ts-icon>${msg('Download .pth')}</button>
        <button class="button" @click=${() => saveFile(files.safetensors.name, files.safetensors)}><ts-icon name="download"></ts-icon>${msg('Download .safetensors')}</button>
        <button class="button" ?disabled=${isBusy(this.state)} @click=${fork}><ts-icon name="fork"></ts-icon>${msg('Fork a run from here')}</button>
      </div>
      <p class="small quiet" role="status">${forked ? msg(str`The plan starts from step ${formatCount(step)} now: change what you like, and press Start.`) : nothing}</p>`;
  }

  #compare(run: RunView, { step }: StepParameters, compared: StepParameters | null) {
    const submit = (event: SubmitEvent) => this.#ask(event, 'compare', this.other);
    const training = isTrainingNow(run);
    return html`<div class="compare">
      <form novalidate @submit=${submit}>
        ${this.#stepField(msg('Difference against step'), 'compare', this.other, run.committedStep, (value) => (this.other = value))}
        <button class="button" ?disabled=${training} aria-disabled=${this.state.steps.working !== null}>${msg('Show the difference')}</button>
      </form>
      ${compared === null ? nothing : this.#switch(step, compared.step)}
    </div>`;
  }

  #switch(step: number, before: number) {
    const option = (
      asDifference: boolean,
      text: string,
    ) => html`<label><input type="radio" name="shown" .checked=${this.asDifference === asDifference}
      @change=${() => (this.asDifference = asDifference)} />${text}</label>`;
    return html`<div class="switch" role="radiogroup" aria-label=${msg('What is shown')}>
      ${option(false, msg(str`Step ${formatCount(step)}`))} ${option(true, msg(str`Step ${formatCount(step)} − step ${formatCount(before)}`))}</div>`;
  }

  #views({ tensors, track }: StepParameters) {
    const kernels = this.#tensors.filter((tensor) => kernelGridOf(tensor) !== null);
    const missing = tensors.length - this.#tensors.length;
    return html`<div class="results">
      ${kernels.length === 0 ? nothing : html`<h4>${msg('Kernels')}</h4>${kernels.map((tensor) => html`<ts-kernels .tensor=${tensor}></ts-kernels>`)}`}
      <h4>${msg('Tensors')}</h4>
      ${missing === 0 ? nothing : html`<p class="small quiet">${msg(str`Tensors that the other step does not have in this shape, and that have no difference: ${missing}.`)}</p>`}
      <div class="tensors">${this.#tensors.map((tensor) => html`<ts-tensor .tensor=${tensor} .track=${track}></ts-tensor>`)}</div>
    </div>`;
  }

  #ask(event: SubmitEvent, use: Use, step: number | null) {
    event.preventDefault();
    const { run, steps } = this.state;
    if (run === null || steps.working !== null) return;
    const isThere = step !== null && Number.isInteger(step) && step >= 0 && step <= run.committedStep;
    this.wrong = isThere ? null : use;
    if (!isThere) return;
    const tracks = tracksAt(run, step);
    const track = use === 'show' && tracks.length > 1 && this.track !== null && tracks.includes(this.track) ? { track: this.track } : {};
    sendCommand(this, { kind: 'parameters-at', runId: run.runId, step, ...track, use });
  }

  /** A step that is had back comes into sight, below what was asked with. */
  protected override updated(changed: PropertyValues<this>) {
    const before = changed.get('state') as ViewState | undefined;
    const { shown } = this.state.steps;
    if (before && shown !== null && before.steps.shown !== shown) this.told?.scrollIntoView({ block: 'nearest' });
  }
}

const isTrainingNow = ({ live, status }: RunView): boolean => live && status === 'running';

declare global {
  interface HTMLElementTagNameMap {
    'ts-step': TsStep;
  }
}
