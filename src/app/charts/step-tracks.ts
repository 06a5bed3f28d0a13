import type { Track } from '../../core/spec/spec.ts';
import type { RunView } from '../view-state.ts';

/** The tracks that have parameters at a step: none where the run never was, two where one ends and the next one begins. */
export const tracksAt = ({ phases, committedStep }: Pick<RunView, 'phases' | 'committedStep'>, step: number): readonly Track[] =>
  phases.filter(({ after, steps }) => step >= after && step <= Math.min(after + steps, committedStep)).map(({ phase }) => phase);
