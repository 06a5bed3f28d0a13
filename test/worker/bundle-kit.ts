import { deflateRawSync } from 'node:zlib';
import type { Emission } from '../../src/core/transcript/events.ts';
import { sha256Hex } from '../../src/core/transcript/sha256.ts';
import { withChecksums } from '../../src/worker/bundle/checksums.ts';
import { bundleEntries } from '../../src/worker/bundle.ts';
import { zipOf } from '../formats/zip-bytes.ts';
import { memorySource } from './memory-source.ts';

type Files = Map<string, Uint8Array>;

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
export const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

/** The files of a run's bundle by their paths, in order. */
export async function bundleFiles(emissions: readonly Emission[]): Promise<Files> {
  const files: Files = new Map();
  for await (const { path, content } of withChecksums(bundleEntries(memorySource(emissions)))) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of content) chunks.push(chunk);
    files.set(path, new Uint8Array(Buffer.concat(chunks)));
  }
  return files;
}

/** The files with lists that fit them, as whoever forges a bundle would make. */
export function resummed(files: Files): Files {
  const next = new Map(files);
  next.delete('SHA256SUMS');
  next.delete('manifest.json');
  const sumOf = ([path, bytes]: readonly [string, Uint8Array]) => ({ path, bytes: bytes.length, sha256: sha256Hex(bytes) });
  next.set('manifest.json', bytesOf(JSON.stringify({ files: [...next].map(sumOf) })));
  const lines = [...next].map(sumOf).map(({ path, sha256 }) => `${sha256}  ${path}\n`);
  return next.set('SHA256SUMS', bytesOf(lines.join('')));
}

/** A zip of them, stored or packed. */
export function zipFile(files: ReadonlyMap<string, Uint8Array>, packed = false, name = 'sample-run.trainscript.zip'): File {
  const entries = [...files].map(([path, content]) => ({
    name: path,
    content,
    ...(packed && { method: 8, packed: new Uint8Array(deflateRawSync(content)) }),
  }));
  return new File([zipOf(entries)], name);
}

/** The files with some of them changed; null takes one away. */
export function changedFiles(files: Files, changes: Readonly<Record<string, Uint8Array | string | null>>): Files {
  const next = new Map(files);
  for (const [path, content] of Object.entries(changes)) {
    if (content === null) next.delete(path);
    else next.set(path, typeof content === 'string' ? bytesOf(content) : content);
  }
  return next;
}
