import { createCipheriv, createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openBytes } from '../../src/formats/bytes.ts';
import { problemOfAsync } from '../problem-of.ts';
import { byteSource, collect, NEVER, opened } from './byte-source.ts';

/** Bytes that do not compress: a gzip file of them is as long as they are. */
const plain = new Uint8Array(createCipheriv('aes-128-ctr', new Uint8Array(16), new Uint8Array(16)).update(new Uint8Array(60_000)));
const packed = new Uint8Array(gzipSync(plain));
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const flipped = (bytes: Uint8Array, at: number) => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));

describe('openBytes', () => {
  test.each([1, 2, 3, 4095, 4096, 1 << 16])('reads a plain file in pieces of %d', async (pieceBytes) => {
    const few = plain.subarray(0, 10_000);
    const file = await opened(few, 'a.gz', pieceBytes);
    expect(file.gzip).toBe(false);
    expect(file.head).toEqual(few.subarray(0, 4096));
    expect(await collect(file.chunks)).toEqual(few);
    expect(file.facts()).toEqual({ bytes: 10_000, sha256: sha256(few) });
  });

  test.each([1, 7, 1 << 16])('unpacks gzip by its first bytes, and hashes it as dropped; in pieces of %d', async (pieceBytes) => {
    const file = await opened(packed, 'a.csv', pieceBytes);
    expect(file.gzip).toBe(true);
    expect(file.head).toEqual(plain.subarray(0, 4096));
    expect(await collect(file.chunks)).toEqual(plain);
    expect(file.facts()).toEqual({ bytes: packed.length, sha256: sha256(packed) });
  });

  test('tells the bytes read so far, as dropped', async () => {
    const told: number[] = [];
    const file = await openBytes(byteSource(packed, 'a', 1000), NEVER, (bytes) => told.push(bytes));
    await collect(file.chunks);
    expect(told.at(-1)).toBe(packed.length);
    expect(told.slice(0, 3)).toEqual([1000, 2000, 3000]);
  });

  test('a file of one byte, and an empty one', async () => {
    expect((await opened(Uint8Array.of(0x1f))).head).toEqual(Uint8Array.of(0x1f));
    const empty = await opened(new Uint8Array(0));
    expect(await collect(empty.chunks)).toHaveLength(0);
    expect(empty.facts()).toEqual({ bytes: 0, sha256: sha256(new Uint8Array(0)) });
  });
});

describe('bad gzip', () => {
  const read = async (bytes: Uint8Array) => collect((await opened(bytes, 'a.gz')).chunks);

  test.each([1, 4, 8, 1000])('cut off by %d bytes', async (missing) => {
    const { code, fields } = await problemOfAsync(() => read(packed.subarray(0, -missing)));
    expect(code).toBe('gzip-truncated');
    expect(fields.file).toBe('a.gz');
    expect(fields.bytes).toBeGreaterThan(4096);
  });

  test('cut off before anything could be unpacked', async () => {
    expect(await problemOfAsync(() => opened(packed.subarray(0, 10), 'a.gz'))).toEqual({
      code: 'gzip-truncated',
      fields: { file: 'a.gz', bytes: 0 },
    });
  });

  test.each([
    ['wrong checksum', flipped(packed, packed.length - 6)],
    ['wrong length', flipped(packed, packed.length - 2)],
    ['broken data', flipped(packed, 500)],
    ['something behind it', Uint8Array.from([...packed, 106, 117, 110, 107])],
  ])('%s', async (_, bytes) => {
    const { code, fields } = await problemOfAsync(() => read(bytes));
    expect(code).toBe('gzip-damaged');
    expect(fields.file).toBe('a.gz');
  });
});

describe('files that cannot be read', () => {
  const failing = (after: number) => ({
    name: 'a.csv',
    size: 100,
    stream() {
      let pieces = 0;
      return new ReadableStream<Uint8Array<ArrayBuffer>>({
        pull: (controller) =>
          pieces++ < after
            ? controller.enqueue(packed.slice(0, 5000))
            : controller.error(new DOMException('It changed.', 'NotReadableError')),
      });
    },
  });

  test.each([0, 1, 3])('a read error after %d pieces', async (after) => {
    const read = async () => collect((await openBytes(failing(after), NEVER)).chunks);
    expect(await problemOfAsync(read)).toEqual({ code: 'file-unreadable', fields: { file: 'a.csv', detail: 'It changed.' } });
  });

  test.each([
    ['plain', plain],
    ['gzip', packed],
  ])('cancelling ends the reading of a %s file with the signal’s reason, and lets go of it', async (_, bytes) => {
    const abort = new AbortController();
    let cancelled = false;
    const source = byteSource(bytes, 'a', 100);
    const watched = {
      ...source,
      stream() {
        const reader = source.stream().getReader();
        return new ReadableStream<Uint8Array<ArrayBuffer>>({
          async pull(controller) {
            const { done, value } = await reader.read();
            if (done) controller.close();
            else controller.enqueue(value);
          },
          cancel() {
            cancelled = true;
          },
        });
      },
    };
    const file = await openBytes(watched, abort.signal);
    await file.chunks.next();
    const reason = new DOMException('Enough.', 'AbortError');
    abort.abort(reason);
    await expect(collect(file.chunks)).rejects.toBe(reason);
    expect(cancelled).toBe(true);
  });

  test('a read that waits is ended by cancelling', async () => {
    const abort = new AbortController();
    const stuck = { name: 'a', size: 1, stream: () => new ReadableStream<Uint8Array<ArrayBuffer>>() };
    const opening = openBytes(stuck, abort.signal);
    abort.abort(new Error('Enough.'));
    await expect(opening).rejects.toThrow('Enough.');
  });

  test('closing lets go of a file that was not read', async () => {
    const file = await opened(packed, 'a', 1000);
    await file.close();
    expect(await collect(file.chunks)).toHaveLength(0);
  });
});
