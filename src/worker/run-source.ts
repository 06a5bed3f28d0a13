import { TrainscriptError } from '../core/problems/problem.ts';
import type { Track } from '../core/spec/spec.ts';
import type { KeyframeEvent, RunEvent } from '../core/transcript/events.ts';
import { sha256Of } from '../core/transcript/sha256.ts';
import type { Database } from '../store/database.ts';
import { replaceKeyframe } from '../store/replace-keyframe.ts';
import { readKeyframe, readParameters, readStretches } from '../store/runs.ts';
import type { RunRecord } from '../store/schema.ts';

/** A kept run as the bundle reads it. Each reading starts anew, sees the same, and holds a few events at a time. */
export interface RunSource extends RunFiles {
  readonly runId: string;
  /** Number of the last event. */
  readonly lastSeq: number;
  stretches(): AsyncIterable<EventStretch>;
  /** The events of those; what a damaged store made unreadable is left out. */
  events(): AsyncIterable<readonly RunEvent[]>;
}

/** What of a run is too large for its transcript. */
export interface RunFiles {
  /** @throws TrainscriptError `keyframe-missing`. */
  keyframe(step: number, track: Track): Promise<Uint8Array<ArrayBuffer>>;
  /** A file that holds all parameters of a step. @throws TrainscriptError `parameters-missing`. */
  parameters(step: number, track: Track): Promise<Uint8Array<ArrayBuffer>>;
  /** Puts a keyframe's file in the place of one that was lost; false where there is no room. */
  keep(step: number, track: Track, file: Uint8Array<ArrayBuffer>): Promise<boolean>;
}

/** Events as they were kept together. */
export interface EventStretch {
  readonly firstSeq: number;
  readonly events: readonly RunEvent[];
  /** Whether it is what was written, and stands where it did. */
  readonly sound: boolean;
}

/** The run as it stands in the store now; what a live run adds afterwards is not seen. */
export function storedRun(database: Database, { runId, head }: RunRecord): RunSource {
  const stretches = async function* () {
    for await (const stretch of readStretches(database, runId, head.seq)) {
      const isOther = stretch.head.seq >= head.seq && stretch.head.hash !== head.hash;
      yield { ...stretch, sound: stretch.sound && !isOther };
    }
  };
  return sourceOf(runId, head.seq, stretches, {
    keyframe: (step, track) => readKeyframe(database, runId, step, track),
    parameters: (step, track) => readParameters(database, runId, step, track),
    keep: (step, track, bytes) => replaceKeyframe(database, { runId, step, track, bytes }),
  });
}

export function sourceOf(runId: string, lastSeq: number, stretches: RunSource['stretches'], files: RunFiles): RunSource {
  return { runId, lastSeq, stretches, ...files, events: () => eventsOf(stretches()) };
}

async function* eventsOf(stretches: AsyncIterable<EventStretch>): AsyncGenerator<readonly RunEvent[]> {
  for await (const { events } of stretches) yield events;
}

/** The keyframe's file, held against the hash in the transcript. @throws TrainscriptError `keyframe-missing`, `keyframe-damaged`. */
export async function checkedKeyframe(source: RunSource, { step, phase, sha256 }: KeyframeEvent): Promise<Uint8Array<ArrayBuffer>> {
  const file = await source.keyframe(step, phase);
  const found = await sha256Of(file);
  if (found !== sha256)
    throw new TrainscriptError('keyframe-damaged', { runId: source.runId, track: phase, step, found, expected: sha256 });
  return file;
}
