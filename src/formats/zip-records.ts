import { TrainscriptError } from '../core/problems/problem.ts';
import { clip } from './clip.ts';

/* The part of the zip format (PKWARE APPNOTE 6.3) that is read here: an end record without a comment, zip64 records, data descriptors.
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

/** The entry's bytes as they are. */
export const STORED = 0;

/** As many bytes from the end of a zip hold all that tells where its directory is. */
export const ZIP_END_BYTES = END_RECORD.bytes + ZIP64_LOCATOR.bytes + ZIP64_END_RECORD.bytes;

/** A stretch of a zip file. Places are those in the file. */
export interface ZipStretch {
  readonly file: string;
  readonly begin: number;
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

export const stretchOf = (file: string, bytes: Uint8Array, begin = 0): ZipStretch => ({
  file,
  begin,
  bytes,
  view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
});

export interface ZipDirectory {
  readonly begin: number;
  readonly end: number;
  readonly entries: number;
}

export interface ZipRecord {
  readonly name: string;
  /** Of the name, in UTF-8. */
  readonly nameBytes: number;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly size: number;
  readonly compressed: number;
  readonly headerAt: number;
}

/** Where the directory stands. `tail` reaches to the end of the file. With no comment, the end record is the last 22 bytes; anything else
 *  was cut off or appended to. Throws `zip-truncated` or `zip-damaged`. */
export function findDirectory(tail: ZipStretch): ZipDirectory {
  const size = tail.begin + tail.bytes.length;
  const at = size - END_RECORD.bytes;
  if (at < tail.begin || u32(tail, at) !== END_RECORD.signature)
    throw new TrainscriptError('zip-truncated', { file: tail.file, bytes: size });
  const locatorAt = at - ZIP64_LOCATOR.bytes;
  const isZip64 = locatorAt >= tail.begin && u32(tail, locatorAt) === ZIP64_LOCATOR.signature;
  return isZip64 ? zip64Directory(tail, locatorAt) : plainDirectory(tail, at);
}

function plainDirectory(tail: ZipStretch, at: number): ZipDirectory {
  expectField(tail, 'number of this disk', at + 4, u16(tail, at + 4), 0);
  expectField(tail, 'comment length', at + 20, u16(tail, at + 20), 0);
  const begin = u32(tail, at + 16);
  expectField(tail, 'end of the directory', at + 12, begin + u32(tail, at + 12), at);
  return { begin, end: at, entries: u16(tail, at + 10) };
}

function zip64Directory(tail: ZipStretch, locatorAt: number): ZipDirectory {
  const at = locatorAt - ZIP64_END_RECORD.bytes;
  expectField(tail, 'place of the zip64 end record', locatorAt + 8, u64(tail, locatorAt + 8), at);
  expectField(tail, 'zip64 end record signature', at, u32(tail, at), ZIP64_END_RECORD.signature);
  const begin = u64(tail, at + 48);
  expectField(tail, 'end of the directory', at + 40, begin + u64(tail, at + 40), at);
  return { begin, end: at, entries: u64(tail, at + 32) };
}

/** The records of the directory, which the stretch holds whole, in their order. Throws `zip-damaged`. */
export function readRecords(stretch: ZipStretch, { begin, end, entries }: ZipDirectory): ZipRecord[] {
  const found: ZipRecord[] = [];
  let at = begin;
  while (at < end) {
    if (at + DIRECTORY_RECORD.bytes > end) damaged(stretch, 'directory record', at, end - at, DIRECTORY_RECORD.bytes);
    expectField(stretch, 'directory record signature', at, u32(stretch, at), DIRECTORY_RECORD.signature);
    const next = at + DIRECTORY_RECORD.bytes + variableBytes(stretch, at);
    if (next > end) damaged(stretch, 'end of a directory record', at, next, end);
    found.push(readRecord(stretch, at));
    at = next;
  }
  expectField(stretch, 'number of entries', end, entries, found.length);
  return found;
}

/** Lengths of name, extra fields and comment together. */
const variableBytes = (stretch: ZipStretch, at: number): number => u16(stretch, at + 28) + u16(stretch, at + 30) + u16(stretch, at + 32);

function readRecord(stretch: ZipStretch, at: number): ZipRecord {
  const nameBytes = u16(stretch, at + 28);
  const name = readName(stretch, at + DIRECTORY_RECORD.bytes, nameBytes);
  const [size, compressed, headerAt] = wideFields(stretch, at);
  const [flags, method] = [u16(stretch, at + 8), u16(stretch, at + 10)];
  return { name, nameBytes, flags, method, crc: u32(stretch, at + 16), size, compressed, headerAt };
}

/** Size, compressed size and place of the local header; those set to 2³²-1 stand in the zip64 extra field, in this order. */
function wideFields(stretch: ZipStretch, at: number): number[] {
  const narrow = [at + 24, at + 20, at + 42].map((field) => u32(stretch, field));
  if (!narrow.includes(IN_ZIP64)) return narrow;
  let { at: wideAt, end } = zip64Extra(stretch, at);
  return narrow.map((value) => {
    if (value !== IN_ZIP64) return value;
    if (wideAt + 8 > end) damaged(stretch, 'zip64 extra field', at, end - wideAt, 8);
    wideAt += 8;
    return u64(stretch, wideAt - 8);
  });
}

function zip64Extra(stretch: ZipStretch, recordAt: number): { at: number; end: number } {
  let at = recordAt + DIRECTORY_RECORD.bytes + u16(stretch, recordAt + 28);
  const end = at + u16(stretch, recordAt + 30);
  while (at + 4 <= end) {
    const next = at + 4 + u16(stretch, at + 2);
    if (u16(stretch, at) === ZIP64_EXTRA_ID && next <= end) return { at: at + 4, end: next };
    at = next;
  }
  return damaged(stretch, 'zip64 extra field', recordAt, 0, 1);
}

/** Throws `zip-encrypted`. */
export function checkPlain(file: string, { name, flags }: ZipRecord): void {
  if (flags & ENCRYPTED_FLAG) throw new TrainscriptError('zip-encrypted', { file, entry: clip(name) });
}

/** From an entry's local header to the end of the name that it should have there. */
export const headerBytes = ({ nameBytes }: ZipRecord): number => LOCAL_HEADER.bytes + nameBytes;

/** Where an entry's data begins, once its local header, which the stretch holds, says the same as the directory. With a data descriptor the
 *  header leaves CRC and sizes at 0: they follow the data, and the directory repeats them. Throws `zip-damaged`. */
export function dataBegin(stretch: ZipStretch, directory: ZipDirectory, entry: ZipRecord): number {
  const at = entry.headerAt;
  if (at + LOCAL_HEADER.bytes > directory.begin) damaged(stretch, 'place of a local header', at, at, directory.begin - LOCAL_HEADER.bytes);
  expectField(stretch, 'local header signature', at, u32(stretch, at), LOCAL_HEADER.signature);
  expectField(stretch, 'flags', at + 6, u16(stretch, at + 6), entry.flags);
  expectField(stretch, 'compression method', at + 8, u16(stretch, at + 8), entry.method);
  expectField(stretch, 'length of the name in a local header', at + 26, u16(stretch, at + 26), entry.nameBytes);
  const begin = at + headerBytes(entry) + u16(stretch, at + 28);
  if (begin + entry.compressed > directory.begin) damaged(stretch, 'end of an entry', at, begin + entry.compressed, directory.begin);
  const name = readName(stretch, at + LOCAL_HEADER.bytes, entry.nameBytes);
  if (name !== entry.name) damaged(stretch, 'name in a local header', at, clip(name), clip(entry.name));
  if (!(entry.flags & DATA_DESCRIPTOR_FLAG)) expectLocalSizes(stretch, entry);
  return begin;
}

function expectLocalSizes(stretch: ZipStretch, entry: ZipRecord): void {
  const at = entry.headerAt;
  expectField(stretch, 'CRC-32', at + 14, u32(stretch, at + 14), entry.crc);
  for (const [field, expected] of [
    [at + 18, entry.compressed],
    [at + 22, entry.size],
  ]) {
    const size = u32(stretch, field);
    if (size !== IN_ZIP64) expectField(stretch, 'size', field, size, expected);
  }
}

/** Throws `zip-crc` where the bytes of an entry are not those that were packed. */
export function checkCrc(file: string, { name, crc }: ZipRecord, found: number): void {
  if (found !== crc) throw new TrainscriptError('zip-crc', { file, entry: clip(name), found: hex(found), expected: hex(crc) });
}

const hex = (value: number): string => value.toString(16).padStart(8, '0');

function readName(stretch: ZipStretch, at: number, length: number): string {
  const first = at - stretch.begin;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(stretch.bytes.subarray(first, first + length));
  } catch {
    return damaged(stretch, 'name', at, 'bytes that are no UTF-8', 'UTF-8');
  }
}

const u16 = ({ view, begin }: ZipStretch, at: number): number => view.getUint16(at - begin, true);
const u32 = ({ view, begin }: ZipStretch, at: number): number => view.getUint32(at - begin, true);
/** As a number; one past 2⁵³ is larger than any file and is refused by the comparison that follows. */
const u64 = ({ view, begin }: ZipStretch, at: number): number => Number(view.getBigUint64(at - begin, true));

export function expectField(stretch: { readonly file: string }, what: string, at: number, found: number, expected: number): void {
  if (found !== expected) damaged(stretch, what, at, found, expected);
}

export function damaged(
  { file }: { readonly file: string },
  what: string,
  at: number,
  found: number | string,
  expected: number | string,
): never {
  throw new TrainscriptError('zip-damaged', { file, what, at, found, expected });
}
