import { writeZip, type ZipEntry } from '../../formats/zip.ts';
import { type BundleFile, openBlobFile, openDiskFile } from './bundle-file.ts';
import { withChecksums } from './checksums.ts';
import type { BundleEntry } from './entry.ts';

/** Told when an entry begins, with the bytes written so far. */
export type BundleProgress = (path: string, bytes: number) => void;

/** Writes the bundle as a zip: to disk where the browser has a file system for the page and room in it, else as a blob. A
 *  full disk is when a bundle is needed most, so then it begins anew, which is why it takes a plan and not its entries. */
export async function writeBundle(
  plan: () => AsyncIterable<BundleEntry>,
  name: string,
  modified: Date,
  onProgress: BundleProgress,
): Promise<File> {
  const onDisk = await openDiskFile(name);
  if (onDisk !== null) {
    const file = await writeTo(onDisk, plan(), modified, onProgress).catch(unlessNoRoom);
    if (file !== undefined) return file;
  }
  return writeTo(openBlobFile(name), plan(), modified, onProgress);
}

async function writeTo(file: BundleFile, entries: AsyncIterable<BundleEntry>, modified: Date, onProgress: BundleProgress): Promise<File> {
  let written = 0;
  const zip = writeZip(
    telling(withChecksums(entries), (path) => onProgress(path, written)),
    modified,
  );
  const reader = zip.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return await file.finish();
      file.write(value);
      written += value.byteLength;
    }
  } catch (error) {
    await reader.cancel(error).catch(() => undefined);
    await file.discard();
    throw error;
  }
}

async function* telling(entries: AsyncIterable<ZipEntry>, onEntry: (path: string) => void): AsyncGenerator<ZipEntry> {
  for await (const entry of entries) {
    onEntry(entry.path);
    yield entry;
  }
}

function unlessNoRoom(error: unknown): undefined {
  if (!(error instanceof DOMException && error.name === 'QuotaExceededError')) throw error;
}
