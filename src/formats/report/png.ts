import { joinBytes } from '../../core/join-bytes.ts';
import { crc32 } from '../crc32.ts';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const GREYSCALE = 0;
const DEPTH = 8;
/** Of a stored block of deflate (RFC 1951, 3.2.4). */
const MAX_BLOCK = 65_535;

/** A grey picture of a byte a pixel as PNG, not compressed (W3C PNG, third edition; RFC 1950): some hundred pixels gain nothing by it.
 *  @throws RangeError for pictures of more bytes than one block of deflate holds */
export function greyPng(pixels: Uint8Array, height: number, width: number): Uint8Array {
  const header = Uint8Array.of(...bigEndian(width), ...bigEndian(height), DEPTH, GREYSCALE, 0, 0, 0);
  const lines = new Uint8Array(height * (width + 1));
  // Each line begins with the number of its filter: 0, none.
  for (let y = 0; y < height; y++) lines.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  return joinBytes([Uint8Array.from(SIGNATURE), chunk('IHDR', header), chunk('IDAT', stored(lines)), chunk('IEND', new Uint8Array())]);
}

function stored(bytes: Uint8Array): Uint8Array {
  if (bytes.length > MAX_BLOCK) throw new RangeError(`${bytes.length} bytes do not fit into a block of ${MAX_BLOCK}`);
  const { length } = bytes;
  const head = [0x78, 0x01, 0x01, length & 255, length >> 8, ~length & 255, (~length >> 8) & 255];
  return joinBytes([Uint8Array.from(head), bytes, Uint8Array.from(bigEndian(adler32(bytes)))]);
}

function chunk(type: string, content: Uint8Array): Uint8Array {
  const named = joinBytes([Uint8Array.from(type, (character) => character.charCodeAt(0)), content]);
  return joinBytes([Uint8Array.from(bigEndian(content.length)), named, Uint8Array.from(bigEndian(crc32(named)))]);
}

function adler32(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (const byte of bytes) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  return b * 65_536 + a;
}

const bigEndian = (value: number): number[] => [24, 16, 8, 0].map((bits) => (value >>> bits) & 255);
