import type { ChainHead } from '../core/transcript.ts';
import { errorName } from './database.ts';

/** Where a run's head is kept besides the database. A database can lose its end without a word when its files are
 *  damaged; a head that stands elsewhere tells. */
export interface HeadMirror {
  /** Never throws: a mirror that cannot be written is merely old, and no reason to stop a run. */
  write(runId: string, head: ChainHead): Promise<void>;
  /** The head last written; null where there is none or it cannot be read. */
  read(runId: string): Promise<ChainHead | null>;
  remove(runId: string): Promise<void>;
}

/** `heads` was that of transcripts kept as lines. */
const FOLDER = 'segment-heads';

/** What is used of a worker's synchronous file access; other places do not have it. */
interface SyncAccess {
  truncate(size: number): void;
  write(bytes: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  flush(): void;
  close(): void;
}

type FileHandle = FileSystemFileHandle & { createSyncAccessHandle?(): Promise<SyncAccess> };

/** Heads as one small file a run in the origin-private file system, which is stored apart from IndexedDB. */
export const opfsHeadMirror: HeadMirror = {
  async write(runId, head) {
    const bytes = new TextEncoder().encode(`${JSON.stringify(head)}\n`);
    await ignoreTrouble(async () => replaceFile(await (await folder()).getFileHandle(runId, { create: true }), bytes));
  },
  async read(runId) {
    const text = await ignoreTrouble(async () => (await (await (await folder()).getFileHandle(runId)).getFile()).text());
    return text === undefined ? null : parseHead(text);
  },
  async remove(runId) {
    await ignoreTrouble(async () => (await folder()).removeEntry(runId));
  },
};

const folder = async (): Promise<FileSystemDirectoryHandle> =>
  (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });

async function replaceFile(handle: FileHandle, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  if (handle.createSyncAccessHandle === undefined) {
    const writable = await handle.createWritable();
    await writable.write(bytes);
    return writable.close();
  }
  const access = await handle.createSyncAccessHandle();
  try {
    // In this order, so that a disk without room leaves the head that stood there.
    access.write(bytes, { at: 0 });
    access.truncate(bytes.byteLength);
    access.flush();
  } finally {
    access.close();
  }
}

/** File systems refuse for reasons of their own: private windows, full disks, another tab with the file open. */
async function ignoreTrouble<T>(action: () => Promise<T>): Promise<T | undefined> {
  try {
    return await action();
  } catch (error) {
    if (errorName(error) === '') throw error;
    return undefined;
  }
}

function parseHead(text: string): ChainHead | null {
  try {
    const { seq, hash } = JSON.parse(text) as Partial<ChainHead>;
    return Number.isSafeInteger(seq) && typeof hash === 'string' ? { seq: seq as number, hash } : null;
  } catch {
    return null;
  }
}
