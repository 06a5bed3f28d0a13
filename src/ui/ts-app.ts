import { html, LitElement } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { startTrainWorker } from '../app/client.ts';
import { VIEWS, type View } from '../app/dispatch.ts';
import { INITIAL_STATE } from '../app/fold/fold.ts';
import { addressWithSpec, NOWHERE, type PagePlace, placeIn, specFromAddress } from '../app/plan/spec-link.ts';
import { isBusy } from '../app/plan/start-plan.ts';
import { calledName } from '../app/runs/run-name.ts';
import type { ViewState } from '../app/view-state.ts';
import { ViewStore } from '../app/view-store.ts';
import { DEFAULT_SPEC, type RunSpec } from '../core/spec/spec.ts';
import './ts-frame.ts';
import './parts/ts-notice.ts';
import { base } from './parts/shared-styles.ts';
import { EndNotice } from './run/end-notice.ts';
import type { TsFrame } from './ts-frame.ts';

/** Browsers bar a page from changing its address too often. */
const ADDRESS_DELAY_MS = 400;
/** Marks the entries of the browser's history that the page itself made: going back to one turns to its view, and leaves the set-up. */
const OWN_ENTRY = { trainscript: true };

/** The page: owns the state and the worker, keeps the address and the title in step, and hands the state to the frame.
 *  Scripts read `state`. */
@customElement('ts-app')
export class TsApp extends LitElement {
  static override styles = base;

  @state() private shown: ViewState = INITIAL_STATE;
  readonly #endNotice = new EndNotice();
  @query('ts-frame') private readonly frame!: TsFrame;
  #store: ViewStore | null = null;
  #place: PagePlace = NOWHERE;
  /** Of the link, until its run is read that far. */
  #stepToShow: number | null = null;
  #addressTimer: ReturnType<typeof setTimeout> | undefined;

  /** What the page shows now. */
  get state(): ViewState {
    return this.#store?.state ?? this.shown;
  }

  override async firstUpdated() {
    const { spec, problem } = await readAddress();
    const store = new ViewStore(startTrainWorker, spec);
    this.#store = store;
    if (problem !== undefined) store.report('page', problem);
    store.subscribe((state) => this.#show(state));
    this.shown = store.state;
    window.addEventListener('hashchange', () => void this.#followAddress());
    window.addEventListener('popstate', () => this.#followHistory());
    window.addEventListener('beforeunload', (event) => isBusy(store.state) && event.preventDefault());
    history.replaceState(OWN_ENTRY, '');
    await this.updateComplete;
    this.#goTo(placeIn(new URL(location.href)));
  }

  override render() {
    return html`
      <ts-frame .state=${this.shown}
        @ts-command=${this.#onCommand} @ts-view=${({ detail }: HTMLElementEventMap['ts-view']) => this.#enter(detail)}
        @ts-spec=${({ detail }: HTMLElementEventMap['ts-spec']) => this.#change((store) => store.setSpec(detail))}></ts-frame>
      <ts-notice .problem=${this.shown.problems.page ?? null} @ts-close=${() => this.#change((store) => store.dismiss('page'))}></ts-notice>
    `;
  }

  /** What the person changes is shown at once: leaving a field and pressing a button are two changes within one frame, and the
   *  second must build on the first. */
  #change(change: (store: ViewStore) => void) {
    if (this.#store === null) return;
    change(this.#store);
    this.#show(this.#store.state);
  }

  #show(state: ViewState) {
    const { problems, spec } = this.shown;
    if (state.spec !== spec) this.#keepAddress(state.spec);
    if (state.problems.runs !== problems.runs && state.problems.runs?.code === 'run-missing' && this.#place.run !== null) this.#missRun();
    this.shown = state;
    this.#endNotice.see(state.run);
    document.title = titleOf(state);
    this.#showStep(state.run);
  }

  #keepAddress(spec: RunSpec) {
    clearTimeout(this.#addressTimer);
    if (spec.phases.length === 0) return;
    this.#addressTimer = setTimeout(
      () => history.replaceState(OWN_ENTRY, '', addressWithSpec(new URL(location.href), spec, this.#place)),
      ADDRESS_DELAY_MS,
    );
  }

  async #followAddress() {
    if (!this.isConnected || history.state?.trainscript === true) return;
    const { spec, problem } = await readAddress();
    if (problem === undefined) this.#store?.setSpec(spec);
    else this.#store?.report('page', problem);
    history.replaceState(OWN_ENTRY, '');
    this.#goTo(placeIn(new URL(location.href)));
  }

  /** A run that the person opens is in the address from then on, until another one is trained. */
  readonly #onCommand = ({ detail }: HTMLElementEventMap['ts-command']) => {
    const { view } = this.#place;
    if (detail.kind === 'open-run') this.#place = { ...NOWHERE, view, run: detail.runId };
    else if (detail.kind === 'start' || detail.kind === 'resume-run') this.#place = { ...NOWHERE, view };
    this.#change((store) => store.send(detail));
    if (this.#store !== null) this.#keepAddress(this.#store.state.spec);
  };

  /** Turning to a view is a step that the browser can go back. */
  #enter(view: View) {
    if (view === (this.#place.view ?? VIEWS[0])) return;
    this.#place = { ...this.#place, step: null, view };
    history.pushState(OWN_ENTRY, '', addressWithSpec(new URL(location.href), this.state.spec, this.#place));
  }

  #followHistory() {
    if (!this.isConnected || history.state?.trainscript !== true) return;
    const place = placeIn(new URL(location.href));
    this.#goTo({ ...place, view: place.view ?? VIEWS[0] });
    this.#keepAddress(this.state.spec);
  }

  #goTo(place: PagePlace) {
    const { run, step, view } = place;
    this.#place = place;
    this.#stepToShow = run === null ? null : step;
    if (run !== null && run !== this.state.run?.runId && !isBusy(this.state)) {
      this.#change((store) => store.send({ kind: 'open-run', runId: run }));
    }
    if (view !== null) this.frame.open(view);
  }

  #showStep(run: ViewState['run']) {
    const step = this.#stepToShow;
    if (step === null || run?.runId !== this.#place.run || run.committedStep < step) return;
    this.#stepToShow = null;
    void this.updateComplete.then(() => this.frame.showStep(step));
  }

  /** The list says which run is not here. */
  #missRun() {
    this.#place = { ...NOWHERE, view: 'runs' };
    void this.updateComplete.then(() => this.frame.open('runs'));
  }
}

/** The spec that the address asks for; with a problem, the default run. */
async function readAddress(): Promise<{ readonly spec: RunSpec; readonly problem?: unknown }> {
  try {
    return { spec: await specFromAddress(new URL(location.href)) };
  } catch (problem) {
    return { spec: DEFAULT_SPEC, problem };
  }
}

/** «226/380 · MNIST to optical digits», so that a tab in the background tells how far it is. */
function titleOf(state: ViewState): string {
  const { run } = state;
  if (run === null || run.committedStep === 0) return 'Trainscript';
  const steps = run.status === 'running' || run.status === 'paused' ? `${run.committedStep}/${run.totalSteps} · ` : '';
  return `${steps}${calledName(state, run).name} · Trainscript`;
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-app': TsApp;
  }
}
