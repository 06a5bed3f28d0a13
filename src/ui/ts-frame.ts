import { localized, msg } from '@lit/localize';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, queryAll, state } from 'lit/decorators.js';
import type { View } from '../app/dispatch.ts';
import { outcomeOf } from '../app/runs/run-outcome.ts';
import type { ViewState } from '../app/view-state.ts';
import type { PhaseName } from '../core/spec/spec.ts';
import './audit/ts-audit.ts';
import './run/ts-bundle.ts';
import './data/ts-data-stop.ts';
import './data/ts-drop-question.ts';
import './ts-header.ts';
import './run/ts-now.ts';
import './plan/ts-plan.ts';
import './plan/ts-policy.ts';
import './charts/ts-progress.ts';
import './run/ts-result.ts';
import './run/ts-run.ts';
import './runs/ts-runs.ts';
import './step/ts-step.ts';
import './transcript/ts-transcript.ts';
import './ts-view-switch.ts';
import type { TsAudit } from './audit/ts-audit.ts';
import type { TsProgress } from './charts/ts-progress.ts';
import type { TsDataStop } from './data/ts-data-stop.ts';
import { frameStyles } from './frame-styles.ts';
import { keepPlace } from './parts/keep-place.ts';
import { base } from './parts/shared-styles.ts';
import type { TsStep } from './step/ts-step.ts';

/** Where everything stands: the journey on the left, the curves in the middle, how it is going on the right. */
@localized()
@customElement('ts-frame')
export class TsFrame extends LitElement {
  static override styles = [base, frameStyles];

  @property({ attribute: false }) state!: ViewState;
  @state() private view: View = 'progress';
  @queryAll('ts-data-stop') private dataStops!: NodeListOf<TsDataStop>;
  @queryAll('.view') private views!: NodeListOf<HTMLElement>;
  @query('ts-step') private step!: TsStep;
  @query('ts-audit') private audit!: TsAudit;
  @query('.middle') private middle!: HTMLElement;
  @query('ts-progress') private progress!: TsProgress;

  #seen = new IntersectionObserver((entries) => this.#look(entries), { rootMargin: '-120px 0px -60% 0px' });

  constructor() {
    super();
    keepPlace(this, () => [...this.views]);
  }

  // The skip link is a button, because the address's fragment holds the run spec.
  override render() {
    const { state } = this;
    return html`
      <button class="sr-only skip" @click=${() => this.middle.focus()}>${msg('Skip to the curves')}</button>
      <ts-header .state=${state}></ts-header>
      <main
        @ts-view=${({ detail }: CustomEvent<View>) => this.#show(detail)}
        @ts-step-parameters=${({ detail }: HTMLElementEventMap['ts-step-parameters']) => this.step.askFor(detail.step)}
        @ts-step-rows=${({ detail }: HTMLElementEventMap['ts-step-rows']) => this.#showRows(detail)}
        @transcript-step=${({ detail }: HTMLElementEventMap['transcript-step']) => this.progress.openStep(detail.step, detail.byKey)}
        @ts-open-card=${({ detail }: CustomEvent<PhaseName>) => this.#openCard(detail)}
      >
        <div class="journey">
          <div class="stops">
            <ts-data-stop number="1" phase="pretrain" .state=${state}></ts-data-stop>
            <ts-data-stop number="2" phase="finetune" .state=${state}></ts-data-stop>
            <ts-plan number="3" .state=${state}></ts-plan>
            <ts-policy number="4" .state=${state}></ts-policy>
          </div>
          <ts-run .state=${state}></ts-run>
        </div>
        <div class="middle" tabindex="-1">
          <ts-view-switch .view=${this.view}></ts-view-switch>
          <div class="view" data-view="progress" tabindex="-1">
            ${state.run === null || outcomeOf(state.run) === null ? nothing : html`<ts-result .state=${state}></ts-result>`}
            <ts-progress .state=${state}></ts-progress>
            <ts-step .state=${state}></ts-step>
          </div>
          <div class="view" data-view="data" tabindex="-1"><ts-audit .state=${state}></ts-audit></div>
          <div class="view" data-view="transcript" tabindex="-1"><ts-transcript .state=${state}></ts-transcript></div>
          <div class="view" data-view="runs" tabindex="-1"><ts-runs .state=${state}></ts-runs></div>
        </div>
        <div class="right" role="group" aria-label=${msg('How it is going')} tabindex="0">
          <ts-now .state=${state}></ts-now>
          <ts-bundle .state=${state}></ts-bundle>
        </div>
      </main>
      <ts-drop-question @ts-dropped=${this.#dropped}></ts-drop-question>
    `;
  }

  override firstUpdated() {
    for (const view of this.views) this.#seen.observe(view);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#seen.disconnect();
  }

  /** Turns to a view, as the switch does. */
  open(view: View): void {
    this.#show(view);
  }

  /** Turns to the curves, with the cursor on a step of the opened run. */
  showStep(step: number): void {
    this.#show('progress');
    this.progress.showStep(step);
  }

  #show(view: View) {
    const target = [...this.views].find(({ dataset }) => dataset.view === view);
    const behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth';
    target?.scrollIntoView({ behavior, block: 'start' });
    target?.focus({ preventScroll: true });
    this.view = view;
  }

  #showRows({ step, phase }: HTMLElementEventMap['ts-step-rows']['detail']) {
    this.#show('data');
    void this.audit.showRowsOf(phase, step);
  }

  #look(entries: readonly IntersectionObserverEntry[]) {
    const entered = entries.find(({ isIntersecting }) => isIntersecting);
    if (entered !== undefined) this.view = (entered.target as HTMLElement).dataset.view as View;
  }

  #openCard(phase: PhaseName) {
    void this.#stopOf(phase)?.openCard();
  }

  #dropped({ detail }: CustomEvent<{ readonly phase: PhaseName; readonly files: readonly File[] }>) {
    this.#stopOf(detail.phase)?.take(detail.files);
  }

  #stopOf(phase: PhaseName): TsDataStop | undefined {
    return [...this.dataStops].find((stop) => stop.phase === phase);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-frame': TsFrame;
  }
}
