import { errorName } from './error-name.ts';

/** What is used of a worker's synchronous file access; other places do not have it. */
export interface SyncAccess {
  truncate(size: number): void;
  write(bytes: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  getSize(): number;
  flush(): void;
  close(): void;
}

type FileHandle = FileSystemFileHandle & { createSyncAccessHandle?(): Promise<SyncAccess> };

/** A folder of the origin-private file system, made where it is not there yet. */
export const makeFolder = (...path: readonly string[]): Promise<FileSystemDirectoryHandle> => folderAt(path, true);

/** The same where it is there. @throws DOMException `NotFoundError` */
export const findFolder = (...path: readonly string[]): Promise<FileSystemDirectoryHandle> => folderAt(path, false);

async function folderAt(path: readonly string[], create: boolean): Promise<FileSystemDirectoryHandle> {
  let folder = await navigator.storage.getDirectory();
  for (const name of path) folder = await folder.getDirectoryHandle(name, { create });
  return folder;
}

/** Writes a whole file and waits for the disk. @throws DOMException `QuotaExceededError` where there is no room, and others */
export async function replaceFile(folder: FileSystemDirectoryHandle, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const handle: FileHandle = await folder.getFileHandle(name, { create: true });
  if (handle.createSyncAccessHandle === undefined) return replaceByStream(handle, bytes);
  const access = await handle.createSyncAccessHandle();
  try {
    // In this order, so that a disk without room leaves the beginning that stood there.
    const written = access.write(bytes, { at: 0 });
    if (written < bytes.byteLength) throw new DOMException(`${written} of ${bytes.byteLength} bytes were written`, 'QuotaExceededError');
    access.truncate(bytes.byteLength);
    access.flush();
  } finally {
    access.close();
  }
}

/** A file to be written again and again, made where it is not there yet: nobody else writes it meanwhile. Null where the browser has
 *  no such access. */
export async function openFile(folder: FileSystemDirectoryHandle, name: string): Promise<SyncAccess | null> {
  const handle: FileHandle = await folder.getFileHandle(name, { create: true });
  return handle.createSyncAccessHandle ? handle.createSyncAccessHandle() : null;
}

async function replaceByStream(handle: FileHandle, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const writable = await handle.createWritable();
  await writable.write(bytes);
  await writable.close();
}

export async function readFile(folder: FileSystemDirectoryHandle, name: string): Promise<File> {
  return (await folder.getFileHandle(name)).getFile();
}

/** File systems refuse for reasons of their own: private windows, full disks, another tab with the file open. What is no such
 *  refusal is thrown on. */
export async function ignoreTrouble<T>(action: () => Promise<T>): Promise<T | undefined> {
  try {
    return await action();
  } catch (error) {
    if (errorName(error) === '') throw error;
    return undefined;
  }
}
