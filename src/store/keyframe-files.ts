import { errorName } from './error-name.ts';
import { findFolder, ignoreTrouble, makeFolder, readFile, replaceFile } from './private-files.ts';
import type { Shelf } from './schema.ts';

export interface KeyframeFile {
  readonly runId: string;
  readonly step: number;
  readonly track: Shelf;
  /** Safetensors; of a step's parameters what `ParameterChain` makes of them. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export type KeyframePlace = Omit<KeyframeFile, 'bytes'>;

const FOLDER = 'keyframes';

/** Keyframes as files in the origin-private file system. IndexedDB hands large values from process to process: five megabytes take
 *  25 ms of CPU time there, and 10 ms in a file. `store` is the database that they belong to. */
export class KeyframeFiles {
  readonly #store: string;
  /** Of the run written last: finding it takes the browser a message for each part of its path. */
  #open: { readonly runId: string; readonly folder: Promise<FileSystemDirectoryHandle> } | null = null;

  constructor(store: string) {
    this.#store = store;
  }

  /** Returns false where the browser gives no file: private windows of some have none. It may be repeated.
   *  @throws DOMException `QuotaExceededError` */
  async write(file: KeyframeFile): Promise<boolean> {
    try {
      await replaceFile(await this.#folder(file.runId), nameOf(file), file.bytes);
      return true;
    } catch (error) {
      this.#open = null;
      if (errorName(error) === 'QuotaExceededError' || errorName(error) === '') throw error;
      return false;
    }
  }

  /** Null where there is no such file. */
  async read(place: KeyframePlace): Promise<Uint8Array<ArrayBuffer> | null> {
    const file = await ignoreTrouble(async () => readFile(await findFolder(this.#store, FOLDER, place.runId), nameOf(place)));
    return file ? new Uint8Array(await file.arrayBuffer()) : null;
  }

  async removeRun(runId: string): Promise<void> {
    this.#open = null;
    await ignoreTrouble(async () => (await findFolder(this.#store, FOLDER)).removeEntry(runId, { recursive: true }));
  }

  #folder(runId: string): Promise<FileSystemDirectoryHandle> {
    if (this.#open?.runId !== runId) this.#open = { runId, folder: makeFolder(this.#store, FOLDER, runId) };
    return this.#open.folder;
  }
}

const nameOf = ({ step, track }: KeyframePlace): string => `${step}-${track}.${track.endsWith('-parameters') ? 'bin' : 'safetensors'}`;
