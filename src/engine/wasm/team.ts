import type { Model } from '../../core/training/model.ts';
import { instantiate, type Kernels } from './kernels.ts';
import { Meeting, meetingWords, waitWhile } from './meeting.ts';
import { PAGE_BYTES } from './memory-map.ts';
import type { Operation, Thread } from './operation.ts';
import type { StepPlan } from './step-plan.ts';

/** What threads run together, of a step and of what is logged of it; in between the host looks at the memory. */
export const STAGES = ['forward', 'backward', 'probe', 'update', 'counts', 'order'] as const;
export type Stage = (typeof STAGES)[number];

export function operationsOf(plan: StepPlan, stage: Stage): readonly Operation[] {
  switch (stage) {
    case 'probe':
    case 'update':
      return [plan.update[stage]];
    case 'counts':
      return [plan.histograms.counts];
    case 'order':
      return [plan.snapshot.order];
    default:
      return plan[stage];
  }
}

/** Words of the control block that the threads share; those of their meeting stand behind it. */
const CONTROL = { order: 0, stage: 1, rows: 2 } as const;
const CONTROL_WORDS = 3;

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
  readonly #meeting: Meeting;

  private constructor(plan: StepPlan, memory: WebAssembly.Memory, kernels: Kernels, helpers: readonly Worker[], control: Int32Array) {
    this.#plan = plan;
    this.memory = memory;
    this.threads = helpers.length + 1;
    this.#own = threadOf(plan, memory, kernels, 0);
    this.#helpers = helpers;
    this.#control = control;
    this.#meeting = new Meeting(control.subarray(CONTROL_WORDS), 0, this.threads);
  }

  static async gather(model: Model, plan: StepPlan, module: WebAssembly.Module, threads: number): Promise<Team> {
    const pages = Math.ceil(plan.memoryBytes / PAGE_BYTES);
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
    const controlBytes = 4 * (CONTROL_WORDS + meetingWords(threads));
    const control = new Int32Array(threads > 1 ? new SharedArrayBuffer(controlBytes) : new ArrayBuffer(controlBytes));
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
    runTogether(operationsOf(this.#plan, stage), this.#own, rows, this.#meeting);
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
  const meeting = new Meeting(control.subarray(CONTROL_WORDS), thread, threads);
  for (let done = 0; ; done++) {
    waitWhile(control, CONTROL.order, (order) => order === done);
    const stage = STAGES[control[CONTROL.stage]];
    runTogether(operationsOf(plan, stage), own, control[CONTROL.rows], meeting);
  }
}

/** One thread's part in the operations. All threads finish an operation before any begins the next. */
function runTogether(operations: readonly Operation[], own: Thread, rows: number, meeting: Meeting): void {
  for (const operation of operations) meeting.share(operation.pieces(rows), (from, to) => operation.run(own, rows, from, to));
}

function startHelper(order: HelperOrder): Promise<Worker> {
  const worker = new Worker(new URL('./kernel.worker.ts', import.meta.url), { type: 'module', name: `kernels ${order.thread}` });
  return new Promise((resolve, reject) => {
    worker.onmessage = () => resolve(worker);
    worker.onerror = (event) => reject(new Error(`a helper thread did not start: ${event.message}`));
    worker.postMessage(order);
  });
}
