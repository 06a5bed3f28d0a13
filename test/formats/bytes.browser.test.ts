import { describe, expect, test } from 'vitest';
import { openBytes } from '../../src/formats/bytes.ts';
import { readIdx } from '../../src/formats/idx.ts';
import { loadFiles } from '../../src/worker/data/load.ts';
import { problemOfAsync } from '../problem-of.ts';
import { idxBytes } from './idx-bytes.ts';

/* Browsers and Node unpack gzip by different means: what is told of a broken file has to hold in the browser. */

const NEVER = new AbortController().signal;

async function gzip(...parts: BlobPart[]): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Response(new Blob(parts).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer());
}

/** Bytes that hardly compress. */
const plain = crypto.getRandomValues(new Uint8Array(60_000));

const read = async (...parts: BlobPart[]) => {
  const file = await openBytes(new File(parts, 'a.gz'), NEVER);
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of file.chunks) chunks.push(new Uint8Array(chunk));
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
};

describe('gzip in the browser', () => {
  test('is unpacked', async () => {
    expect(await read(await gzip(plain))).toEqual(plain);
  });

  test.each([1, 4, 8, 1000])('cut off by %d bytes', async (missing) => {
    const packed = await gzip(plain);
    const { code, fields } = await problemOfAsync(() => read(packed.slice(0, -missing)));
    expect({ code, file: fields.file }).toEqual({ code: 'gzip-truncated', file: 'a.gz' });
  });

  test('damaged: checksum, length, data, something behind it, a second member', async () => {
    const packed = await gzip(plain);
    const flipped = (at: number) => packed.map((byte, i) => (i === at ? byte ^ 1 : byte));
    for (const parts of [[flipped(packed.length - 6)], [flipped(packed.length - 2)], [flipped(500)], [packed, 'junk'], [packed, packed]]) {
      const { code, fields } = await problemOfAsync(() => read(...parts));
      expect({ code, file: fields.file }).toEqual({ code: 'gzip-damaged', file: 'a.gz' });
    }
  });

  test('a bomb is left after one piece', async () => {
    const packed = await gzip(idxBytes([1], [5]) as Uint8Array<ArrayBuffer>, new Uint8Array(1 << 26));
    expect((1 << 26) / packed.length).toBeGreaterThan(1000);
    const { code, fields } = await problemOfAsync(async () => readIdx(await openBytes(new File([packed], 'a.gz'), NEVER)));
    expect(code).toBe('idx-too-long');
    expect(fields.found).toBeLessThan(1 << 20);
  });
});

const SAMPLE = ['train-images-idx3', 'train-labels-idx1', 't10k-images-idx3', 't10k-labels-idx1'].map((part) => `${part}-ubyte.gz`);

test('the MNIST sample is read in the browser', async () => {
  const files = await Promise.all(SAMPLE.map(async (name) => new File([await (await fetch(`/samples/mnist/${name}`)).blob()], name)));
  const begin = performance.now();
  const data = await loadFiles(files, {}, () => {}, NEVER);
  console.info(`${data.train.rows + (data.test?.rows ?? 0)} images in ${(performance.now() - begin).toFixed(0)} ms`);
  expect(data.train.features).toMatchObject({ kind: 'image', height: 28, width: 28 });
  expect(data.files.map((file) => file.gzip)).toEqual([true, true, true, true]);
});
