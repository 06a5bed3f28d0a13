import { type DBSchema, openDB } from 'idb';
import type { PhaseName } from '../core/spec/spec.ts';

/** Where the files of a run can be had again, by phase. */
export type KeptHandles = Readonly<Partial<Record<PhaseName, readonly FileSystemFileHandle[]>>>;

interface HandlesSchema extends DBSchema {
  handles: { key: string; value: KeptHandles };
}

/** Where the browser said where a run's files can be had again: kept beside the run, in a database of its own, so that what may be
 *  lost without harm cannot harm a transcript. It is opened for each use: these are rare. */
export class FileHandles {
  readonly #name: string;

  constructor(database: string) {
    this.#name = `${database}-files`;
  }

  /** @throws DOMException where the browser cannot keep them */
  keep(runId: string, handles: KeptHandles): Promise<void> {
    return this.#with(async (db) => {
      await db.put('handles', handles, runId);
    });
  }

  /** Those of all runs, by run. */
  all(): Promise<ReadonlyMap<string, KeptHandles>> {
    return this.#with(async (db) => {
      const transaction = db.transaction('handles');
      const [keys, values] = await Promise.all([transaction.store.getAllKeys(), transaction.store.getAll(), transaction.done]);
      return new Map(keys.map((key, i) => [key, values[i]]));
    });
  }

  remove(runId: string): Promise<void> {
    return this.#with((db) => db.delete('handles', runId));
  }

  async #with<T>(action: (db: Awaited<ReturnType<typeof openHandles>>) => Promise<T>): Promise<T> {
    const db = await openHandles(this.#name);
    try {
      return await action(db);
    } finally {
      db.close();
    }
  }
}

const openHandles = (name: string) =>
  openDB<HandlesSchema>(name, 1, {
    upgrade: (db) => {
      db.createObjectStore('handles');
    },
  });
