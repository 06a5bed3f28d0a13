import { type Problem, toProblem } from '../core/problems/problem.ts';
import type { RunSpec } from '../core/spec/spec.ts';
import type { Command, Message, ProblemScope } from '../protocol.ts';
import type { TrainClient } from './client.ts';
import { askToRead } from './data/file-handles.ts';
import { fold, INITIAL_STATE, withoutProblem } from './fold/fold.ts';
import { foldCommand } from './fold/fold-command.ts';
import { readOptions } from './plan/spec-edit.ts';
import { planStart } from './plan/start-plan.ts';
import type { ViewState } from './view-state.ts';

/** Owns the view state: folds the worker's messages into it, sends the page's commands, and tells its listeners at most
 *  once a frame. `connect` is given where its messages go, so that tests can stand in for the worker. */
export class ViewStore {
  #state: ViewState;
  readonly #client: TrainClient;
  readonly #listeners = new Set<(state: ViewState) => void>();
  readonly #nextFrame: (callback: () => void) => unknown;
  readonly #save: (url: string, name: string) => void;
  #frameAsked = false;

  constructor(
    connect: (onMessage: (message: Message) => void) => TrainClient,
    spec: RunSpec = INITIAL_STATE.spec,
    nextFrame: (callback: () => void) => unknown = nextFrameEvenWhenHidden,
    save: (url: string, name: string) => void = saveFile,
  ) {
    this.#state = { ...INITIAL_STATE, spec };
    this.#nextFrame = nextFrame;
    this.#save = save;
    this.#client = connect((message) => this.#receive(message));
    this.send({ kind: 'hello', backend: spec.backend });
  }

  get state(): ViewState {
    return this.#state;
  }

  /** Calls `listener` after each change, at most once a frame, until the returned function is called. */
  subscribe(listener: (state: ViewState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** `start` first loads the samples that the spec names and the page does not have yet. */
  send(command: Command): void {
    this.#replace(foldCommand(this.#state, command));
    if (command.kind === 'start') this.#start();
    else if (command.kind === 'resume-run') this.#resume(command);
    else this.#client.send(command);
  }

  setSpec(spec: RunSpec): void {
    const backendChanged = spec.backend !== this.#state.spec.backend;
    this.#replace({ ...this.#state, spec });
    if (backendChanged) this.send({ kind: 'hello', backend: spec.backend });
  }

  /** Shows a problem that the page itself met. */
  report(scope: ProblemScope, error: unknown): void {
    this.#receive({ kind: 'problem', scope, problem: toProblem(error) satisfies Problem });
  }

  dismiss(scope: ProblemScope): void {
    this.#replace(withoutProblem(this.#state, scope));
  }

  close(): void {
    this.#listeners.clear();
    this.#client.close();
  }

  /** A bundle is saved as it comes: what is shown by the next frame may be another run. */
  #receive(message: Message): void {
    const { starting, bundle } = this.#state;
    this.#replace(fold(this.#state, message, (file) => URL.createObjectURL(file)));
    const now = this.#state.bundle;
    if (bundle.kind === 'ready' && now !== bundle) URL.revokeObjectURL(bundle.url);
    if (message.kind === 'bundle-ready' && now.kind === 'ready') this.#save(now.url, now.name);
    if (starting && message.kind === 'data-loaded') this.#startWhenLoaded();
  }

  /** The browser asks for the run's files behind the click that resumes it. */
  #resume(command: Extract<Command, { kind: 'resume-run' }>): void {
    const files = this.#state.runs.find(({ runId }) => runId === command.runId)?.files;
    if (files) void askToRead(files).then(() => this.#client.send(command));
    else this.#client.send(command);
  }

  #start(): void {
    const plan = planStart(this.#state);
    if (plan.kind === 'blocked') this.#replace({ ...this.#state, starting: false });
    if (plan.kind === 'ready') this.#client.send({ kind: 'start', spec: this.#state.spec });
    if (plan.kind !== 'load-first') return;
    for (const { phase, data } of plan.phases) this.send({ kind: 'load-sample', phase, sample: data.source, options: readOptions(data) });
  }

  #startWhenLoaded(): void {
    if (planStart(this.#state).kind === 'ready') this.#client.send({ kind: 'start', spec: this.#state.spec });
  }

  #replace(state: ViewState): void {
    if (state === this.#state) return;
    this.#state = state;
    if (this.#frameAsked) return;
    this.#frameAsked = true;
    this.#nextFrame(() => {
      this.#frameAsked = false;
      for (const listener of this.#listeners) listener(this.#state);
    });
  }
}

function saveFile(url: string, name: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
}

const HIDDEN_FRAME_MS = 250;

/** A hidden page gets no animation frames, but its title and the state that scripts read must go on. */
function nextFrameEvenWhenHidden(callback: () => void): void {
  const once = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    callback();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, HIDDEN_FRAME_MS);
}
