import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type IdxFile, MAX_VALUES, parseIdxHeader, readIdx } from '../../src/formats/idx.ts';
import { idxDatasets } from '../../src/formats/idx-dataset.ts';
import { pairIdx } from '../../src/formats/idx-pairs.ts';
import { problemOf, problemOfAsync } from '../problem-of.ts';
import { opened } from './byte-source.ts';
import { idxBytes } from './idx-bytes.ts';

const read = async (bytes: Uint8Array, pieceBytes?: number) => readIdx(await opened(bytes, 'a.idx', pieceBytes));
const problem = (bytes: Uint8Array) => problemOfAsync(() => read(bytes));

const images = idxBytes([2, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255]);

describe('readIdx', () => {
  test.each([1, 5, 16, 17, 100])('reads images in pieces of %d bytes, plain or packed', async (pieceBytes) => {
    for (const bytes of [images, new Uint8Array(gzipSync(images))]) {
      const file = await read(bytes, pieceBytes);
      expect(file.header).toEqual({ kind: 'images', dimensions: [2, 2, 3], bytes: 16, values: 12 });
      expect([...file.values]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255]);
    }
  });

  test('reads labels', async () => {
    expect(await read(idxBytes([3], [7, 0, 255]))).toEqual({
      name: 'a.idx',
      header: { kind: 'labels', dimensions: [3], bytes: 8, values: 3 },
      values: Uint8Array.of(7, 0, 255),
    });
  });

  test.each([
    ['other magic', Uint8Array.of(8, 3, 0, 0, 0, 0, 0, 1), 'idx-magic', { found: '08 03 00 00 00 00 00 01' }],
    ['two bytes', Uint8Array.of(0, 0), 'idx-magic', { found: '00 00' }],
    ['floats', idxBytes([1, 1, 1], [0, 0, 0, 0], 0x0d), 'idx-type', { found: '32-bit floats' }],
    ['an unknown type', idxBytes([1], [0], 0x42), 'idx-type', { found: 'type 66' }],
    ['two dimensions', idxBytes([1, 2], [1, 2]), 'idx-dimensions', { found: 2 }],
    ['four dimensions', idxBytes([1, 1, 1, 3], [1, 2, 3]), 'idx-dimensions', { found: 4 }],
    ['a header cut off', images.subarray(0, 13), 'idx-too-short', { expected: 16, found: 13 }],
    ['no images', idxBytes([0, 28, 28], []), 'idx-no-values', { dimensions: '0 × 28 × 28' }],
    ['images without height', idxBytes([5, 0, 28], []), 'idx-no-values', { dimensions: '5 × 0 × 28' }],
    ['values cut off', images.subarray(0, -1), 'idx-too-short', { expected: 28, found: 27 }],
    ['a value too many', Uint8Array.from([...images, 1]), 'idx-too-long', { expected: 28, found: 29 }],
    ['packed values cut off', new Uint8Array(gzipSync(images.subarray(0, -2))), 'idx-too-short', { expected: 28, found: 26 }],
  ])('%s', async (_, bytes, code, fields) => {
    expect(await problem(bytes)).toEqual({ code, fields: { file: 'a.idx', ...fields } });
  });

  test('dimensions whose product overflows are refused, and so are those that no page holds', async () => {
    const most = 0xffffffff;
    expect(await problem(idxBytes([most, most, most], [1]))).toEqual({
      code: 'idx-too-large',
      fields: { file: 'a.idx', dimensions: `${most} × ${most} × ${most}`, limit: MAX_VALUES },
    });
    // 2^16 · 2^16 is 0 in 32 bits.
    expect(await problem(idxBytes([1 << 16, 1 << 16, 1], [1]))).toMatchObject({ code: 'idx-too-large' });
  });

  test('a size that the file cannot have is refused before memory is reserved', async () => {
    const claim = idxBytes([MAX_VALUES / 4, 2, 2], [1]);
    const before = process.memoryUsage().arrayBuffers;
    expect(await problem(claim)).toEqual({ code: 'idx-too-short', fields: { file: 'a.idx', expected: MAX_VALUES + 16, found: 17 } });
    const packed = new Uint8Array(gzipSync(claim));
    expect(await problem(packed)).toEqual({
      code: 'idx-too-short',
      fields: { file: 'a.idx', expected: MAX_VALUES + 16, found: packed.length * 1032 },
    });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 26);
  });

  test('a packed file that unfolds beyond its header is left after one piece', async () => {
    const packed = new Uint8Array(gzipSync(idxBytes([1], new Uint8Array(1 << 24))));
    const { code, fields } = await problem(packed);
    expect(code).toBe('idx-too-long');
    expect(fields.found).toBeLessThan(1 << 20);
  });
});

describe('pairIdx', () => {
  const file = (name: string, kind: IdxFile['header']['kind'], count: number): IdxFile => ({
    name,
    header: { kind, dimensions: kind === 'images' ? [count, 1, 1] : [count], bytes: 8, values: count },
    values: new Uint8Array(count),
  });
  const pair = (...files: IdxFile[]) => {
    const { train, test } = pairIdx(files);
    return [train.images.name, train.labels.name, test?.images.name, test?.labels.name];
  };
  const trainImages = file('train-images-idx3-ubyte.gz', 'images', 6);
  const trainLabels = file('train-labels-idx1-ubyte.gz', 'labels', 6);
  const testImages = file('t10k-images-idx3-ubyte.gz', 'images', 2);
  const testLabels = file('t10k-labels-idx1-ubyte.gz', 'labels', 2);

  test('one pair, in any order, whatever its names', () => {
    expect(pair(trainLabels, trainImages)).toEqual([trainImages.name, trainLabels.name, undefined, undefined]);
    expect(pair(file('b', 'images', 3), file('a', 'labels', 3))).toEqual(['b', 'a', undefined, undefined]);
  });

  test('MNIST’s four files, in any order', () => {
    const expected = [trainImages, trainLabels, testImages, testLabels].map((one) => one.name);
    expect(pair(testLabels, trainImages, testImages, trainLabels)).toEqual(expected);
    expect(pair(trainImages, testImages, testLabels, trainLabels)).toEqual(expected);
  });

  test('names go before counts', () => {
    const small = file('train-images', 'images', 2);
    const smallLabels = file('train-labels', 'labels', 2);
    expect(pair(file('test-images', 'images', 6), file('test-labels', 'labels', 6), small, smallLabels)).toEqual([
      'train-images',
      'train-labels',
      'test-images',
      'test-labels',
    ]);
  });

  test('without names the counts tell, and the smaller is the test set', () => {
    const files = [file('a', 'images', 2), file('b', 'images', 6), file('c', 'labels', 6), file('d', 'labels', 2)];
    expect(pair(...files)).toEqual(['b', 'c', 'a', 'd']);
  });

  test.each([
    ['images alone', [trainImages], 'idx-labels-missing', { file: trainImages.name, count: 6 }],
    ['labels alone', [trainLabels], 'idx-images-missing', { file: trainLabels.name, count: 6 }],
    ['a test set without labels', [trainImages, trainLabels, testImages], 'idx-labels-missing', { file: testImages.name, count: 2 }],
    ['labels too many', [trainImages, trainLabels, testLabels], 'idx-images-missing', { file: testLabels.name, count: 2 }],
    [
      'other counts',
      [trainImages, testLabels],
      'idx-counts-differ',
      { images: trainImages.name, imageCount: 6, labels: testLabels.name, labelCount: 2 },
    ],
    [
      'other counts in one of two pairs',
      [trainImages, trainLabels, testImages, file('test-labels', 'labels', 3)],
      'idx-counts-differ',
      { images: testImages.name, imageCount: 2, labels: 'test-labels', labelCount: 3 },
    ],
    [
      'two pairs that cannot be told apart',
      [file('a', 'images', 3), file('b', 'images', 3), file('c', 'labels', 3), file('d', 'labels', 3)],
      'idx-pairs-unclear',
      { files: 'a, b, c, d' },
    ],
    [
      'three pairs',
      [trainImages, testImages, file('c', 'images', 9), trainLabels, testLabels],
      'idx-pairs-unclear',
      {
        files: [trainImages, testImages]
          .map((one) => one.name)
          .join(', ')
          .concat(', c, ', trainLabels.name, ', ', testLabels.name),
      },
    ],
    [
      'two training sets',
      [trainImages, trainLabels, file('train-b', 'images', 2), file('train-c', 'labels', 2)],
      'idx-pairs-unclear',
      undefined,
    ],
  ])('%s', (_, files, code, fields) => {
    const found = problemOf(() => pairIdx(files));
    expect(found.code).toBe(code);
    if (fields !== undefined) expect(found.fields).toEqual(fields);
  });
});

describe('idxDatasets', () => {
  const file = (name: string, bytes: Uint8Array): IdxFile => {
    const header = parseIdxHeader(bytes, name);
    return { name, header, values: bytes.subarray(header.bytes) };
  };
  const pairs = {
    train: { images: file('a', images), labels: file('b', idxBytes([2], [9, 3])) },
    test: { images: file('c', idxBytes([1, 1, 1], [5])), labels: file('d', idxBytes([1], [10])) },
  };

  test('shares the class names, in the order of their numbers', () => {
    const { train, test } = idxDatasets(pairs, {});
    expect(train).toEqual({
      rows: 2,
      features: { kind: 'image', height: 2, width: 3, maximum: 255, pixels: pairs.train.images.values, resizedFrom: null },
      target: { kind: 'classes', column: 'label', names: ['3', '9', '10'], codes: Int32Array.of(1, 0) },
      excluded: [],
    });
    expect(test?.target).toEqual({ kind: 'classes', column: 'label', names: ['3', '9', '10'], codes: Int32Array.of(2) });
  });

  test('takes another scale and a real-valued target where the person says so', () => {
    const { train } = idxDatasets(pairs, { maximum: 16, task: 'regression' });
    expect(train.features).toMatchObject({ maximum: 16 });
    expect(train.target).toEqual({ kind: 'values', column: 'label', values: Float32Array.of(9, 3) });
  });
});
