import { TrainscriptError } from '../core/problems/problem.ts';
import { crc32 } from './crc32.ts';

const LOCAL_HEADER_BYTES = 30;
const DIRECTORY_RECORD_BYTES = 46;
const END_RECORD_BYTES = 22;
/** Id and length of an extra field. */
const EXTRA_HEADER_BYTES = 4;
/** Version 1.0: stored files, no folders, no zip64. */
const VERSION_NEEDED = 10;
/** 1980-01-01, the first day that zip knows: equal contents give equal bytes. */
const FIXED_DATE = (1 << 5) | 1;
/** Sizes and places are 32 bits without zip64. */
const MAX_ZIP_BYTES = 2 ** 32 - 2;
/** «FB», filled with Z: the padding that PyTorch writes and knows. */
const PADDING_ID = 0x4246;
const PADDING_BYTE = 0x5a;

export interface StoredFile {
  /** ASCII. */
  readonly name: string;
  readonly content: Uint8Array;
}

interface Placed extends StoredFile {
  readonly nameBytes: Uint8Array;
  readonly crc: number;
  readonly at: number;
  readonly padding: number;
}

/** A zip with uncompressed entries whose data begin at multiples of `alignment` bytes, so that they can be mapped into memory.
 *  The same files give the same bytes. Throws `weights-too-large` past 4 GiB. */
export function writeStoredZip(files: readonly StoredFile[], alignment: number): Uint8Array {
  const placed = place(files, alignment);
  const directoryAt = placed.reduce((_, file) => dataAt(file) + file.content.length, 0);
  const directoryBytes = placed.reduce((sum, { nameBytes }) => sum + DIRECTORY_RECORD_BYTES + nameBytes.length, 0);
  const total = directoryAt + directoryBytes + END_RECORD_BYTES;
  if (total > MAX_ZIP_BYTES)
    throw new TrainscriptError('weights-too-large', { file: 'zip', tensor: files.at(-1)!.name, found: total, expected: MAX_ZIP_BYTES });
  const zip = new Uint8Array(total);
  const view = new DataView(zip.buffer);
  for (const file of placed) writeEntry(zip, view, file);
  let recordAt = directoryAt;
  for (const file of placed) recordAt = writeDirectoryRecord(zip, view, recordAt, file);
  writeEndRecord(view, recordAt, placed.length, directoryBytes, directoryAt);
  return zip;
}

function place(files: readonly StoredFile[], alignment: number): Placed[] {
  const placed: Placed[] = [];
  let at = 0;
  for (const file of files) {
    const nameBytes = new TextEncoder().encode(file.name);
    const unpadded = at + LOCAL_HEADER_BYTES + nameBytes.length + EXTRA_HEADER_BYTES;
    placed.push({ ...file, nameBytes, crc: crc32(file.content), at, padding: (alignment - (unpadded % alignment)) % alignment });
    at = dataAt(placed.at(-1)!) + file.content.length;
  }
  return placed;
}

const dataAt = ({ at, nameBytes, padding }: Placed): number => at + LOCAL_HEADER_BYTES + nameBytes.length + EXTRA_HEADER_BYTES + padding;

function writeEntry(zip: Uint8Array, view: DataView, file: Placed): void {
  const { at, nameBytes, content, padding } = file;
  view.setUint32(at, 0x04034b50, true);
  writeCommonFields(view, at + 4, file);
  view.setUint16(at + 28, EXTRA_HEADER_BYTES + padding, true);
  zip.set(nameBytes, at + LOCAL_HEADER_BYTES);
  const extraAt = at + LOCAL_HEADER_BYTES + nameBytes.length;
  view.setUint16(extraAt, PADDING_ID, true);
  view.setUint16(extraAt + 2, padding, true);
  zip.fill(PADDING_BYTE, extraAt + EXTRA_HEADER_BYTES, dataAt(file));
  zip.set(content, dataAt(file));
}

function writeDirectoryRecord(zip: Uint8Array, view: DataView, at: number, file: Placed): number {
  view.setUint32(at, 0x02014b50, true);
  view.setUint16(at + 4, VERSION_NEEDED, true);
  writeCommonFields(view, at + 6, file);
  view.setUint32(at + 42, file.at, true);
  zip.set(file.nameBytes, at + DIRECTORY_RECORD_BYTES);
  return at + DIRECTORY_RECORD_BYTES + file.nameBytes.length;
}

/** From «version needed» to «length of the name»; flags, method (stored) and time are 0. */
function writeCommonFields(view: DataView, at: number, { crc, content, nameBytes }: Placed): void {
  view.setUint16(at, VERSION_NEEDED, true);
  view.setUint16(at + 8, FIXED_DATE, true);
  view.setUint32(at + 10, crc, true);
  view.setUint32(at + 14, content.length, true);
  view.setUint32(at + 18, content.length, true);
  view.setUint16(at + 22, nameBytes.length, true);
}

function writeEndRecord(view: DataView, at: number, entries: number, directoryBytes: number, directoryAt: number): void {
  view.setUint32(at, 0x06054b50, true);
  view.setUint16(at + 8, entries, true);
  view.setUint16(at + 10, entries, true);
  view.setUint32(at + 12, directoryBytes, true);
  view.setUint32(at + 16, directoryAt, true);
}
