import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReadOptions } from '../../src/core/data/dataset.ts';
import { readJsonl } from '../../src/formats/jsonl.ts';
import { problemOfAsync } from '../problem-of.ts';
import { opened } from './byte-source.ts';
import { cellsOf } from './table-cells.ts';

const read = async (text: string | Uint8Array, options: ReadOptions = {}, pieceBytes?: number) =>
  readJsonl(await opened(text, 'a.jsonl', pieceBytes), options);
const problem = (text: string | Uint8Array, options?: ReadOptions) => problemOfAsync(() => read(text, options));
const namesOf = ({ table }: Awaited<ReturnType<typeof read>>) => table.columns.map(({ name }) => name);

describe('rows', () => {
  test('are objects; columns are their keys as they come, and what a row lacks is missing', async () => {
    const reading = await read('\ufeff{"a": 1, "label": "x"}\r\n\r\n{"label": "y", "b": null, "a": 2.5e1}\n{"b": "0x", "label": true}');
    expect(namesOf(reading)).toEqual(['a', 'label', 'b']);
    expect(cellsOf(reading.table)).toEqual([
      [1, 'x', null],
      [25, 'y', null],
      [null, 'true', '0x'],
    ]);
    expect(reading.table.columns.map(({ missing, missingRows }) => [missing, missingRows])).toEqual([
      [1, [2]],
      [0, []],
      [2, [0, 1]],
    ]);
    expect(reading.table.head).toEqual([
      ['1', 'x', ''],
      ['25', 'y', ''],
      ['', 'true', '0x'],
    ]);
    expect(reading.how).toEqual({ format: 'jsonl', encoding: 'utf-8', delimiter: null, header: null, preamble: 0 });
  });

  test('a key may be called anything', async () => {
    const reading = await read('{"__proto__": 1, "constructor": 2, "": 3, "a.b": 4}\n');
    expect(namesOf(reading)).toEqual(['__proto__', 'constructor', '', 'a.b']);
    expect(cellsOf(reading.table)).toEqual([[1, 2, 3, 4]]);
  });

  test('mixed types and keys that stand twice are told', async () => {
    const { notes, table } = await read('{"a": 1, "b": "x:\\": y"}\n{"a": "2", "b": "y"}\n{"a": true, "a": 7, "b": "z"}\n');
    expect(notes).toEqual([
      { code: 'duplicate-keys', fields: { count: 1, line: 3, key: 'a' } },
      { code: 'mixed-types', fields: { column: 'a', number: 2, text: 1, truth: 0 } },
    ]);
    expect(cellsOf(table).map(([a]) => a)).toEqual([1, 2, 7]);
  });

  test('values within values are refused, or flattened into names with dots', async () => {
    const text = '{"at": {"x": 1, "y": [2, {"z": 3}]}, "label": "a"}\n{"at": {"x": 4, "y": []}, "label": "b"}\n';
    expect(await problem(text)).toEqual({ code: 'table-nested', fields: { file: 'a.jsonl', row: 0, column: 'at', found: 'an object' } });
    const reading = await read(text, { nested: 'flatten' });
    expect(namesOf(reading)).toEqual(['at.x', 'at.y.0', 'at.y.1.z', 'label']);
    expect(cellsOf(reading.table)).toEqual([
      [1, 2, 3, 'a'],
      [4, null, null, 'b'],
    ]);
    expect((await read('{"a.b": 1, "a": {"b": 2}, "c": 0}\n', { nested: 'flatten' })).notes).toEqual([
      { code: 'duplicate-keys', fields: { count: 1, line: 1, key: 'a.b' } },
    ]);
  });

  test('choices about columns hold here too', async () => {
    const { table } = await read('{"a": "?", "b": 1}\n', { columns: { a: { missing: ['?'] } } });
    expect(table.columns[0].missing).toBe(1);
    expect(await problem('{"a": 1}\n', { columns: { z: { role: 'ignore' } } })).toMatchObject({ code: 'columns-unknown' });
  });
});

test('an encoding can be chosen, as of CSV', async () => {
  const bytes = Buffer.from('{"größe": 1}\n', 'latin1');
  const reading = await read(bytes, { encoding: 'latin1' });
  expect([namesOf(reading), reading.how.encoding]).toEqual([['größe'], 'windows-1252']);
  expect(await problem(bytes, { encoding: 'utf-8' })).toEqual({
    code: 'csv-not-encoded',
    fields: { file: 'a.jsonl', encoding: 'utf-8', offset: 4, line: 1, found: '0xf6' },
  });
  expect(await problem(bytes, { encoding: 'klingon' })).toMatchObject({ code: 'csv-encoding-unknown' });
});

describe('broken and hostile files', () => {
  test.each([
    ['a line that is no JSON', '{"a": 1}\n{"a": }\n', 'jsonl-syntax', { line: 2, row: 1 }],
    ['a document over lines', '{\n"a": 1\n}\n', 'jsonl-syntax', { line: 1, row: 0 }],
    ['a list', '{"a": 1}\n[1, 2]\n', 'jsonl-no-object', { line: 2, row: 1, found: '[1, 2]' }],
    ['a number', '1\n', 'jsonl-no-object', { line: 1 }],
    ['nothing at all', '\n \n', 'jsonl-empty', {}],
    ['empty objects', '{}\n{}\n', 'jsonl-empty', {}],
    ['a line without end', `{"a": "${'x'.repeat(2 ** 23)}`, 'jsonl-line-too-long', { line: 1 }],
  ])('%s', async (_, text, code, fields) => {
    const found = await problem(text);
    expect(found.code).toBe(code);
    expect(found.fields).toMatchObject({ file: 'a.jsonl', ...fields });
  });

  test('what is deeper than any table is refused', async () => {
    const deep = `{"a": ${'['.repeat(10_000)}${']'.repeat(10_000)}}\n`;
    expect(await problem(deep, { nested: 'flatten' })).toMatchObject({ code: 'table-too-deep', fields: { limit: 16 } });
  });

  test('a new key in every line makes no table larger than a page', async () => {
    const lines = Array.from({ length: 40_000 }, (_, i) => `{"k${i}": 1}`).join('\n');
    expect(await problem(lines)).toMatchObject({ code: 'table-too-large' });
  });
});

test('however the bytes are cut, the table is the same', async () => {
  const value = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constantFrom('größe', '字', '😀', 'a\nb', 1e300));
  const rows = fc.array(fc.dictionary(fc.constantFrom('a', 'b', 'ä', '__proto__', 'c.d'), value), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 9 }), async (objects, pieceBytes) => {
      const text = objects.map((object) => JSON.stringify(object)).join('\n');
      const summary = async (bytes?: number) => {
        const { table, notes } = await read(text, { nested: 'flatten' }, bytes);
        return { notes, head: table.head, cells: cellsOf(table), names: table.columns.map(({ name, missing }) => [name, missing]) };
      };
      const whole = await summary().catch((error: unknown) => String(error));
      expect(await summary(pieceBytes).catch((error: unknown) => String(error))).toEqual(whole);
    }),
  );
});
