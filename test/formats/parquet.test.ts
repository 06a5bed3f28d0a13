import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReadOptions } from '../../src/core/data/dataset.ts';
import { TrainscriptError } from '../../src/core/problems/problem.ts';
import { readParquet } from '../../src/formats/parquet.ts';
import { problemOfAsync } from '../problem-of.ts';
import { opened } from './byte-source.ts';
import { cellsOf } from './table-cells.ts';

interface Expected {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const folder = new URL('../fixtures/parquet/', import.meta.url);
const names = readdirSync(folder).flatMap((file) => (file.endsWith('.parquet') ? [file.replace('.parquet', '')] : []));
const expected = JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8')) as Record<'flat' | 'nested', Expected>;
const bytesOf = (name: string) => new Uint8Array(readFileSync(new URL(`${name}.parquet`, folder)));
const read = async (bytes: Uint8Array, options: ReadOptions = {}) => readParquet(await opened(bytes, 'a.parquet'), options);
const problem = (bytes: Uint8Array, options?: ReadOptions) => problemOfAsync(() => read(bytes, options));

test.each(names)('%s.parquet is read as it was written', async (name) => {
  const { columns, rows } = expected[name === 'nested' ? 'nested' : 'flat'];
  const { table } = await read(bytesOf(name), { nested: 'flatten' });
  expect(table.rows).toBe(rows.length);
  expect(table.columns.map((column) => column.name)).toEqual(columns);
  expect(table.head).toEqual(rows.slice(0, table.head.length));
  const cells = rows.map((row) => row.map((cell) => (cell === '' ? null : Number.isNaN(Number(cell)) ? cell : Number(cell))));
  expect(cellsOf(table)).toEqual(cells);
  expect(table.columns.map((column) => column.missing)).toEqual(columns.map((_, i) => rows.filter((row) => row[i] === '').length));
});

test('values within values are refused until the person has them flattened', async () => {
  expect(await problem(bytesOf('nested'))).toEqual({
    code: 'table-nested',
    fields: { file: 'a.parquet', row: 0, column: 'at', found: 'an object' },
  });
});

test('choices about columns hold here too', async () => {
  const { table } = await read(bytesOf('zstd'), { columns: { city: { missing: ['Pune'] } } });
  expect(table.columns[3].missing).toBe(16);
  expect(await problem(bytesOf('zstd'), { columns: { town: { role: 'ignore' } } })).toMatchObject({ code: 'columns-unknown' });
});

describe('hostile files', () => {
  test('cut off anywhere, they are refused', async () => {
    const cut = async (name: string, by: number) => {
      const bytes = bytesOf(name);
      for (let length = 0; length < bytes.length; length += by)
        expect(await problem(bytes.subarray(0, length))).toEqual({
          code: 'parquet-damaged',
          fields: { file: 'a.parquet', detail: expect.stringMatching(/\w/) },
        });
    };
    await cut('nested', 1);
    for (const name of names) await cut(name, 97);
  });

  test('with any one byte turned, they are read or refused', async () => {
    const bytes = bytesOf('nested');
    for (let at = 0; at < bytes.length; at++) {
      const found = await read(bytes.with(at, bytes[at] ^ 0xff), { nested: 'flatten' }).catch((error: unknown) => error);
      expect(found instanceof TrainscriptError || !(found instanceof Error)).toBe(true);
    }
  });

  test.each([
    ['plain-groups', 3483, 'income', [551, 576], 'row group 0 has a column “income” twice'],
    ['nested', 460, 'q', [4, 61], 'row group 0 has a column “at.q” that its schema has not'],
  ] as const)(
    'a row group of %s that names its columns wrongly is refused before one is read',
    async (name, at, text, [from, to], detail) => {
      const bytes = bytesOf(name);
      bytes.set(new TextEncoder().encode(text), at);
      bytes.fill(0xff, from, to);
      expect(await problem(bytes, { nested: 'flatten' })).toEqual({ code: 'parquet-damaged', fields: { file: 'a.parquet', detail } });
    },
  );

  test.each([
    ['plain-groups', 'levels', 542, 16],
    ['plain-groups', 'places in the dictionary', 546, 16],
    ['snappy', 'packed levels', 987, 40],
    ['second-plain', 'levels', 1074, 40],
    ['second-plain', 'places in the dictionary', 1081, 40],
    ['second-plain', 'truth values', 1118, 40],
  ])('a run in %s (%s) that would fill the memory is refused before it is followed', async (name, _, at, values) => {
    const bytes = bytesOf(name);
    bytes.set([0xfe, 0xff, 0xff, 0xff, 0x0f], at);
    const detail = `a run of 2147483647 values in a page of ${values}`;
    expect(await problem(bytes)).toEqual({ code: 'parquet-damaged', fields: { file: 'a.parquet', detail } });
  });

  test('a page that does not say how long its levels are is refused', async () => {
    const bytes = bytesOf('second-plain');
    bytes[350] ^= 0x80;
    const detail = 'a page of 34 bytes with levels of undefined and undefined bytes';
    expect(await problem(bytes)).toEqual({ code: 'parquet-damaged', fields: { file: 'a.parquet', detail } });
  });

  test('with bytes turned, they are read or refused with a problem, and nothing else goes wrong', async () => {
    const all = names.map(bytesOf);
    const turn = fc.tuple(fc.nat({ max: 1 << 16 }), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...all), fc.array(turn, { minLength: 1, maxLength: 4 }), async (bytes, turns) => {
        const turned = bytes.slice();
        for (const [at, by] of turns) turned[at % turned.length] ^= by;
        const found = await read(turned, { nested: 'flatten' }).catch((error: unknown) => error);
        expect(found instanceof TrainscriptError || !(found instanceof Error)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
