import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { auditData } from '../../../src/core/audit/audit-data.ts';
import type { Dataset } from '../../../src/core/dataset.ts';
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

test('the digits as they ship, resized: only that is remarked', () => {
  const rows = unpacked('digits/digits.csv.gz').toString().trim().split('\n');
  const cells = rows.map((row) => row.split(',').map(Number));
  const pixels = Float32Array.from(cells.flatMap((row) => row.slice(0, 64)));
  const features = { kind: 'image', height: 8, width: 8, maximum: 16, pixels, resizedFrom: [8, 8] } as const;
  const target = classes(
    DIGITS,
    cells.map((row) => row[64]),
  );
  const audit = auditData('finetune', phaseData({ rows: rows.length, features, target, excluded: [] }));
  expect(audit.findings.map(({ code, severity, count }) => [code, severity, count])).toEqual([['resized-images', 'info', 1797]]);
});
