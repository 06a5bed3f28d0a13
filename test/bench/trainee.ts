import type { Batch } from '../../src/engine/trainer.ts';

/** A network in training, whoever trains it. */
export interface Trainee {
  /** Trains these batches in order and gives each one's loss as soon as it is on the host; resolves after the last. */
  train(batches: readonly Batch[], delivered: (loss: number) => void): Promise<void>;
  /** The same without the losses: resolves when the last step is done. Absent where nothing is gained by not looking. */
  readonly trainFreely?: (batches: readonly Batch[]) => Promise<void>;
  /** What a reader should know of how it ran: threads, adapter, version. */
  readonly facts: Readonly<Record<string, string>>;
}

/** Steps that a GPU may have under way at once. Every contestant gets as many: nobody waits for a loss before it sends the
 *  next step, and nobody runs further ahead, which slows some down (https://github.com/ekzhang/jax-js/issues/151). */
export const STEPS_IN_FLIGHT = 3;

/** How far to send ahead, and how many steps travel together when they are sent without a pause between; may change on the way. */
export interface Pace {
  readonly stepsInFlight: number;
  readonly stepsTogether?: number;
}

/** A trainee that is given one batch at a time. */
export const stepwise =
  (step: (batch: Batch) => Promise<number>, pace: Pace) =>
  async (batches: Iterable<Batch>, delivered: (loss: number) => void): Promise<void> => {
    const underWay: Promise<number>[] = [];
    const deliver = async (count: number) => {
      for (const loss of underWay.splice(0, count)) delivered(await loss);
    };
    for (const batch of batches) {
      const loss = step(batch);
      // A failure is met when its turn comes; until then it must not count as unhandled.
      loss.catch(() => undefined);
      underWay.push(loss);
      if (underWay.length >= pace.stepsInFlight) await deliver(pace.stepsTogether ?? 1);
    }
    await deliver(underWay.length);
  };

/** Steps between two losses that are looked at while running freely: a queue without any bound makes some slower, not faster. */
const FREE_STRIDE = 16;

/** Sends steps one after the other; only now and then, and at the end, a loss is read. The others are let go unread. */
export const freely =
  <Loss>(send: (batch: Batch) => Loss, read: (loss: Loss) => Promise<number>, letGo: (loss: Loss) => void) =>
  async (batches: readonly Batch[]): Promise<void> => {
    for (const [i, batch] of batches.entries()) {
      const loss = send(batch);
      if (i === batches.length - 1 || i % FREE_STRIDE === FREE_STRIDE - 1) await read(loss);
      else letGo(loss);
    }
  };
