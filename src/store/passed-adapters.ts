import { type DBSchema, openDB } from 'idb';

interface AdapterSchema extends DBSchema {
  passed: { key: string; value: string };
}

/** A database of its own: what it holds can be found out again, and must not stand in the way of the runs. */
const NAME = 'trainscript-adapters';

/** The GPUs that passed the engine's self-test in this browser. Where nothing can be kept, each visit tests anew. */
export const passedAdapters = {
  async has(key: string): Promise<boolean> {
    return (await withDatabase((db) => db.getKey('passed', key))) !== undefined;
  },
  async add(key: string): Promise<void> {
    await withDatabase((db) => db.put('passed', new Date().toISOString(), key));
  },
};

async function withDatabase<T>(action: (db: Awaited<ReturnType<typeof open>>) => Promise<T>): Promise<T | undefined> {
  try {
    const db = await open();
    try {
      return await action(db);
    } finally {
      db.close();
    }
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return undefined;
  }
}

const open = () => openDB<AdapterSchema>(NAME, 1, { upgrade: (db) => void db.createObjectStore('passed') });
