import { randomStream, shuffled } from '../random.ts';
import type { PhaseName } from '../spec/spec.ts';
import { rowsAt, type StepRows } from './step-rows.ts';

export interface Batch {
  /** Counted from 1 within the run. */
  readonly step: number;
  /** Counted from 1 within the phase. */
  readonly epoch: number;
  /** Rows by their position in the dropped files, in the order of the batch. */
  readonly rows: Uint32Array;
}

export interface BatchPlan {
  readonly trainRows: Uint32Array;
  readonly seed: number;
  /** The baseline trains on the batches of `finetune`, so that only the starting parameters differ. */
  readonly phase: PhaseName;
  readonly epochs: number;
  readonly batchSize: number;
}

/** The order of an epoch: a new shuffle for each, known without those before it; without a row, the others keep theirs. */
export function epochOrder(trainRows: Uint32Array, seed: number, phase: PhaseName, epoch: number): Uint32Array {
  return shuffled(randomStream(seed, `order/${phase}/${epoch}`), trainRows);
}

export const stepsPerEpoch = ({ trainRows, batchSize }: Pick<BatchPlan, 'trainRows' | 'batchSize'>): number =>
  Math.ceil(trainRows.length / batchSize);

/** The batches of a phase. The last one of an epoch is kept when it is short, as PyTorch's DataLoader does by default.
 *  `after` is the step before the phase's first one; `done` steps of the phase are passed over, to resume from a keyframe. */
export function* batchesOf(plan: BatchPlan, after = 0, done = 0): Generator<Batch, void, void> {
  const perEpoch = stepsPerEpoch(plan);
  for (let epoch = Math.floor(done / perEpoch) + 1; epoch <= plan.epochs; epoch++) {
    const order = epochOrder(plan.trainRows, plan.seed, plan.phase, epoch);
    const before = (epoch - 1) * perEpoch;
    for (let i = Math.max(0, done - before); i < perEpoch; i++) {
      yield { step: after + before + i + 1, epoch, rows: order.slice(i * plan.batchSize, (i + 1) * plan.batchSize) };
    }
  }
}

/** The batches that an index file names, one a line. Steps are counted on from `after`, whatever the file counted from:
 *  a fine-tune phase's file can then follow another pretraining. All of it is epoch 1. */
export function* indexedBatches(indices: StepRows, after = 0, done = 0): Generator<Batch, void, void> {
  for (let i = done; i < indices.steps.length; i++) yield { step: after + i + 1, epoch: 1, rows: rowsAt(indices, i).slice() };
}
