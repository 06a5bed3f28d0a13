/** Where a bundle is written to, piece by piece. */
export interface BundleFile {
  write(chunk: Uint8Array<ArrayBuffer>): void;
  /** The whole, as a file that can be handed to the page and downloaded. */
  finish(): Promise<File>;
  /** Throws away what was written. */
  discard(): Promise<void>;
}

const FOLDER = 'bundles';

/** What is used of a worker's synchronous file access (File System Standard §2.6); other places do not have it. */
interface SyncAccess {
  truncate(size: number): void;
  write(bytes: Uint8Array<ArrayBuffer>): number;
  flush(): void;
  close(): void;
}

type SyncFileHandle = FileSystemFileHandle & { createSyncAccessHandle(): Promise<SyncAccess> };

const canWriteInPlace = (): boolean =>
  typeof FileSystemFileHandle !== 'undefined' && 'createSyncAccessHandle' in FileSystemFileHandle.prototype;

/** A file on disk, in the origin-private file system; the bundle that stood there before makes way. Null where there is no
 *  such file system (private windows, the main thread). */
export async function openDiskFile(name: string): Promise<BundleFile | null> {
  if (!canWriteInPlace()) return null;
  try {
    const root = await navigator.storage.getDirectory();
    await removeEarlier(root);
    const folder = await (await root.getDirectoryHandle(FOLDER, { create: true })).getDirectoryHandle(crypto.randomUUID(), {
      create: true,
    });
    const handle = (await folder.getFileHandle(name, { create: true })) as SyncFileHandle;
    return diskFile(handle, await handle.createSyncAccessHandle(), () => removeEarlier(root));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return null;
  }
}

function diskFile(handle: FileSystemFileHandle, access: SyncAccess, remove: () => Promise<void>): BundleFile {
  return {
    // Where there is no room, the standard wants an error, but Chromium 156 answers with −8 as an unsigned count.
    write: (chunk) => {
      if (access.write(chunk) !== chunk.byteLength) throw new DOMException('the disk has no room for the bundle', 'QuotaExceededError');
    },
    finish: async () => {
      access.flush();
      access.close();
      return handle.getFile();
    },
    discard: async () => {
      access.close();
      await remove();
    },
  };
}

/** A bundle that another tab is writing cannot be removed, and is left to that tab. */
async function removeEarlier(root: FileSystemDirectoryHandle): Promise<void> {
  await root.removeEntry(FOLDER, { recursive: true }).catch(() => undefined);
}

/** Browsers move blobs of this size out of memory, but keep small ones there. */
const BLOB_BYTES = 8 * 2 ** 20;

/** A file put together of blobs, which the browser keeps where it has room: outside the page's storage limit. */
export function openBlobFile(name: string): BundleFile {
  const blobs: Blob[] = [];
  let pieces: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const seal = () => {
    blobs.push(new Blob(pieces));
    pieces = [];
    bytes = 0;
  };
  return {
    write: (chunk) => {
      pieces.push(chunk);
      bytes += chunk.byteLength;
      if (bytes >= BLOB_BYTES) seal();
    },
    finish: async () => {
      seal();
      return new File(blobs, name, { type: 'application/zip' });
    },
    discard: async () => {
      blobs.length = 0;
      pieces = [];
    },
  };
}
