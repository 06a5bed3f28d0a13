import { runningSha256 } from '../../core/transcript/sha256.ts';
import type { ZipEntry } from '../../formats/zip.ts';
import { type BundleEntry, chunksOf, jsonDocument } from './entry.ts';

interface FileSum {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Hashes each file while it is pulled, and adds `manifest.json` and, over everything but itself, `SHA256SUMS` (in the form
 *  that `sha256sum -c` reads). An entry must be read to its end before the next one is asked for, as a zip writer does. */
export async function* withChecksums(entries: AsyncIterable<BundleEntry>): AsyncGenerator<ZipEntry> {
  const sums: FileSum[] = [];
  for await (const entry of entries) yield hashed(entry, sums);
  yield hashed({ path: 'manifest.json', content: jsonDocument({ files: [...sums] }) }, sums);
  const lines = sums.map(({ path, sha256 }) => `${sha256}  ${path}\n`);
  yield { path: 'SHA256SUMS', content: chunksOf(lines.join('')) };
}

function hashed({ path, content }: BundleEntry, sums: FileSum[]): ZipEntry {
  return { path, content: hashing(path, chunksOf(content), sums) };
}

async function* hashing(
  path: string,
  chunks: AsyncIterable<Uint8Array<ArrayBuffer>>,
  sums: FileSum[],
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const hash = runningSha256();
  let bytes = 0;
  for await (const chunk of chunks) {
    hash.update(chunk);
    bytes += chunk.byteLength;
    yield chunk;
  }
  sums.push({ path, bytes, sha256: hash.hex() });
}
