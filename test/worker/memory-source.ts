import { TrainscriptError } from '../../src/core/problems/problem.ts';
import type { Emission } from '../../src/core/transcript/events.ts';
import { type EventStretch, type RunSource, sourceOf } from '../../src/worker/run-source.ts';

/** A kept run without a store. `batch` is how many events a stretch has; `damage` may edit the stretches. */
export function memorySource(
  emissions: readonly Emission[],
  batch = 3,
  damage: (stretches: EventStretch[]) => EventStretch[] = (stretches) => stretches,
): RunSource {
  const keyframes = new Map<string, Uint8Array<ArrayBuffer>>();
  const parameters = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const { event, keyframe } of emissions) {
    if (event.kind === 'keyframe' && keyframe !== undefined) keyframes.set(`${event.step} ${event.phase}`, keyframe);
    if (event.kind === 'parameters' && keyframe !== undefined) parameters.set(`${event.step} ${event.phase}`, keyframe);
  }
  const whole: EventStretch[] = [];
  for (let firstSeq = 0; firstSeq < emissions.length; firstSeq += batch) {
    whole.push({ firstSeq, sound: true, events: emissions.slice(firstSeq, firstSeq + batch).map(({ event }) => event) });
  }
  const kept = damage(whole);
  const stretches = async function* () {
    yield* kept;
  };
  return sourceOf('run-1', emissions.length - 1, stretches, {
    keyframe: async (step, track) => {
      const file = keyframes.get(`${step} ${track}`);
      if (file === undefined) throw new TrainscriptError('keyframe-missing', { runId: 'run-1', step, track });
      return file;
    },
    parameters: async (step, track) => {
      const file = parameters.get(`${step} ${track}`);
      if (file === undefined) throw new TrainscriptError('parameters-missing', { runId: 'run-1', step, track });
      return file;
    },
    keep: async (step, track, file) => {
      keyframes.set(`${step} ${track}`, file);
      return true;
    },
  });
}
