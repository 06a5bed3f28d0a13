import type { RunSpec } from '../../core/spec/spec.ts';
import { initialParameters } from '../../core/training/init.ts';
import { HEAD_LAYER, layerOf } from '../../core/training/model.ts';
import type { NamedTensor } from '../../core/training/tensor.ts';
import type { TrackPlan } from '../../core/training/track-plan.ts';

/** Where a track's parameters come from. */
export interface Start {
  readonly from: 'random' | 'pretrain' | 'file';
  /** Empty for `random`. */
  readonly parameters: readonly NamedTensor[];
  /** The file's name, for messages. */
  readonly source: string;
  /** What the parameters' outputs stand for, where that is known. */
  readonly classes: readonly string[] | null;
}

export interface StartingParameters extends Start {
  readonly replacedHead: boolean;
}

/** The parameters a track starts from: drawn from the seed, or those given, with a fresh head where the plan asks for one or
 *  where the classes are others. */
export function startOf(start: Start, { model, phase, classes }: TrackPlan, { seed }: RunSpec): StartingParameters {
  const random = initialParameters(model, seed);
  if (start.from === 'random') return { ...start, parameters: random, replacedHead: false };
  const differs = start.classes !== null && classes !== null && start.classes.join('\n') !== classes.join('\n');
  if (phase.head === 'keep' && !differs) return { ...start, replacedHead: false };
  const body = start.parameters.filter(({ name }) => layerOf(name) !== HEAD_LAYER);
  const head = random.filter(({ name }) => layerOf(name) === HEAD_LAYER);
  return { ...start, parameters: [...body, ...head], replacedHead: true };
}
