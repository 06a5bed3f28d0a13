const REPLACEMENT = '\ufffd';

/** Position of the first byte that does not belong to a UTF-8 character; the length where all do. `inside` says that the bytes
 *  may begin in the middle of one. Decodes with replacement marks and measures the text before the first mark that the bytes do not spell themselves. */
export function firstInvalidUtf8(bytes: Uint8Array, inside: boolean): number {
  const begin = inside ? bytes.findIndex((byte) => (byte & 0xc0) !== 0x80) : 0;
  if (begin < 0) return bytes.length;
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(begin));
  let offset = begin;
  let measured = 0;
  for (let mark = text.indexOf(REPLACEMENT); mark >= 0; mark = text.indexOf(REPLACEMENT, mark + 1)) {
    offset += new TextEncoder().encode(text.slice(measured, mark)).length;
    measured = mark;
    const isSpelt = bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd;
    if (!isSpelt) return offset;
  }
  return bytes.length;
}
