import { TrainscriptError } from '../../core/problems/problem.ts';
import { clip } from '../../formats/clip.ts';
import { type ArchivedFile, openArchive, readArchived, readSlice, type SlicedFile, type ZipLimits } from '../../formats/zip-archive.ts';
import { DESCRIPTIONS } from '../bundle/readme.ts';

/** A bundle of which nothing is known yet but the names and the sizes of its files. */
export interface OpenedBundle {
  readonly source: SlicedFile;
  readonly files: ReadonlyMap<string, ArchivedFile>;
}

export const TRANSCRIPT = 'events.jsonl';
export const MANIFEST = 'manifest.json';
export const SUMS = 'SHA256SUMS';

const LIMITS: ZipLimits = {
  // A keyframe at each of a hundred thousand steps.
  entries: 100_000,
  directoryBytes: 2 ** 24,
  // Only a piece of it is in memory at a time: a million steps of the documents' network take 4 GB, their keyframes 25.
  totalBytes: 2 ** 36,
  // Our own are stored as they are; packed again, logs shrink to a tenth, and a network of zeros is no run.
  ratio: 200,
};

const ZIP_START = '50 4b 03 04';

/** What a folder or a file in a bundle may be called: nothing that leads elsewhere. */
const PLAIN_NAME = /^\w[\w.-]{0,99}$/;

/** Opens what may be a bundle: a zip within the limits, with the files that a bundle has, and none that it has not.
 *  @throws TrainscriptError `bundle-not-zip`, `bundle-path`, `bundle-file-missing`, and those of `openArchive` */
export async function openBundle(source: SlicedFile, signal: AbortSignal): Promise<OpenedBundle> {
  const start = Array.from(await readSlice(source, 0, 4), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  if (start !== ZIP_START)
    throw new TrainscriptError('bundle-not-zip', { file: source.name, found: start || 'nothing', expected: ZIP_START });
  const files = new Map(await openArchive(source, LIMITS, signal));
  for (const [path, { bytes }] of files) {
    // Other zip programs note folders, too.
    if (path.endsWith('/') && bytes === 0) files.delete(path);
    else if (!isInBundles(path)) throw new TrainscriptError('bundle-path', { file: source.name, path: clip(path) });
  }
  for (const path of [SUMS, MANIFEST, TRANSCRIPT]) fileOf({ source, files }, path, 'every bundle');
  return { source, files };
}

/** The README describes all files but itself. */
const isInBundles = (path: string): boolean =>
  path === 'README.md' || (path.split('/').every(isPlain) && DESCRIPTIONS.some(([pattern]) => pattern.test(path)));

const isPlain = (name: string): boolean => PLAIN_NAME.test(name) && !name.includes('..');

/** @throws TrainscriptError `bundle-file-missing` */
export function fileOf({ source, files }: OpenedBundle, path: string, list: string): ArchivedFile {
  const file = files.get(path);
  if (file === undefined) throw new TrainscriptError('bundle-file-missing', { file: source.name, path: clip(path), list });
  return file;
}

/** A file as a whole. @throws TrainscriptError `bundle-file-large`, and those of `readArchived` */
export async function readWhole(
  { source }: OpenedBundle,
  file: ArchivedFile,
  limit: number,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const { path, bytes: size } = file;
  if (size > limit) throw new TrainscriptError('bundle-file-large', { file: source.name, path, found: size, limit });
  const whole = new Uint8Array(size);
  let at = 0;
  for await (const chunk of readArchived(source, file, signal)) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
