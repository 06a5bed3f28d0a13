import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeZip } from '../../src/formats/zip.ts';
import { type ArchivedFile, openArchive, readArchived, type SlicedFile, type ZipLimits } from '../../src/formats/zip-archive.ts';
import { problemOfAsync } from '../problem-of.ts';
import { collect, NEVER } from './byte-source.ts';
import { ascii, CONTENT, type EntryParts, endRecord, localHeader, record, uint, zip, zip64, zipOf } from './zip-bytes.ts';

const LIMITS: ZipLimits = { entries: 10, directoryBytes: 10_000, totalBytes: 2 ** 24, ratio: 200 };

/** A file that counts what is read of it. */
function sliced(bytes: Uint8Array): SlicedFile & { readonly slices: [begin: number, end: number][] } {
  const slices: [number, number][] = [];
  const slice = (begin: number, end: number) => {
    slices.push([begin, end]);
    return new Blob([new Uint8Array(bytes.slice(begin, end))]);
  };
  return { name: 'x.zip', size: bytes.length, slice, slices };
}

const open = (bytes: Uint8Array, limits: Partial<ZipLimits> = {}, signal = NEVER) =>
  openArchive(sliced(bytes), { ...LIMITS, ...limits }, signal);

async function contentsOf(bytes: Uint8Array): Promise<Map<string, string>> {
  const source = sliced(bytes);
  const contents = new Map<string, string>();
  for (const [path, file] of await openArchive(source, LIMITS, NEVER)) {
    contents.set(path, new TextDecoder().decode(await collect(readArchived(source, file, NEVER))));
  }
  return contents;
}

const onlyFile = async (bytes: Uint8Array): Promise<ArchivedFile> => [...(await open(bytes)).values()][0];
const problem = (bytes: Uint8Array, limits: Partial<ZipLimits> = {}) => problemOfAsync(() => open(bytes, limits));
const readProblem = (bytes: Uint8Array) => problemOfAsync(async () => collect(readArchived(sliced(bytes), await onlyFile(bytes), NEVER)));

const TEXT = 'never gonna '.repeat(1000);
const deflated = (changes: Partial<EntryParts & { packed: Uint8Array }> = {}) =>
  zipOf([{ method: 8, content: ascii(TEXT), packed: deflateRawSync(TEXT), ...changes }]);

describe('reads', () => {
  test('stored, described, zip64 and deflated entries', async () => {
    for (const bytes of [zip(), zip({ flags: 0x0808 }), zip64({})]) expect(await contentsOf(bytes)).toEqual(new Map([['a', 'hello']]));
    expect(await contentsOf(deflated())).toEqual(new Map([['a', TEXT]]));
  });

  test('what the bundle’s writer writes, in any order, without the rest of the file', async () => {
    const file = fc.record({ path: fc.stringMatching(/^[a-z]{1,20}(\/[a-z]{1,20})?$/), content: fc.string({ maxLength: 300 }) });
    const files = fc.uniqueArray(file, { selector: ({ path }) => path, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(files, async (files) => {
        const entries = async function* () {
          for (const { path, content } of files)
            yield {
              path,
              content: (async function* () {
                yield ascii(content);
              })(),
            };
        };
        const bytes = new Uint8Array(await new Response(writeZip(entries(), new Date(0))).arrayBuffer());
        expect([...(await contentsOf(bytes))]).toEqual(files.map(({ path, content }) => [path, content]));
      }),
      { numRuns: 30 },
    );
  });

  test('no more of a large file than the entry that is asked for', async () => {
    const large = new Uint8Array(600_000).fill(7);
    const bytes = zipOf([
      { name: 'large', content: large },
      { name: 'small', content: CONTENT },
    ]);
    const source = sliced(bytes);
    const small = (await openArchive(source, LIMITS, NEVER)).get('small')!;
    expect(await collect(readArchived(source, small, NEVER))).toEqual(CONTENT);
    expect(source.slices.reduce((sum, [begin, end]) => sum + end - begin, 0)).toBeLessThan(1000);
  });
});

describe('refuses', () => {
  test.each<[string, Uint8Array, string, Record<string, unknown>]>([
    ['a file without an end', zip().slice(0, -1), 'zip-truncated', { bytes: 104 }],
    ['an encrypted entry', zipOf([{ flags: 9 }]), 'zip-encrypted', { entry: 'a' }],
    ['a way of packing that nobody has', zipOf([{ method: 12 }]), 'zip-method', { entry: 'a', found: 12 }],
    ['two entries of one name', zipOf([{}, {}]), 'zip-duplicate', { entry: 'a' }],
    ['an entry that is another by its header', zip({ localName: 'b' }), 'zip-damaged', { found: 'b', expected: 'a' }],
    ['a name of another length', zip({ localName: 'bb' }), 'zip-damaged', { found: 2, expected: 1 }],
    ['an entry in the directory', zip({ headerAt: 7 }), 'zip-damaged', { what: 'place of a local header' }],
    ['an entry past the file', zip({ headerAt: 2 ** 31 }), 'zip-damaged', { what: 'place of a local header' }],
    ['stored bytes of two sizes', zip({ compressed: 4 }), 'zip-damaged', { what: 'compressed size', found: 4, expected: 5 }],
    ['a local size that lies', zip({ localSize: 4 }), 'zip-damaged', { what: 'size', found: 4, expected: 5 }],
  ])('%s', async (_, bytes, code, fields) => {
    expect(await problem(bytes)).toMatchObject({ code, fields });
  });

  test('two entries on the same bytes', async () => {
    const local = localHeader();
    const shared = [...record(), ...record({ name: 'b' })];
    const bytes = Uint8Array.from([...local, ...shared, ...endRecord({ entries: 2, size: shared.length, at: local.length })]);
    expect(await problem(bytes)).toMatchObject({ code: 'zip-damaged', fields: { what: 'place of a local header after another entry' } });
  });

  test('more than the limits allow, before anything is unpacked', async () => {
    const three = zipOf([{ name: 'a' }, { name: 'b' }, { name: 'c' }]);
    expect(await problem(three, { entries: 2 })).toEqual({
      code: 'zip-limit',
      fields: { file: 'x.zip', what: 'entries', found: 3, limit: 2 },
    });
    expect(await problem(three, { directoryBytes: 100 })).toMatchObject({
      code: 'zip-limit',
      fields: { what: 'directory bytes', found: 141, limit: 100 },
    });
    expect(await problem(three, { totalBytes: 14 })).toMatchObject({
      code: 'zip-limit',
      fields: { what: 'unpacked bytes', found: 15, limit: 14 },
    });
    expect(await problem(zip64({}, { size: 2 ** 33, at: 36 - 2 ** 33 + 47 }))).toMatchObject({ code: 'zip-damaged' });
  });

  test('a bomb: by what it announces, and by what comes out where it lies', async () => {
    const zeros = new Uint8Array(2 ** 21);
    const packed = deflateRawSync(zeros);
    const told = zipOf([{ method: 8, content: zeros, packed }]);
    expect(await problem(told)).toMatchObject({ code: 'zip-limit', fields: { found: Math.ceil(2 ** 21 / packed.length), limit: 200 } });
    const lying = zipOf([{ method: 8, content: zeros, packed, size: 1000 }]);
    expect(await readProblem(lying)).toMatchObject({ code: 'zip-damaged', fields: { what: 'unpacked size', expected: 1000 } });
    const huge = zipOf([{ method: 8, content: CONTENT, packed: deflateRawSync(CONTENT), size: 100 }]);
    expect(await readProblem(huge)).toMatchObject({ code: 'zip-damaged', fields: { what: 'unpacked size', found: 5, expected: 100 } });
  });

  test('packed bytes that stop short or are none', async () => {
    expect(await readProblem(deflated({ packed: deflateRawSync(TEXT).subarray(0, 30) }))).toMatchObject({ code: 'zip-deflate' });
    expect(await readProblem(deflated({ packed: Uint8Array.from({ length: 80 }, () => 0xff) }))).toMatchObject({ code: 'zip-deflate' });
  });

  test('a flipped bit in a stored entry, at its end', async () => {
    const bytes = zip();
    bytes[31] ^= 1;
    expect(await readProblem(bytes)).toMatchObject({ code: 'zip-crc', fields: { found: '0b708f36', expected: '3610a686' } });
  });

  test('any file with one byte changed, or reads it as it was', async () => {
    const bytes = zipOf([
      { name: 'aa', content: ascii('hello') },
      { name: 'bb', content: ascii('world'), extra: uint(2, 0) },
    ]);
    const whole = await contentsOf(bytes);
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.with(at, bytes[at] ^ 0x41);
      const read = await contentsOf(changed).catch((error: Error) => error.name);
      if (read !== 'TrainscriptError') expect(read, `byte ${at}`).toEqual(whole);
    }
  });
});

test('a reading that is aborted ends there, and a file that changed is told', async () => {
  const bytes = zip();
  await expect(open(bytes, {}, AbortSignal.abort(new DOMException('enough', 'AbortError')))).rejects.toThrow('enough');
  const stop = new AbortController();
  const reading = readArchived(sliced(bytes), await onlyFile(bytes), stop.signal);
  stop.abort(new DOMException('enough', 'AbortError'));
  await expect(reading.next()).rejects.toThrow('enough');
  const gone = {
    ...sliced(bytes),
    slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException('it changed', 'NotReadableError')) }),
  };
  expect(await problemOfAsync(() => openArchive(gone, LIMITS, NEVER))).toEqual({
    code: 'file-unreadable',
    fields: { file: 'x.zip', detail: 'it changed' },
  });
});
