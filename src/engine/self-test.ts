import { randomStream } from '../core/random.ts';
import { ADAM } from '../core/spec/spec.ts';
import { initialParameters } from '../core/training/init.ts';
import { cnn } from '../core/training/model.ts';
import type { Batch, StepResult, Trainer } from './trainer.ts';

/* Drivers have computed convolutions wrongly without a word (all gradients zero: https://github.com/tensorflow/tfjs/issues/8590).
 * One step of the documents' network tells: it passes through every kernel that training uses. */

const MODEL = cnn(10);
const ROWS = 2;

/** Relative; two sound devices differ by the order of their sums, which is a hundredth of it. */
const TOLERANCE = 1e-3;

/** What one step gave: its loss and the length of each tensor's gradient. */
export type TestStep = Pick<StepResult, 'loss' | 'tensors'>;

/** Takes the step. `create` makes a trainer for that many rows. */
export async function takeTestStep(create: (model: typeof MODEL, rows: number) => Trainer | Promise<Trainer>): Promise<TestStep> {
  const trainer = await create(MODEL, ROWS);
  try {
    trainer.load(initialParameters(MODEL, 1), 'self-test');
    const { loss, tensors } = await trainer.step(testBatch(), 'cross-entropy', ADAM, new Set());
    return { loss, tensors };
  } finally {
    trainer.dispose();
  }
}

function testBatch(): Batch {
  const stream = randomStream(1, 'self-test');
  const size = MODEL.input.reduce((product, side) => product * side, 1);
  return {
    inputs: Float32Array.from({ length: ROWS * size }, (_, i) => stream.uniform(i)),
    targets: Float32Array.from({ length: ROWS }, (_, row) => row),
  };
}

/** What is wrong with a step, held against the same step on a backend that is trusted; null where nothing is. */
export function faultOf(found: TestStep, expected: TestStep): string | null {
  if (differs(found.loss, expected.loss)) return `a test step’s loss is ${found.loss}, expected ${expected.loss}`;
  for (const [name, statistics] of Object.entries(expected.tensors)) {
    const [a, b] = [found.tensors[name][GRADIENT_L2], statistics[GRADIENT_L2]];
    if (differs(a, b)) return `a test step’s gradient of ${name} has length ${a}, expected ${b}`;
  }
  return null;
}

/** Of `TensorStatistics`. */
const GRADIENT_L2 = 6;

const differs = (found: number, expected: number): boolean => !(Math.abs(found - expected) <= TOLERANCE * Math.abs(expected));
