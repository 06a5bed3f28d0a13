import type { ClassTarget, Dataset, ImageFeatures } from '../../../src/core/data/dataset.ts';
import { gatherTargets, type RowInputs, rowInputs } from '../../../src/core/data/row-inputs.ts';
import { ADAM, type BackendName } from '../../../src/core/spec/spec.ts';
import { epochOrder } from '../../../src/core/training/batches.ts';
import { initialParameters } from '../../../src/core/training/init.ts';
import { cnn } from '../../../src/core/training/model.ts';
import type { NamedTensor } from '../../../src/core/training/tensor.ts';
import { createTrainer } from '../../../src/engine/create-trainer.ts';
import type { Batch, Trainer } from '../../../src/engine/trainer.ts';
import { stepwise } from '../../bench/trainee.ts';
import { answering } from './answering.ts';
import { sampleInputs } from './sample-inputs.ts';

export interface ScalingOrder {
  readonly backend: BackendName;
  /** Batch sizes, each with all rows resident. */
  readonly batches: readonly number[];
  /** Rows resident, each with batches of 64. */
  readonly residents: readonly number[];
  /** Windows of each, taken in turn. */
  readonly rounds: number;
  /** Of every window: equal work, whatever the batch. */
  readonly rowsPerWindow: number;
}

/** Milliseconds a step of each window. */
export interface Series {
  readonly batch: number;
  readonly resident: number;
  readonly stepMs: readonly number[];
}

export interface ScalingTimes {
  readonly threads: number;
  readonly adapter: string;
  readonly byBatch: readonly Series[];
  readonly byResident: readonly Series[];
}

const ALL_ROWS = 60_000;
const BATCH_OF_RESIDENTS = 64;
const CLASSES = 10;
const SEED = 7;
const NONE_FROZEN: ReadonlySet<string> = new Set();

answering(async ({ backend, batches, residents, ...turns }: ScalingOrder): Promise<ScalingTimes> => {
  const { environment, data } = await sampleInputs(backend, ALL_ROWS, 1);
  const { train } = data.pretrain!.data;
  const byBatch = await Promise.all(batches.map((batch) => Stretch.begin(train, batch, ALL_ROWS)));
  await takeTurns(byBatch, turns);
  const byResident = await Promise.all(residents.map((rows) => Stretch.begin(train, BATCH_OF_RESIDENTS, rows)));
  await takeTurns(byResident, turns);
  const seriesOf = ({ batch, resident, stepMs }: Stretch): Series => ({ batch, resident, stepMs });
  return {
    threads: environment.threads,
    adapter: environment.adapter ?? 'none',
    byBatch: byBatch.map(seriesOf),
    byResident: byResident.map(seriesOf),
  };
});

/** Each gets a window in each round, in one direction and then in the other; the first round only warms up. */
async function takeTurns(stretches: readonly Stretch[], { rounds, rowsPerWindow }: Pick<ScalingOrder, 'rounds' | 'rowsPerWindow'>) {
  for (let round = 0; round <= rounds; round++) {
    const turns = round % 2 === 0 ? stretches : stretches.toReversed();
    for (const stretch of turns) {
      const ms = await stretch.window(rowsPerWindow / stretch.batch);
      if (round > 0) stretch.stepMs.push(ms);
    }
  }
  for (const stretch of stretches) stretch.end();
}

/** A training in windows, on the first so many rows of a dataset in random order. */
class Stretch {
  readonly batch: number;
  readonly resident: number;
  readonly stepMs: number[] = [];
  readonly #trainer: Trainer;
  readonly #start: readonly NamedTensor[];
  readonly #dataset: Dataset;
  readonly #inputs: RowInputs;
  readonly #order: Uint32Array;
  #done = 0;

  private constructor(trainer: Trainer, start: readonly NamedTensor[], dataset: Dataset, batch: number) {
    const rows = Uint32Array.from({ length: dataset.rows }, (_, row) => row);
    this.batch = batch;
    this.resident = dataset.rows;
    this.#trainer = trainer;
    this.#start = start;
    this.#dataset = dataset;
    this.#inputs = rowInputs(dataset, rows, null);
    this.#order = epochOrder(rows, SEED, 'pretrain', 1);
  }

  static async begin(dataset: Dataset, batch: number, resident: number): Promise<Stretch> {
    const model = cnn(CLASSES);
    const trainer = await createTrainer(model, batch);
    const first = firstRows(dataset, resident);
    trainer.keep?.(first.features as ImageFeatures);
    return new Stretch(trainer, initialParameters(model, SEED), first, batch);
  }

  /** Milliseconds a step over so many steps, the gathering of their rows included. Each window starts from the same parameters:
   *  few rows are learnt by heart soon, and the tiny gradients that are left take a processor longer. */
  async window(steps: number): Promise<number> {
    this.#trainer.load(this.#start, 'claim');
    const before = performance.now();
    const train = stepwise(async (batch) => (await this.#trainer.step(batch, 'cross-entropy', ADAM, NONE_FROZEN)).loss, this.#trainer);
    await train(this.#batches(steps), () => undefined);
    return (performance.now() - before) / steps;
  }

  *#batches(count: number): Generator<Batch> {
    for (let i = 0; i < count; i++, this.#done++) {
      const first = (this.#done * this.batch) % this.resident;
      const rows = Uint32Array.from({ length: this.batch }, (_, k) => this.#order[(first + k) % this.resident]);
      const inputs = this.#inputs;
      yield {
        // Gathered only where it is asked for: not by a trainer that keeps the images.
        get inputs() {
          return inputs.gather(rows);
        },
        targets: gatherTargets(this.#dataset, rows),
        rows,
      };
    }
  }

  end(): void {
    this.#trainer.dispose();
  }
}

/** The dataset that a file of only these rows would give, in memory of its own. */
function firstRows(dataset: Dataset, rows: number): Dataset {
  const features = dataset.features as ImageFeatures;
  const target = dataset.target as ClassTarget;
  const pixels = features.pixels.slice(0, rows * features.height * features.width);
  return { ...dataset, rows, features: { ...features, pixels }, target: { ...target, codes: target.codes.slice(0, rows) } };
}
