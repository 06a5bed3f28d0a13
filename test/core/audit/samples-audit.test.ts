import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { auditAcross } from '../../../src/core/audit/across/audit-across.ts';
import { auditData } from '../../../src/core/audit/audit-data.ts';
import type { Dataset } from '../../../src/core/data/dataset.ts';
import { resizeToNetwork } from '../../../src/core/data/resize.ts';
import { classes, phaseData, range } from './build-data.ts';

const DIGITS = range(10).map(String);
const unpacked = (path: string) => gunzipSync(readFileSync(new URL(`../../../public/samples/${path}`, import.meta.url)));

/** An IDX image file is 16 bytes of header and the pixels; its label file 8 bytes and the labels. */
function mnist(part: 'train' | 't10k'): Dataset {
  const pixels = new Uint8Array(unpacked(`mnist/${part}-images-idx3-ubyte.gz`).subarray(16));
  const labels = unpacked(`mnist/${part}-labels-idx1-ubyte.gz`).subarray(8);
  const features = { kind: 'image', height: 28, width: 28, maximum: 255, pixels, resizedFrom: null } as const;
  return { rows: labels.length, features, target: classes(DIGITS, [...labels]), excluded: [] };
}

test('MNIST as it ships: 60,000 and 10,000 rows, and nothing to remark', () => {
  const audit = auditData('pretrain', phaseData(mnist('train'), { test: mnist('t10k') }));
  expect(audit.findings).toEqual([]);
  expect(audit.quality).toMatchObject({ rows: 60_000, testRows: 10_000, columns: 785, missing: 0, duplicates: 0 });
  // The class counts that the MNIST page and its many users report.
  expect(audit.quality.classBalance.map(({ rows }) => rows)).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
});

/** 1,797 lines of 64 pixels in 0..16 and a label, resized to the network's 28×28. */
function digits(): Dataset {
  const lines = unpacked('digits/digits.csv.gz').toString().trim().split('\n');
  const cells = lines.map((line) => line.split(',').map(Number));
  const pixels = Float32Array.from(cells.flatMap((row) => row.slice(0, 64)));
  const features = resizeToNetwork({ kind: 'image', height: 8, width: 8, maximum: 16, pixels, resizedFrom: null });
  const target = classes(
    DIGITS,
    cells.map((row) => row[64]),
  );
  return { rows: lines.length, features, target, excluded: [] };
}

test('the digits as they ship, resized: only that is remarked', () => {
  const audit = auditData('finetune', phaseData(digits()));
  expect(audit.findings.map(({ code, severity, count }) => [code, severity, count])).toEqual([['resized-images', 'info', 1797]]);
});

test('the digits after MNIST look otherwise, and nothing forbids to train on them', () => {
  const across = auditAcross(phaseData(mnist('train'), { test: mnist('t10k') }), phaseData(digits()));
  expect(across.map(({ code, severity }) => [code, severity])).toEqual([
    ['image-drift', 'info'],
    ['sets-told-apart', 'info'],
  ]);
  // The mean pixel of both sets: 0.1307 of MNIST, as everybody standardises it, and 4.884 of 16 of the digits.
  expect(across[0].fields.brightnessFirst).toBeCloseTo(0.131, 2);
  expect(across[0].fields.brightnessSecond).toBeCloseTo(0.305, 2);
});
