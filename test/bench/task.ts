import { initialParameters } from '../../src/core/init.ts';
import { cnn, type Model } from '../../src/core/model.ts';
import type { NamedTensor } from '../../src/core/tensor.ts';
import { blocksOf } from '../../src/engine/blocks.ts';
import type { Batch } from '../../src/engine/trainer.ts';

export const BATCH_SIZE = 64;
/** Different batches that are trained on in turn. */
const BATCHES = 32;
const PIXELS = 28 * 28;
/** An IDX file of images begins with 16 bytes, one of labels with 8. */
const IMAGES_AT = 16;
const LABELS_AT = 8;
const INIT_SEED = 7;

/** What every contestant trains: the same network from the same parameters on the same rows in the same order. */
export interface BenchTask {
  readonly parameters: readonly NamedTensor[];
  readonly batches: readonly Batch[];
}

export const BENCH_MODEL: Model = cnn(10);

/** The first rows of two unpacked MNIST files. */
export function benchTask(images: Uint8Array, labels: Uint8Array): BenchTask {
  const batches = Array.from({ length: BATCHES }, (_, i): Batch => {
    const first = i * BATCH_SIZE;
    const pixels = images.subarray(IMAGES_AT + first * PIXELS, IMAGES_AT + (first + BATCH_SIZE) * PIXELS);
    return {
      inputs: Float32Array.from(pixels, (pixel) => pixel / 255),
      targets: Float32Array.from(labels.subarray(LABELS_AT + first, LABELS_AT + first + BATCH_SIZE)),
    };
  });
  return { parameters: initialParameters(BENCH_MODEL, INIT_SEED), batches };
}

/** Steps `from … from + count` of the task, its batches taken in turn. */
export const batchesOf = ({ batches }: BenchTask, from: number, count: number): readonly Batch[] =>
  Array.from({ length: count }, (_, i) => batches[(from + i) % batches.length]);

/** Floating-point operations that a step cannot do without, a multiply and an add counted as two. Behind a max-pool three of
 *  four gradients are zero, and the first layer's input needs none. */
export function stepFlops(model: Model, rows: number): number {
  const blocks = blocksOf(model) ?? [];
  return blocks.reduce((sum, block, i) => {
    const gradients = i === 0 ? 1 : 2;
    if (block.kind === 'dense') return sum + 2 * rows * block.inputs * block.outputs * (1 + gradients);
    const filter = block.kernel ** 2 * block.channelsIn * block.channelsOut;
    const positions = (block.side - block.kernel + 1) ** 2;
    return sum + 2 * rows * filter * (positions + gradients * block.half ** 2);
  }, 0);
}
