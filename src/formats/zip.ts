import { makeZip } from 'client-zip';

/** A file in a zip. Its content is pulled when its turn has come, and never held as a whole. */
export interface ZipEntry {
  /** With `/` between folders. */
  readonly path: string;
  readonly content: AsyncIterable<Uint8Array<ArrayBuffer>>;
}

/** Writes a zip as a stream: entries stored without compression, in order, Zip64 where sizes need it. `modified` stands
 *  as every entry's time, in UTC, so that the same entries give the same bytes everywhere. An error of an entry's
 *  content ends the stream with that error. */
export function writeZip(entries: AsyncIterable<ZipEntry>, modified: Date): ReadableStream<Uint8Array<ArrayBuffer>> {
  return makeZip(inputs(entries, asLocalTime(modified))) as ReadableStream<Uint8Array<ArrayBuffer>>;
}

async function* inputs(entries: AsyncIterable<ZipEntry>, lastModified: Date) {
  for await (const { path, content } of entries) yield { name: path, input: content, lastModified };
}

/** Zip knows local time only (APPNOTE 4.4.6): a date whose local time reads as the other's UTC. */
const asLocalTime = (date: Date): Date => new Date(date.getTime() + date.getTimezoneOffset() * 60_000);
