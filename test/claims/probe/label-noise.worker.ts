import { checkLabels } from '../../../src/core/audit/label-noise.ts';
import { randomStream, shuffled } from '../../../src/core/random.ts';
import { planTrack } from '../../../src/core/training/track-plan.ts';
import { heldOutPredictions } from '../../../src/worker/label-check/held-out.ts';
import { answering } from './answering.ts';
import { sampleInputs } from './sample-inputs.ts';

export interface LabelNoiseOrder {
  readonly rows: number;
  /** Share of the labels that are changed to another class. */
  readonly share: number;
  readonly seed: number;
}

export interface LabelNoiseAnswer {
  /** Of the ranked suspects, whether the label was changed, the first suspect first. */
  readonly hits: readonly boolean[];
  /** Suspects among those hits whose suggested class is the one that the label had. */
  readonly restored: number;
  readonly changed: number;
  readonly checked: number;
  readonly seconds: number;
}

answering(findChanged);

/** Changes some labels of MNIST and looks for them, as the page does. */
async function findChanged({ rows, share, seed }: LabelNoiseOrder): Promise<LabelNoiseAnswer> {
  const { spec, data } = await sampleInputs('wasm', rows, 1);
  const [phase] = spec.phases;
  const read = data.pretrain?.data;
  if (read?.train.target.kind !== 'classes') throw new Error('the sample has no classes');
  const plan = planTrack({ spec, phase, data: read, indices: null, encoding: null });
  const { codes, names } = read.train.target;
  const random = randomStream(seed, 'changed labels');
  const before = new Map<number, number>();
  for (const row of shuffled(random, plan.trainRows).subarray(0, Math.round(share * plan.trainRows.length))) {
    before.set(row, codes[row]);
    codes[row] = (codes[row] + 1 + (random.uint32(row) % (names.length - 1))) % names.length;
  }
  const startedMs = performance.now();
  const work = heldOutPredictions(plan, spec);
  let next = await work.next();
  while (!next.done) next = await work.next();
  const { suspects, checked } = checkLabels(next.value);
  return {
    hits: suspects.map(({ row }) => before.has(row)),
    restored: suspects.filter(({ row, suggested }) => before.get(row) === suggested).length,
    changed: before.size,
    checked,
    seconds: (performance.now() - startedMs) / 1000,
  };
}
