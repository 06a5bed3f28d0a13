import type { Page } from 'playwright-core';
import type { RunEvent } from '../../../src/core/transcript/events.ts';
import { headOf, openSegment } from '../../../src/core/transcript/segment.ts';
import { GENESIS } from '../../../src/core/transcript/transcript.ts';
import { DATABASE_NAME } from '../../../src/store/schema.ts';

/** A run as the browser's database holds it, read past the page and held against its own chain here. */
export interface StoredRun {
  readonly events: readonly RunEvent[];
  /** Fingerprints of the steps, by number; no step is there twice. */
  readonly fingerprints: ReadonlyMap<number, number>;
  /** Every segment is what was written, right behind the one before it, up to the head that the run's record names. A run of which
   *  nothing is there is sound. */
  readonly sound: boolean;
}

interface RawSegment {
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly hash: string;
  readonly summary: string;
  readonly detail: string;
}

interface RawRun {
  readonly head: { readonly seq: number; readonly hash: string } | null;
  readonly segments: readonly RawSegment[];
}

export async function readStoredRun(page: Page, runId: string): Promise<StoredRun> {
  const { head: recorded, segments } = (await page.evaluate(readRaw, { runId, name: DATABASE_NAME })) as RawRun;
  const events: RunEvent[] = [];
  const fingerprints = new Map<number, number>();
  let [head, sound] = [GENESIS, true];
  for (const { summary, detail, ...rest } of segments) {
    const segment = { ...rest, summary: bytesOf(summary), detail: bytesOf(detail) };
    const opened = await openSegment(head, segment);
    sound &&= opened.sound;
    head = headOf(segment);
    events.push(...opened.events);
  }
  for (const event of events) {
    if (event.kind !== 'step') continue;
    sound &&= !fingerprints.has(event.step);
    fingerprints.set(event.step, event.fingerprint);
  }
  return { events, fingerprints, sound: sound && head.hash === (recorded ?? GENESIS).hash };
}

const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));

/** Runs inside the page: it may use nothing from outside itself. */
async function readRaw({ runId, name }: { readonly runId: string; readonly name: string }): Promise<RawRun> {
  // Opening a database that is not there would make it.
  if (!(await indexedDB.databases()).some((database) => database.name === name)) return { head: null, segments: [] };
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const transaction = db.transaction(['runs', 'segments', 'details']);
  const range = IDBKeyRange.bound([runId], [runId, []]);
  const requests = [
    transaction.objectStore('runs').get(runId),
    transaction.objectStore('segments').getAll(range),
    transaction.objectStore('details').getAll(range),
  ];
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
  db.close();
  const [record, segments, details] = requests.map(({ result }) => result);
  const detailAt = new Map(details.map((each: { firstSeq: number; detail: Uint8Array }) => [each.firstSeq, each.detail]));
  // TypeScript does not know `toBase64` yet.
  return {
    head: record ? record.head : null,
    segments: segments.map((each: { firstSeq: number; lastSeq: number; hash: string; summary: never }) => ({
      firstSeq: each.firstSeq,
      lastSeq: each.lastSeq,
      hash: each.hash,
      summary: (each.summary as { toBase64(): string }).toBase64(),
      detail: ((detailAt.get(each.firstSeq) ?? new Uint8Array()) as unknown as { toBase64(): string }).toBase64(),
    })),
  };
}
