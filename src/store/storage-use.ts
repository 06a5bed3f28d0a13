/** What the browser says this page takes on disk, and may take. Chromium rounds the limit; the disk may be fuller than it tells. */
export interface StorageEstimateBytes {
  readonly usage: number;
  readonly quota: number;
}

export async function storageUse(): Promise<StorageEstimateBytes> {
  const { usage = 0, quota = 0 } = await navigator.storage.estimate();
  return { usage, quota };
}
