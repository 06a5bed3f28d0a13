import type { ImageHead } from './image-size.ts';

const JPEG_EXIF = 0xe1;
const JPEG_SCAN = 0xda;
const PNG_SIGNATURE_BYTES = 8;
/** Length, type and CRC around a chunk's data. */
const PNG_CHUNK_BYTES = 12;
const PNG_EXIF = 'eXIf';

/** The picture without its Exif data, and so without the way that Exif wants it turned: browsers turn it whatever they are asked, others read the pixels as they are stored.
 *  What does not look like segments or chunks is left as it is: the decoder tells. */
export function withoutExif(bytes: Uint8Array<ArrayBuffer>, { type }: ImageHead): Uint8Array<ArrayBuffer> {
  const cuts = type === 'image/jpeg' ? jpegCuts(bytes) : pngCuts(bytes);
  if (cuts.length === 0) return bytes;
  const kept = new Uint8Array(bytes.length - cuts.reduce((sum, [begin, end]) => sum + end - begin, 0));
  let from = 0;
  let at = 0;
  for (const [begin, end] of [...cuts, [bytes.length, bytes.length]] as const) {
    kept.set(bytes.subarray(from, begin), at);
    at += begin - from;
    from = end;
  }
  return kept;
}

type Cut = readonly [begin: number, end: number];

function jpegCuts(bytes: Uint8Array): readonly Cut[] {
  const cuts: Cut[] = [];
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff && bytes[at + 1] !== JPEG_SCAN) {
    const end = at + 2 + ((bytes[at + 2] << 8) | bytes[at + 3]);
    if (bytes[at + 1] === JPEG_EXIF && end <= bytes.length) cuts.push([at, end]);
    at = end;
  }
  return cuts;
}

function pngCuts(bytes: Uint8Array): readonly Cut[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const cuts: Cut[] = [];
  let at = PNG_SIGNATURE_BYTES;
  while (at + PNG_CHUNK_BYTES <= bytes.length) {
    const end = at + PNG_CHUNK_BYTES + view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (type === PNG_EXIF && end <= bytes.length) cuts.push([at, end]);
    at = end;
  }
  return cuts;
}
