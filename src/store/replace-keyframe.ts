import { keyframeParts } from './commit.ts';
import type { Database } from './database.ts';
import { errorName } from './error-name.ts';
import type { KeyframeFile } from './keyframe-files.ts';
import type { KeyframePart } from './schema.ts';

/** Puts a keyframe in the place of one that was lost or damaged. False where the store has no room for it, or is not to be written:
 *  it is then as lost as before. */
export async function replaceKeyframe(database: Database, file: KeyframeFile): Promise<boolean> {
  try {
    const isFile = await database.keyframes.write(file);
    await replaceParts(database, file, isFile ? [] : keyframeParts(file));
    return true;
  } catch (error) {
    if (errorName(error) === '') throw error;
    return false;
  }
}

/** What stands in the database is read before the file. */
async function replaceParts(database: Database, { runId, step, track }: KeyframeFile, parts: readonly KeyframePart[]): Promise<void> {
  await database.withDb(async (db) => {
    const transaction = db.transaction('keyframes', 'readwrite', { durability: 'strict' });
    const range = IDBKeyRange.bound([runId, step, track], [runId, step, track, []]);
    const requests = [
      () => transaction.store.delete(range),
      ...parts.map((part) => () => transaction.store.put(part)),
      () => transaction.done,
    ];
    await Promise.all(requests.map(async (request) => request()));
  });
}
