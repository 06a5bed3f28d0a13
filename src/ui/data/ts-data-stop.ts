import { localized, msg, str } from '@lit/localize';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { sortDropped } from '../../app/data/dropped-files.ts';
import { mergeOptions } from '../../app/data/read-options.ts';
import { SAMPLES } from '../../app/data/samples.ts';
import { changeSpec, sendCommand } from '../../app/dispatch.ts';
import { changeData, readOptions, resetReading, skipPhase, takeFiles, takeSample } from '../../app/plan/spec-edit.ts';
import { isBusy } from '../../app/plan/start-plan.ts';
import type { ViewState } from '../../app/view-state.ts';
import type { ReadOptions } from '../../core/data/dataset.ts';
import { EMPTY_CARD } from '../../core/policy/card.ts';
import type { RuleId } from '../../core/policy/policy.ts';
import { type Problem, toProblem } from '../../core/problems/problem.ts';
import { type PhaseName, phaseOf } from '../../core/spec/spec.ts';
import { DropTarget } from '../parts/drop-target.ts';
import { dataStopStyles } from './data-stop-styles.ts';
import { readCard } from './ts-card-form.ts';
import './ts-data-source.ts';
import './ts-data-summary.ts';
import '../step/ts-image-grid.ts';
import '../parts/ts-problem.ts';
import './ts-reading-form.ts';
import '../ts-stop.ts';
import { keepFocus } from '../parts/keep-focus.ts';
import { base, buttons } from '../parts/shared-styles.ts';
import type { StopMark } from '../ts-stop.ts';
import { type DataSummary, dataLine, emptyLine, loadingLine, phaseHeading, SEPARATOR, sourceName } from './reading-texts.ts';

/** Region «Pretraining data» or «Fine-tuning data»: drop or choose files, see what was read, correct it, declare the card. */
@localized()
@customElement('ts-data-stop')
export class TsDataStop extends LitElement {
  static override styles = [base, buttons, dataStopStyles];

  @property({ attribute: false }) state!: ViewState;
  @property() phase: PhaseName = 'pretrain';
  @property({ type: Number }) number = 1;
  /** What the person did with the stop; null lets it open while it needs something. */
  @state() private opened: boolean | null = null;
  /** What was wrong with the card that was dropped last. */
  @state() private cardProblem: Problem | null = null;
  /** How to get back what was just removed. */
  @state() private undo: (() => void) | null = null;

  /** A run that starts leaves the column to what it shows. */
  override willUpdate(changed: PropertyValues<this>) {
    const before = changed.get('state');
    if (before !== undefined && !isBusy(before) && isBusy(this.state)) this.opened = false;
  }

  override render() {
    const mark = this.#mark();
    const open = this.opened ?? (mark !== 'done' && mark !== 'skipped');
    const toggle = () => {
      this.opened = !open;
    };
    return html`<section aria-label=${phaseHeading(this.phase)}>
      <ts-stop
        number=${this.number}
        .heading=${phaseHeading(this.phase)}
        .line=${this.#line()}
        .mark=${mark}
        ?open=${open}
        @ts-toggle=${toggle}
      >
        ${open ? nothing : this.#strip()} ${this.#body()}
      </ts-stop>
    </section>`;
  }

  /** A closed stop still shows a few of its images. */
  #strip() {
    const preview = this.#data.summary?.preview;
    if (preview?.kind !== 'images') return nothing;
    const { images, height, width } = preview;
    return html`<ts-image-grid slot="strip" class="strip" rows="1" .images=${images} .height=${height} .width=${width}></ts-image-grid>`;
  }

  constructor() {
    super();
    keepFocus(this);
    new DropTarget(this, (files) => this.take(files));
  }

  /** Shows the card, to answer what the policy asks. */
  async openCard() {
    this.opened = true;
    await this.updateComplete;
    await this.renderRoot.querySelector('ts-stop')?.updateComplete;
    const form = this.renderRoot.querySelector('ts-card-form');
    form?.scrollIntoView({ block: 'start' });
    form?.focusFirst();
  }

  get #data() {
    return this.state.data[this.phase];
  }

  get #planned() {
    return phaseOf(this.state.spec, this.phase);
  }
  #mark(): StopMark {
    const { loading, summary } = this.#data;
    if (this.state.problems[this.phase] !== undefined) return 'error';
    if (loading !== null) return 'busy';
    if (this.#planned === undefined) return 'skipped';
    if (summary === null) return 'todo';
    if (this.#failed.length > 0) return 'error';
    return summary.audit.findings.some(({ severity, waived }) => severity === 'warning' && waived === undefined) ? 'warning' : 'done';
  }

  get #failed(): readonly RuleId[] {
    const outcomes = this.state.verdict?.outcomes ?? [];
    return outcomes.filter(({ phase, outcome }) => phase === this.phase && outcome === 'fail').map(({ rule }) => rule);
  }

  #line(): string {
    const { loading, summary } = this.#data;
    if (loading !== null) return loadingLine(loading);
    return summary === null ? emptyLine(this.state.spec, this.phase) : `${sourceName(summary)}${SEPARATOR}${dataLine(summary)}`;
  }

  #body() {
    const { loading, summary } = this.#data;
    return html`
      ${this.#problem()} ${summary === null && this.cardProblem !== null ? html`<ts-problem .problem=${this.cardProblem}></ts-problem>` : nothing} ${loading === null ? nothing : this.#loading(loading)} ${summary === null ? nothing : this.#loaded(summary)}
      ${loading === null || summary !== null ? this.#source(summary !== null) : nothing} ${this.#undoLine()}
    `;
  }

  #problem() {
    const problem = this.state.problems[this.phase];
    if (problem === undefined) return nothing;
    const takeWayOut = ({ detail }: CustomEvent<ReadOptions>) => this.#reread(mergeOptions(this.#options, detail));
    return html`<ts-problem .problem=${problem} @ts-way-out=${takeWayOut}></ts-problem>`;
  }

  #loaded(summary: DataSummary) {
    const { card, cardKnown } = this.#data;
    const locked = isBusy(this.state);
    const correct = ({ detail }: CustomEvent<ReadOptions>) => this.#reread(detail);
    return html`
      <ts-data-summary .summary=${summary}></ts-data-summary>
      <ts-reading-form .reading=${summary.reading} .columns=${summary.columns} .options=${this.#options} ?locked=${locked}
        @ts-options=${correct} @ts-reset=${this.#resetReading}></ts-reading-form>
      <ts-card-form .phase=${this.phase} .card=${card} ?known=${cardKnown} .failed=${this.#failed} .problem=${this.cardProblem} ?locked=${locked}></ts-card-form>
    `;
  }

  #source(loaded: boolean) {
    return html`<ts-data-source
      .phase=${this.phase}
      ?loaded=${loaded}
      ?skipped=${this.#planned === undefined}
      ?locked=${isBusy(this.state) || this.#data.loading !== null}
      @ts-choose=${({ detail }: CustomEvent<readonly File[]>) => this.take(detail)}
      @ts-sample=${this.#sample}
      @ts-skip=${this.#skip}
      @ts-remove=${this.#remove}
    ></ts-data-source>`;
  }

  #undoLine() {
    if (this.undo === null) return nothing;
    return html`<p class="small quiet" role="status">
      ${msg('Removed.')} <button class="link" @click=${this.undo}>${msg('Undo')}</button>
    </p>`;
  }

  #loading(loading: { readonly done: number; readonly total: number }) {
    const share = loading.total > 0 ? loading.done / loading.total : undefined;
    return html`<div class="loading">
      <progress aria-label=${msg(str`Loading: ${phaseHeading(this.phase)}`)} max="1" value=${share ?? nothing}></progress>
      <button class="button small" @click=${() => sendCommand(this, { kind: 'cancel-load', phase: this.phase })}>${msg('Cancel')}</button>
    </div>`;
  }

  get #options(): ReadOptions {
    return this.#planned === undefined ? {} : readOptions(this.#planned.data);
  }

  /** Takes what was dropped: data for this phase, and beside it a card or starting weights. */
  take(files: readonly File[]) {
    if (isBusy(this.state)) return;
    const { data, weights, card } = sortDropped(files);
    if (weights !== null) sendCommand(this, { kind: 'load-init', file: weights });
    if (data.length > 0) this.#load(data);
    if (card !== null) void this.#loadCard(card);
  }

  async #loadCard(file: File) {
    this.opened = true;
    // The data beside it may still be read, so that there is no form yet.
    try {
      sendCommand(this, { kind: 'set-card', phase: this.phase, card: await readCard(file) });
      this.cardProblem = null;
    } catch (error) {
      this.cardProblem = toProblem(error);
    }
  }

  #files: readonly File[] = [];

  #load(files: readonly File[]) {
    // A link or a spec that was made with files says how to read them; later files are read as guessed again.
    const awaited = this.#planned?.data.source === 'files' && this.#files.length === 0;
    const spec = awaited ? this.state.spec : takeFiles(this.state.spec, this.phase);
    this.#files = files;
    this.undo = null;
    // It would close under the person's hands with the last answer.
    this.opened = true;
    changeSpec(this, spec);
    // What was declared of other data does not hold for these.
    if (!awaited && this.#data.summary !== null && this.#data.card !== EMPTY_CARD)
      sendCommand(this, { kind: 'set-card', phase: this.phase, card: EMPTY_CARD });
    sendCommand(this, { kind: 'load-files', phase: this.phase, files, options: readOptions(phaseOf(spec, this.phase)!.data) });
  }

  #sample() {
    this.undo = null;
    this.opened = null;
    // A plan that names the sample may also say how many of its rows to take, and how to read them.
    const planned = this.#planned?.data.source === SAMPLES[this.phase].source;
    const spec = planned ? this.state.spec : takeSample(this.state.spec, this.phase);
    changeSpec(this, spec);
    const { data } = phaseOf(spec, this.phase)!;
    sendCommand(this, { kind: 'load-sample', phase: this.phase, sample: data.source, options: readOptions(data) });
  }

  #resetReading() {
    changeSpec(this, resetReading(this.state.spec, this.phase));
    sendCommand(this, { kind: 'reread', phase: this.phase, options: {} });
  }

  #reread(options: ReadOptions) {
    changeSpec(this, changeData(this.state.spec, this.phase, options));
    sendCommand(this, { kind: 'reread', phase: this.phase, options });
  }

  #skip() {
    sendCommand(this, { kind: 'unload', phase: this.phase });
    changeSpec(this, skipPhase(this.state.spec, this.phase));
  }

  /** Takes the data away; «Undo» brings data, corrections and card back as they were. */
  #remove() {
    const { spec } = this.state;
    const { summary, card } = this.#data;
    const [options, files, { phase }] = [this.#options, this.#files, this];
    this.undo = () => {
      this.undo = null;
      changeSpec(this, spec);
      if (summary?.source === 'files') sendCommand(this, { kind: 'load-files', phase, files, options });
      else sendCommand(this, { kind: 'load-sample', phase, sample: summary?.source ?? '', options });
      sendCommand(this, { kind: 'set-card', phase, card });
    };
    this.opened = true;
    sendCommand(this, { kind: 'unload', phase });
    changeSpec(this, takeSample(spec, phase));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-data-stop': TsDataStop;
  }
}
