import type { ChainHead } from '../core/transcript.ts';
import { ignoreTrouble, privateFolder, readFile, replaceFile } from './private-files.ts';

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

/** Heads as one small file a run in the origin-private file system, which is stored apart from IndexedDB. */
export const opfsHeadMirror: HeadMirror = {
  async write(runId, head) {
    const bytes = new TextEncoder().encode(`${JSON.stringify(head)}\n`);
    await ignoreTrouble(async () => replaceFile(await folder(), runId, bytes));
  },
  async read(runId) {
    const text = await ignoreTrouble(async () => (await readFile(await folder(), runId)).text());
    return text === undefined ? null : parseHead(text);
  },
  async remove(runId) {
    await ignoreTrouble(async () => (await folder()).removeEntry(runId));
  },
};

const folder = () => privateFolder(FOLDER);

function parseHead(text: string): ChainHead | null {
  try {
    const { seq, hash } = JSON.parse(text) as Partial<ChainHead>;
    return Number.isSafeInteger(seq) && typeof hash === 'string' ? { seq: seq as number, hash } : null;
  } catch {
    return null;
  }
}
