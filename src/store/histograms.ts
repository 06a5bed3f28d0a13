import type { HistogramsEvent } from '../core/transcript/events.ts';
import { histogramsIn } from '../core/transcript/segment.ts';
import type { Database } from './database.ts';
import { type Shelf, storedShelf } from './step-lookup.ts';

/** At most `most` of a run's histograms, spread evenly over it: a bounded number of segments is read, however long the run is. What is not as it was written is left out; a check of the whole run tells of it. */
export const readThinnedHistograms = (database: Database, runId: string, most: number): Promise<readonly HistogramsEvent[]> =>
  thinnedHistograms(storedShelf(database, runId), most);

export async function thinnedHistograms(shelf: Shelf, most: number): Promise<readonly HistogramsEvent[]> {
  const keys = await shelf.keys();
  const ofEach = Math.max(1, Math.floor(most / Math.max(1, keys.length)));
  const found: HistogramsEvent[] = [];
  let behind = 0;
  for (const end of spread([...keys.keys()], most)) {
    found.push(...spread(await lastWithHistograms(shelf, keys.slice(Math.max(behind, end + 1 - MOST_TRIES), end + 1)), ofEach));
    behind = end + 1;
  }
  return found;
}

/** Histograms are rarer than steps: a segment of few steps may have none, and those before it are looked into. */
const MOST_TRIES = 4;

async function lastWithHistograms(shelf: Shelf, keys: readonly number[]): Promise<readonly HistogramsEvent[]> {
  for (const firstSeq of keys.toReversed()) {
    const segment = await shelf.segment(firstSeq);
    const histograms = segment ? await histogramsIn(segment) : [];
    if (histograms.length > 0) return histograms;
  }
  return [];
}

/** So many of the items at most, evenly spread, the last one among them. */
export function spread<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_, i) => items[Math.ceil(((i + 1) * items.length) / most) - 1]);
}
