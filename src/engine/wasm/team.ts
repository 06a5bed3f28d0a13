import type { Model } from '../../core/model.ts';
import { instantiate, type Kernels } from './kernels.ts';
import { PAGE_BYTES } from './memory-map.ts';
import type { Operation, Thread } from './operation.ts';
import type { StepPlan } from './step-plan.ts';

/** What threads run together, of a step and of what is logged of it; in between the host looks at the memory. */
export const STAGES = ['forward', 'backward', 'probe', 'update', 'ranges', 'counts', 'order'] as const;
export type Stage = (typeof STAGES)[number];

export function operationsOf(plan: StepPlan, stage: Stage): readonly Operation[] {
  switch (stage) {
    case 'probe':
    case 'update':
      return [plan.update[stage]];
    case 'ranges':
    case 'counts':
      return [plan.histograms[stage]];
    case 'order':
      return [plan.snapshot.order];
    default:
      return plan[stage];
  }
}

/** Words of the control block that the threads share. */
const CONTROL = { order: 0, stage: 1, rows: 2, arrived: 3 } as const;
const CONTROL_WORDS = 4;

/** What a helper thread is started with. */
export interface HelperOrder {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly control: Int32Array;
  readonly model: Model;
  readonly maxRows: number;
  readonly thread: number;
  readonly threads: number;
}

/** Runs a plan's operations, alone or with helper threads on one shared memory. */
export class Team {
  readonly memory: WebAssembly.Memory;
  readonly threads: number;
  readonly #plan: StepPlan;
  readonly #own: Thread;
  readonly #helpers: readonly Worker[];
  readonly #control: Int32Array;
  readonly #meetings: Meetings;

  private constructor(plan: StepPlan, memory: WebAssembly.Memory, kernels: Kernels, helpers: readonly Worker[], control: Int32Array) {
    this.#plan = plan;
    this.memory = memory;
    this.threads = helpers.length + 1;
    this.#own = threadOf(plan, memory, kernels, 0);
    this.#helpers = helpers;
    this.#control = control;
    this.#meetings = new Meetings(control, this.threads);
  }

  static async gather(model: Model, plan: StepPlan, module: WebAssembly.Module, threads: number): Promise<Team> {
    const pages = Math.ceil(plan.memoryBytes / PAGE_BYTES);
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
    const control = new Int32Array(threads > 1 ? new SharedArrayBuffer(CONTROL_WORDS * 4) : new ArrayBuffer(CONTROL_WORDS * 4));
    const order = { module, memory, control, model, maxRows: plan.maxRows, threads };
    const helpers = Array.from({ length: threads - 1 }, (_, i) => startHelper({ ...order, thread: i + 1 }));
    return new Team(plan, memory, await instantiate(module, memory), await Promise.all(helpers), control);
  }

  /** Returns when every thread is done. Blocks: a stage is a few milliseconds. `rows` matters to those that work on a batch. */
  run(stage: Stage, rows = 0): void {
    if (this.threads > 1) {
      this.#control[CONTROL.stage] = STAGES.indexOf(stage);
      this.#control[CONTROL.rows] = rows;
      Atomics.add(this.#control, CONTROL.order, 1);
      Atomics.notify(this.#control, CONTROL.order);
    }
    runShare(operationsOf(this.#plan, stage), this.#own, rows, 0, this.#meetings);
  }

  dispose(): void {
    for (const helper of this.#helpers) helper.terminate();
  }
}

export const threadOf = (plan: StepPlan, memory: WebAssembly.Memory, kernels: Kernels, thread: number): Thread => ({
  kernels,
  doubles: new Float64Array(memory.buffer),
  scratch: plan.scratchOf(thread),
});

/** A helper's life: waits for an order, does its share, waits again. Never returns; the helper is terminated. */
export function serve(plan: StepPlan, own: Thread, { control, thread, threads }: HelperOrder): never {
  const meetings = new Meetings(control, threads);
  for (let done = 0; ; done++) {
    waitWhile(control, CONTROL.order, (order) => order === done);
    const stage = STAGES[control[CONTROL.stage]];
    runShare(operationsOf(plan, stage), own, control[CONTROL.rows], thread, meetings);
  }
}

/** One thread's share of the operations. All threads finish an operation before any begins the next. */
function runShare(operations: readonly Operation[], own: Thread, rows: number, thread: number, meetings: Meetings): void {
  const { threads } = meetings;
  for (const operation of operations) {
    const pieces = operation.pieces(rows);
    const from = Math.floor((pieces * thread) / threads);
    const to = Math.floor((pieces * (thread + 1)) / threads);
    if (from < to) operation.run(own, rows, from, to);
    meetings.meet();
  }
}

/** Where the threads wait for each other. The count of arrivals is never reset, so a late waker cannot miss it. */
class Meetings {
  readonly threads: number;
  readonly #control: Int32Array;
  #held = 0;

  constructor(control: Int32Array, threads: number) {
    this.threads = threads;
    this.#control = control;
  }

  meet(): void {
    if (this.threads === 1) return;
    this.#held++;
    const expected = this.#held * this.threads;
    if (Atomics.add(this.#control, CONTROL.arrived, 1) + 1 === expected) Atomics.notify(this.#control, CONTROL.arrived);
    else waitWhile(this.#control, CONTROL.arrived, (arrived) => arrived < expected);
  }
}

/** Looks this often before it sleeps: waking a sleeping thread costs as much as a small operation. */
const SPINS = 2000;

function waitWhile(control: Int32Array, word: number, holds: (value: number) => boolean): void {
  for (let spin = 0; spin < SPINS; spin++) if (!holds(Atomics.load(control, word))) return;
  for (;;) {
    const value = Atomics.load(control, word);
    if (!holds(value)) return;
    Atomics.wait(control, word, value);
  }
}

function startHelper(order: HelperOrder): Promise<Worker> {
  const worker = new Worker(new URL('./kernel.worker.ts', import.meta.url), { type: 'module', name: `kernels ${order.thread}` });
  return new Promise((resolve, reject) => {
    worker.onmessage = () => resolve(worker);
    worker.onerror = (event) => reject(new Error(`a helper thread did not start: ${event.message}`));
    worker.postMessage(order);
  });
}
