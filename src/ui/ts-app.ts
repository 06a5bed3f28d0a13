import { html, LitElement } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { startTrainWorker } from '../app/client.ts';
import { INITIAL_STATE } from '../app/fold.ts';
import { addressWithSpec, specFromAddress } from '../app/spec-link.ts';
import { isBusy } from '../app/start-plan.ts';
import type { ViewState } from '../app/view-state.ts';
import { ViewStore } from '../app/view-store.ts';
import { DEFAULT_SPEC, type RunSpec } from '../core/spec.ts';
import './ts-frame.ts';
import './ts-notice.ts';
import { EndNotice } from './end-notice.ts';
import { base } from './shared-styles.ts';

/** Browsers bar a page from changing its address too often. */
const ADDRESS_DELAY_MS = 400;

/** The page: owns the state and the worker, keeps the address and the title in step, and hands the state to the frame.
 *  Scripts read `state`. */
@customElement('ts-app')
export class TsApp extends LitElement {
  static override styles = base;

  @state() private shown: ViewState = INITIAL_STATE;
  readonly #endNotice = new EndNotice();
  #store: ViewStore | null = null;
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
    window.addEventListener('beforeunload', (event) => isBusy(store.state) && event.preventDefault());
  }

  override render() {
    return html`
      <ts-frame .state=${this.shown}
        @ts-command=${({ detail }: HTMLElementEventMap['ts-command']) => this.#change((store) => store.send(detail))}
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
    if (state.spec !== this.shown.spec) this.#keepAddress(state.spec);
    this.shown = state;
    this.#endNotice.see(state.run);
    document.title = titleOf(state);
  }

  #keepAddress(spec: RunSpec) {
    clearTimeout(this.#addressTimer);
    if (spec.phases.length === 0) return;
    this.#addressTimer = setTimeout(() => history.replaceState(null, '', addressWithSpec(new URL(location.href), spec)), ADDRESS_DELAY_MS);
  }

  async #followAddress() {
    const { spec, problem } = await readAddress();
    if (problem === undefined) this.#store?.setSpec(spec);
    else this.#store?.report('page', problem);
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
function titleOf({ run }: ViewState): string {
  if (run === null || run.committedStep === 0) return 'Trainscript';
  const steps = run.status === 'running' || run.status === 'paused' ? `${run.committedStep}/${run.totalSteps} · ` : '';
  return `${steps}${run.name} · Trainscript`;
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-app': TsApp;
  }
}
