import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NamedTensor } from '../../src/core/training/tensor.ts';
import { readPth, writePth } from '../../src/formats/pth.ts';
import { readStoredZip } from '../../src/formats/zip-directory.ts';
import { problemOf } from './problem-of.ts';
import { namedTensors } from './tensor-arbitrary.ts';
import { findTorchPython } from './torch-python.ts';
import { asBits, type ExpectedTensor, expectedProblem, expectedTensors, weightsFile, weightsFiles } from './weights-fixtures.ts';

const SHARED = process.env.TRAINSCRIPT_SHARED ?? '../shared';

describe('what PyTorch wrote', () => {
  test.each(weightsFiles(/^(zip|legacy)-/))('%s gives its tensors, bit for bit', (name) => {
    expect(asBits(readPth(weightsFile(name), name))).toEqual(expectedTensors(name));
  });

  test.each(weightsFiles(/^refused-/))('%s is refused by name', (name) => {
    expect(problemOf(() => readPth(weightsFile(name), name))).toMatchObject(expectedProblem(name));
  });

  test('values are copies: changing them leaves the file as it was', () => {
    const bytes = weightsFile('zip-shared.pth');
    const [first, second] = readPth(bytes, 'shared.pth');
    const before = second.data[0];
    first.data.fill(9);
    expect(second.data[0]).toBe(before);
    expect(bytes).toEqual(weightsFile('zip-shared.pth'));
  });
});

describe('the reference files', () => {
  const SHAPES = {
    'conv1.weight': [20, 1, 5, 5],
    'conv1.bias': [20],
    'conv2.weight': [50, 20, 5, 5],
    'conv2.bias': [50],
    'fc1.weight': [500, 800],
    'fc1.bias': [500],
    'fc2.weight': [10, 500],
    'fc2.bias': [10],
  };
  const reference = (name: string): Uint8Array => readFileSync(resolve(SHARED, 'reference', name));
  const missing = !existsSync(resolve(SHARED, 'reference'));

  test('init.pth has the shapes of the documents’ model', ({ skip }) => {
    skip(missing, 'skipped: no shared/');
    const shapes = readPth(reference('init.pth'), 'init.pth').map(({ name, shape }) => [name, shape]);
    expect(shapes).toEqual(Object.entries(SHAPES));
  });

  test('both forms of pretrained_model.pth hold the same 431,080 numbers', ({ skip }) => {
    skip(missing, 'skipped: no shared/');
    const zip = readPth(reference('pretrained_model.pth'), 'pretrained_model.pth');
    const legacy = readPth(reference('pretrained_model-legacy.pth'), 'pretrained_model-legacy.pth');
    expect(legacy.map(({ name, shape }) => [name, shape])).toEqual(Object.entries(SHAPES));
    expect(legacy.every(({ data }, i) => Buffer.from(data.buffer).equals(Buffer.from(zip[i].data.buffer)))).toBe(true);
    expect(zip.reduce((sum, { data }) => sum + data.length, 0)).toBe(431_080);
    expect(new Set(zip[0].data).size).toBeGreaterThan(490);
  });

  test('norms after 30 steps are those of the trace', ({ skip }) => {
    skip(missing, 'skipped: no shared/');
    const trace = JSON.parse(reference('mnist-trace.json').toString()) as { steps: { l2: Record<string, number> }[] };
    for (const { name, data } of readPth(reference('after-30-steps.pth'), 'after-30-steps.pth')) {
      const norm = Math.sqrt(data.reduce((sum, value) => sum + value * value, 0));
      expect(norm / trace.steps[29].l2[name]).toBeCloseTo(1, 12);
    }
  });
});

describe('what we write', () => {
  const TENSORS: NamedTensor[] = [
    {
      name: 'conv1.weight',
      shape: [2, 1, 2, 2],
      data: Float32Array.of(0, -0, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 1e-45, 3.4e38, -2),
    },
    { name: 'scalar', shape: [], data: Float32Array.of(0.1) },
    { name: 'empty', shape: [0, 3], data: new Float32Array(0) },
    { name: '名前', shape: [3, 1], data: Float32Array.of(1, 2, 3) },
    { name: '__proto__', shape: [1], data: Float32Array.of(4) },
  ];

  test('reads back bit for bit, whatever the names, shapes and values', () => {
    fc.assert(
      fc.property(namedTensors, (tensors) => {
        fc.pre(tensors.length > 0);
        expect(asBits(readPth(writePth(tensors), 'own.pth'))).toEqual(asBits(tensors));
      }),
      { numRuns: 200 },
    );
  });

  test('a view on a larger buffer is written without its surroundings', () => {
    const data = Float32Array.of(9, 1, 2, 9).subarray(1, 3);
    expect(readPth(writePth([{ name: 'w', shape: [2], data }]), 'own.pth')[0].data).toEqual(Float32Array.of(1, 2));
  });

  test('more tensors than one batch of the pickle', () => {
    const tensors = Array.from({ length: 2500 }, (_, i) => ({ name: `w${i}`, shape: [1], data: Float32Array.of(i) }));
    expect(readPth(writePth(tensors), 'many.pth')).toEqual(tensors);
  });

  test('the same tensors give the same bytes, dated 1980', () => {
    expect(writePth(TENSORS)).toEqual(writePth(structuredClone(TENSORS)));
    const view = new DataView(writePth(TENSORS).buffer);
    expect([view.getUint16(10, true), view.getUint16(12, true)]).toEqual([0, 0x21]);
  });

  test('has the entries that torch.load looks for, each at a multiple of 64 bytes', () => {
    const entries = readStoredZip(writePth(TENSORS), 'own.pth');
    const storages = TENSORS.map((_, i) => `archive/data/${i}`);
    expect([...entries.keys()]).toEqual(['archive/data.pkl', 'archive/byteorder', ...storages, 'archive/version']);
    expect(new Set([...entries.values()].map((content) => content.byteOffset % 64))).toEqual(new Set([0]));
  });

  test('a name twice, or values that do not fill the shape, are refused', () => {
    const one = { name: 'w', shape: [1], data: Float32Array.of(1) };
    expect(problemOf(() => writePth([one, one]))).toEqual({ code: 'weights-name-twice', fields: { tensor: 'w' } });
    expect(problemOf(() => writePth([{ ...one, shape: [2, 3] }]))).toMatchObject({ fields: { tensor: 'w', found: 1, expected: 6 } });
  });

  const python = findTorchPython();
  const judge = new URL('judge-pth.py', import.meta.url).pathname;

  test.for(['weights', 'all'])('PyTorch reads it bit for bit (torch.load, %s)', (mode, { skip }) => {
    skip(python === undefined, 'skipped: no PyTorch');
    const folder = mkdtempSync(join(tmpdir(), 'trainscript-'));
    writeFileSync(join(folder, 'own.pth'), writePth(TENSORS));
    const lines = execFileSync(python!, [judge, join(folder, 'own.pth'), mode], { encoding: 'utf8' })
      .trimEnd()
      .split('\n');
    rmSync(folder, { recursive: true });
    const expected = asBits(TENSORS).map(
      (tensor): ExpectedTensor => ({ ...tensor, dtype: 'torch.float32', contiguous: true }) as ExpectedTensor,
    );
    expect(lines.map((line) => JSON.parse(line))).toEqual(expected);
  });
});
