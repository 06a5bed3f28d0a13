import type { Batch } from '../../src/engine/trainer.ts';

/** A network in training, whoever trains it. */
export interface Trainee {
  /** Trains these batches in order; resolves with the loss of each when the last one is on the host. */
  train(batches: readonly Batch[]): Promise<readonly number[]>;
  /** What a reader should know of how it ran: threads, adapter, version. */
  readonly facts: Readonly<Record<string, string>>;
}

/** Steps that a GPU may have under way at once. Every contestant gets as many: nobody waits for a loss before it sends the
 *  next step, and nobody runs further ahead, which slows some down (https://github.com/ekzhang/jax-js/issues/151). */
export const STEPS_IN_FLIGHT = 3;

/** A trainee that is given one batch at a time. */
export const stepwise =
  (step: (batch: Batch) => Promise<number>, depth: number): Trainee['train'] =>
  async (batches) => {
    const underWay: Promise<number>[] = [];
    const losses: number[] = [];
    for (const batch of batches) {
      underWay.push(step(batch));
      if (underWay.length >= depth) losses.push(await underWay.shift()!);
    }
    return [...losses, ...(await Promise.all(underWay))];
  };
