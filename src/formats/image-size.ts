export interface ImageHead {
  readonly type: 'image/png' | 'image/jpeg';
  readonly width: number;
  readonly height: number;
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Frame headers (ITU-T T.81, table B.1): SOF0…SOF15 without DHT, JPG and DAC, which stand among them. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
/** Markers that stand alone, without a length. */
const isBare = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);

/** What a PNG or JPEG says of itself before anything of it is decoded; null where it is neither, or says it is empty. */
export function imageHead(bytes: Uint8Array): ImageHead | null {
  const head = PNG.every((byte, i) => bytes[i] === byte) ? pngHead(bytes) : bytes[0] === 0xff && bytes[1] === 0xd8 ? jpegHead(bytes) : null;
  return head !== null && head.width > 0 && head.height > 0 ? head : null;
}

/** Its first chunk is IHDR, which begins with width and height (PNG, third edition, 11.2.1). */
function pngHead(bytes: Uint8Array): ImageHead | null {
  if (bytes.length < 24) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return { type: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
}

function jpegHead(bytes: Uint8Array): ImageHead | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 2;
  while (at + 9 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1];
    if (isFrame(marker)) return { type: 'image/jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    if (marker === 0xff) at++;
    else at += isBare(marker) ? 2 : 2 + view.getUint16(at + 2);
  }
  return null;
}
