import type { RunEvent } from '../../src/core/transcript/events.ts';
import { encodeSegment, headOf, type Segment } from '../../src/core/transcript/segment.ts';
import { type ChainHead, GENESIS } from '../../src/core/transcript/transcript.ts';
import type { Shelf } from '../../src/store/step-lookup.ts';

/** A run's segments of so many events each, counting what is read of them. */
export async function memoryShelf(events: readonly RunEvent[], size: number) {
  const segments = new Map<number, Segment>();
  let head: ChainHead = GENESIS;
  for (let at = 0; at < events.length; at += size) {
    const segment = await encodeSegment(head, events.slice(at, at + size));
    segments.set(segment.firstSeq, segment);
    head = headOf(segment);
  }
  const read = { summaries: 0, segments: 0 };
  const shelf: Shelf = {
    runId: 'run-1',
    keys: async () => [...segments.keys()],
    summary: async (firstSeq) => {
      read.summaries++;
      return segments.get(firstSeq);
    },
    segment: async (firstSeq) => {
      read.segments++;
      return segments.get(firstSeq);
    },
  };
  return { shelf, segments, read };
}
