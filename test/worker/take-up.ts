import type { Emission } from '../../src/core/transcript/events.ts';
import { goOn, type Replay } from '../../src/worker/resume/replay.ts';
import { inputsFrom, type ResumePoint } from '../../src/worker/resume/resume-point.ts';
import { type RunInputs, run } from '../../src/worker/run.ts';
import { never } from '../async.ts';

/** Nobody listens, but who is named in `changes`. */
export const replayOf = ({ environment }: RunInputs, changes: Partial<Replay> = {}): Replay => ({
  ...{ environment, signal: never, onStep: () => undefined, onKeyframe: async () => false },
  ...changes,
});

/** A run that is taken up where it was cut off. */
export function takeUp(inputs: RunInputs, point: ResumePoint, changes: Partial<Replay> = {}): AsyncGenerator<Emission, void, void> {
  const replay = replayOf(inputs, changes);
  return goOn(run({ ...inputs, ...inputsFrom(point) }, replay.signal), point, replay);
}
