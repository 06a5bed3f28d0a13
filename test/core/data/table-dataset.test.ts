import { describe, expect, test } from 'vitest';
import type { ReadOptions } from '../../../src/core/data/dataset.ts';
import { PLAIN_NUMBERS } from '../../../src/core/data/number-style.ts';
import { factsOf, Table } from '../../../src/core/data/table.ts';
import { MAX_TEXTS } from '../../../src/core/data/table-column.ts';
import { MAX_CLASSES, tableDatasets } from '../../../src/core/data/table-dataset.ts';
import { problemOf } from '../../problem-of.ts';

function tableOf(columns: readonly string[], rows: readonly (readonly (string | number)[])[], file = 'a.csv'): Table {
  const table = new Table({ file, columns, style: PLAIN_NUMBERS });
  for (const row of rows) {
    const cells = row.map(String);
    if (cells.length === columns.length) table.append([cells]);
    else table.appendRagged(cells);
  }
  return table;
}

const read = (table: Table, options: ReadOptions = {}) => tableDatasets(table, null, options);

const people = () =>
  tableOf(
    ['age', 'city', 'label'],
    [
      ['30', 'Oslo', 'no'],
      ['NA', 'Bern', 'yes'],
      ['41.5', '', 'no'],
    ],
  );

describe('a table of features', () => {
  test('columns are numbers or names, missing is NaN or −1, names and classes are sorted', () => {
    expect(read(people()).train).toEqual({
      rows: 3,
      features: {
        kind: 'table',
        columns: [
          { kind: 'number', name: 'age', values: Float32Array.of(30, Number.NaN, 41.5) },
          { kind: 'category', name: 'city', names: ['Bern', 'Oslo'], codes: Int32Array.of(1, 0, -1) },
        ],
      },
      target: { kind: 'classes', column: 'label', names: ['no', 'yes'], codes: Int32Array.of(0, 1, 0) },
      excluded: [],
    });
  });

  test('nine numbers in ten make a column of numbers, whose texts are mistakes; fewer make names', () => {
    const cells = (numbers: number, texts: number) => [
      ...Array.from({ length: numbers }, (_, i) => [i, 'x']),
      ...Array.from({ length: texts }, (_, i) => [`t${i}`, 'y']),
    ];
    const mostly = tableOf(['a', 'label'], cells(18, 2));
    expect(read(mostly).train.features).toMatchObject({ columns: [{ kind: 'number' }] });
    expect(factsOf(mostly, 0).columns[0]).toEqual({ name: 'a', missing: 0, missingRows: [], mismatches: 2, mismatchRows: [18, 19] });
    const mixed = tableOf(['a', 'label'], cells(17, 2));
    expect(read(mixed).train.features).toMatchObject({ columns: [{ kind: 'category', names: expect.arrayContaining(['16', 't0']) }] });
    expect(factsOf(mixed, 0).columns[0]).toMatchObject({ mismatches: 0, mismatchRows: [] });
  });

  test('classes that are numbers are in the order of numbers, whichever way they are written', () => {
    const table = tableOf(
      ['a', 'label'],
      [10, 9, '9.0', '1e1', -1].map((label) => [0, label]),
    );
    expect(read(table).train.target).toMatchObject({ names: ['-1', '9', '10'], codes: Int32Array.of(2, 1, 1, 2, 0) });
  });

  test('texts are ordered by code point, spaces around them do not count', () => {
    const table = tableOf(
      ['a', 'label'],
      ['😀', '\uff5e', 'b', ' b ', 'B', 'ab'].map((label) => [0, label]),
    );
    expect(read(table).train.target).toMatchObject({ names: ['B', 'ab', 'b', '\uff5e', '😀'] });
  });

  test('numbers that a byte cannot hold survive in long columns', () => {
    const rows = Array.from({ length: 40_000 }, (_, i) => [i < 20_000 ? i % 256 : i / 2, i % 3 === 0 ? `name ${i % 7}` : i, i % 2]);
    const { train } = read(tableOf(['a', 'b', 'label'], rows));
    const [a, b] = train.features.kind === 'table' ? train.features.columns : [];
    expect(a).toEqual({ kind: 'number', name: 'a', values: Float32Array.from(rows, (row) => Number(row[0])) });
    expect(b.kind === 'category' && Array.from(b.codes, (code) => b.names[code])).toEqual(rows.map((row) => String(row[1])));
  });
});

describe('the label', () => {
  test.each([
    [['a', 'Label', 'b'], 1],
    [['CLASS', 'a', 'b'], 0],
    [['a', 'target', 'b'], 1],
    [['Y', 'a', 'b'], 0],
    [['标签', 'a', 'b'], 0],
    [['y', 'label', 'b'], 1],
    [['labels', 'a', 'b'], 2],
  ])('of %j is column %d', (columns, label) => {
    expect(read(tableOf(columns, [[1, 2, 3]])).plan.label).toBe(label);
  });

  test('is not the empty column that a delimiter at the end of each line makes', () => {
    expect(read(tableOf(['a', 'b', 'column 2'], [['1', 'x', '']])).plan.label).toBe(1);
  });

  test.each([
    ['a', 0],
    [1, 1],
    ['1', 1],
    ['2', 0],
    [2, 2],
  ])('can be chosen as %j', (label, index) => {
    const columns = label === '2' ? ['2', 'b', 'c'] : ['a', 'b', 'c'];
    expect(read(tableOf(columns, [[1, 2, 3]]), { label }).plan.label).toBe(index);
  });

  test.each(['d', '3', 3, -1, 1.5, ''])('%j is none', (label) => {
    expect(problemOf(() => read(tableOf(['a', 'b', 'c'], [[1, 2, 3]]), { label }))).toEqual({
      code: 'label-unknown',
      fields: { file: 'a.csv', label, count: 3, columns: 'a, b, c' },
    });
  });

  test('that is missing is refused with count and first row, or its rows are left out in place', () => {
    const table = tableOf(
      ['a', 'label'],
      [
        [1, 'x'],
        [2, ''],
        [3, 4, 5],
        [4, 'NA'],
        [5, '  '],
      ],
    );
    expect(problemOf(() => read(table))).toEqual({
      code: 'label-missing',
      fields: { file: 'a.csv', column: 'label', count: 3, row: 1, rows: 5 },
    });
    const { train } = read(table, { unlabelled: 'leave-out' });
    expect(train.excluded).toEqual([1, 2, 3, 4]);
    expect(train.target).toMatchObject({ codes: Int32Array.of(0, -1, -1, -1, -1) });
  });

  test('that is missing everywhere is refused in any case', () => {
    const table = tableOf(
      ['a', 'label'],
      [
        [1, ''],
        [2, 3, 4],
        [3, 'nan'],
      ],
    );
    expect(problemOf(() => read(table, { label: 'label', unlabelled: 'leave-out' }))).toEqual({
      code: 'label-all-missing',
      fields: { file: 'a.csv', column: 'label', rows: 3 },
    });
  });

  test('rows that do not fit are excluded without being unlabelled', () => {
    expect(read(tableOf(['a', 'label'], [[1, 'x'], [2], [3, 'y']])).train.excluded).toEqual([1]);
  });
});

describe('the task', () => {
  const labelled = (labels: readonly (string | number)[]) =>
    tableOf(
      ['a', 'label'],
      labels.map((label) => [0, label]),
    );
  const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);

  test.each([
    ['two whole numbers', [0, 1, 0], 'classes'],
    ['twenty whole numbers', upTo(20), 'classes'],
    ['twenty-one', upTo(21), 'values'],
    ['a fraction', [1, 2, 2.5], 'values'],
    ['texts', ['a', 'b'], 'classes'],
    ['mostly texts', [1, 'b', 'c'], 'classes'],
  ])('%s', (_, labels, target) => {
    expect(read(labelled(labels)).plan.target).toBe(target);
  });

  test('can be chosen', () => {
    expect(read(labelled([0, 1, 0]), { task: 'regression' }).train.target).toEqual({
      kind: 'values',
      column: 'label',
      values: Float32Array.of(0, 1, 0),
    });
    expect(read(labelled([0.5, 1.5]), { task: 'classification' }).train.target).toMatchObject({ names: ['0.5', '1.5'] });
  });

  test('regression needs numbers; the odd text counts as unlabelled', () => {
    expect(problemOf(() => read(labelled([1, 'x', 'y']), { task: 'regression' }))).toEqual({
      code: 'label-not-numbers',
      fields: { file: 'a.csv', column: 'label', count: 2, row: 1 },
    });
    const odd = labelled([...upTo(30), '?']);
    expect(problemOf(() => read(odd))).toEqual({
      code: 'label-missing',
      fields: { file: 'a.csv', column: 'label', count: 1, row: 30, rows: 31 },
    });
  });

  test('has a limit of classes', () => {
    const labels = upTo(MAX_CLASSES + 1).map((i) => `c${i}`);
    expect(read(labelled(labels.slice(1))).train.target).toMatchObject({ kind: 'classes' });
    expect(problemOf(() => read(labelled(labels)))).toEqual({
      code: 'label-too-many-classes',
      fields: { file: 'a.csv', column: 'label', found: MAX_CLASSES + 1, limit: MAX_CLASSES },
    });
  });
});

test('a column holds a limited number of different texts', () => {
  const rows = Array.from({ length: MAX_TEXTS + 1 }, (_, i) => [`id ${i}`, 'x']);
  expect(problemOf(() => tableOf(['id', 'label'], rows))).toEqual({
    code: 'table-too-many-texts',
    fields: { file: 'a.csv', column: 'id', limit: MAX_TEXTS, row: MAX_TEXTS },
  });
});

describe('the shape', () => {
  const pixels = (count: number, value: (i: number, row: number) => number | string, rows = 2) =>
    tableOf(
      ['label', ...Array.from({ length: count }, (_, i) => `p${i}`)],
      Array.from({ length: rows }, (_, row) => [row, ...Array.from({ length: count }, (_, i) => value(i, row))]),
    );

  test('a square number of pixels is an image: bytes, row by row, with its scale', () => {
    const { plan, train } = read(pixels(64, (i, row) => (i + row) % 17));
    expect(plan).toMatchObject({ image: 8, maximum: 16, target: 'classes' });
    expect(train.features).toEqual({
      kind: 'image',
      height: 8,
      width: 8,
      maximum: 16,
      pixels: Uint8Array.from({ length: 128 }, (_, at) => ((at % 64) + Math.floor(at / 64)) % 17),
      resizedFrom: null,
    });
  });

  test.each([
    ['0 and 1', (i: number) => i % 2, 1],
    ['fractions', (i: number) => i / 64, 1],
    ['up to 16', (i: number) => i % 17, 16],
    ['up to 200', (i: number) => i * 3, 255],
    ['16 bits', (i: number) => i * 1000, 63_000],
  ])('the scale of pixels: %s', (_, value, maximum) => {
    expect(read(pixels(64, value)).plan).toMatchObject({ image: 8, maximum });
  });

  test.each([
    ['30 columns', 30, (i: number) => i],
    ['4 columns', 4, (i: number) => i],
    ['49 columns, too small a square', 49, (i: number) => i],
    ['a negative value', 64, (i: number) => i - 1],
    ['fractions above 1', 64, (i: number) => i / 2],
    ['beyond 16 bits', 64, (i: number) => i * 2000],
    ['a missing cell', 64, (i: number) => (i === 5 ? '' : i)],
    ['a text', 64, (i: number, row: number) => (i === 5 && row === 1 ? 'x' : i)],
  ])('no image: %s', (_, count, value) => {
    expect(read(pixels(count, value, 20)).plan).toMatchObject({ image: null, maximum: null });
  });

  test('can be corrected both ways, and so can the scale', () => {
    expect(
      read(
        pixels(64, (i) => i),
        { shape: 'table' },
      ).train.features,
    ).toMatchObject({ kind: 'table', columns: { length: 64 } });
    const small = read(
      pixels(16, (i) => (i === 3 ? '' : i / 2)),
      { shape: 'image', maximum: 10 },
    );
    expect(small.train.features).toMatchObject({ kind: 'image', height: 4, maximum: 10 });
    expect(small.train.features.kind === 'image' && [...small.train.features.pixels.subarray(0, 5)]).toEqual([0, 0.5, 1, 0, 2]);
  });

  test.each([
    ['no square', pixels(30, (i) => i), 'image-not-square', { columns: 30 }],
    ['too small', pixels(9, (i) => i), 'image-not-square', { columns: 9 }],
    ['a text', pixels(16, (i, row) => (i === 2 && row === 1 ? 'x' : 1)), 'image-not-pixels', { column: 'p2', found: 'text in row 1' }],
    ['a negative value', pixels(16, (i) => (i === 3 ? -5 : 1)), 'image-not-pixels', { column: 'p3', found: -5 }],
  ])('what cannot be an image is not made one: %s', (_, table, code, fields) => {
    expect(problemOf(() => read(table, { shape: 'image' }))).toEqual({ code, fields: { file: 'a.csv', ...fields } });
  });

  test.each([0, -1, Number.NaN])('a scale up to %d is none', (maximum) => {
    expect(
      problemOf(() =>
        read(
          pixels(64, (i) => i),
          { maximum },
        ),
      ),
    ).toEqual({ code: 'scale-maximum', fields: { maximum } });
  });

  test('many whole-number labels of images are classes, as of a table they are amounts', () => {
    const rows = Array.from({ length: 62 }, (_, i) => [i, ...new Array(64).fill(i)]);
    const table = tableOf(['label', ...Array.from({ length: 64 }, (_, i) => `p${i}`)], rows);
    expect(read(table).plan.target).toBe('classes');
    expect(read(table, { shape: 'table' }).plan.target).toBe('values');
  });
});

describe('a test table', () => {
  test('is read by the training table’s plan: columns by name, kinds and class names shared', () => {
    const test = tableOf(
      ['label', 'city', 'age'],
      [
        ['maybe', '7', 'old'],
        ['no', 'Rome', '5'],
      ],
      'test.csv',
    );
    const { train, test: read } = tableDatasets(people(), test, {});
    expect(train.target).toMatchObject({ names: ['maybe', 'no', 'yes'], codes: Int32Array.of(1, 2, 1) });
    expect(read).toEqual({
      rows: 2,
      features: {
        kind: 'table',
        columns: [
          { kind: 'number', name: 'age', values: Float32Array.of(Number.NaN, 5) },
          { kind: 'category', name: 'city', names: ['7', 'Rome'], codes: Int32Array.of(0, 1) },
        ],
      },
      target: { kind: 'classes', column: 'label', names: ['maybe', 'no', 'yes'], codes: Int32Array.of(0, 1) },
      excluded: [],
    });
  });

  test('with other columns is refused', () => {
    const other = tableOf(['age', 'town', 'label'], [['1', 'Rome', 'no']]);
    expect(problemOf(() => tableDatasets(people(), other, {}))).toEqual({
      code: 'columns-differ',
      fields: { missing: 'city', extra: 'town', kinds: '–' },
    });
  });
});
