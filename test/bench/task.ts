import { initialParameters } from '../../src/core/training/init.ts';
import { cnn, type Model, parameterCount } from '../../src/core/training/model.ts';
import type { NamedTensor } from '../../src/core/training/tensor.ts';
import { blocksOf } from '../../src/engine/blocks.ts';
import type { Batch, KeptImages } from '../../src/engine/trainer.ts';

export const BATCH_SIZE = 64;
/** Different batches that are trained on in turn. */
const BATCHES = 32;
const PIXELS = 28 * 28;
/** An IDX file of images begins with 16 bytes, one of labels with 8. */
const IMAGES_AT = 16;
const LABELS_AT = 8;
const INIT_SEED = 7;
/** Of a pixel. */
const MAXIMUM = 255;

/** What every contestant trains: the same network from the same parameters on the same rows in the same order. */
export interface BenchTask {
  readonly parameters: readonly NamedTensor[];
  /** The images that the batches name rows of, as bytes. */
  readonly images: KeptImages;
  readonly batches: readonly Batch[];
}

export const BENCH_MODEL: Model = cnn(10);

/** Rows of two unpacked MNIST files, as the network takes them. */
export interface MnistRows {
  readonly count: number;
  batch(rows: ArrayLike<number>): Batch;
}

export function mnistRows(images: Uint8Array, labels: Uint8Array): MnistRows {
  const batch = (rows: ArrayLike<number>): Batch => {
    const inputs = new Float32Array(rows.length * PIXELS);
    for (let i = 0; i < rows.length; i++) {
      const from = IMAGES_AT + rows[i] * PIXELS;
      for (let p = 0; p < PIXELS; p++) inputs[i * PIXELS + p] = images[from + p] / MAXIMUM;
    }
    return { inputs, targets: Float32Array.from(rows, (row) => labels[LABELS_AT + row]), rows: Uint32Array.from(rows) };
  };
  return { count: labels.length - LABELS_AT, batch };
}

/** The first rows of two unpacked MNIST files. */
export function benchTask(images: Uint8Array, labels: Uint8Array): BenchTask {
  const rows = mnistRows(images, labels);
  const batches = Array.from({ length: BATCHES }, (_, b) => rows.batch(Array.from({ length: BATCH_SIZE }, (_, i) => b * BATCH_SIZE + i)));
  const pixels = images.slice(IMAGES_AT, IMAGES_AT + BATCHES * BATCH_SIZE * PIXELS);
  return { parameters: initialParameters(BENCH_MODEL, INIT_SEED), images: { pixels, maximum: MAXIMUM }, batches };
}

/** Steps `from … from + count` of the task, its batches taken in turn. */
export const batchesOf = ({ batches }: Pick<BenchTask, 'batches'>, from: number, count: number): readonly Batch[] =>
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

/** Bytes that a step cannot help but move: its rows come in, and Adam reads parameter, gradient and two moments and writes all
 *  but the gradient. Activations and weights may stay in a cache. */
export function stepBytes(model: Model, rows: number): number {
  const inputs = rows * model.input.reduce((product, side) => product * side, 1);
  return 4 * (inputs + 7 * parameterCount(model));
}
