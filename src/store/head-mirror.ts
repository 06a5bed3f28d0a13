import { sha256Hex } from '../core/transcript/sha256.ts';
import type { ChainHead } from '../core/transcript/transcript.ts';
import { findFolder, ignoreTrouble, makeFolder, openFile, readFile, replaceFile, type SyncAccess } from './private-files.ts';

/** A head with what a person knows the run by: where the database lost the run, this is all that is left of it. */
export interface WitnessedHead extends ChainHead {
  readonly name: string;
  readonly steps: number;
}

/** Where a run's head is kept besides the database. A database can lose its end without a word when its files are
 *  damaged; a head that stands elsewhere tells. */
export interface HeadMirror {
  /** Never throws: a mirror that cannot be written is merely old, and no reason to stop a run. What is not sent `toDisk` outlives
   *  the browser, but not the machine. */
  write(runId: string, head: WitnessedHead, toDisk?: boolean): Promise<void>;
  /** Nothing more is written of the run for now. */
  close(runId: string): Promise<void>;
  /** The head last written; null where there is none or it cannot be read. */
  read(runId: string): Promise<WitnessedHead | null>;
  /** Those of all runs. */
  list(): Promise<ReadonlyMap<string, WitnessedHead>>;
  remove(runId: string): Promise<void>;
}

/** `heads` was that of transcripts kept as lines. */
const FOLDER = 'segment-heads';

/** A head is written over the one before it in one piece, however long the run's name. */
const HEAD_BYTES = 512;

/** The files of runs that are being written; null where the browser has no such access. A file that is open takes a head in a tenth of
 *  a millisecond, and opening it anew 5 ms of CPU time, as file systems in a browser are asked through several processes. */
const openFiles = new Map<string, Promise<SyncAccess | null>>();

/** Heads as one small file a run in the origin-private file system, which is stored apart from IndexedDB. */
export const opfsHeadMirror: HeadMirror = {
  async write(runId, head, toDisk = true) {
    const line = JSON.stringify({ ...head, check: checkOf(head) });
    const bytes = new TextEncoder().encode(`${line.padEnd(HEAD_BYTES - 1)}\n`);
    await ignoreTrouble(async () => {
      const access = await openHead(runId);
      if (access === null) return replaceFile(await makeFolder(FOLDER), runId, bytes);
      access.write(bytes, { at: 0 });
      if (access.getSize() > bytes.byteLength) access.truncate(bytes.byteLength);
      if (toDisk) access.flush();
    });
  },
  async close(runId) {
    const access = openFiles.get(runId);
    openFiles.delete(runId);
    await ignoreTrouble(async () => (await access)?.close());
  },
  async read(runId) {
    return (await ignoreTrouble(async () => headIn(await findFolder(FOLDER), runId))) ?? null;
  },
  async list() {
    const heads = new Map<string, WitnessedHead>();
    await ignoreTrouble(async () => {
      const folder = await findFolder(FOLDER);
      for await (const runId of folder.keys()) {
        const head = await ignoreTrouble(() => headIn(folder, runId));
        if (head) heads.set(runId, head);
      }
    });
    return heads;
  },
  async remove(runId) {
    await ignoreTrouble(async () => (await findFolder(FOLDER)).removeEntry(runId));
  },
};

function openHead(runId: string): Promise<SyncAccess | null> {
  const open = openFiles.get(runId);
  if (open) return open;
  const opening = makeFolder(FOLDER).then((folder) => openFile(folder, runId));
  openFiles.set(runId, opening);
  opening.catch(() => openFiles.delete(runId));
  return opening;
}

const headIn = async (folder: FileSystemDirectoryHandle, runId: string) => parseHead(await (await readFile(folder, runId)).text());

const checkOf = ({ seq, hash, name, steps }: WitnessedHead): string =>
  sha256Hex(new TextEncoder().encode(JSON.stringify([seq, hash, name, steps])));

/** A witness that is damaged itself says nothing: a run that is whole must not be called damaged for it. */
function parseHead(text: string): WitnessedHead | null {
  try {
    const { seq, hash, name, steps, check } = JSON.parse(text) as WitnessedHead & { readonly check: string };
    const head = { seq, hash, name, steps };
    return check === checkOf(head) ? head : null;
  } catch {
    return null;
  }
}
