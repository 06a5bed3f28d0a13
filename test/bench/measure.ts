import { GATE_STEPS, gateFailure } from './gate.ts';
import type { Measured } from './outcome.ts';
import { quantile } from './summary.ts';
import { type BenchTask, batchesOf } from './task.ts';
import type { Trainee } from './trainee.ts';
import { planWindows, type WindowPlan } from './windows.ts';

/** A contestant that does not train what the others train is not timed. */
export class NotTheSameTraining extends Error {
  override readonly name = 'NotTheSameTraining';
}

export interface MeasureOptions {
  /** Our own losses of the first steps; null while those are being found out. */
  readonly reference: readonly number[] | null;
  /** About as long as one contestant may take. */
  readonly capMs: number;
  readonly startedMs: number;
}

/** Compares the first losses, and times windows of steps: with every loss delivered, and running freely. */
export async function measure(trainee: Trainee, task: BenchTask, options: MeasureOptions): Promise<Omit<Measured, 'kind' | 'name'>> {
  const training = new Training(trainee, task);
  const { losses, firstLossMs, stepMs } = await firstSteps(training, options);
  const failure = options.reference && gateFailure(losses, options.reference);
  if (failure) throw new NotTheSameTraining(failure);
  const plan = planWindows(stepMs, options.capMs);
  const warmUpSteps = Math.max(0, plan.warmUpSteps - losses.length);
  if (warmUpSteps > 0) await training.steps(warmUpSteps);
  training.intervalsMs.length = 0;
  const delivered = await windowsOf(plan, (steps) => training.steps(steps));
  const p95Ms = quantile(training.intervalsMs, 0.95);
  const freeMs = trainee.trainFreely ? await freeWindows(training, stepMs, options.capMs) : null;
  const steps = plan.windows * plan.stepsPerWindow;
  return { losses, stepMs: delivered, steps, p95Ms, freeMs, firstLossMs, facts: trainee.facts, floor: null };
}

/** A trainee on the task's batches in turn, with the time between two losses. */
class Training {
  readonly intervalsMs: number[] = [];
  readonly #trainee: Trainee;
  readonly #task: BenchTask;
  #done = 0;

  constructor(trainee: Trainee, task: BenchTask) {
    this.#trainee = trainee;
    this.#task = task;
  }

  /** Ends when the last loss is on the host. */
  async steps(count: number): Promise<readonly number[]> {
    const losses: number[] = [];
    let lastMs = performance.now();
    await this.#trainee.train(this.#next(count), (loss) => {
      const nowMs = performance.now();
      this.intervalsMs.push(nowMs - lastMs);
      lastMs = nowMs;
      losses.push(loss);
    });
    return losses;
  }

  freeSteps(count: number): Promise<void> {
    return this.#trainee.trainFreely!(this.#next(count));
  }

  #next(count: number) {
    const batches = batchesOf(this.#task, this.#done, count);
    this.#done += count;
    return batches;
  }
}

/** As long as finding out our own losses may take: seconds, but where WebGPU is all there is, and computed in software. */
const PRIMING_MS = 20_000;

/** The losses to compare: all hundred, or as many as fit into a third of the cap, and two at the least. */
async function firstSteps(training: Training, { reference, capMs, startedMs }: MeasureOptions) {
  const gateMs = reference === null ? PRIMING_MS : capMs / 3;
  const losses = [...(await training.steps(1))];
  const firstLossMs = performance.now() - startedMs;
  let stepMs = firstLossMs;
  for (let count = 1; losses.length < GATE_STEPS && count > 0; ) {
    const before = performance.now();
    losses.push(...(await training.steps(count)));
    stepMs = (performance.now() - before) / count;
    const leftMs = startedMs + firstLossMs + gateMs - performance.now();
    // In growing stretches: one step says little about how many fit.
    count = Math.max(0, Math.min(2 * count, GATE_STEPS - losses.length, Math.floor(leftMs / stepMs)));
  }
  return { losses, firstLossMs, stepMs };
}

async function windowsOf({ windows, stepsPerWindow }: WindowPlan, train: (steps: number) => Promise<unknown>): Promise<readonly number[]> {
  const times: number[] = [];
  while (times.length < windows) {
    const before = performance.now();
    await train(stepsPerWindow);
    times.push((performance.now() - before) / stepsPerWindow);
  }
  return times;
}

/** In a third of the time; one window of one step at the least. */
async function freeWindows(training: Training, stepMs: number, capMs: number): Promise<readonly number[]> {
  const plan = planWindows(stepMs, capMs / 3, 1);
  return windowsOf(plan, (steps) => training.freeSteps(steps));
}
