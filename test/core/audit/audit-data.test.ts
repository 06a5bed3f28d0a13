import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FindingCode } from '../../../src/core/audit/audit.ts';
import { auditData } from '../../../src/core/audit/audit-data.ts';
import type { PhaseData } from '../../../src/core/data/dataset.ts';
import { categories, classes, column, images, numbers, phaseData, range, table, tableFacts, values } from './build-data.ts';

const findings = (data: PhaseData) => auditData('pretrain', data).findings;
const finding = (data: PhaseData, code: FindingCode) => findings(data).find((one) => one.code === code);
const codes = (data: PhaseData) => findings(data).map(({ code }) => code);

/** 40 rows of two classes that nothing is wrong with. */
const x = numbers('x', ...range(40).map((row) => row / 2));
const halves = classes(
  ['no', 'yes'],
  range(40).map((row) => row % 2),
);
const clean = phaseData(table([x], halves));

describe('auditData', () => {
  test('finds nothing in clean data, and counts it', () => {
    const { profile, ...audit } = auditData('finetune', clean);
    expect(profile?.rows).toBe(40);
    expect(audit).toEqual({
      phase: 'finetune',
      source: { files: [], reading: clean.reading },
      quality: {
        rows: 40,
        testRows: null,
        columns: 2,
        missing: 0,
        missingByColumn: {},
        duplicates: 0,
        classBalance: [
          { name: 'no', rows: 20 },
          { name: 'yes', rows: 20 },
        ],
      },
      findings: [],
    });
  });

  test('errors stand first', () => {
    const target = classes(['a'], new Array(5).fill(0));
    const severities = findings(phaseData(table([numbers('x', 1, 1, 1, 1, 1)], target))).map(({ severity }) => severity);
    expect(severities).toEqual(['error', 'warning', 'warning', 'info']);
  });
});

describe('missing values', () => {
  const facts = tableFacts([column('x', { missing: 2, missingRows: [3, 9] }), column('label', { missing: 1, missingRows: [5] })]);

  test('are counted over all columns, label included, as pandas does', () => {
    expect(auditData('pretrain', { ...clean, facts }).quality).toMatchObject({
      columns: 2,
      missing: 3,
      missingByColumn: { x: 2, label: 1 },
    });
  });

  test('of a feature are a warning of that column', () => {
    expect(finding({ ...clean, facts }, 'missing-values')).toEqual({
      code: 'missing-values',
      severity: 'warning',
      column: 'x',
      rows: [3, 9],
      count: 2,
      fields: { total: 40, share: 5 },
      measure: 'Com-ML-1',
    });
  });

  test('a column may be called anything', () => {
    const named = tableFacts([column('__proto__', { missing: 2 }), column('label')]);
    const { missing, missingByColumn } = auditData('pretrain', { ...clean, facts: named }).quality;
    expect([missing, Object.entries(missingByColumn)]).toEqual([2, [['__proto__', 2]]]);
  });

  test('two columns of one name are added up', () => {
    const twice = tableFacts([column('x', { missing: 2 }), column('x', { missing: 3 })]);
    expect(auditData('pretrain', { ...clean, facts: twice }).quality.missingByColumn).toEqual({ x: 5 });
  });
});

describe('missing labels', () => {
  const target = classes(
    ['no', 'yes'],
    range(40).map((row) => (row === 5 ? -1 : row % 2)),
  );
  const facts = tableFacts([column('x'), column('label', { missing: 1, missingRows: [5] })]);

  test('that would be trained on are an error', () => {
    expect(finding(phaseData(table([x], target), { facts }), 'missing-labels')).toMatchObject({
      severity: 'error',
      column: 'label',
      rows: [5],
      count: 1,
      fields: { total: 40, leftOut: 0 },
      measure: 'Com-ML-5',
    });
  });

  test('that are left out are a warning', () => {
    expect(finding(phaseData(table([x], target, [5]), { facts }), 'missing-labels')).toMatchObject({
      severity: 'warning',
      rows: [5],
      count: 1,
      fields: { total: 40, leftOut: 1 },
    });
  });

  test('of a real-valued target are those that are no number', () => {
    const real = values(...range(60).map((row) => (row === 2 ? Number.NaN : row)));
    expect(finding(phaseData(table([numbers('x', ...range(60))], real)), 'missing-labels')).toMatchObject({ severity: 'error', rows: [2] });
  });

  test('are not reported of the features again', () => {
    expect(codes(phaseData(table([x], target, [5]), { facts }))).toEqual(['missing-labels']);
  });
});

describe('the structure of a table', () => {
  test('cells of another type are a warning of their column', () => {
    const facts = tableFacts([column('x', { mismatches: 4, mismatchRows: [1, 2, 3, 4] }), column('label')]);
    expect(finding({ ...clean, facts }, 'type-mismatch')).toMatchObject({
      severity: 'warning',
      column: 'x',
      rows: [1, 2, 3, 4],
      count: 4,
      fields: { total: 40, share: 10 },
      measure: 'Acc-ML-1',
    });
  });

  test('ragged rows are a warning, with the first 20 of them', () => {
    const facts = tableFacts([column('x'), column('label')], { ragged: { rows: range(30), count: 35 } });
    expect(finding({ ...clean, facts }, 'ragged-rows')).toMatchObject({
      severity: 'warning',
      rows: range(20),
      count: 35,
      measure: 'Con-ML-3',
    });
  });

  test('lines before the data are mentioned', () => {
    const facts = tableFacts([column('x'), column('label')], { preamble: 1 });
    expect(finding({ ...clean, facts }, 'preamble-lines')).toMatchObject({ severity: 'info', count: 1 });
  });
});

describe('classes', () => {
  const ofClasses = (names: string[], classCodes: number[], excluded: number[] = []) =>
    phaseData(table([numbers('x', ...range(classCodes.length))], classes(names, classCodes), excluded));

  test('one class is an error', () => {
    expect(finding(ofClasses(['a'], new Array(30).fill(0)), 'one-class')).toMatchObject({
      severity: 'error',
      count: 30,
      fields: { classes: 1, name: 'a' },
    });
  });

  test('one class among the rows that are not excluded is an error too', () => {
    const data = ofClasses(['a', 'b'], [1, ...new Array(30).fill(0)], [0]);
    expect(finding(data, 'one-class')).toMatchObject({ count: 30, fields: { classes: 1, name: 'a' } });
    expect(auditData('pretrain', data).quality.classBalance).toEqual([
      { name: 'a', rows: 30 },
      { name: 'b', rows: 0 },
    ]);
  });

  test('no usable row at all is an error', () => {
    expect(finding(ofClasses(['a', 'b'], [0, 1], [0, 1]), 'one-class')).toMatchObject({ count: 0, fields: { classes: 0 } });
  });

  // Two classes: the threshold is 0.1 / 2 = 5 % of the rows.
  test('a class below a tenth of an equal share is a warning, at the threshold it is not', () => {
    const of = (rare: number, all: number) =>
      ofClasses(
        ['often', 'rare'],
        range(all).map((row) => (row < rare ? 1 : 0)),
      );
    expect(finding(of(4, 100), 'class-imbalance')).toMatchObject({
      severity: 'warning',
      rows: [0, 1, 2, 3],
      count: 4,
      fields: { name: 'rare', total: 100, classes: 2, share: 4, threshold: 5 },
      measure: 'Bal-ML-3',
    });
    expect(finding(of(5, 100), 'class-imbalance')).toBeUndefined();
  });

  test('fewer than ten rows a class are few', () => {
    const of = (all: number) =>
      ofClasses(
        ['a', 'b'],
        range(all).map((row) => row % 2),
      );
    expect(finding(of(19), 'few-rows')).toMatchObject({ severity: 'warning', count: 19, fields: { threshold: 20 } });
    expect(finding(of(20), 'few-rows')).toBeUndefined();
  });

  test('a real-valued target has no classes', () => {
    const data = phaseData(table([numbers('x', ...range(60).map((row) => row / 2))], values(...range(60).map((row) => (row * 7) % 60))));
    expect(auditData('pretrain', data).quality.classBalance).toEqual([]);
    expect(codes(data)).toEqual([]);
  });
});

describe('constant columns', () => {
  test('are mentioned, whatever their kind, missing cells aside', () => {
    const columns = [
      x,
      numbers('c', Number.NaN, ...new Array(39).fill(7)),
      categories('k', ['only'], -1, ...new Array(39).fill(0)),
      numbers('empty', ...new Array(40).fill(Number.NaN)),
    ];
    const found = findings(phaseData(table(columns, halves))).filter(({ code }) => code === 'constant-column');
    expect(found.map(({ column, severity, count }) => [column, severity, count])).toEqual([
      ['c', 'info', 40],
      ['k', 'info', 40],
      ['empty', 'info', 40],
    ]);
  });

  test('a target that never changes is a warning', () => {
    const data = phaseData(table([numbers('x', ...range(60))], values(...new Array(60).fill(3))));
    expect(finding(data, 'constant-column')).toMatchObject({ severity: 'warning', column: 'label' });
  });

  test('pixels that never change are none', () => {
    const pixels = range(40).map((row) => [0, row, 100, 2]);
    expect(codes(phaseData(images(pixels, halves)))).toEqual([]);
  });
});

describe('images', () => {
  const pixels = range(40).map((row) => (row === 3 || row === 17 ? [row, row, row, row] : [0, row, 1, 200]));

  test('of one even grey are a warning', () => {
    expect(finding(phaseData(images(pixels, halves)), 'blank-images')).toMatchObject({
      severity: 'warning',
      rows: [3, 17],
      count: 2,
      fields: { total: 40, share: 5 },
    });
  });

  test('that were resized are mentioned', () => {
    expect(finding(phaseData(images(pixels, halves, { resizedFrom: [8, 8] })), 'resized-images')).toMatchObject({
      severity: 'info',
      count: 40,
      fields: { from: '8×8', to: '2×2' },
    });
  });
});

describe('findings', () => {
  test('never name more than 20 rows, and are plain JSON', () => {
    const blank = phaseData(images(new Array(40).fill([90, 90, 90, 90]), halves));
    for (const one of findings(blank)) {
      expect(one.rows.length).toBeLessThanOrEqual(20);
      expect(JSON.parse(JSON.stringify(one))).toEqual(one);
    }
    expect(codes(blank)).toEqual(['exact-duplicates', 'conflicting-duplicates', 'blank-images']);
  });

  test('the audit of any small table is plain JSON with finite numbers', () => {
    const cell = fc.constantFrom(0, 1, -0, Number.NaN, 1e30);
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, fc.integer({ min: -1, max: 2 }))), (rows) => {
        const column = numbers('x', ...rows.map(([value]) => value));
        const target = classes(
          ['a', 'b', 'c'],
          rows.map(([, code]) => code),
        );
        const audit = auditData('pretrain', phaseData(table([column], target)));
        expect(JSON.parse(JSON.stringify(audit))).toEqual(audit);
      }),
    );
  });
});
