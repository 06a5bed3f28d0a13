import { describe, expect, test } from 'vitest';
import { auditAcross } from '../../../../src/core/audit/across/audit-across.ts';
import { type FindingCode, PRETRAIN_ROWS_LISTED } from '../../../../src/core/audit/audit.ts';
import { auditData, withFindings } from '../../../../src/core/audit/audit-data.ts';
import { auditCheck } from '../../../../src/core/audit/audit-parse.ts';
import type { Dataset, FeatureColumn, ImageFeatures, PhaseData } from '../../../../src/core/data/dataset.ts';
import { resizeToNetwork } from '../../../../src/core/data/resize.ts';
import { applyFixes } from '../../../../src/core/fixes/apply-fixes.ts';
import { categories, classes, images, numbers, phaseData, range, table } from '../build-data.ts';

const target = (rows: number, names = ['a', 'b']) =>
  classes(
    names,
    range(rows).map((row) => row % 2),
  );
const data = (columns: readonly FeatureColumn[], rows: number) => table(columns, target(rows));
const one = (code: FindingCode, pretrain: PhaseData, finetune: PhaseData) =>
  auditAcross(pretrain, finetune).filter((finding) => finding.code === code);
const x = (...cells: number[]) => data([numbers('x', ...cells)], cells.length);

describe('rows of both phases', () => {
  const pretrain = phaseData(x(...range(200)));

  test('among the test rows of fine-tuning are an error', () => {
    const finetune = phaseData(x(1000, 1001), { test: x(500, 7, 501, 9) });
    expect(one('pretrain-test-duplicates', pretrain, finetune)).toEqual([
      {
        code: 'pretrain-test-duplicates',
        severity: 'error',
        column: null,
        rows: [1, 3],
        count: 2,
        fields: { total: 4, share: 50, row: 1, pretrainRow: 7 },
        measure: 'Con-ML-1',
        pretrainRows: [7, 9],
      },
    ]);
    expect(one('pretrain-duplicates', pretrain, finetune)).toEqual([]);
  });

  test('are gone once pretraining leaves the rows out that are listed, repeats of them too', () => {
    const repeating = phaseData(x(...range(200), 7, 7));
    const finetune = phaseData(x(1000, 1001), { test: x(500, 7, 501, 9) });
    const [{ pretrainRows = [] }] = one('pretrain-test-duplicates', repeating, finetune);
    expect(pretrainRows).toEqual([7, 9, 200, 201]);
    const { data: left, steps } = applyFixes(repeating, [{ kind: 'drop-rows', rows: pretrainRows }]);
    expect(steps[0].effect.rows).toEqual({ before: 202, after: 198 });
    expect(one('pretrain-test-duplicates', left, finetune)).toEqual([]);
  });

  test('are listed up to a number that a link can hold, and survive a transcript', () => {
    const listed = (rows: number) => one('pretrain-duplicates', phaseData(x(...range(rows))), phaseData(x(...range(rows))))[0];
    expect(listed(PRETRAIN_ROWS_LISTED).pretrainRows).toHaveLength(PRETRAIN_ROWS_LISTED);
    expect(listed(PRETRAIN_ROWS_LISTED + 1)).not.toHaveProperty('pretrainRows');
    const data = phaseData(x(1, 2, 3));
    const audit = withFindings(auditData('finetune', data), auditAcross(data, data));
    expect(auditCheck(JSON.parse(JSON.stringify(audit)), { document: 'audit', path: '' })).toEqual(audit);
  });

  test('among its training rows are mentioned, and a warning where test rows will be held out of them', () => {
    expect(one('pretrain-duplicates', pretrain, phaseData(x(5, 1000), { test: x(1001) }))).toMatchObject([{ severity: 'info', rows: [0] }]);
    expect(one('pretrain-duplicates', pretrain, phaseData(x(1000, 5)))).toMatchObject([{ severity: 'warning', rows: [1] }]);
  });

  test('are a warning where such rows repeat anyway', () => {
    const short = phaseData(x(...range(200).map((row) => row % 5)));
    expect(one('pretrain-test-duplicates', short, phaseData(x(9), { test: x(1, 2) }))).toMatchObject([{ severity: 'warning', count: 2 }]);
  });

  test('are found whatever the order of the columns and the numbers of the names', () => {
    const first = data([numbers('n', 1, 2), categories('k', ['u', 'v'], 0, 1)], 2);
    const second = data([categories('k', ['v', 'w', 'u'], 0, 2), numbers('n', 2, 5)], 2);
    expect(one('pretrain-duplicates', phaseData(first), phaseData(second))).toMatchObject([{ rows: [0], fields: { pretrainRow: 1 } }]);
  });

  test('are not looked for where the columns differ, nor among rows that are left out', () => {
    expect(one('pretrain-duplicates', pretrain, phaseData(data([numbers('y', 1, 2)], 2)))).toEqual([]);
    const excluding = table([numbers('x', 1, 1000)], target(2), [0]);
    expect(one('pretrain-duplicates', pretrain, phaseData(excluding))).toEqual([]);
  });
});

describe('images of both phases', () => {
  const squares = range(20).map((row) => [row, 40 + row, 255 - row, 0]);
  const network = (set: Dataset): Dataset => ({ ...set, features: resizeToNetwork(set.features as ImageFeatures) });
  const pretrain = phaseData(network(images(squares, target(20))));
  const found = (set: Dataset) => one('pretrain-duplicates', pretrain, phaseData(network(set))).map(({ rows }) => rows);

  test('are found after their resizing, and as fractions on a scale of 1 or of 255', () => {
    expect(found(images([[9, 9, 9, 9], squares[4]], target(2)))).toEqual([[1]]);
    const fractions = Float32Array.from([...squares[3], 0, 255, 0, 255], (pixel) => pixel / 255);
    expect(
      found(
        images(
          [
            [0, 0, 0, 0],
            [0, 0, 0, 0],
          ],
          target(2),
          { pixels: fractions, maximum: 1 },
        ),
      ),
    ).toEqual([[0]]);
  });

  test('on a scale that is far too long are not taken for one another', () => {
    const few = Float32Array.from([0, 1, 0.2, 0, 0, 1, 0.7, 0]);
    const faint = images(
      [
        [0, 0, 0, 0],
        [0, 0, 0, 0],
      ],
      target(2),
      { pixels: few, maximum: 255 },
    );
    expect(
      one(
        'pretrain-duplicates',
        phaseData(
          images(
            [
              [0, 255, 51, 0],
              [9, 9, 9, 9],
            ],
            target(2),
          ),
        ),
        phaseData(faint),
      ).map(({ rows }) => rows),
    ).toEqual([[0]]);
  });
});

describe('what one network cannot take', () => {
  test('columns that are missing, extra, or of another kind', () => {
    const first = phaseData(data([numbers('a', 1, 2), numbers('b', 1, 2), numbers('c', 1, 2)], 2));
    const second = phaseData(data([numbers('a', 1, 2), categories('c', ['x'], 0, 0), numbers('d', 1, 2), numbers('e', 1, 2)], 2));
    expect(one('schema-differs', first, second)).toEqual([
      {
        code: 'schema-differs',
        severity: 'warning',
        column: null,
        rows: [],
        count: 4,
        fields: { missing: 'b', extra: 'd, e', retyped: 'c' },
        measure: 'Con-ML-3',
      },
    ]);
  });

  test('images and tables', () => {
    expect(one('kinds-differ', phaseData(images([[1, 2, 3, 4]], target(1))), phaseData(x(1)))).toMatchObject([
      { severity: 'warning', fields: { first: 'image', second: 'table' } },
    ]);
  });
});

test('classes that only one phase has', () => {
  const of = (names: string[]) => phaseData(table([numbers('x', ...range(40))], target(40, names)));
  expect(one('classes-differ', of(['a', 'b']), of(['b', 'c']))).toMatchObject([
    { severity: 'info', column: 'label', count: 2, fields: { missing: 'a', extra: 'c', shared: 1 } },
  ]);
  expect(one('classes-differ', of(['a', 'b']), of(['a', 'b']))).toEqual([]);
});

test('a phase’s own test rows are held against its training rows', () => {
  const cells = (from: number) => numbers('x', ...range(500).map((row) => from + ((row * 7919) % 500) / 250));
  const phase = phaseData(data([cells(0)], 500), { test: data([cells(3)], 500) });
  const codes = auditData('pretrain', phase).findings.map(({ code }) => code);
  expect(codes).toEqual(['test-feature-drift', 'test-told-apart']);
});
