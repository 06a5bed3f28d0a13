import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auditData } from '../../../src/core/audit/audit-data.ts';
import { type Dataset, type PhaseData, usableRows } from '../../../src/core/data/dataset.ts';
import { applyFixes } from '../../../src/core/fixes/apply-fixes.ts';
import type { Fix } from '../../../src/core/fixes/fix.ts';
import { problemOf } from '../../problem-of.ts';
import { categories, classes, column, images, numbers, phaseData, table, tableFacts, values } from '../audit/build-data.ts';

const { NaN: GAP } = Number;

/** Row 3 repeats row 0, row 4 has row 1's features and another class, rows 2 and 5 miss something. */
const dirty = (): PhaseData => {
  const x = numbers('x', 1, 2, GAP, 1, 2, 9);
  const city = categories('city', ['Lima', 'Pune'], 0, 1, 1, 0, 1, -1);
  const facts = tableFacts([
    column('x', { missing: 1, missingRows: [2] }),
    column('city', { missing: 1, missingRows: [5] }),
    column('note', { missing: 4, missingRows: [0, 1, 2, 3] }),
    column('label'),
  ]);
  const train = table([x, city], classes(['a', 'b', 'c'], [0, 1, 1, 0, 2, 0]));
  const test = table([numbers('x', 2, 7, GAP), categories('city', ['Pune'], 0, 0, 0)], classes(['a', 'b', 'c'], [1, 0, 1]));
  return phaseData(train, { test, facts });
};

const fix = (...fixes: Fix[]) => applyFixes(dirty(), fixes);
const numbersOf = ({ features }: Dataset, name: string): number[] => {
  const found = features.kind === 'table' && features.columns.find((one) => one.name === name);
  return found && found.kind === 'number' ? [...found.values] : [];
};
const namesOf = ({ features }: Dataset, name: string): (string | undefined)[] => {
  const found = features.kind === 'table' && features.columns.find((one) => one.name === name);
  return found && found.kind === 'category' ? [...found.codes].map((code) => found.names[code]) : [];
};
const labelsOf = ({ target }: Dataset) =>
  target.kind === 'classes' ? [...target.codes].map((code) => target.names[code]) : [...target.values];
const codesIn = (data: PhaseData) =>
  auditData('pretrain', data).findings.map(({ code, column }) => (column === null ? code : `${code} ${column}`));

describe('dropping rows', () => {
  test('leaves named rows out and renumbers none', () => {
    const { data, steps } = fix({ kind: 'drop-rows', rows: [5, 2, 2] });
    expect(data.train).toMatchObject({ rows: 6, excluded: [2, 5] });
    expect([...usableRows(data.train)]).toEqual([0, 1, 3, 4]);
    expect(steps[0].effect).toEqual({
      rows: { before: 6, after: 4 },
      testRows: { before: 3, after: 3 },
      cells: 0,
      classes: { before: 3, after: 3 },
    });
  });

  test.each<[Fix, number[]]>([
    [{ kind: 'drop-matching', rule: 'duplicates' }, [3]],
    [{ kind: 'drop-matching', rule: 'conflicts' }, [1, 4]],
    [{ kind: 'drop-matching', rule: 'missing' }, [2, 5]],
    [{ kind: 'drop-matching', rule: 'missing', column: 'city' }, [5]],
  ])('%j leaves out rows %j', (one, excluded) => expect(fix(one).data.train.excluded).toEqual(excluded));

  test('drops test rows of the test set, and those that training has', () => {
    expect(fix({ kind: 'drop-rows', rows: [1], of: 'test' }).data.test?.excluded).toEqual([1]);
    const { data, steps } = fix({ kind: 'drop-matching', rule: 'in-training' });
    expect([data.train.excluded, data.test?.excluded]).toEqual([[], [0, 2]]);
    expect(steps[0].effect.testRows).toEqual({ before: 3, after: 1 });
  });

  test('a class whose last row goes is no class any more', () => {
    const { data, steps } = fix({ kind: 'drop-rows', rows: [4] });
    expect(data.train.target).toMatchObject({ names: ['a', 'b'] });
    expect(labelsOf(data.train)).toEqual(['a', 'b', 'b', 'a', undefined, 'a']);
    expect(data.test && labelsOf(data.test)).toEqual(['b', 'a', 'b']);
    expect(data.reading.task).toBe('binary');
    expect(steps[0].effect.classes).toEqual({ before: 3, after: 2 });
  });

  test('drops images of one grey', () => {
    const blank = phaseData(
      images(
        [
          [1, 2, 3, 4],
          [5, 5, 5, 5],
          [0, 0, 0, 0],
        ],
        classes(['a', 'b'], [0, 1, 0]),
      ),
    );
    expect(applyFixes(blank, [{ kind: 'drop-matching', rule: 'blank-images' }]).data.train.excluded).toEqual([1, 2]);
  });
});

describe('filling a column', () => {
  test.each<[Fix, number]>([
    [{ kind: 'impute', column: 'x', by: 'median' }, 2],
    [{ kind: 'impute', column: 'x', by: 'mean' }, 3],
    [{ kind: 'impute', column: 'x', by: 'most-frequent' }, 1],
    [{ kind: 'impute', column: 'x', by: 'value', value: '-4' }, -4],
  ])('%j', (one, filled) => {
    const { data, steps } = fix(one);
    expect(numbersOf(data.train, 'x')).toEqual([1, 2, filled, 1, 2, 9]);
    expect(data.test && numbersOf(data.test, 'x')).toEqual([2, 7, filled]);
    expect(steps[0].effect.cells).toBe(2);
  });

  test('takes what the rows before it left', () => {
    const { data } = fix({ kind: 'drop-rows', rows: [5] }, { kind: 'impute', column: 'x', by: 'mean' });
    expect(numbersOf(data.train, 'x')[2]).toBe(1.5);
  });

  test('fills names with the most frequent, or a new one', () => {
    const frequent = fix({ kind: 'impute', column: 'city', by: 'most-frequent' }).data.train;
    expect(namesOf(frequent, 'city')).toEqual(['Lima', 'Pune', 'Pune', 'Lima', 'Pune', 'Pune']);
    const { data } = fix({ kind: 'impute', column: 'city', by: 'value', value: 'elsewhere' });
    expect(namesOf(data.train, 'city')[5]).toBe('elsewhere');
    expect(data.reading.shape).toEqual({ kind: 'table', inputs: 4 });
  });

  test('the finding goes with the gaps, and what is no input is still told', () => {
    expect(codesIn(dirty())).toEqual(expect.arrayContaining(['missing-values x', 'missing-values city', 'missing-values note']));
    const after = codesIn(fix({ kind: 'impute', column: 'x', by: 'median' }, { kind: 'drop-rows', rows: [5] }).data);
    expect(after.filter((code) => code.startsWith('missing'))).toEqual(['missing-values note']);
  });

  test('cells of a wrong type are gaps too', () => {
    const facts = tableFacts([column('x', { missing: 1, missingRows: [0], mismatches: 1, mismatchRows: [2] })]);
    const data = phaseData(table([numbers('x', GAP, 1, GAP)], classes(['a', 'b'], [0, 1, 0])), { facts });
    const one = applyFixes(data, [{ kind: 'drop-rows', rows: [2] }]).data;
    expect(one.facts?.columns[0]).toMatchObject({ missing: 1, missingRows: [0], mismatches: 0, mismatchRows: [] });
    const all = applyFixes(data, [{ kind: 'impute', column: 'x', by: 'median' }]).data;
    expect(all.facts?.columns[0]).toMatchObject({ missing: 0, missingRows: [], mismatches: 0 });
  });
});

describe('labels', () => {
  test('are given anew', () => {
    const { data, steps } = fix({ kind: 'relabel', rows: [4, 1], label: 'b' });
    expect(labelsOf(data.train)).toEqual(['a', 'b', 'b', 'a', 'b', 'a']);
    expect(steps[0].effect).toMatchObject({ cells: 1, classes: { before: 3, after: 2 } });
  });

  test('are given anew where they are those that the recipe was made for, or the new ones already', () => {
    const { data, steps } = fix({ kind: 'relabel', rows: [4, 1], label: 'b', was: ['c', 'a'] });
    expect(labelsOf(data.train)).toEqual(['a', 'b', 'b', 'a', 'b', 'a']);
    expect(steps[0].effect).toMatchObject({ cells: 1 });
    const amounts = phaseData(table([numbers('x', 1, 2)], values(0.1, 2)));
    expect(labelsOf(applyFixes(amounts, [{ kind: 'relabel', rows: [0], label: 3, was: [0.1] }]).data.train)).toEqual([3, 2]);
  });

  test('are merged, in both sets', () => {
    const { data, steps } = fix({ kind: 'merge-classes', from: ['c', 'b'], into: 'b' });
    expect(data.train.target).toMatchObject({ names: ['a', 'b'] });
    expect(labelsOf(data.train)).toEqual(['a', 'b', 'b', 'a', 'b', 'a']);
    expect(data.test?.target).toMatchObject({ names: ['a', 'b'] });
    expect(steps[0].effect.cells).toBe(1);
  });

  test('that are numbers are given numbers', () => {
    const { data } = applyFixes(phaseData(table([numbers('x', 1, 2)], values(1, 2))), [{ kind: 'relabel', rows: [1], label: '7.5' }]);
    expect(labelsOf(data.train)).toEqual([1, 7.5]);
  });
});

describe('names that are one', () => {
  const city = (...codes: number[]) => categories('city', ['LIMA', 'Lima', 'Pune', 'lima '], ...codes);
  const mixed = (): PhaseData => {
    const train = table([city(1, 0, 2, 1, 3, -1)], classes(['No', 'YES', 'no', 'yes'], [0, 2, 3, 2, 1, 3]));
    const test = table([categories('city', ['Oslo', 'PUNE'], 0, 1)], classes(['No', 'YES', 'no', 'yes'], [0, 1]));
    return phaseData(train, { test });
  };

  test('are written the most frequent way, in both sets', () => {
    const { data, steps } = applyFixes(mixed(), [{ kind: 'write-alike', column: 'city' }]);
    expect(namesOf(data.train, 'city')).toEqual(['Lima', 'Lima', 'Pune', 'Lima', 'Lima', undefined]);
    expect(data.test && namesOf(data.test, 'city')).toEqual(['Oslo', 'Pune']);
    expect(data.train.features).toMatchObject({ columns: [{ names: ['Lima', 'Pune'] }] });
    expect(data.reading.shape).toEqual({ kind: 'table', inputs: 2 });
    expect(steps[0].effect.cells).toBe(3);
  });

  test('of the label too', () => {
    const { data, steps } = applyFixes(mixed(), [{ kind: 'write-alike', column: 'label' }]);
    expect(labelsOf(data.train)).toEqual(['no', 'no', 'yes', 'no', 'yes', 'yes']);
    expect(data.test && labelsOf(data.test)).toEqual(['no', 'yes']);
    expect(data.train.target).toMatchObject({ names: ['no', 'yes'] });
    expect(steps[0].effect).toMatchObject({ cells: 4, classes: { before: 4, after: 2 } });
  });

  test('are no finding any more', () => {
    const codes = codesIn(
      applyFixes(mixed(), [
        { kind: 'write-alike', column: 'city' },
        { kind: 'write-alike', column: 'label' },
      ]).data,
    );
    expect(codesIn(mixed())).toEqual(expect.arrayContaining(['dirty-categories city', 'label-variants label']));
    expect(codes.filter((code) => /^(dirty-categories|label-variants)/.test(code))).toEqual([]);
  });
});

test('images are inverted within their scale', () => {
  const data = phaseData(images([[0, 16, 4, 20]], classes(['a', 'b'], [0]), { maximum: 16 }));
  const { features } = applyFixes(data, [{ kind: 'invert-images' }]).data.train;
  expect(features.kind === 'image' && [...features.pixels]).toEqual([16, 0, 12, 0]);
  expect(features.kind === 'image' && features.pixels).toBeInstanceOf(Uint8Array);
});

describe('a recipe for other data', () => {
  test.each<[Fix, string, object]>([
    [{ kind: 'drop-rows', rows: [1, 6] }, 'fix-row-beyond', { step: 1, row: 6, rows: 6, last: 5 }],
    [{ kind: 'impute', column: 'y', by: 'mean' }, 'fix-column-unknown', { column: 'y', columns: 'x, city', count: 2 }],
    [{ kind: 'impute', column: 'x', by: 'value', value: 'much' }, 'fix-value', { column: 'x', found: 'much' }],
    [{ kind: 'impute', column: 'city', by: 'mean' }, 'fix-unfit', { fix: 'impute' }],
    [{ kind: 'relabel', rows: [0], label: 'd' }, 'fix-class-unknown', { name: 'd', classes: 'a, b, c', count: 3 }],
    [
      { kind: 'relabel', rows: [3, 1], label: 'c', was: ['a', 'a'] },
      'fix-label-differs',
      { step: 1, row: 1, label: 'c', expected: 'a', found: 'b' },
    ],
    [{ kind: 'relabel', rows: [3, 1], label: 'c', was: ['a'] }, 'fix-label-count', { step: 1, rows: 2, labels: 1 }],
    [{ kind: 'merge-classes', from: ['a'], into: 'd' }, 'fix-class-unknown', { name: 'd' }],
    [{ kind: 'write-alike', column: 'x' }, 'fix-unfit', { expected: 'names', found: 'numbers in “x”' }],
    [{ kind: 'write-alike', column: 'y' }, 'fix-column-unknown', { column: 'y' }],
    [{ kind: 'invert-images' }, 'fix-unfit', { expected: 'images', found: 'a table' }],
    [{ kind: 'drop-rows', rows: [0, 1, 2, 3, 4, 5] }, 'fix-none-left', { step: 1, rows: 6 }],
  ])('%j is refused: %s', (one, code, fields) =>
    expect(problemOf(() => fix(one))).toEqual({ code, fields: expect.objectContaining(fields) }),
  );

  test('an empty column has nothing to be filled with', () => {
    const data = phaseData(table([numbers('x', GAP, GAP)], classes(['a', 'b'], [0, 1])));
    expect(problemOf(() => applyFixes(data, [{ kind: 'impute', column: 'x', by: 'median' }]))).toMatchObject({ code: 'fix-nothing-known' });
  });
});

describe('any recipe', () => {
  const LABELS = labelsOf(dirty().train) as string[];
  const rows = fc.uniqueArray(fc.nat(5), { maxLength: 2 });
  const anyFix: fc.Arbitrary<Fix> = fc.oneof(
    fc.record({ kind: fc.constant('drop-rows' as const), rows }),
    fc.record({ kind: fc.constant('drop-matching' as const), rule: fc.constantFrom('duplicates', 'conflicts', 'missing', 'in-training') }),
    fc.record({ kind: fc.constant('impute' as const), column: fc.constantFrom('x', 'city'), by: fc.constant('most-frequent' as const) }),
    fc.record({ kind: fc.constant('relabel' as const), rows, label: fc.constantFrom('a', 'b') }),
    rows.map((some): Fix => ({ kind: 'relabel', rows: some, label: 'b', was: some.map((row) => LABELS[row]) })),
    fc.record({ kind: fc.constant('write-alike' as const), column: fc.constantFrom('city', 'label') }),
    fc.record({ kind: fc.constant('waive' as const), code: fc.constant('few-rows' as const), reason: fc.constant('enough') }),
  );
  const tried = (data: PhaseData, recipe: readonly Fix[]) => {
    try {
      return applyFixes(data, recipe);
    } catch {
      return null;
    }
  };

  test('gives the same twice, leaves the data as they were, and no row another place', () => {
    fc.assert(
      fc.property(fc.array(anyFix, { maxLength: 5 }), (recipe) => {
        const data = dirty();
        const [once, again] = [tried(data, recipe), tried(data, recipe)];
        expect(again).toEqual(once);
        expect(data).toEqual(dirty());
        if (!once) return;
        expect([once.data.train.rows, once.data.test?.rows]).toEqual([6, 3]);
        expect([...once.data.train.excluded].sort((a, b) => a - b)).toEqual(once.data.train.excluded);
        const touched = new Set(recipe.flatMap((one) => (one.kind === 'relabel' ? one.rows : [])));
        const labels = labelsOf(once.data.train);
        for (const row of usableRows(once.data.train)) if (!touched.has(row)) expect(labels[row]).toBe(labelsOf(data.train)[row]);
      }),
    );
  });

  test('changes nothing more when each fix is given twice', () => {
    fc.assert(
      fc.property(fc.array(anyFix, { maxLength: 4 }), (recipe) => {
        const once = tried(dirty(), recipe);
        const doubled = tried(
          dirty(),
          recipe.flatMap((one) => [one, one]),
        );
        expect(doubled?.data).toEqual(once?.data);
      }),
    );
  });

  test('without its last fix is what it was before it', () => {
    fc.assert(
      fc.property(fc.array(anyFix, { minLength: 1, maxLength: 5 }), (recipe) => {
        const whole = tried(dirty(), recipe);
        if (whole) expect(tried(dirty(), recipe.slice(0, -1))?.steps).toEqual(whole.steps.slice(0, -1));
      }),
    );
  });
});
