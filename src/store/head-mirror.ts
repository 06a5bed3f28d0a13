import type { ChainHead } from '../core/transcript.ts';
import { findFolder, ignoreTrouble, makeFolder, readFile, replaceFile } from './private-files.ts';

/** A head with what a person knows the run by: where the database lost the run, this is all that is left of it. */
export interface WitnessedHead extends ChainHead {
  readonly name: string;
  readonly steps: number;
}

/** Where a run's head is kept besides the database. A database can lose its end without a word when its files are
 *  damaged; a head that stands elsewhere tells. */
export interface HeadMirror {
  /** Never throws: a mirror that cannot be written is merely old, and no reason to stop a run. */
  write(runId: string, head: WitnessedHead): Promise<void>;
  /** The head last written; null where there is none or it cannot be read. */
  read(runId: string): Promise<WitnessedHead | null>;
  /** Those of all runs. */
  list(): Promise<ReadonlyMap<string, WitnessedHead>>;
  remove(runId: string): Promise<void>;
}

/** `heads` was that of transcripts kept as lines. */
const FOLDER = 'segment-heads';

/** Heads as one small file a run in the origin-private file system, which is stored apart from IndexedDB. */
export const opfsHeadMirror: HeadMirror = {
  async write(runId, head) {
    const bytes = new TextEncoder().encode(`${JSON.stringify(head)}\n`);
    await ignoreTrouble(async () => replaceFile(await makeFolder(FOLDER), runId, bytes));
  },
  async read(runId) {
    return (await ignoreTrouble(async () => headIn(await findFolder(FOLDER), runId))) ?? null;
  },
  async list() {
    const heads = new Map<string, WitnessedHead>();
    await ignoreTrouble(async () => {
      const folder = await findFolder(FOLDER);
      for await (const runId of folder.keys()) {
        const head = await headIn(folder, runId);
        if (head) heads.set(runId, head);
      }
    });
    return heads;
  },
  async remove(runId) {
    await ignoreTrouble(async () => (await findFolder(FOLDER)).removeEntry(runId));
  },
};

const headIn = async (folder: FileSystemDirectoryHandle, runId: string) => parseHead(await (await readFile(folder, runId)).text());

function parseHead(text: string): WitnessedHead | null {
  try {
    const { seq, hash, name, steps } = JSON.parse(text) as Partial<WitnessedHead>;
    const isHead = Number.isSafeInteger(seq) && Number.isSafeInteger(steps) && typeof hash === 'string' && typeof name === 'string';
    return isHead ? ({ seq, hash, name, steps } as WitnessedHead) : null;
  } catch {
    return null;
  }
}
