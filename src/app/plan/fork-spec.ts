import type { RunSpec, Track } from '../../core/spec/spec.ts';
import { setUpOf } from './spec-edit.ts';

/** The set-up of a run that goes another way from one of its steps: the phases before the step's own are behind it. The parameters
 *  come with the weights file, which the spec then names. */
export function forkedSpec(spec: RunSpec, track: Track, step: number): RunSpec {
  const phases = track === 'pretrain' ? spec.phases : spec.phases.filter(({ phase }) => phase === 'finetune');
  return { ...setUpOf({ ...spec, phases }), name: `${spec.name}, from step ${step}`.slice(0, MAX_NAME_LENGTH) };
}

/** As a run spec may say. */
const MAX_NAME_LENGTH = 200;
