import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { ReadOptions } from '../../../src/core/data/dataset.ts';
import { crc32 } from '../../../src/formats/crc32.ts';
import type { DecodeImage } from '../../../src/worker/data/decode-image.ts';
import { loadFiles } from '../../../src/worker/data/load.ts';
import { byteSource, NEVER } from '../../formats/byte-source.ts';
import { pngHead } from '../../formats/png.ts';
import { ascii, uint } from '../../formats/zip-bytes.ts';
import { problemOfAsync } from '../../problem-of.ts';

/** A PNG's head, and behind it the one grey that the decoder below gives every pixel. */
const png = (width: number, height: number, light: number) => Uint8Array.from([...pngHead(width, height), light]);

const decode: DecodeImage = async (bytes, { height, width }) => {
  if (bytes[24] === 13) throw new Error('broken');
  return { height, width, pixels: new Uint8Array(height * width).fill(bytes[24]) };
};

function zipOf(entries: Readonly<Record<string, Uint8Array>>, claimedSize?: number): Uint8Array {
  const body: number[] = [];
  const directory: number[] = [];
  for (const [name, content] of Object.entries(entries)) {
    const packed = [...deflateRawSync(content)];
    const sums = [...uint(4, crc32(content)), ...uint(4, packed.length), ...uint(4, claimedSize ?? content.length)];
    const common = [...uint(2, 0), ...uint(2, 8), ...uint(4, 0), ...sums, ...uint(2, ascii(name).length), ...uint(2, 0)];
    directory.push(
      ...uint(4, 0x02014b50),
      ...uint(2, 20),
      ...uint(2, 20),
      ...common,
      ...uint(2, 0),
      ...uint(2, 0),
      ...uint(2, 0),
      ...uint(4, 0),
      ...uint(4, body.length),
      ...ascii(name),
    );
    body.push(...uint(4, 0x04034b50), ...uint(2, 20), ...common, ...ascii(name), ...packed);
  }
  const count = Object.keys(entries).length;
  return Uint8Array.from([
    ...body,
    ...directory,
    ...uint(4, 0x06054b50),
    ...uint(4, 0),
    ...uint(2, count),
    ...uint(2, count),
    ...uint(4, directory.length),
    ...uint(4, body.length),
    ...uint(2, 0),
  ]);
}

const load = (zip: Uint8Array, options: ReadOptions = {}, signal = NEVER) =>
  loadFiles([byteSource(zip, 'a.zip')], options, () => {}, signal, decode);
const problem = (zip: Uint8Array, options?: ReadOptions) => problemOfAsync(() => load(zip, options));

test('pictures of one size are resized, and shown in the reading at the size that they had', async () => {
  const {
    train,
    test: testSet,
    reading,
  } = await load(zipOf({ 'train/a/1.png': png(14, 14, 9), 'train/b/1.png': png(14, 14, 7), 'test/b/2.png': png(14, 14, 5) }));
  expect(reading.shape).toEqual({ kind: 'image', height: 14, width: 14 });
  expect([train.rows, testSet?.rows]).toEqual([2, 1]);
  expect(testSet?.target).toMatchObject({ names: ['a', 'b'] });
  expect(train.features).toMatchObject({ height: 28, width: 28, resizedFrom: [14, 14] });
  expect(testSet?.features.kind === 'image' && [...new Set(testSet.features.pixels)]).toEqual([5]);
});

test('pictures at the network’s size stay bytes', async () => {
  const { train } = await load(zipOf({ 'a/1.png': png(28, 28, 9), 'b/1.png': png(28, 28, 200) }));
  expect(train.features.kind === 'image' && train.features.pixels).toBeInstanceOf(Uint8Array);
  expect(train.features).toMatchObject({ resizedFrom: null });
});

describe('hostile zips', () => {
  test('a picture that would take gigabytes once decoded is broken, not decoded', async () => {
    const zip = zipOf({ 'a/1.png': png(28, 28, 1), 'b/2.png': png(65_535, 65_535, 1) });
    expect(await problem(zip)).toMatchObject({ code: 'images-broken', fields: { count: 1, names: 'b/2.png' } });
    expect((await load(zip, { broken: 'skip' })).train.excluded).toEqual([1]);
  });

  test('what cannot be decoded, and what is not as long as it says, is broken', async () => {
    const entries = { 'a/1.png': png(28, 28, 1), 'b/2.png': png(28, 28, 13) };
    expect(await problem(zipOf(entries))).toMatchObject({ code: 'images-broken', fields: { count: 1, total: 2 } });
    expect(await problem(zipOf(entries, 20))).toMatchObject({ code: 'images-broken', fields: { count: 2 } });
    expect(await problem(zipOf({ 'a/1.png': png(28, 28, 13) }), { broken: 'skip' })).toMatchObject({ code: 'images-none' });
  });

  test('a zip bomb is refused by what it says, before anything is unpacked', async () => {
    expect(await problem(zipOf({ 'a/1.png': new Uint8Array(1000) }, 2 ** 31))).toMatchObject({ code: 'zip-limit' });
  });

  test('a zip of other things, cut off, or beside another', async () => {
    expect(await problem(zipOf({ 'run.json': ascii('{}') }))).toMatchObject({ code: 'images-none' });
    expect(await problem(zipOf({ 'a/1.png': png(28, 28, 1) }).subarray(0, -9))).toMatchObject({ code: 'zip-truncated' });
    const zip = byteSource(zipOf({ 'a/1.png': png(28, 28, 1) }), 'a.zip');
    expect(await problemOfAsync(() => loadFiles([zip, zip], {}, () => {}, NEVER, decode))).toMatchObject({ code: 'images-one-zip' });
  });
});

test('a reading that is cancelled ends', async () => {
  const controller = new AbortController();
  const slow: DecodeImage = async (bytes, head) => {
    controller.abort(new Error('enough'));
    return decode(bytes, head);
  };
  const entries = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`a/${i}.png`, png(28, 28, 1)]));
  await expect(loadFiles([byteSource(zipOf(entries), 'a.zip')], {}, () => {}, controller.signal, slow)).rejects.toThrow('enough');
});
