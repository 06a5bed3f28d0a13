import { TrainscriptError } from '../core/problem.ts';
import { clip } from './clip.ts';
import { crc32 } from './crc32.ts';

/* The part of the zip format (PKWARE APPNOTE 6.3) that PyTorch writes: stored entries, with data descriptors and zip64 records.
   Everything is believed only if the directory and the local headers agree; what two readers could read in two ways is refused. */

const END_RECORD = { signature: 0x06054b50, bytes: 22 };
const ZIP64_LOCATOR = { signature: 0x07064b50, bytes: 20 };
const ZIP64_END_RECORD = { signature: 0x06064b50, bytes: 56 };
const DIRECTORY_RECORD = { signature: 0x02014b50, bytes: 46 };
const LOCAL_HEADER = { signature: 0x04034b50, bytes: 30 };
const ZIP64_EXTRA_ID = 0x0001;

/** Set in a 32-bit field to say «see the zip64 record». */
const IN_ZIP64 = 0xffffffff;
const ENCRYPTED_FLAG = 0x1;
const DATA_DESCRIPTOR_FLAG = 0x8;
const STORED = 0;

interface Source {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

interface Directory {
  readonly begin: number;
  readonly end: number;
  readonly entries: number;
}

interface Entry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly size: number;
  readonly compressed: number;
  readonly headerAt: number;
}

/** All entries of a zip whose entries are stored (not compressed), by name, as views on `bytes`, each checked against its CRC-32.
 *  Throws `zip-truncated`, `zip-damaged`, `zip-compressed`, `zip-encrypted`, `zip-duplicate` or `zip-crc`. */
export function readStoredZip(bytes: Uint8Array, file: string): ReadonlyMap<string, Uint8Array> {
  const source = openSource(bytes, file);
  const directory = findDirectory(source);
  const contents = new Map<string, Uint8Array>();
  let free = 0;
  for (const entry of readDirectory(source, directory).toSorted((a, b) => a.headerAt - b.headerAt)) {
    if (contents.has(entry.name)) throw new TrainscriptError('zip-duplicate', { file, entry: clip(entry.name) });
    if (entry.headerAt < free) damaged(source, 'place of a local header after another entry', entry.headerAt, entry.headerAt, free);
    checkStored(source, entry);
    const begin = dataBegin(source, directory, entry);
    free = begin + entry.size;
    contents.set(entry.name, checkedContent(source, entry, begin));
  }
  return contents;
}

/** The names in a zip's directory, whatever way their entries are kept. Throws `zip-truncated` or `zip-damaged`. */
export function zipEntryNames(bytes: Uint8Array, file: string): string[] {
  const source = openSource(bytes, file);
  return readDirectory(source, findDirectory(source)).map(({ name }) => name);
}

const openSource = (bytes: Uint8Array, file: string): Source => ({
  file,
  bytes,
  view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
});

/** PyTorch writes no comment, so the end record is the file's last 22 bytes; anything else was cut off or appended to. */
function findDirectory(source: Source): Directory {
  const { file, bytes, view } = source;
  const at = bytes.length - END_RECORD.bytes;
  if (at < 0 || view.getUint32(at, true) !== END_RECORD.signature)
    throw new TrainscriptError('zip-truncated', { file, bytes: bytes.length });
  const locatorAt = at - ZIP64_LOCATOR.bytes;
  const isZip64 = locatorAt >= 0 && view.getUint32(locatorAt, true) === ZIP64_LOCATOR.signature;
  return isZip64 ? zip64Directory(source, locatorAt) : plainDirectory(source, at);
}

function plainDirectory(source: Source, at: number): Directory {
  const { view } = source;
  expectField(source, 'number of this disk', at + 4, view.getUint16(at + 4, true), 0);
  expectField(source, 'comment length', at + 20, view.getUint16(at + 20, true), 0);
  const begin = view.getUint32(at + 16, true);
  expectField(source, 'end of the directory', at + 12, begin + view.getUint32(at + 12, true), at);
  return { begin, end: at, entries: view.getUint16(at + 10, true) };
}

function zip64Directory(source: Source, locatorAt: number): Directory {
  const { view } = source;
  const at = locatorAt - ZIP64_END_RECORD.bytes;
  expectField(source, 'place of the zip64 end record', locatorAt + 8, uint64(source, locatorAt + 8), at);
  expectField(source, 'zip64 end record signature', at, view.getUint32(at, true), ZIP64_END_RECORD.signature);
  const begin = uint64(source, at + 48);
  expectField(source, 'end of the directory', at + 40, begin + uint64(source, at + 40), at);
  return { begin, end: at, entries: uint64(source, at + 32) };
}

function readDirectory(source: Source, { begin, end, entries }: Directory): Entry[] {
  const found: Entry[] = [];
  let at = begin;
  while (at < end) {
    if (at + DIRECTORY_RECORD.bytes > end) damaged(source, 'directory record', at, end - at, DIRECTORY_RECORD.bytes);
    expectField(source, 'directory record signature', at, source.view.getUint32(at, true), DIRECTORY_RECORD.signature);
    const next = at + DIRECTORY_RECORD.bytes + variableBytes(source, at);
    if (next > end) damaged(source, 'end of a directory record', at, next, end);
    found.push(readRecord(source, at));
    at = next;
  }
  expectField(source, 'number of entries', end, entries, found.length);
  return found;
}

/** Lengths of name, extra fields and comment together. */
const variableBytes = ({ view }: Source, at: number): number =>
  view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);

function readRecord(source: Source, at: number): Entry {
  const { view } = source;
  const name = readName(source, at + DIRECTORY_RECORD.bytes, view.getUint16(at + 28, true));
  const [size, compressed, headerAt] = wideFields(source, at);
  const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
  return { name, flags, method, crc: view.getUint32(at + 16, true), size, compressed, headerAt };
}

/** Size, compressed size and place of the local header; those set to 2³²-1 stand in the zip64 extra field, in this order. */
function wideFields(source: Source, at: number): number[] {
  const narrow = [at + 24, at + 20, at + 42].map((field) => source.view.getUint32(field, true));
  if (!narrow.includes(IN_ZIP64)) return narrow;
  let { at: wideAt, end } = zip64Extra(source, at);
  return narrow.map((value) => {
    if (value !== IN_ZIP64) return value;
    if (wideAt + 8 > end) damaged(source, 'zip64 extra field', at, end - wideAt, 8);
    wideAt += 8;
    return uint64(source, wideAt - 8);
  });
}

function zip64Extra(source: Source, recordAt: number): { at: number; end: number } {
  const { view } = source;
  let at = recordAt + DIRECTORY_RECORD.bytes + view.getUint16(recordAt + 28, true);
  const end = at + view.getUint16(recordAt + 30, true);
  while (at + 4 <= end) {
    const next = at + 4 + view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === ZIP64_EXTRA_ID && next <= end) return { at: at + 4, end: next };
    at = next;
  }
  return damaged(source, 'zip64 extra field', recordAt, 0, 1);
}

function checkStored(source: Source, { name, flags, method, size, compressed, headerAt }: Entry): void {
  const { file } = source;
  if (flags & ENCRYPTED_FLAG) throw new TrainscriptError('zip-encrypted', { file, entry: clip(name) });
  if (method !== STORED) throw new TrainscriptError('zip-compressed', { file, entry: clip(name), method });
  expectField(source, 'compressed size', headerAt, compressed, size);
}

/** Where an entry's data begins, once its local header says the same as the directory. With a data descriptor the header leaves
 *  CRC and sizes at 0: they follow the data, and the directory repeats them. */
function dataBegin(source: Source, directory: Directory, entry: Entry): number {
  const { view } = source;
  const at = entry.headerAt;
  if (at + LOCAL_HEADER.bytes > directory.begin) damaged(source, 'place of a local header', at, at, directory.begin - LOCAL_HEADER.bytes);
  expectField(source, 'local header signature', at, view.getUint32(at, true), LOCAL_HEADER.signature);
  expectField(source, 'flags', at + 6, view.getUint16(at + 6, true), entry.flags);
  expectField(source, 'compression method', at + 8, view.getUint16(at + 8, true), STORED);
  const nameLength = view.getUint16(at + 26, true);
  const begin = at + LOCAL_HEADER.bytes + nameLength + view.getUint16(at + 28, true);
  if (begin + entry.size > directory.begin) damaged(source, 'end of an entry', at, begin + entry.size, directory.begin);
  const name = readName(source, at + LOCAL_HEADER.bytes, nameLength);
  if (name !== entry.name) damaged(source, 'name in a local header', at, clip(name), clip(entry.name));
  if (!(entry.flags & DATA_DESCRIPTOR_FLAG)) expectLocalSizes(source, entry);
  return begin;
}

function expectLocalSizes(source: Source, entry: Entry): void {
  const at = entry.headerAt;
  expectField(source, 'CRC-32', at + 14, source.view.getUint32(at + 14, true), entry.crc);
  for (const field of [at + 18, at + 22]) {
    const size = source.view.getUint32(field, true);
    if (size !== IN_ZIP64) expectField(source, 'size', field, size, entry.size);
  }
}

function checkedContent({ bytes, file }: Source, entry: Entry, begin: number): Uint8Array {
  const content = bytes.subarray(begin, begin + entry.size);
  const found = crc32(content);
  if (found !== entry.crc)
    throw new TrainscriptError('zip-crc', { file, entry: clip(entry.name), found: hex(found), expected: hex(entry.crc) });
  return content;
}

function readName(source: Source, at: number, length: number): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(source.bytes.subarray(at, at + length));
  } catch {
    return damaged(source, 'name', at, 'bytes that are no UTF-8', 'UTF-8');
  }
}

/** A 64-bit field as a number; one past 2⁵³ is larger than any file and is refused by the comparison that follows. */
const uint64 = ({ view }: Source, at: number): number => Number(view.getBigUint64(at, true));

const hex = (value: number): string => value.toString(16).padStart(8, '0');

function expectField(source: Source, what: string, at: number, found: number, expected: number): void {
  if (found !== expected) damaged(source, what, at, found, expected);
}

function damaged({ file }: Source, what: string, at: number, found: number | string, expected: number | string): never {
  throw new TrainscriptError('zip-damaged', { file, what, at, found, expected });
}
