import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { auditData } from '../../../src/core/audit/audit-data.ts';
import { type ReadOptions, usableRows } from '../../../src/core/data/dataset.ts';
import type { ByteSource } from '../../../src/formats/bytes.ts';
import { loadFiles } from '../../../src/worker/data/load.ts';
import { summarise } from '../../../src/worker/data/preview.ts';
import { byteSource, NEVER } from '../../formats/byte-source.ts';
import { idxBytes } from '../../formats/idx-bytes.ts';
import { problemOfAsync } from '../../problem-of.ts';
import { hasShared, SKIPPED, sharedPath } from '../../shared.ts';

const load = (files: readonly ByteSource[], options: ReadOptions = {}) => loadFiles(files, options, () => {}, NEVER);
const problem = (files: readonly ByteSource[], options?: ReadOptions) => problemOfAsync(() => load(files, options));
const packed = (content: string | Uint8Array) => new Uint8Array(gzipSync(content));

const images = byteSource(idxBytes([3, 2, 2], [0, 51, 102, 255, 1, 1, 1, 1, 2, 2, 2, 2]), 'images-idx3-ubyte');
const labels = byteSource(packed(idxBytes([3], [7, 1, 7])), 'labels-idx1-ubyte.gz');

describe('IDX', () => {
  test('becomes images at 28×28, shown in the size of the file', async () => {
    const data = await load([labels, images]);
    expect(data.train.features).toMatchObject({ kind: 'image', height: 28, width: 28, maximum: 255, resizedFrom: [2, 2] });
    expect(data.train.features.kind === 'image' && data.train.features.pixels[0]).toBe(0);
    expect(data.reading).toEqual({
      format: 'idx',
      encoding: null,
      delimiter: null,
      header: null,
      preamble: 0,
      columns: [],
      label: null,
      task: 'binary',
      shape: { kind: 'image', height: 2, width: 2 },
      maximum: 255,
    });
    expect(data.preview).toEqual({
      kind: 'images',
      height: 2,
      width: 2,
      images: [
        { row: 1, label: '1', pixels: Uint8Array.of(1, 1, 1, 1) },
        { row: 0, label: '7', pixels: Uint8Array.of(0, 51, 102, 255) },
        { row: 2, label: '7', pixels: Uint8Array.of(2, 2, 2, 2) },
      ],
    });
    const sha256 = createHash('sha256')
      .update(packed(idxBytes([3], [7, 1, 7])))
      .digest('hex');
    expect(data.files[0]).toEqual({ name: 'labels-idx1-ubyte.gz', bytes: labels.size, sha256, format: 'idx-labels', gzip: true });
    expect(data.files[1]).toMatchObject({ name: 'images-idx3-ubyte', bytes: 28, format: 'idx-images', gzip: false });
  });

  test('pairs that do not fit are told', async () => {
    expect(await problem([images])).toEqual({ code: 'idx-labels-missing', fields: { file: 'images-idx3-ubyte', count: 3 } });
    expect(await problem([labels])).toEqual({ code: 'idx-images-missing', fields: { file: 'labels-idx1-ubyte.gz', count: 3 } });
  });

  test('a scale that nothing can be divided by is refused', async () => {
    expect(await problem([labels, images], { maximum: 0 })).toEqual({ code: 'scale-maximum', fields: { maximum: 0 } });
  });
});

describe('CSV', () => {
  const text = 'age;city;label\n30;Oslo;no\n;Bern;yes\n41,5;Oslo;no\n';

  test('becomes a table, with what was guessed and counted, and its first rows as they stand', async () => {
    const data = await load([byteSource(packed(text), 'people.csv')]);
    expect(data.reading).toEqual({
      format: 'csv',
      encoding: 'utf-8',
      delimiter: ';',
      decimal: ',',
      thousands: '',
      header: true,
      preamble: 0,
      columns: ['age', 'city', 'label'],
      label: { index: 2, name: 'label' },
      task: 'binary',
      shape: { kind: 'table', inputs: 3 },
      maximum: null,
    });
    expect(data.facts?.columns[0]).toEqual({ name: 'age', missing: 1, missingRows: [1], mismatches: 0, mismatchRows: [] });
    expect(data.preview).toEqual({
      kind: 'table',
      columns: ['age', 'city', 'label'],
      rows: [
        ['30', 'Oslo', 'no'],
        ['', 'Bern', 'yes'],
        ['41,5', 'Oslo', 'no'],
      ],
    });
    const { preview, ...summary } = summarise(data);
    expect(preview).toBe(data.preview);
    expect(summary).toEqual({
      files: data.files,
      reading: data.reading,
      columns: data.columns,
      rows: 3,
      testRows: null,
      classBalance: [
        { name: 'no', rows: 2 },
        { name: 'yes', rows: 1 },
      ],
    });
  });

  test('at most 20 rows and 24 images are shown, the images from each class in turn', async () => {
    const table = await load([byteSource(Array.from({ length: 50 }, (_, i) => `${i},${i % 2 ? 'a' : 'b'}`).join('\n'))]);
    expect(table.preview).toMatchObject({ kind: 'table', rows: { length: 20 } });
    const lines = Array.from({ length: 40 }, (_, i) => [...new Array(64).fill(i % 5), i < 30 ? 0 : 1].join(','));
    const { preview } = await load([byteSource(lines.join('\n'))], { maximum: 4 });
    expect(preview.kind === 'images' && preview.images).toHaveLength(24);
    expect(preview.kind === 'images' && preview.images.slice(0, 4).map(({ row, label, pixels }) => [row, label, pixels[0]])).toEqual([
      [0, '0', 0],
      [30, '1', 0],
      [1, '0', 64],
      [31, '1', 64],
    ]);
    expect(preview.kind === 'images' && preview.images.slice(-4).map((image) => image.row)).toEqual([10, 11, 12, 13]);
  });

  test('images with a real-valued target are shown at equal distances', async () => {
    const lines = Array.from({ length: 48 }, (_, i) => [...new Array(64).fill(i), i / 4].join(','));
    const { preview, train } = await load([byteSource(lines.join('\n'))]);
    expect(train.target.kind).toBe('values');
    expect(preview.kind === 'images' && preview.images.map(({ row, label }) => [row, label]).slice(0, 3)).toEqual([
      [0, '0'],
      [2, '0.5'],
      [4, '1'],
    ]);
  });

  test('a second table is the test set where its name says so, in any order', async () => {
    const files = [byteSource('a,label\n9,x\n', 'data_test.csv'), byteSource('a,label\n1,x\n2,y\n', 'data.csv')];
    for (const order of [files, files.toReversed()]) {
      const data = await load(order);
      expect([data.train.rows, data.test?.rows]).toEqual([2, 1]);
      expect(data.test?.target).toMatchObject({ names: ['x', 'y'], codes: Int32Array.of(0) });
      expect(data.files.map((file) => file.name)).toEqual(order.map((file) => file.name));
    }
  });

  test.each([
    [['a.csv', 'b.csv'], 'csv-two-tables', { first: 'a.csv', second: 'b.csv' }],
    [['a-test.csv', 'b-test.csv'], 'csv-two-tables', { first: 'a-test.csv', second: 'b-test.csv' }],
    [['a.csv', 'b-test.csv', 'c.csv'], 'csv-too-many-tables', { count: 3 }],
  ])('%j', async (names, code, fields) => {
    expect(await problem(names.map((name) => byteSource(text, name)))).toEqual({ code, fields });
  });

  test('rows that are left out keep their position, and the audit hears of them', async () => {
    const data = await load([byteSource('a,label\n1,x\n2\n3,\n4,y\nfive,x\n')], { ragged: 'skip', unlabelled: 'leave-out' });
    expect(data.train.rows).toBe(5);
    expect([...usableRows(data.train)]).toEqual([0, 3, 4]);
    expect(data.facts).toMatchObject({ ragged: { rows: [1], count: 1 }, preamble: 0 });
    const { quality, findings } = auditData('finetune', data);
    expect(quality.missingByColumn).toEqual({ label: 1 });
    expect(findings.map((finding) => finding.code)).toEqual(expect.arrayContaining(['ragged-rows', 'missing-labels']));
  });

  test('one class only is for the audit to judge', async () => {
    const data = await load([byteSource('a,label\n1,x\n2,x\n')]);
    expect(data.train.target).toMatchObject({ names: ['x'] });
    expect(auditData('finetune', data).findings).toContainEqual(expect.objectContaining({ code: 'one-class', severity: 'error' }));
  });
});

describe('what is no data', () => {
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13);

  test.each([
    ['nothing', [], 'files-none', {}],
    ['an empty file', [byteSource('', 'a.csv')], 'file-empty', { file: 'a.csv' }],
    ['an empty file, packed', [byteSource(packed(''), 'a.csv.gz')], 'file-empty', { file: 'a.csv.gz' }],
    ['a picture named .csv', [byteSource(png, 'data.csv')], 'file-not-data', { file: 'data.csv', found: 'a PNG picture' }],
    ['a web page', [byteSource('<!DOCTYPE html>\n<p>1,2', 'a.csv')], 'file-not-data', { file: 'a.csv', found: 'a web page (HTML)' }],
    ['gzip in gzip', [byteSource(packed(packed('1,2\n')), 'a.gz')], 'file-not-data', { file: 'a.gz', found: 'gzip data inside gzip data' }],
    ['anything else', [byteSource(Uint8Array.of(1, 2, 3, 4), 'a.csv')], 'file-unknown', { file: 'a.csv', found: '01 02 03 04' }],
    [
      'IDX by its name only',
      [byteSource(Uint8Array.of(1, 2, 3, 4), 'x-idx3-ubyte')],
      'idx-magic',
      { file: 'x-idx3-ubyte', found: '01 02 03 04' },
    ],
    ['IDX and CSV', [images, byteSource('1,2\n', 'a.csv')], 'files-mixed', { found: 'images-idx3-ubyte (IDX), a.csv (CSV)' }],
    ['a packed file cut off', [byteSource(packed('1,2\n').subarray(0, -2), 'a.gz')], 'gzip-truncated', { file: 'a.gz', bytes: 4 }],
  ])('%s', async (_, files, code, fields) => {
    expect(await problem(files)).toEqual({ code, fields });
  });
});

test('every file is let go of when one is refused', async () => {
  let held = 0;
  const watched = (name: string, begin: string): ByteSource => ({
    name,
    size: 1 << 20,
    stream() {
      held++;
      return new ReadableStream<Uint8Array<ArrayBuffer>>({
        pull: (controller) => controller.enqueue(new TextEncoder().encode(begin.padEnd(5000))),
        cancel: () => void held--,
      });
    },
  });
  const found = await problem([watched('a.csv', '1,2\n'), watched('b.csv', '<!DOCTYPE html>'), watched('c.csv', '1,2\n')]);
  expect(found.code).toBe('file-not-data');
  expect(held).toBe(0);
});

describe('while it goes on', () => {
  const rows = '1,2,x\n'.repeat(100_000);

  test('progress counts the bytes of all files as dropped, up to the last', async () => {
    const told: (readonly [number, number])[] = [];
    const files = [byteSource(rows, 'a.csv', 1000), byteSource(rows, 'a-test.csv', 1000)];
    await loadFiles(files, {}, (done, total) => told.push([done, total]), NEVER);
    expect(new Set(told.map(([, total]) => total))).toEqual(new Set([2 * rows.length]));
    expect(told.at(-1)).toEqual([2 * rows.length, 2 * rows.length]);
    expect(told.every(([done], i) => i === 0 || done > told[i - 1][0])).toBe(true);
    expect(told.length).toBeGreaterThan(50);
    expect(told.length).toBeLessThanOrEqual(201);
  });

  test('it can be cancelled', async () => {
    const abort = new AbortController();
    const reason = new DOMException('Cancelled.', 'AbortError');
    let calls = 0;
    const onProgress = () => {
      if (++calls === 3) abort.abort(reason);
    };
    await expect(loadFiles([byteSource(rows, 'a.csv', 1000)], {}, onProgress, abort.signal)).rejects.toBe(reason);
    expect(calls).toBe(3);
  });
});

describe.skipIf(!hasShared)(`real files${SKIPPED}`, () => {
  const shared = (path: string) => byteSource(readFileSync(sharedPath(`data/${path}`)), path.replace(/.*\//, ''));
  const balance = (data: Awaited<ReturnType<typeof load>>) => summarise(data).classBalance.map((share) => share.rows);

  test('MNIST: 60,000 rows to train and 10,000 to test', async () => {
    const parts = ['train-images-idx3', 'train-labels-idx1', 't10k-images-idx3', 't10k-labels-idx1'];
    const data = await load(parts.map((part) => shared(`mnist/${part}-ubyte.gz`)));
    expect([data.train.rows, data.test?.rows]).toEqual([60_000, 10_000]);
    expect(balance(data)).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
    const { features, target } = data.train;
    if (features.kind !== 'image' || target.kind !== 'classes') throw new Error('expected images with classes');
    expect([...target.codes.subarray(0, 5)]).toEqual([5, 0, 4, 1, 9]);
    expect(features).toMatchObject({ height: 28, width: 28, maximum: 255, resizedFrom: null });
    // The mean that PyTorch's own MNIST examples normalise with.
    let sum = 0;
    for (const pixel of features.pixels) sum += pixel;
    expect(sum / features.pixels.length / 255).toBeCloseTo(0.1307, 4);
    expect(data.files[0].sha256).toBe(
      createHash('sha256')
        .update(readFileSync(sharedPath('data/mnist/train-images-idx3-ubyte.gz')))
        .digest('hex'),
    );
  });

  test('digits: 1,797 images of 8×8 on the scale 0..16', async () => {
    const data = await load([shared('tabular/digits.csv.gz')]);
    expect(data.reading).toMatchObject({
      delimiter: ',',
      header: false,
      preamble: 0,
      label: { index: 64, name: 'column 64' },
      task: 'multiclass',
      shape: { kind: 'image', height: 8, width: 8 },
      maximum: 16,
    });
    expect(data.train.features).toMatchObject({ height: 28, width: 28, maximum: 16, resizedFrom: [8, 8] });
    expect(balance(data)).toEqual([178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
    const first = data.preview.kind === 'images' ? data.preview.images[0] : undefined;
    expect([...(first?.pixels ?? [])].slice(0, 8)).toEqual([0, 0, 5, 13, 9, 1, 0, 0].map((pixel) => Math.round((pixel * 255) / 16)));
  });

  test.each([
    ['iris.csv', [50, 50, 50], 4, 150],
    ['wine_data.csv', [59, 71, 48], 13, 178],
    ['breast_cancer.csv', [212, 357], 30, 569],
  ])('%s has a first line that is neither header nor data', async (name, rows, inputs, count) => {
    const data = await load([shared(`tabular/${name}`)]);
    expect(data.reading).toMatchObject({ header: false, preamble: 1, shape: { kind: 'table', inputs }, label: { index: inputs } });
    expect(data.train.rows).toBe(count);
    expect(balance(data)).toEqual(rows);
    expect(data.facts?.columns.map((column) => column.missing)).toEqual(new Array(inputs + 1).fill(0));
  });

  test('diabetes: separated by spaces, a real-valued target', async () => {
    const data = await load([shared('tabular/diabetes_data_raw.csv.gz')]);
    expect(data.reading).toMatchObject({ delimiter: ' ', header: false, task: 'regression', shape: { kind: 'table', inputs: 9 } });
    expect(data.train.rows).toBe(442);
    expect(data.train.target.kind === 'values' && [...data.train.target.values.subarray(0, 3)]).toEqual([87, 69, 85]);
    expect(data.train.features.kind === 'table' && data.train.features.columns[8]).toMatchObject({ kind: 'number' });
    expect(await problem([shared('tabular/diabetes_target.csv.gz')])).toMatchObject({
      code: 'csv-one-column',
      fields: { found: '1.510000000000000000e+02' },
    });
  });
});
