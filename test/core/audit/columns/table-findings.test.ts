import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding, FindingCode } from '../../../../src/core/audit/audit.ts';
import { tableFindings } from '../../../../src/core/audit/columns/table-findings.ts';
import { type FeatureColumn, type Target, usableRows } from '../../../../src/core/data/dataset.ts';
import { randomStream } from '../../../../src/core/random.ts';
import { categories, classes, numbers, range, table, values } from '../build-data.ts';

const NONE = new Uint32Array();

const find = (columns: readonly FeatureColumn[], target: Target, excluded: readonly number[] = []): Finding[] => {
  const data = table(columns, target, excluded);
  return tableFindings(data, { usable: usableRows(data), repeats: NONE, hidden: new Set() });
};
const one = (code: FindingCode, columns: readonly FeatureColumn[], target: Target) =>
  find(columns, target).filter((finding) => finding.code === code);

const noise = randomStream(1, 'test');
/** About normal: the sum of twelve uniform numbers less six. */
const normal = (at: number) => range(12).reduce((sum, i) => sum + noise.uniform(12 * at + i), -6);
const random = (name: string, rows: number, stream = 0) => numbers(name, ...range(rows).map((row) => normal(row + stream * 1_000_000)));
const alternating = (rows: number) =>
  classes(
    ['no', 'yes'],
    range(rows).map((row) => row % 2),
  );

test('random columns have nothing to remark', () => {
  expect(
    find([random('a', 300), random('b', 300, 1), categories('k', ['u', 'v', 'w'], ...range(300).map((row) => row % 3))], alternating(300)),
  ).toEqual([]);
});

describe('target-leakage', () => {
  const label = classes(
    ['a', 'b', 'c'],
    range(300).map((row) => Math.floor(noise.uniform(row) * 3)),
  );
  const codes = label.kind === 'classes' ? label.codes : new Int32Array(0);

  test('a number that is the class in disguise', () => {
    const copy = numbers('copy', ...Array.from(codes, (code, row) => 10 * code + normal(row) / 10));
    expect(one('target-leakage', [random('a', 300), copy], label)).toEqual([
      {
        code: 'target-leakage',
        severity: 'warning',
        column: 'copy',
        rows: [],
        count: 300,
        fields: { label: 'label', score: 1, threshold: 0.98, rows: 300 },
        measure: null,
      },
    ]);
  });

  test('a category that is the class under other names, and a number that follows a real-valued target', () => {
    const renamed = categories('renamed', ['x', 'y', 'z'], ...Array.from(codes, (code) => (code + 1) % 3));
    expect(one('target-leakage', [renamed], label).map(({ column }) => column)).toEqual(['renamed']);
    const amounts = range(300).map((row) => normal(row));
    const cubes = numbers('cubes', ...amounts.map((amount) => -(amount ** 3)));
    expect(one('target-leakage', [random('a', 300, 2), cubes], values(...amounts))).toMatchObject([
      { column: 'cubes', fields: { score: -1 } },
    ]);
    const names = categories('names', range(10).map(String), ...range(300).map((row) => row % 10));
    expect(one('target-leakage', [names], values(...range(300).map((row) => 5 * (row % 10))))).toMatchObject([{ column: 'names' }]);
  });

  test('a column that is right in 19 of 20 rows does not leak, nor one with too few values', () => {
    const often = numbers('often', ...Array.from(codes, (code, row) => (row % 20 === 0 ? (code + 1) % 3 : code)));
    const seldom = numbers('seldom', ...Array.from(codes, (code, row) => (row < 20 ? code : Number.NaN)));
    expect(one('target-leakage', [often, seldom], label)).toEqual([]);
  });
});

describe('identifier-column', () => {
  const ids = (name: string, cells: readonly number[]) => one('identifier-column', [numbers(name, ...cells)], alternating(cells.length));

  test('whole numbers without a gap, in any order, from anywhere on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 300 }), fc.integer({ min: -(2 ** 26), max: 2 ** 26 }), fc.nat(), (rows, from, seed) => {
        const order = range(rows).sort((a, b) => randomStream(seed, 'order').uint32(a) - randomStream(seed, 'order').uint32(b));
        expect(
          ids(
            'x',
            order.map((at) => from + at),
          ),
        ).toMatchObject([{ severity: 'warning', column: 'x', count: rows, fields: { total: rows } }]);
      }),
    );
  });

  test('not where float32 makes one number of all', () => {
    expect(
      ids(
        'x',
        range(40).map((row) => 2 ** 56 + row),
      ),
    ).toEqual([]);
    expect(
      ids(
        'x',
        range(40).map((row) => 110_101_195_001_010_000 + row * 10_000),
      ),
    ).toEqual([]);
  });

  test('not with a gap, a repetition or a fraction, nor of few rows', () => {
    expect(ids('x', [...range(40), 41])).toEqual([]);
    expect(ids('x', [...range(40), 3])).toEqual([]);
    expect(
      ids(
        'x',
        range(40).map((row) => row / 2),
      ),
    ).toEqual([]);
    expect(ids('x', range(19))).toEqual([]);
  });

  test('different whole numbers in a column that is called so', () => {
    const cells = range(40).map((row) => row * 17 + 3);
    for (const name of ['id', 'user_id', 'customerId', 'ID', '学号']) expect(ids(name, cells)).toHaveLength(1);
    for (const name of ['width', 'paid', 'amount']) expect(ids(name, cells)).toEqual([]);
  });

  test('names that are all different', () => {
    const names = range(40).map((row) => `name ${row}`);
    expect(one('identifier-column', [categories('who', names, ...range(40))], alternating(40))).toMatchObject([
      { column: 'who', count: 40 },
    ]);
    expect(one('identifier-column', [categories('who', names, ...range(39), 0)], alternating(40))).toEqual([]);
  });
});

test('an identifier is one where a few rows stand in the file twice, and none where many do', () => {
  const codesOf = (repeats: number, column = numbers('x', ...range(100), ...range(repeats))) => {
    const data = table([column], classes(['a'], new Array(100 + repeats).fill(0)));
    const again = Uint32Array.from(range(repeats), (row) => 100 + row);
    return tableFindings(data, { usable: usableRows(data), repeats: again, hidden: new Set() }).map(({ code, count }) => [code, count]);
  };
  expect(codesOf(11)).toEqual([['identifier-column', 100]]);
  expect(codesOf(12)).toEqual([]);
  const names = range(100).map((row) => `name ${row}`);
  expect(codesOf(9, categories('who', names, ...range(100), ...range(9)))).toEqual([['identifier-column', 100]]);
});

describe('placeholder-values', () => {
  const found = (...cells: number[]) => one('placeholder-values', [numbers('x', ...cells)], alternating(cells.length));
  const ages = range(60).map((row) => 20 + ((row * 7) % 50) / 1);

  test('−999 among ages', () => {
    expect(found(-999, ...ages, -999, -999)).toMatchObject([
      {
        severity: 'warning',
        column: 'x',
        rows: [0, 61, 62],
        count: 3,
        fields: { value: -999, next: 20, total: 63, share: 4.76 },
        measure: 'Com-ML-1',
      },
    ]);
  });

  test('not twice only, not where the others reach as far, not of a constant', () => {
    expect(found(-999, ...ages, -999)).toEqual([]);
    expect(found(99, 99, 99, ...range(99))).toEqual([]);
    expect(found(...new Array(30).fill(999))).toEqual([]);
    expect(found(...range(30).map((row) => (row % 2) * 99))).toEqual([]);
  });
});

describe('names of a category', () => {
  test('that differ in capitals, spaces and width only', () => {
    const names = ['NEW YORK', 'New  York', 'new york', 'Paris', 'ｎｅｗ　ｙｏｒｋ'];
    const column = categories('city', names, ...range(60).map((row) => (row < 3 ? row : row === 3 ? 4 : 2 + (row % 2))));
    expect(one('dirty-categories', [column], alternating(60))).toMatchObject([
      {
        severity: 'warning',
        rows: [0, 1, 3],
        count: 3,
        fields: { groups: 1, names: '“new york” = “NEW YORK” = “New  York” = “ｎｅｗ　ｙｏｒｋ”' },
        measure: 'Con-ML-3',
      },
    ]);
  });

  test('are many above 50, unless each is one row’s own', () => {
    const of = (count: number) => categories('k', range(count).map(String), ...range(200).map((row) => row % count));
    expect(one('high-cardinality', [of(51)], alternating(200))).toMatchObject([
      { severity: 'info', count: 51, fields: { total: 200, perName: 3.922 } },
    ]);
    expect(one('high-cardinality', [of(50)], alternating(200))).toEqual([]);
    expect(one('high-cardinality', [of(200)], alternating(200))).toEqual([]);
  });

  // Of two names the score reaches ½ where the rarer one has 11 % of the rows: the entropy of 0.11 and 0.89 is 0.49992 bits.
  test('are out of balance from a score of ½ on', () => {
    const of = (rare: number) => categories('k', ['a', 'b'], ...range(100).map((row) => (row < rare ? 1 : 0)));
    expect(one('imbalanced-column', [of(11)], alternating(100))).toMatchObject([
      { severity: 'info', count: 89, fields: { name: 'a', total: 100, share: 89, score: 0.5, threshold: 0.5 } },
    ]);
    expect(one('imbalanced-column', [of(12)], alternating(100))).toEqual([]);
  });
});

test('one value among thousands that is far out skews a column', () => {
  const cells = (far: number) => numbers('x', far, ...range(1000).map((row) => row % 10));
  // G₁ as pandas gives it.
  expect(one('skewed-column', [cells(1e6)], alternating(1001))).toMatchObject([
    { severity: 'info', fields: { skew: 31.639, threshold: 20 } },
  ]);
  expect(one('skewed-column', [cells(20)], alternating(1001))).toEqual([]);
});

describe('correlated-columns', () => {
  const a = random('a', 400);
  const like = (name: string, factor: number, blur: number, stream: number) =>
    numbers(name, ...range(400).map((row) => factor * normal(row) + blur * normal(row + stream * 1_000_000)));

  test('are told as groups, whatever their direction and scale', () => {
    const columns = [a, random('b', 400, 3), like('c', -1000, 1, 4), like('d', 1, 0.1, 5), like('e', 1, 2, 6)];
    expect(one('correlated-columns', columns, alternating(400))).toMatchObject([
      { severity: 'info', column: 'a', count: 3, fields: { names: 'c, d', threshold: 0.9, groups: 1, share: 60 } },
    ]);
  });

  test('a hundred of them are one finding', () => {
    const columns = range(100).map((i) => like(`c${i}`, 1, 0.01, 10 + i));
    expect(one('correlated-columns', columns, alternating(400))).toMatchObject([{ count: 100 }]);
  });
});

test('rows that are excluded are not looked at', () => {
  const column = numbers('x', 1e9, ...range(1000).map((row) => row % 7));
  expect(find([column], alternating(1001), [0])).toEqual([]);
});

test('values of columns that are about people are told by their form alone', () => {
  const surnames = categories('surname', ['Li', 'LI'], ...range(200).map((row) => (row < 3 ? 1 : 0)));
  const data = table([surnames, numbers('age', ...range(200).map((row) => (row % 9 === 0 ? 999 : 20 + (row % 40))))], alternating(200));
  const fieldsOf = (hidden: ReadonlySet<string>) =>
    tableFindings(data, { usable: usableRows(data), repeats: NONE, hidden }).map(({ code, fields: { names, name, value, next } }) => [
      code,
      names ?? name ?? value,
      next,
    ]);
  expect(fieldsOf(new Set())).toEqual([
    ['placeholder-values', 999, 59],
    ['dirty-categories', '“Li” = “LI”', undefined],
    ['imbalanced-column', 'Li', undefined],
  ]);
  expect(fieldsOf(new Set(['surname', 'age']))).toEqual([
    ['placeholder-values', 999, '99'],
    ['dirty-categories', '“Aa” = “AA”', undefined],
    ['imbalanced-column', 'Aa', undefined],
  ]);
});

test('any columns give finite numbers', () => {
  const cell = fc.constantFrom(0, 1, -0, Number.NaN, 3e38, -3e38, 1e-40, 99);
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, fc.integer({ min: -1, max: 2 })), { maxLength: 80 }), (rows) => {
      const columns = [
        numbers('x', ...rows.map(([value]) => value)),
        numbers('y', ...rows.map(([, value]) => value)),
        categories('k', ['a', 'A', 'b'], ...rows.map(([, , code]) => code)),
      ];
      const target = classes(
        ['a', 'b', 'c'],
        rows.map(([, , code]) => code),
      );
      const found = find(columns, target);
      expect(JSON.parse(JSON.stringify(found))).toEqual(found);
    }),
  );
});
