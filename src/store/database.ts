import { type IDBPDatabase, type IDBPObjectStore, openDB, type StoreNames } from 'idb';
import { TrainscriptError } from '../core/problems/problem.ts';
import { convertLines } from './convert-lines.ts';
import { errorName } from './error-name.ts';
import { FileHandles } from './file-handles.ts';
import { KeyframeFiles } from './keyframe-files.ts';
import { DATABASE_NAME, DATABASE_VERSION, type TrainscriptSchema } from './schema.ts';

export type Connection = IDBPDatabase<TrainscriptSchema>;

/** What can befall the database from outside; each may come at any time. */
export interface DatabaseListener {
  /** The engine found the files damaged and started an empty database (Chromium's `dataLoss`). */
  onDataLoss?(detail: string): void;
  /** The engine closed the connection: the person cleared the site's data, or the storage service died. The next use reopens it. */
  onTerminated?(): void;
  /** Another tab wants a newer version: the connection was closed for it once running transactions are through. */
  onSuperseded?(): void;
}

/** A tab that holds an older version open is asked to let go; longer than this a person should not wait without a word. */
const BLOCKED_LIMIT_MS = 2000;

/** The one way to the database. Opens it on first use; where the connection turns out to be gone, opens it once more
 *  and repeats the action, which must therefore bear being run twice. */
export class Database {
  /** What is too large for it stands in files beside it. */
  readonly keyframes: KeyframeFiles;
  /** Where the files of its runs can be had again. */
  readonly handles: FileHandles;
  readonly #name: string;
  readonly #listener: DatabaseListener;
  #connection: Promise<Connection> | undefined;

  constructor(name = DATABASE_NAME, listener: DatabaseListener = {}) {
    this.#name = name;
    this.keyframes = new KeyframeFiles(name);
    this.handles = new FileHandles(name);
    this.#listener = listener;
  }

  /** Nothing but IndexedDB may be awaited between the requests of a transaction: it commits as soon as it is idle.
   *  @throws TrainscriptError `storage-unavailable`, `storage-blocked`, `storage-newer`, and whatever the action throws. */
  async withDb<T>(action: (db: Connection) => Promise<T>): Promise<T> {
    try {
      return await action(await this.#open());
    } catch (error) {
      if (!isConnectionGone(error)) throw error;
      this.#connection = undefined;
      return this.#again(action);
    }
  }

  /** What a fresh connection cannot do either, storage itself refuses. */
  async #again<T>(action: (db: Connection) => Promise<T>): Promise<T> {
    try {
      return await action(await this.#open());
    } catch (error) {
      throw isConnectionGone(error) && !(error instanceof TrainscriptError) ? storageUnavailable(error) : error;
    }
  }

  /** Closes the connection after the transactions that run; a later use opens it again. */
  async close(): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    (await connection?.catch(() => undefined))?.close();
  }

  #open(): Promise<Connection> {
    if (this.#connection === undefined) {
      const opening = openConnection(this.#name, this.#listener, () => this.#forget(opening));
      this.#connection = opening;
      opening.catch(() => this.#forget(opening));
    }
    return this.#connection;
  }

  #forget(connection: Promise<Connection>): void {
    if (this.#connection === connection) this.#connection = undefined;
  }
}

/** One reading request. A read that has its answer does not care how its transaction ends; idb's own short forms leave
 *  that promise unattended, and a connection that is closed by force then rejects it with nobody there to catch. */
export function readFrom<Name extends StoreNames<TrainscriptSchema>, T>(
  db: Connection,
  name: Name,
  request: (store: IDBPObjectStore<TrainscriptSchema, [Name], Name, 'readonly'>) => Promise<T>,
): Promise<T> {
  const transaction = db.transaction(name);
  transaction.done.catch(() => undefined);
  return request(transaction.store);
}

async function openConnection(name: string, listener: DatabaseListener, forget: () => void): Promise<Connection> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const blocked = Promise.withResolvers<never>();
  const opening = requestOpen(name, listener, forget, (found) => {
    const problem = new TrainscriptError('storage-blocked', { found, expected: DATABASE_VERSION });
    timer = setTimeout(() => blocked.reject(problem), BLOCKED_LIMIT_MS);
  });
  try {
    return await Promise.race([opening, blocked.promise]);
  } catch (error) {
    void opening.then((late) => late.close()).catch(() => undefined);
    throw openProblem(error);
  } finally {
    clearTimeout(timer);
  }
}

/** `async`, because browsers that forbid storage throw instead of answering. */
async function requestOpen(
  name: string,
  listener: DatabaseListener,
  forget: () => void,
  onBlocked: (found: number) => void,
): Promise<Connection> {
  return openDB<TrainscriptSchema>(name, DATABASE_VERSION, {
    upgrade: async (db, oldVersion, _new, transaction, event) => {
      reportDataLoss(event, listener);
      if (oldVersion < 1) createStores(db);
      if (oldVersion < 2) db.createObjectStore('details', { keyPath: ['runId', 'firstSeq'] });
      if (oldVersion < 3) db.createObjectStore('aside', { keyPath: ['runId', 'cut', 'firstSeq'] });
      if (oldVersion !== 1) return;
      // A version that cannot be made leaves the one before as it was; `openDB` tells.
      transaction.done.catch(() => undefined);
      await convertLines(transaction).catch(() => transaction.abort());
    },
    blocked: onBlocked,
    blocking: (_current, _blocked, event) => {
      forget();
      if (event.target instanceof IDBDatabase) event.target.close();
      listener.onSuperseded?.();
    },
    terminated: () => {
      forget();
      listener.onTerminated?.();
    },
  });
}

function createStores(db: Connection): void {
  db.createObjectStore('runs', { keyPath: 'runId' });
  db.createObjectStore('segments', { keyPath: ['runId', 'firstSeq'] });
  db.createObjectStore('keyframes', { keyPath: ['runId', 'step', 'track', 'part'] });
}

/** Chromium alone tells that it threw a damaged database away, on the event of the new one. */
function reportDataLoss(event: IDBVersionChangeEvent, listener: DatabaseListener): void {
  const { dataLoss, dataLossMessage } = event as IDBVersionChangeEvent & { dataLoss?: string; dataLossMessage?: string };
  if (dataLoss === 'total') listener.onDataLoss?.(dataLossMessage ?? '');
}

function openProblem(error: unknown): unknown {
  if (error instanceof TrainscriptError) return error;
  if (errorName(error) === 'VersionError') return new TrainscriptError('storage-newer', { expected: DATABASE_VERSION }, error);
  return storageUnavailable(error);
}

const storageUnavailable = (error: unknown): TrainscriptError =>
  new TrainscriptError('storage-unavailable', { detail: error instanceof Error ? error.message : String(error) }, error);

/** Chromium and Firefox say InvalidStateError for a closed connection; Safari also says UnknownError when its storage
 *  service died, and opening may say so once before it works. */
function isConnectionGone(error: unknown): boolean {
  const cause = error instanceof TrainscriptError ? error.cause : error;
  return ['InvalidStateError', 'UnknownError'].includes(errorName(cause));
}
