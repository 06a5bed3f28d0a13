import { expect, test, vi } from 'vitest';
import { freshDatabase, openDatabase, problemOf } from './writer-kit.ts';

/** This file runs as the page of a version to come, and plays an older tab by hand. */
vi.mock(import('../../src/store/schema.ts'), async (original) => ({ ...(await original()), DATABASE_VERSION: 4 as 3 }));

const openOldTab = (name: string): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 2);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

test('an old tab that does not let go is named after two seconds', async () => {
  const name = `test-${crypto.randomUUID()}`;
  const old = await openOldTab(name);
  const begin = performance.now();
  const database = openDatabase(name);
  const problem = await problemOf(database.withDb(async (db) => db.version));
  expect(problem).toEqual({ code: 'storage-blocked', fields: { found: 2, expected: 4 } });
  expect(performance.now() - begin).toBeLessThan(4000);
  old.close();
  await vi.waitFor(async () => expect(await database.withDb(async (db) => db.version)).toBe(4));
});

test('an old tab that lets go is not mentioned', async () => {
  const name = `test-${crypto.randomUUID()}`;
  const old = await openOldTab(name);
  old.onversionchange = () => old.close();
  expect(await openDatabase(name).withDb(async (db) => db.version)).toBe(4);
});

test('a browser that cannot open databases at all is told from one that is busy', async () => {
  vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
    throw new DOMException('no storage here', 'SecurityError');
  });
  expect(await problemOf(freshDatabase().withDb(async (db) => db.version))).toEqual({
    code: 'storage-unavailable',
    fields: { detail: 'no storage here' },
  });
});
