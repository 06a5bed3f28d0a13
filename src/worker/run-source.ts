import type { KeyframeEvent, RunEvent } from '../core/events.ts';
import { TrainscriptError } from '../core/problem.ts';
import { sha256Of } from '../core/sha256.ts';
import type { Track } from '../core/spec.ts';
import { type ChainHead, eventOf, parseLine } from '../core/transcript.ts';
import type { Database } from '../store/database.ts';
import { readKeyframe, readLines } from '../store/runs.ts';
import type { RunRecord } from '../store/schema.ts';

/** A kept run as the bundle reads it. Each reading starts anew, sees the same, and holds a few events at a time. */
export interface RunSource {
  readonly runId: string;
  /** Where the transcript must end. */
  readonly head: ChainHead;
  /** Lines of `events.jsonl` without their line ends. */
  lines(): AsyncIterable<readonly string[]>;
  /** The events of those lines; a line that a damaged store made unreadable is left out. */
  events(): AsyncIterable<readonly RunEvent[]>;
  /** @throws TrainscriptError `keyframe-missing`. */
  keyframe(step: number, track: Track): Promise<Uint8Array<ArrayBuffer>>;
}

/** The run as it stands in the store now; what a live run adds afterwards is not seen. */
export function storedRun(database: Database, { runId, head }: RunRecord): RunSource {
  return sourceOf(
    runId,
    head,
    () => readLines(database, runId, head.seq),
    (step, track) => readKeyframe(database, runId, step, track),
  );
}

export function sourceOf(runId: string, head: ChainHead, lines: RunSource['lines'], keyframe: RunSource['keyframe']): RunSource {
  return { runId, head, lines, keyframe, events: () => eventsOf(lines()) };
}

async function* eventsOf(batches: AsyncIterable<readonly string[]>): AsyncGenerator<readonly RunEvent[]> {
  for await (const lines of batches) {
    yield lines.flatMap((line) => {
      const chained = parseLine(line);
      return chained === undefined ? [] : [eventOf(chained)];
    });
  }
}

/** The keyframe's file, held against the hash in the transcript. @throws TrainscriptError `keyframe-missing`, `keyframe-damaged`. */
export async function checkedKeyframe(source: RunSource, { step, phase, sha256 }: KeyframeEvent): Promise<Uint8Array<ArrayBuffer>> {
  const file = await source.keyframe(step, phase);
  const found = await sha256Of(file);
  if (found !== sha256)
    throw new TrainscriptError('keyframe-damaged', { runId: source.runId, track: phase, step, found, expected: sha256 });
  return file;
}
