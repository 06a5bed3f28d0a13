import type { OptimizerSpec } from '../../core/spec/spec.ts';
import { layerOf } from '../../core/training/model.ts';
import type { Layout } from '../layout.ts';

/* The few words that change from step to step, as the shaders see them. */

/** Words before the rates: rows, beta1, beta2, correction, epsilon, 1 − beta1, 1 − beta2. The last two are taken in double precision:
 *  the float32 nearest to 0.999 leaves 1.0000467e-3 to 1, and every update would be 2e-5 too small. */
const HEAD = 7;

export const stepWords = ({ places }: Layout, maxRows: number): number => HEAD + places.length + 2 * maxRows;

/** What a step needs besides its rows. */
export interface Update {
  readonly targets: Float32Array;
  /** Where each row stands among the images on the device, if they are there. */
  readonly images: Uint32Array | null;
  readonly optimizer: OptimizerSpec;
  /** Layers that keep their parameters: their rate is 0. */
  readonly frozen: ReadonlySet<string>;
  /** Counted from 1, this one included. */
  readonly updates: number;
}

/** The block of a step of so many rows out of `maxRows`; without `update` only the forward pass can use it. */
export function stepBlock(layout: Layout, maxRows: number, rows: number, update: Update | null): ArrayBuffer {
  const floats = new Float32Array(stepWords(layout, maxRows));
  const words = new Uint32Array(floats.buffer);
  words[0] = rows;
  if (!update) return floats.buffer;
  const { learningRate, beta1, beta2, epsilon } = update.optimizer;
  floats.set([beta1, beta2, Math.sqrt(1 - beta2 ** update.updates), epsilon, 1 - beta1, 1 - beta2], 1);
  const rate = learningRate / (1 - beta1 ** update.updates);
  floats.set(
    layout.places.map(({ name }) => (update.frozen.has(layerOf(name)) ? 0 : rate)),
    HEAD,
  );
  const targetsAt = HEAD + layout.places.length;
  floats.set(update.targets, targetsAt);
  if (update.images) words.set(update.images, targetsAt + maxRows);
  return floats.buffer;
}
