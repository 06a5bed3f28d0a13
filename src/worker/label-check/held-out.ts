import type { HeldOut } from '../../core/audit/label-noise.ts';
import { gatherTargets } from '../../core/data/row-inputs.ts';
import { randomStream, shuffled } from '../../core/random.ts';
import type { RunSpec } from '../../core/spec/spec.ts';
import { batchesOf, stepsPerEpoch } from '../../core/training/batches.ts';
import { initialParameters } from '../../core/training/init.ts';
import type { TrackPlan } from '../../core/training/track-plan.ts';
import { createTrainer } from '../../engine/create-trainer.ts';
import type { Trainer } from '../../engine/trainer.ts';

/** Each row is judged by the network that did not see it. More parts would see more rows each, and take longer. */
const PARTS = 3;
/** Passes over the rows, where there are enough of them. */
const EPOCHS = 2;
/** Few rows are gone over more often: a network must have learnt something before it may judge. */
const FEWEST_STEPS = 300;
const ROWS_AT_ONCE = 256;

/** Trains the phase's network anew on all parts of its rows but one, in turn, and asks it about that one. Yields the share that is
 *  done, step by step. Rows without a label are left out. */
export async function* heldOutPredictions(plan: TrackPlan, { seed }: RunSpec): AsyncGenerator<number, HeldOut, void> {
  const labelled = plan.trainRows.filter((row) => classOf(plan, row) >= 0);
  const mixed = shuffled(randomStream(seed, `label-check/${plan.phase.phase}`), labelled);
  const classes = plan.classes?.length ?? 0;
  const probabilities = new Float32Array(mixed.length * classes);
  const network = await createTrainer(plan.model, plan.largestBatch);
  try {
    for (let part = 0; part < PARTS; part++) {
      const others = mixed.filter((_, at) => at % PARTS !== part).sort();
      yield* inPart(train(network, plan, others, seed), part);
      const heldOut = [...mixed.keys()].filter((at) => at % PARTS === part);
      await predict(network, plan, mixed, heldOut, classes, probabilities);
    }
  } finally {
    network.dispose();
  }
  return { rows: mixed, given: Int32Array.from(mixed, (row) => classOf(plan, row)), classes, probabilities };
}

const classOf = ({ dataset: { target } }: TrackPlan, row: number): number => (target.kind === 'classes' ? target.codes[row] : -1);

/** The share of one part’s work as one of the whole. */
async function* inPart(work: AsyncGenerator<number, void, void>, part: number): AsyncGenerator<number, void, void> {
  for await (const share of work) yield (part + share) / PARTS;
}

async function* train(network: Trainer, plan: TrackPlan, trainRows: Uint32Array, seed: number): AsyncGenerator<number, void, void> {
  const { phase, batchSize, optimizer } = plan.phase;
  const perEpoch = stepsPerEpoch({ trainRows, batchSize });
  const epochs = Math.max(EPOCHS, Math.ceil(FEWEST_STEPS / perEpoch));
  network.load(initialParameters(plan.model, seed), 'the seed');
  for (const { step, rows } of batchesOf({ trainRows, seed, phase, epochs, batchSize })) {
    const batch = { inputs: plan.inputs.gather(rows), targets: gatherTargets(plan.dataset, rows), rows };
    await network.step(batch, plan.loss, optimizer, new Set());
    yield step / (epochs * perEpoch);
  }
}

/** Writes the probabilities of the rows at those places. */
async function predict(
  network: Trainer,
  { inputs, model }: TrackPlan,
  rows: Uint32Array,
  places: readonly number[],
  classes: number,
  into: Float32Array,
): Promise<void> {
  for (let first = 0; first < places.length; first += ROWS_AT_ONCE) {
    const some = places.slice(first, first + ROWS_AT_ONCE);
    const outputs = await network.predict(inputs.gather(some.map((at) => rows[at])));
    some.forEach((at, i) => {
      into.set(probabilitiesOf(outputs.subarray(i * model.outputs, (i + 1) * model.outputs)), at * classes);
    });
  }
}

/** Softmax of the logits; of a single one, the logistic function for the second of two classes. */
export function probabilitiesOf(logits: Float32Array): Float32Array {
  if (logits.length === 1) {
    const second = 1 / (1 + Math.exp(-logits[0]));
    return Float32Array.of(1 - second, second);
  }
  const most = logits.reduce((a, b) => Math.max(a, b));
  const powers = logits.map((logit) => Math.exp(logit - most));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}
