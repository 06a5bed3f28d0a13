import { GATE_STEPS, gateFailure } from './gate.ts';
import type { Measured } from './outcome.ts';
import { type BenchTask, batchesOf } from './task.ts';
import type { Trainee } from './trainee.ts';
import { planWindows } from './windows.ts';

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

/** Compares the first losses, warms up, and times windows of steps. Each window ends when its last loss is on the host. */
export async function measure(trainee: Trainee, task: BenchTask, options: MeasureOptions): Promise<Omit<Measured, 'kind' | 'name'>> {
  let done = 0;
  const train = async (count: number) => {
    const losses = await trainee.train(batchesOf(task, done, count));
    done += count;
    return losses;
  };
  const losses = [...(await train(1))];
  const firstLossMs = performance.now() - options.startedMs;
  let stepMs = firstLossMs;
  const mayGoOn = () => losses.length < 2 || performance.now() - options.startedMs < firstLossMs + options.capMs / 3;
  while (losses.length < GATE_STEPS && (options.reference === null || mayGoOn())) {
    const before = performance.now();
    losses.push(...(await train(1)));
    stepMs = performance.now() - before;
  }
  const failure = options.reference && gateFailure(losses, options.reference);
  if (failure) throw new NotTheSameTraining(failure);
  const plan = planWindows(stepMs, options.capMs);
  if (plan.warmUpSteps > 0) await train(plan.warmUpSteps);
  const windows: number[] = [];
  while (windows.length < plan.windows) {
    const before = performance.now();
    await train(plan.stepsPerWindow);
    windows.push((performance.now() - before) / plan.stepsPerWindow);
  }
  return { losses, stepMs: windows, steps: plan.windows * plan.stepsPerWindow, firstLossMs, facts: trainee.facts };
}
