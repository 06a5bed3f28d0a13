import { listOf, record, sha256Text, text, whole } from '../../core/check.ts';
import { TrainscriptError } from '../../core/problems/problem.ts';
import { runningSha256, sha256Of } from '../../core/transcript/sha256.ts';
import { clip } from '../../formats/clip.ts';
import { type ArchivedFile, readArchived } from '../../formats/zip-archive.ts';
import { fileOf, MANIFEST, type OpenedBundle, readWhole, SUMS } from './open-bundle.ts';

/** A hundred thousand files with their hashes. */
const MAX_LIST_BYTES = 2 ** 25;
const MAX_FILES = 100_000;
const MAX_PATH = 1000;

const manifestCheck = record({
  files: listOf(record({ path: text(1, MAX_PATH), bytes: whole(0, Number.MAX_SAFE_INTEGER), sha256: sha256Text }), MAX_FILES),
});

/** Holds every file of the bundle against `manifest.json` and `SHA256SUMS`: none is missing, none was added, each has the size and
 *  the hash that it was written with. `onBytes` is told the bytes read. Whoever changed those two as well is not found out here.
 *  @throws TrainscriptError `bundle-sums`, `bundle-file-…`, `field-…`, and those of `readArchived` */
export async function checkSums(bundle: OpenedBundle, signal: AbortSignal, onBytes: (bytes: number) => void): Promise<void> {
  const sums = parseSums(await readText(bundle, SUMS, signal), bundle.source.name);
  const manifest = await readManifest(bundle, signal);
  checkNames(bundle, SUMS, sums, [SUMS]);
  checkNames(bundle, MANIFEST, manifest, [SUMS, MANIFEST]);
  for (const [path, { bytes }] of manifest) checkSize(bundle, path, fileOf(bundle, path, MANIFEST).bytes, bytes);
  for (const [path, file] of bundle.files) {
    if (path === SUMS) continue;
    const found = await hashOf(bundle, file, signal, onBytes);
    checkHash(bundle, path, found, SUMS, sums.get(path));
    checkHash(bundle, path, found, MANIFEST, manifest.get(path)?.sha256);
  }
}

const readText = async (bundle: OpenedBundle, path: string, signal: AbortSignal): Promise<string> =>
  new TextDecoder().decode(await readWhole(bundle, fileOf(bundle, path, 'every bundle'), MAX_LIST_BYTES, signal));

/** As `sha256sum` writes them: hash, two spaces, path. */
function parseSums(content: string, file: string): ReadonlyMap<string, string> {
  const sums = new Map<string, string>();
  for (const [i, line] of content.replace(/\n$/, '').split('\n').entries()) {
    const [, hash, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    if (hash === undefined || sums.has(path)) throw new TrainscriptError('bundle-sums', { file, line: i + 1, found: clip(line) });
    sums.set(path, hash);
  }
  return sums;
}

async function readManifest(bundle: OpenedBundle, signal: AbortSignal) {
  const document = `${bundle.source.name}, ${MANIFEST}`;
  const { files } = manifestCheck(parseJson(await readText(bundle, MANIFEST, signal)), { document, path: '' });
  return new Map(files.map(({ path, ...sum }) => [path, sum]));
}

/** What is no JSON is no object either, and is refused as such. */
function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

function checkNames(bundle: OpenedBundle, list: string, named: ReadonlyMap<string, unknown>, unnamed: readonly string[]): void {
  for (const path of named.keys()) fileOf(bundle, path, list);
  for (const path of bundle.files.keys()) {
    if (!named.has(path) && !unnamed.includes(path))
      throw new TrainscriptError('bundle-file-extra', { file: bundle.source.name, path, list });
  }
}

function checkSize({ source }: OpenedBundle, path: string, found: number, expected: number): void {
  if (found !== expected) throw new TrainscriptError('bundle-file-size', { file: source.name, path, found, expected });
}

/** A keyframe of the documents' network has five megabytes, and what is hashed in one go takes a fifth of the time. */
const WHOLE_BYTES = 2 ** 24;

async function hashOf(bundle: OpenedBundle, file: ArchivedFile, signal: AbortSignal, onBytes: (bytes: number) => void): Promise<string> {
  if (file.bytes <= WHOLE_BYTES) {
    const whole = await readWhole(bundle, file, WHOLE_BYTES, signal);
    onBytes(whole.length);
    return sha256Of(whole);
  }
  const hash = runningSha256();
  for await (const chunk of readArchived(bundle.source, file, signal)) {
    hash.update(chunk);
    onBytes(chunk.length);
  }
  return hash.hex();
}

/** The manifest does not name itself. */
function checkHash({ source }: OpenedBundle, path: string, found: string, list: string, expected = found): void {
  if (found !== expected) throw new TrainscriptError('bundle-file-hash', { file: source.name, path, found, list, expected });
}
