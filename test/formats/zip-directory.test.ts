import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readStoredZip, zipEntryNames } from '../../src/formats/zip-directory.ts';
import { writeStoredZip } from '../../src/formats/zip-stored.ts';
import { problemOf } from './problem-of.ts';
import { CONTENT, endRecord, localHeader, record, uint, zip, zip64 } from './zip-bytes.ts';

const problem = (bytes: Uint8Array) => problemOf(() => readStoredZip(bytes, 'x.zip'));

describe('reads', () => {
  const HELLO = new Map([['a', CONTENT]]);

  test('a plain entry, and one whose sums follow it', () => {
    expect(readStoredZip(zip(), 'x.zip')).toEqual(HELLO);
    expect(readStoredZip(zip({ flags: 0x0808 }), 'x.zip')).toEqual(HELLO);
  });

  test('sizes and places in zip64 records', () => {
    expect(readStoredZip(zip64({}), 'x.zip')).toEqual(HELLO);
    const other = [...uint(2, 0x5455), ...uint(2, 1), 0];
    const extra = [...other, ...uint(2, 1), ...uint(2, 24), ...uint(8, 5), ...uint(8, 5), ...uint(8, 0)];
    expect(readStoredZip(zip64({ size: 0xffffffff, headerAt: 0xffffffff, extra }), 'x.zip')).toEqual(HELLO);
    const placeAlone = [...uint(2, 1), ...uint(2, 8), ...uint(8, 0)];
    expect(readStoredZip(zip64({ headerAt: 0xffffffff, extra: placeAlone }), 'x.zip')).toEqual(HELLO);
  });

  test('names alone, also of entries that are compressed', () => {
    expect(zipEntryNames(zip({ method: 8 }), 'x.zip')).toEqual(['a']);
  });

  test('whatever we write, aligned', () => {
    const file = fc.record({ name: fc.string({ minLength: 1, maxLength: 80 }), content: fc.uint8Array({ maxLength: 200 }) });
    const files = fc.uniqueArray(file, { selector: ({ name }) => name, maxLength: 5 });
    fc.assert(
      fc.property(files, fc.constantFrom(1, 8, 64), (files, alignment) => {
        const entries = readStoredZip(writeStoredZip(files, alignment), 'own.zip');
        expect([...entries].map(([name, content]) => ({ name, content: content.slice() }))).toEqual(files);
        for (const content of entries.values()) expect(content.byteOffset % alignment).toBe(0);
      }),
    );
  });
});

describe('refuses', () => {
  test.each<[string, Uint8Array, string, Record<string, unknown>]>([
    ['no end record', new Uint8Array(100), 'zip-truncated', { bytes: 100 }],
    ['fewer bytes than an end record', new Uint8Array(21), 'zip-truncated', { bytes: 21 }],
    ['an encrypted entry', zip({ flags: 1 }), 'zip-encrypted', { entry: 'a' }],
    ['a compressed entry', zip({ method: 8 }), 'zip-compressed', { entry: 'a', method: 8 }],
    [
      'an entry that only its header calls compressed',
      zip({ localMethod: 8 }),
      'zip-damaged',
      { what: 'compression method', found: 8, expected: 0 },
    ],
    ['flags that differ', zip({ localFlags: 1 }), 'zip-damaged', { what: 'flags', found: 1, expected: 0 }],
    ['names that differ', zip({ localName: 'b' }), 'zip-damaged', { found: 'b', expected: 'a' }],
    ['sizes that differ', zip({ localSize: 4 }), 'zip-damaged', { what: 'size', found: 4, expected: 5 }],
    ['two sizes for stored bytes', zip({ compressed: 4 }), 'zip-damaged', { what: 'compressed size', found: 4, expected: 5 }],
    [
      'an entry that reaches into the directory',
      zip({ size: 6, flags: 8 }),
      'zip-damaged',
      { what: 'end of an entry', found: 37, expected: 36 },
    ],
    [
      'an entry that starts in the directory',
      zip({ headerAt: 7 }),
      'zip-damaged',
      { what: 'place of a local header', found: 7, expected: 6 },
    ],
    ['an entry that starts amid another', zip({ headerAt: 1 }), 'zip-damaged', { what: 'local header signature' }],
    ['a second disk', zip({}, { disk: 1 }), 'zip-damaged', { what: 'number of this disk', found: 1, expected: 0 }],
    ['a comment', zip({}, { comment: 1 }), 'zip-damaged', { what: 'comment length', found: 1, expected: 0 }],
    ['a directory elsewhere', zip({}, { at: 35 }), 'zip-damaged', { what: 'end of the directory', found: 82, expected: 83 }],
    ['a count that lies', zip({}, { entries: 2 }), 'zip-damaged', { what: 'number of entries', found: 2, expected: 1 }],
    ['a zip64 count that lies', zip64({}, { entries: 2 ** 40 }), 'zip-damaged', { found: 2 ** 40, expected: 1 }],
    ['a zip64 directory past the file', zip64({}, { at: 2 ** 50 }), 'zip-damaged', { what: 'end of the directory' }],
    ['a zip64 record elsewhere', zip64({}, { recordAt: 0 }), 'zip-damaged', { what: 'place of the zip64 end record' }],
    ['a zip64 record of another kind', zip64({}, { signature: 7 }), 'zip-damaged', { what: 'zip64 end record signature' }],
    ['a zip64 size without its field', zip64({ size: 0xffffffff }), 'zip-damaged', { what: 'zip64 extra field' }],
    ['a zip64 field too short', zip64({ size: 0xffffffff, extra: [1, 0, 4, 0, 5, 0, 0, 0] }), 'zip-damaged', { found: 4, expected: 8 }],
  ])('%s', (_, bytes, code, fields) => {
    expect(problem(bytes)).toMatchObject({ code, fields });
  });

  test('bytes that are not those of the sum', () => {
    const bytes = zip();
    bytes[31] ^= 1;
    expect(problem(bytes)).toEqual({ code: 'zip-crc', fields: { file: 'x.zip', entry: 'a', found: '0b708f36', expected: '3610a686' } });
  });

  test('a name that is no UTF-8', () => {
    const bytes = zip();
    bytes[30] = 0xff;
    expect(problem(bytes)).toMatchObject({ code: 'zip-damaged', fields: { what: 'name' } });
  });

  test('two entries of one name, and two on the same bytes', () => {
    const local = localHeader();
    const twins = [...record(), ...record({ headerAt: local.length })];
    const twice = [...local, ...local, ...twins, ...endRecord({ entries: 2, size: twins.length, at: 2 * local.length })];
    expect(problem(Uint8Array.from(twice))).toMatchObject({ code: 'zip-duplicate', fields: { entry: 'a' } });
    const shared = [...record(), ...record({ name: 'b' })];
    const overlapping = [...local, ...shared, ...endRecord({ entries: 2, size: shared.length, at: local.length })];
    expect(problem(Uint8Array.from(overlapping))).toMatchObject({ code: 'zip-damaged', fields: { at: 0, found: 0, expected: 36 } });
  });
});
