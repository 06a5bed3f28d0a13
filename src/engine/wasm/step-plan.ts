import type { Model } from '../../core/training/model.ts';
import type { ReluOutputs } from '../awake-units.ts';
import { type Block, blocksOf, type ConvolutionBlock, type DenseBlock, widthOf } from '../blocks.ts';
import { type Layout, layoutOf } from '../layout.ts';
import { MAX_THREADS } from '../threads.ts';
import { convolutionBackward, convolutionForward, convolutionScratch } from './convolution-operations.ts';
import { denseBackward, denseForward } from './dense-operations.ts';
import { type Arena, Ground, type Placed, type Stretch } from './ground.ts';
import { COUNTING_BYTES, type HistogramPlan, planHistograms } from './histogram-operations.ts';
import { type Operation, TILE_BYTES } from './operation.ts';
import { planSnapshot, type SnapshotPlan } from './snapshot-operations.ts';
import { planUpdate, type UpdatePlan } from './update-operations.ts';

/** A model's training step as operations on one memory that is laid out once. Every thread compiles the same plan for itself. */
export interface StepPlan {
  readonly layout: Layout;
  readonly maxRows: number;
  readonly memoryBytes: number;
  readonly stretches: readonly Stretch[];
  readonly arenas: Readonly<Record<Arena, number>>;
  /** `[rows, …model.input]`. */
  readonly input: number;
  /** `[rows, outputStride]`, as is the gradient. */
  readonly output: number;
  readonly outputGradient: number;
  readonly outputStride: number;
  readonly relus: ReadonlyMap<string, ReluOutputs>;
  readonly forward: readonly Operation[];
  readonly backward: readonly Operation[];
  readonly update: UpdatePlan;
  readonly histograms: HistogramPlan;
  readonly snapshot: SnapshotPlan;
  /** Address of a thread's scratch. */
  scratchOf(thread: number): number;
}

/** Compiles the step for batches of up to `maxRows` rows; null where the kernels cannot run the model. */
export function planStep(model: Model, maxRows: number): StepPlan | null {
  const blocks = blocksOf(model);
  if (!blocks) return null;
  const layout = layoutOf(model);
  // Tiles are four rows high: what they read past the batch must be there, and is not looked at.
  const ground = new Ground(layout, Math.ceil(maxRows / 4) * 4);
  const input = ground.memory.floats(ground.rows * model.input.reduce((product, side) => product * side, 1));
  const placed = placeAll(ground, blocks, input);
  const forward = placed.flatMap((each) => forwardOf(ground, each));
  const backward = placed
    .flatMap((each, i) => [backwardOf(ground, each, placed[i - 1] ?? null)])
    .toReversed()
    .flat();
  const update = planUpdate(ground);
  const histograms = planHistograms(ground, layout, update.chunks);
  const snapshot = planSnapshot(ground, layout);
  const scratchBytes = scratchBytesOf(blocks, ground.rows);
  const scratch = Array.from({ length: MAX_THREADS }, () => ground.memory.take(scratchBytes));
  const { y, dy, stride } = placed[placed.length - 1];
  return {
    ...{ layout, maxRows: ground.rows, memoryBytes: ground.memory.size, stretches: ground.stretches, arenas: ground.arenas },
    ...{
      input,
      output: y,
      outputGradient: dy,
      outputStride: stride,
      relus: relusOf(placed),
      forward,
      backward,
      update,
      histograms,
      snapshot,
    },
    scratchOf: (thread) => scratch[thread],
  };
}

/** Where the outputs of each ReLU stand, in floats. */
const relusOf = (placed: readonly Placed[]): StepPlan['relus'] =>
  new Map(
    placed.flatMap(({ block, y, stride }) =>
      block.kind === 'dense' && !block.relu ? [] : [[block.name, { first: y / 4, stride, width: widthOf(block) }]],
    ),
  );

function placeAll(ground: Ground, blocks: readonly Block[], input: number): Placed[] {
  const placed: Placed[] = [];
  for (const block of blocks) placed.push(ground.place(block, placed.at(-1)?.y ?? input));
  return placed;
}

const isDense = (placed: Placed): placed is Placed<DenseBlock> => placed.block.kind === 'dense';

const forwardOf = (ground: Ground, placed: Placed): Operation[] =>
  isDense(placed) ? denseForward(ground, placed) : convolutionForward(ground, placed as Placed<ConvolutionBlock>);

const backwardOf = (ground: Ground, placed: Placed, below: Placed | null): Operation[] =>
  isDense(placed) ? denseBackward(ground, placed, below) : convolutionBackward(ground, placed as Placed<ConvolutionBlock>, below);

const scratchBytesOf = (blocks: readonly Block[], rows: number): number =>
  Math.max(
    COUNTING_BYTES,
    TILE_BYTES + Math.max(0, ...blocks.map((block) => (block.kind === 'dense' ? 0 : convolutionScratch(block, rows)))),
  );
