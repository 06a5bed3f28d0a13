import type { Emission } from '../../src/core/events.ts';
import { TrainscriptError } from '../../src/core/problem.ts';
import { chainEvent, GENESIS } from '../../src/core/transcript.ts';
import { type RunSource, sourceOf } from '../../src/worker/run-source.ts';

/** A kept run without a store. `batch` is how many lines a reading gets at a time; `damage` may edit the lines. */
export function memorySource(
  emissions: readonly Emission[],
  batch = 3,
  damage: (lines: string[]) => string[] = (lines) => lines,
): RunSource {
  let head = GENESIS;
  const keyframes = new Map<string, Uint8Array<ArrayBuffer>>();
  const lines = emissions.map(({ event, keyframe }) => {
    if (event.kind === 'keyframe' && keyframe !== undefined) keyframes.set(`${event.step} ${event.phase}`, keyframe);
    const link = chainEvent(head, event);
    head = link.head;
    return link.line;
  });
  const kept = damage(lines);
  async function* batches() {
    for (let at = 0; at < kept.length; at += batch) yield kept.slice(at, at + batch);
  }
  return sourceOf('run-1', head, batches, async (step, track) => {
    const file = keyframes.get(`${step} ${track}`);
    if (file === undefined) throw new TrainscriptError('keyframe-missing', { runId: 'run-1', step, track });
    return file;
  });
}
