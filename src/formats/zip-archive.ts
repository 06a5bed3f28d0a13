import { TrainscriptError } from '../core/problems/problem.ts';
import { clip } from './clip.ts';
import { crc32 } from './crc32.ts';
import { unpacked } from './unpacked.ts';
import {
  checkCrc,
  checkPlain,
  damaged,
  dataBegin,
  expectField,
  findDirectory,
  headerBytes,
  readRecords,
  STORED,
  stretchOf,
  ZIP_END_BYTES,
  type ZipDirectory,
  type ZipRecord,
  type ZipStretch,
} from './zip-records.ts';

/** What is asked of a file to read it in any order: a `File` answers. */
export interface SlicedFile {
  readonly name: string;
  readonly size: number;
  slice(begin: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** So little may be packed as tightly as it will: a table of zeros is no bomb. */
const HARMLESS_BYTES = 2 ** 20;

/** What a zip may hold before anything of it is unpacked. */
export interface ZipLimits {
  readonly entries: number;
  readonly directoryBytes: number;
  /** Of all entries together, unpacked. */
  readonly totalBytes: number;
  /** Unpacked bytes for each packed one, of any entry that is more than `HARMLESS_BYTES`. */
  readonly ratio: number;
}

/** An entry whose local header says the same as the directory. */
export interface ArchivedFile {
  readonly path: string;
  /** Unpacked. */
  readonly bytes: number;
  readonly record: ZipRecord;
  readonly dataAt: number;
}

type Chunks = AsyncGenerator<Uint8Array<ArrayBuffer>, void, void>;

const DEFLATED = 8;
/** Large enough to keep reading fast, small enough to hold and to stop between two. */
const PIECE_BYTES = 2 ** 20;

/** The files of a zip of any size, by name, without reading them. Paths are as the zip has them: whoever uses one as a path checks it.
 *  Throws `zip-truncated`, `zip-damaged`, `zip-encrypted`, `zip-duplicate`, `zip-method`, `zip-limit` or `file-unreadable`. */
export async function openArchive(source: SlicedFile, limits: ZipLimits, signal: AbortSignal): Promise<ReadonlyMap<string, ArchivedFile>> {
  const file = source.name;
  const tail = await readStretch(source, Math.max(0, source.size - ZIP_END_BYTES), source.size);
  const directory = findDirectory(tail);
  checkLimit(file, 'directory bytes', directory.end - directory.begin, limits.directoryBytes);
  checkLimit(file, 'entries', directory.entries, limits.entries);
  const records = readRecords(await readStretch(source, directory.begin, directory.end), directory);
  for (const record of records) checkRecord(file, record, limits.ratio);
  const unpackedBytes = records.reduce((sum, { size }) => sum + size, 0);
  checkLimit(file, 'unpacked bytes', unpackedBytes, limits.totalBytes);
  return placeEntries(source, directory, records, signal);
}

async function placeEntries(source: SlicedFile, directory: ZipDirectory, records: readonly ZipRecord[], signal: AbortSignal) {
  const files = new Map<string, ArchivedFile>();
  let free = 0;
  for (const record of records.toSorted((a, b) => a.headerAt - b.headerAt)) {
    signal.throwIfAborted();
    const { name, headerAt } = record;
    if (files.has(name)) throw new TrainscriptError('zip-duplicate', { file: source.name, entry: clip(name) });
    const header = await readStretch(source, headerAt, headerAt + headerBytes(record));
    if (headerAt < free) damaged(header, 'place of a local header after another entry', headerAt, headerAt, free);
    const dataAt = dataBegin(header, directory, record);
    free = dataAt + record.compressed;
    files.set(name, { path: name, bytes: record.size, record, dataAt });
  }
  return files;
}

/** The file's bytes, piece by piece; sound once it has come to its end, where its CRC-32 is checked.
 *  Throws `zip-damaged`, `zip-deflate`, `zip-crc` or `file-unreadable`, and the signal's reason when it is aborted. */
export async function* readArchived(source: SlicedFile, { record, dataAt }: ArchivedFile, signal: AbortSignal): Chunks {
  const packed = readPieces(source, dataAt, dataAt + record.compressed, signal);
  let crc = 0;
  let bytes = 0;
  for await (const chunk of record.method === STORED ? packed : inflated(packed, source.name, record, signal)) {
    bytes += chunk.length;
    // Whoever lied about the size gets no further: not one chunk more is unpacked than was announced.
    if (bytes > record.size) damaged({ file: source.name }, 'unpacked size', record.headerAt, `more than ${record.size}`, record.size);
    crc = crc32(chunk, crc);
    yield chunk;
  }
  expectField({ file: source.name }, 'unpacked size', record.headerAt, bytes, record.size);
  checkCrc(source.name, record, crc);
}

const inflated = (packed: Chunks, file: string, { name }: ZipRecord, signal: AbortSignal): Chunks =>
  unpacked(
    'deflate-raw',
    packed,
    signal,
    ({ bytes }, cause) => new TrainscriptError('zip-deflate', { file, entry: clip(name), bytes }, cause),
  );

async function* readPieces(source: SlicedFile, begin: number, end: number, signal: AbortSignal): Chunks {
  for (let at = begin; at < end; at += PIECE_BYTES) {
    signal.throwIfAborted();
    yield readSlice(source, at, Math.min(end, at + PIECE_BYTES));
  }
}

async function readStretch(source: SlicedFile, begin: number, end: number): Promise<ZipStretch> {
  return stretchOf(source.name, await readSlice(source, begin, end), begin);
}

/** Throws `file-unreadable`. Browsers tell `NotReadableError` for a file that changed and `NotFoundError` for one that is gone. */
export async function readSlice(source: SlicedFile, begin: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await source.slice(begin, end).arrayBuffer());
  } catch (error) {
    throw new TrainscriptError(
      'file-unreadable',
      { file: source.name, detail: error instanceof Error ? error.message : String(error) },
      error,
    );
  }
}

function checkRecord(file: string, record: ZipRecord, ratio: number): void {
  const { name, method, size, compressed } = record;
  checkPlain(file, record);
  if (method === STORED) expectField({ file }, 'compressed size', record.headerAt, compressed, size);
  else if (method !== DEFLATED) throw new TrainscriptError('zip-method', { file, entry: clip(name), found: method });
  if (size <= HARMLESS_BYTES) return;
  checkLimit(file, `unpacked bytes for a packed byte of “${clip(name)}”`, compressed === 0 ? size : Math.ceil(size / compressed), ratio);
}

function checkLimit(file: string, what: string, found: number, limit: number): void {
  if (found > limit) throw new TrainscriptError('zip-limit', { file, what, found, limit });
}
