import { ADAM } from '../../../src/core/spec/spec.ts';
import type { Trainer } from '../../../src/engine/trainer.ts';
import type { BenchTask } from '../task.ts';
import { stepwise, type Trainee } from '../trainee.ts';

const NONE_FROZEN: ReadonlySet<string> = new Set();

/** Everything that a run logs of a step is computed and delivered too: loss, accuracy, each tensor's statistics, the fingerprint.
 *  There is no freer way to run. */
export function traineeOf(trainer: Trainer | null, { parameters, images }: BenchTask, facts: Trainee['facts']): Trainee {
  if (!trainer) throw new Error('our kernels do not run this model');
  trainer.keep?.(images);
  trainer.load(parameters, 'benchmark');
  const step = async (batch: Parameters<Trainer['step']>[0]) => (await trainer.step(batch, 'cross-entropy', ADAM, NONE_FROZEN)).loss;
  return { train: stepwise(step, trainer), facts };
}
