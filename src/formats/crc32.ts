/** Cyclic redundancy checks of 32 bits, both reflected, both starting from and finished with all ones: they differ in the polynomial alone. */

const IEEE_POLYNOMIAL = 0xedb88320;
const CASTAGNOLI_POLYNOMIAL = 0x82f63b78;

const IEEE_TABLE = crcTable(IEEE_POLYNOMIAL);
const CASTAGNOLI_TABLE = crcTable(CASTAGNOLI_POLYNOMIAL);

/** CRC-32 as zip and gzip use it, 0…2³²-1 (PKWARE APPNOTE 4.4.7). `before` is that of the bytes in front of these. */
export const crc32 = (bytes: Uint8Array, before = 0): number => crc(bytes, IEEE_TABLE, before);

/** CRC-32C (Castagnoli), 0…2³²-1, as TensorBoard's event files use it (RFC 3720, appendix B.4 has test vectors). */
export const crc32c = (bytes: Uint8Array): number => crc(bytes, CASTAGNOLI_TABLE, 0);

function crcTable(polynomial: number): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1;
    return value;
  });
}

function crc(bytes: Uint8Array, table: Uint32Array, before: number): number {
  let value = ~before;
  for (let i = 0; i < bytes.length; i++) value = table[(value ^ bytes[i]) & 0xff] ^ (value >>> 8);
  return ~value >>> 0;
}
