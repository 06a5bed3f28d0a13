import { describe, expect, test, vi } from 'vitest';
import { cdp } from 'vitest/browser';
import type { Emission } from '../../src/core/transcript/events.ts';
import { checkRun, listRuns, purgeRun, readKeyframe, readRun } from '../../src/store/runs.ts';
import { keyframe, sampleRun, step } from '../worker/sample-run.ts';
import { collect, freshDatabase, noise, openDatabase, openWriter, problemOf, readEvents } from './writer-kit.ts';

const MEGABYTE = 2 ** 20;

const started = (runId: string): Emission => sampleRun(runId)[0];
const stepAt = (number: number): Emission => ({ event: step('pretrain', number) });
const largeKeyframe = (number: number): Emission => ({ event: keyframe('pretrain', number).event, keyframe: noise(MEGABYTE) });

/** Storage with a real limit of its own, as Chromium's buckets have it. */
interface Bucket {
  readonly indexedDB: IDBFactory;
  getDirectory(): Promise<FileSystemDirectoryHandle>;
}
interface BucketManager {
  open(name: string, options: { quota: number }): Promise<Bucket>;
  delete(name: string): Promise<void>;
}

describe('a store that is full', () => {
  test('loses nothing, says so, and takes the rest once there is room', async () => {
    const { storageBuckets } = navigator as Navigator & { storageBuckets: BucketManager };
    const bucket = await storageBuckets.open('small', { quota: 8 * MEGABYTE });
    vi.stubGlobal('indexedDB', bucket.indexedDB);
    vi.spyOn(navigator.storage, 'getDirectory').mockImplementation(() => bucket.getDirectory());
    try {
      const database = freshDatabase();
      const old = await openWriter(database, 'old');
      await old.writer.append(started('old'));
      for (let number = 0; number < 5; number++) await old.writer.append(largeKeyframe(number));
      await old.writer.close();

      const { writer, committed } = await openWriter(database, 'new', { batchEvents: 1 });
      await writer.append(started('new'));
      await writer.flush();
      const files: Uint8Array[] = [];
      const fill = async () => {
        for (let number = 0; number < 12; number++) {
          const emission = largeKeyframe(number);
          files.push(emission.keyframe as Uint8Array);
          await writer.append(emission);
          await writer.flush();
        }
      };
      const problem = await problemOf(fill());
      expect(problem).toMatchObject({ code: 'storage-full', fields: { events: 1 } });
      expect(problem.fields.bytes).toBeGreaterThan(MEGABYTE);
      expect(problem.fields.usage).toBeGreaterThan(0);
      expect(problem.fields.quota).toBeGreaterThan(0);
      const kept = committed.length;
      expect(await problemOf(writer.append(stepAt(1)))).toMatchObject({ code: 'storage-full' });
      expect(await problemOf(writer.flush())).toMatchObject({ code: 'storage-full', fields: { events: 2 } });
      expect(await readRun(database, 'new')).toMatchObject({ head: { seq: kept - 1 } });

      await purgeRun(database, 'old');
      await writer.flush();
      await writer.append(stepAt(2));
      await writer.close();
      expect(committed).toHaveLength(kept + 3);
      expect(await checkRun(database, 'new')).toEqual({ ok: true });
      const last = files.length - 1;
      expect(await readKeyframe(database, 'new', last, 'pretrain')).toEqual(files[last]);
    } finally {
      vi.unstubAllGlobals();
      await storageBuckets.delete('small');
    }
  });
});

describe('a connection that is gone', () => {
  test('is opened again, once and without a word', async () => {
    const database = freshDatabase();
    const { writer, committed } = await openWriter(database, 'reopened');
    await writer.append(started('reopened'));
    await writer.flush();
    await database.withDb(async (db) => db.close());
    await writer.append(stepAt(1));
    await writer.close();
    expect(committed).toHaveLength(2);
    expect(await checkRun(database, 'reopened')).toEqual({ ok: true });
  });

  test('where it stays gone, the events wait in memory for the next flush', async () => {
    const database = freshDatabase();
    const { writer, committed } = await openWriter(database, 'gone');
    await writer.append(started('gone'));
    await writer.flush();
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
      throw new DOMException('The database connection is closing.', 'InvalidStateError');
    });
    await writer.append(stepAt(1));
    expect(await problemOf(writer.flush())).toMatchObject({ code: 'storage-unavailable' });
    expect(transaction).toHaveBeenCalledTimes(2);
    expect(await problemOf(listRuns(database))).toEqual({
      code: 'storage-unavailable',
      fields: { detail: 'The database connection is closing.' },
    });
    transaction.mockRestore();
    await writer.close();
    expect(committed).toHaveLength(2);
  });

  test('after the site’s data was cleared, no event is told as kept', async () => {
    const terminated = vi.fn();
    const database = openDatabase(`test-${crypto.randomUUID()}`, { onTerminated: terminated });
    const { writer, committed } = await openWriter(database, 'cleared');
    await writer.append(started('cleared'));
    await writer.flush();
    await cdp().send('Storage.clearDataForOrigin', { origin: location.origin, storageTypes: 'indexeddb' });
    await vi.waitFor(() => expect(terminated).toHaveBeenCalledOnce());
    await writer.append(stepAt(1));
    expect(await problemOf(writer.close())).toEqual({ code: 'storage-cleared', fields: { runId: 'cleared', seq: 1 } });
    expect(committed).toHaveLength(1);
    expect(await listRuns(database)).toEqual([]);
  });

  test('makes room for a newer version in another tab, and says why it then stops', async () => {
    const name = `test-${crypto.randomUUID()}`;
    const superseded = vi.fn();
    const database = openDatabase(name, { onSuperseded: superseded });
    const { writer } = await openWriter(database, 'superseded');
    await writer.append(started('superseded'));
    await writer.flush();
    const newer = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name, 4);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    expect(superseded).toHaveBeenCalledOnce();
    await writer.append(stepAt(1));
    expect(await problemOf(writer.close())).toEqual({ code: 'storage-newer', fields: { expected: 3 } });
    newer.close();
  });
});

/** As SQLite tests itself: the n-th operation fails, for every n until none is left to fail. */
describe('the n-th operation fails', () => {
  const methods = ['get', 'add', 'put'] as const;

  test.each(['once', 'from then on'])('%s: what was told as kept is kept, and a flush keeps the rest', async (mode) => {
    const run = sampleRun('faulty');
    let fired = true;
    let n = 0;
    for (; fired; n++) {
      fired = false;
      const database = freshDatabase();
      const { writer, committed } = await openWriter(database, 'faulty', { batchEvents: 8 });
      let calls = 0;
      const spies = methods.map((method) => {
        const original = IDBObjectStore.prototype[method] as (...args: unknown[]) => IDBRequest;
        return vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function (this: IDBObjectStore, ...args: unknown[]) {
          if (mode === 'once' ? calls++ === n : calls++ >= n) {
            fired = true;
            throw new DOMException('injected', 'UnknownError');
          }
          return original.apply(this, args);
        });
      });
      for (const emission of run) await writer.append(emission).catch(() => undefined);
      await writer.flush().catch(() => undefined);
      for (const spy of spies) spy.mockRestore();
      const told = committed.length;
      const stored = await collect(readEvents(database, 'faulty'));
      expect(stored.length, `${n}: nothing that was told is lost`).toBe(told);
      await writer.close();
      expect(await checkRun(database, 'faulty'), `${n}`).toEqual({ ok: true });
      expect(await collect(readEvents(database, 'faulty')), `${n}`).toEqual(committed);
      expect(committed, `${n}`).toEqual(run.map(({ event }) => event));
      await database.close();
    }
    expect(n).toBeGreaterThan(10);
  });
});
