import { TrainscriptError } from '../core/problems/problem.ts';
import { clip } from './clip.ts';
import { crc32 } from './crc32.ts';
import {
  checkCrc,
  checkPlain,
  damaged,
  dataBegin,
  expectField,
  findDirectory,
  readRecords,
  STORED,
  stretchOf,
  type ZipRecord,
  type ZipStretch,
} from './zip-records.ts';

/** All entries of a zip whose entries are stored (not compressed), as PyTorch writes them, by name, as views on `bytes`, each checked
 *  against its CRC-32. Throws `zip-truncated`, `zip-damaged`, `zip-compressed`, `zip-encrypted`, `zip-duplicate` or `zip-crc`. */
export function readStoredZip(bytes: Uint8Array, file: string): ReadonlyMap<string, Uint8Array> {
  const whole = stretchOf(file, bytes);
  const directory = findDirectory(whole);
  const contents = new Map<string, Uint8Array>();
  let free = 0;
  for (const entry of readRecords(whole, directory).toSorted((a, b) => a.headerAt - b.headerAt)) {
    if (contents.has(entry.name)) throw new TrainscriptError('zip-duplicate', { file, entry: clip(entry.name) });
    if (entry.headerAt < free) damaged(whole, 'place of a local header after another entry', entry.headerAt, entry.headerAt, free);
    checkStored(whole, entry);
    const begin = dataBegin(whole, directory, entry);
    free = begin + entry.size;
    const content = bytes.subarray(begin, free);
    checkCrc(file, entry, crc32(content));
    contents.set(entry.name, content);
  }
  return contents;
}

/** The names in a zip's directory, whatever way their entries are kept. Throws `zip-truncated` or `zip-damaged`. */
export function zipEntryNames(bytes: Uint8Array, file: string): string[] {
  const whole = stretchOf(file, bytes);
  return readRecords(whole, findDirectory(whole)).map(({ name }) => name);
}

function checkStored(whole: ZipStretch, entry: ZipRecord): void {
  const { file } = whole;
  checkPlain(file, entry);
  if (entry.method !== STORED) throw new TrainscriptError('zip-compressed', { file, entry: clip(entry.name), method: entry.method });
  expectField(whole, 'compressed size', entry.headerAt, entry.compressed, entry.size);
}
