import { crc32 } from '../../src/formats/crc32.ts';

/* Zip files from bytes, right and wrong in any field. */

export const ascii = (text: string) => new TextEncoder().encode(text);

export const uint = (bytes: number, value: number): number[] => Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** i) % 256);

export interface EntryParts {
  readonly name?: string;
  readonly localName?: string;
  readonly content?: Uint8Array;
  readonly flags?: number;
  readonly localFlags?: number;
  readonly method?: number;
  readonly localMethod?: number;
  readonly localSize?: number;
  readonly size?: number;
  readonly compressed?: number;
  readonly headerAt?: number;
  readonly extra?: number[];
}

const NAME = 'a';
export const CONTENT = ascii('hello');

export function localHeader({
  name = NAME,
  localName = name,
  content = CONTENT,
  flags = 0,
  localFlags = flags,
  ...parts
}: EntryParts = {}): number[] {
  const size = parts.localSize ?? content.length;
  const sums = localFlags & 8 ? uint(12, 0) : [...uint(4, crc32(content)), ...uint(4, size), ...uint(4, size)];
  const lengths = [...uint(2, ascii(localName).length), ...uint(2, 0)];
  const method = parts.localMethod ?? parts.method ?? 0;
  return [
    ...uint(4, 0x04034b50),
    ...uint(2, 10),
    ...uint(2, localFlags),
    ...uint(2, method),
    ...uint(4, 0),
    ...sums,
    ...lengths,
    ...ascii(localName),
    ...content,
  ];
}

export function record({ name = NAME, content = CONTENT, flags = 0, method = 0, extra = [], ...parts }: EntryParts = {}): number[] {
  const size = parts.size ?? content.length;
  const head = [...uint(4, 0x02014b50), ...uint(4, 10), ...uint(2, flags), ...uint(2, method), ...uint(4, 0), ...uint(4, crc32(content))];
  const sizes = [...uint(4, parts.compressed ?? size), ...uint(4, size)];
  const lengths = [...uint(2, ascii(name).length), ...uint(2, extra.length), ...uint(2, 0)];
  return [...head, ...sizes, ...lengths, ...uint(8, 0), ...uint(4, parts.headerAt ?? 0), ...ascii(name), ...extra];
}

export interface EndParts {
  readonly entries?: number;
  readonly size?: number;
  readonly at?: number;
  readonly disk?: number;
  readonly comment?: number;
}

export const endRecord = ({ entries = 1, size = 0, at = 0, disk = 0, comment = 0 }: EndParts): number[] => [
  ...[...uint(4, 0x06054b50), ...uint(2, disk), ...uint(2, 0), ...uint(2, entries), ...uint(2, entries)],
  ...[...uint(4, size), ...uint(4, at), ...uint(2, comment)],
];

export function zip(entry: EntryParts = {}, end: EndParts = {}): Uint8Array {
  const [local, directory] = [localHeader(entry), record(entry)];
  return Uint8Array.from([...local, ...directory, ...endRecord({ size: directory.length, at: local.length, ...end })]);
}

export function zip64(
  entry: EntryParts,
  wide: { entries?: number; size?: number; at?: number; recordAt?: number; signature?: number } = {},
): Uint8Array {
  const [local, directory] = [localHeader(entry), record(entry)];
  const recordAt = local.length + directory.length;
  const wideEnd = [
    ...[...uint(4, wide.signature ?? 0x06064b50), ...uint(8, 44), ...uint(4, 45), ...uint(8, 0)],
    ...[...uint(8, 1), ...uint(8, wide.entries ?? 1), ...uint(8, wide.size ?? directory.length), ...uint(8, wide.at ?? local.length)],
  ];
  const locator = [...uint(4, 0x07064b50), ...uint(4, 0), ...uint(8, wide.recordAt ?? recordAt), ...uint(4, 1)];
  return Uint8Array.from([
    ...local,
    ...directory,
    ...wideEnd,
    ...locator,
    ...endRecord({ entries: 0xffff, size: 0xffffffff, at: 0xffffffff }),
  ]);
}

/** Entries one behind the other; what is packed stands as it is given, beside what it unpacks to. */
export function zipOf(entries: readonly (EntryParts & { readonly packed?: Uint8Array })[], end: EndParts = {}): Uint8Array<ArrayBuffer> {
  const locals: number[][] = [];
  const records: number[][] = [];
  let at = 0;
  for (const { packed, ...entry } of entries) {
    const content = packed ?? entry.content ?? CONTENT;
    const size = entry.size ?? (entry.content ?? CONTENT).length;
    const local = localHeader({ flags: 8, ...entry, content });
    records.push(record({ flags: 8, headerAt: at, compressed: content.length, ...entry, size }));
    locals.push(local);
    at += local.length;
  }
  const directory = records.flat();
  return Uint8Array.from([...locals.flat(), ...directory, ...endRecord({ entries: entries.length, size: directory.length, at, ...end })]);
}
