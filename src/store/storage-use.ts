import type { StorageFacts } from '../core/transcript/events.ts';

/** What the browser says this page takes on disk, and may take. Chromium rounds the limit; the disk may be fuller than it tells. */
export interface StorageEstimateBytes {
  readonly usage: number;
  readonly quota: number;
}

/** The same with the browser's answer to whether it keeps what this page stores until a person clears it. */
export async function storageFacts(): Promise<StorageFacts> {
  return { persisted: await navigator.storage.persisted(), ...(await storageUse()) };
}

export async function storageUse(): Promise<StorageEstimateBytes> {
  const { usage = 0, quota = 0 } = await navigator.storage.estimate();
  return { usage, quota };
}
