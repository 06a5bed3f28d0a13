import { afterEach, vi } from 'vitest';
import type { Problem } from '../../src/core/problems/problem.ts';
import type { RunEvent } from '../../src/core/transcript/events.ts';
import { Database, type DatabaseListener } from '../../src/store/database.ts';
import { readStretches } from '../../src/store/runs.ts';
import { TranscriptWriter, type WriterOptions } from '../../src/store/transcript-writer.ts';
import { toArray } from '../async.ts';
import { problemOfAsync } from '../problem-of.ts';

const opened: Database[] = [];

/** A database of its own for each test; names are never used twice in a browser. */
export function freshDatabase(): Database {
  return openDatabase(`test-${crypto.randomUUID()}`);
}

export function openDatabase(name: string, listener?: DatabaseListener): Database {
  const database = new Database(name, listener);
  opened.push(database);
  return database;
}

afterEach(async () => {
  vi.restoreAllMocks();
  for (const database of opened.splice(0)) await database.close();
});

export interface OpenWriter {
  readonly writer: TranscriptWriter;
  readonly committed: RunEvent[];
  /** Sizes of the batches, in order. */
  readonly batches: number[];
}

export async function openWriter(database: Database, runId: string, options: Partial<WriterOptions> = {}): Promise<OpenWriter> {
  const committed: RunEvent[] = [];
  const batches: number[] = [];
  const onCommitted = (events: readonly RunEvent[]) => {
    committed.push(...events);
    batches.push(events.length);
  };
  return { writer: await TranscriptWriter.open(database, runId, { onCommitted, ...options }), committed, batches };
}

/** The problem that a promise ends in; fails if it ends well. */
export const problemOf = (promise: Promise<unknown>): Promise<Problem> => problemOfAsync(() => promise);

export async function collect<T>(batches: AsyncIterable<readonly T[]>): Promise<T[]> {
  return (await toArray(batches)).flat();
}

/** The events of what a run's store holds, all of which must be sound. */
export async function* readEvents(database: Database, runId: string, through?: number): AsyncGenerator<readonly RunEvent[]> {
  for await (const { firstSeq, events, sound } of readStretches(database, runId, through)) {
    if (!sound) throw new Error(`the segment at ${firstSeq} is not what was written`);
    yield events;
  }
}

/** Bytes that no database can compress. */
export function noise(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, Math.min(at + 65_536, length)));
  return bytes;
}
