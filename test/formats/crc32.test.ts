import { crc32 as zlibCrc32 } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc32, crc32c } from '../../src/formats/crc32.ts';

const ascii = (text: string) => new TextEncoder().encode(text);

test('the check value of each, over 123456789', () => {
  expect(crc32(ascii('123456789')).toString(16)).toBe('cbf43926');
  expect(crc32c(ascii('123456789')).toString(16)).toBe('e3069283');
});

test('the vectors of RFC 3720, appendix B.4', () => {
  expect(crc32c(new Uint8Array(32)).toString(16)).toBe('8a9136aa');
  expect(crc32c(new Uint8Array(32).fill(0xff)).toString(16)).toBe('62a8ab43');
  expect(crc32c(Uint8Array.from({ length: 32 }, (_, i) => i)).toString(16)).toBe('46dd794e');
  expect(crc32c(Uint8Array.from({ length: 32 }, (_, i) => 31 - i)).toString(16)).toBe('113fdb5c');
});

test('nothing has the sum 0', () => {
  expect([crc32(new Uint8Array(0)), crc32c(new Uint8Array(0))]).toEqual([0, 0]);
});

test('crc32 agrees with zlib on any bytes', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 1000 }), (bytes) => crc32(bytes) === zlibCrc32(bytes)));
});
