import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCsv } from '../../src/formats/csv.ts';
import { guessEncoding } from '../../src/formats/encoding.ts';
import { readJsonl } from '../../src/formats/jsonl.ts';
import { sniff } from '../../src/formats/sniff.ts';
import { opened } from './byte-source.ts';

interface Expected {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const folder = new URL('../fixtures/encodings/', import.meta.url);
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.csv'))
  .map((file) => file.replace('.csv', ''));
const expected = JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8')) as Record<string, Expected>;
const bytesOf = (name: string) => new Uint8Array(readFileSync(new URL(`${name}.csv`, folder)));

/** `utf-16le-bom` is in `utf-16le`. */
const encodingOf = (name: string) => name.replace(/-(bom|gbk|rare|euro)$/, '');
const lf = (text: string) => text.replaceAll('\r\n', '\n');

describe('encodings are told, and read as pandas reads them when it is told', () => {
  test.each(names)('%s', async (name) => {
    const { table, encoding } = await readCsv(await opened(bytesOf(name), name), {});
    expect(encoding).toBe(encodingOf(name));
    expect(table.columns.map((column) => column.name)).toEqual(expected[name].columns);
    expect(table.head.map((row) => row.map(lf))).toEqual(expected[name].rows.map((row) => row.map(lf)));
  });

  test.each(names)('%s: however the bytes are cut into pieces', async (name) => {
    const bytes = bytesOf(name);
    const whole = await readCsv(await opened(bytes, name), {});
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: bytes.length }), async (pieceBytes) => {
        const { table, ...rest } = await readCsv(await opened(bytes, name, pieceBytes), {});
        expect({ ...rest, head: table.head }).toEqual({ encoding: whole.encoding, dialect: whole.dialect, head: whole.table.head });
      }),
      { numRuns: 30 },
    );
  });

  test.each(names)('%s as JSON Lines, told to be that', async (name) => {
    const bytes = new Uint8Array(readFileSync(new URL(`../jsonl/${name}.jsonl`, folder)));
    expect(sniff(bytes)).toBe('jsonl');
    const { table, how } = await readJsonl(await opened(bytes, name), {});
    expect(how.encoding).toBe(encodingOf(name));
    expect(table.columns.map((column) => column.name)).toEqual(expected[name].columns);
    expect(table.head).toEqual(expected[name].rows);
  });

  test('far behind ASCII as well', async () => {
    const lead = 'a,b\n'.repeat(100_000);
    const bytes = new Uint8Array([
      ...new TextEncoder().encode(lead),
      ...bytesOf('gb18030-gbk').slice(bytesOf('gb18030-gbk').indexOf(10) + 1),
    ]);
    expect((await readCsv(await opened(bytes), { header: false, ragged: 'skip' })).encoding).toBe('gb18030');
  });
});

describe('a guess', () => {
  const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
  test.each([
    ['windows-1252', 'one accent', latin('caf\u00e9')],
    ['windows-1252', 'two in a row', latin('gr\u00f6\u00dfe, M\u00fcller')],
    [
      'utf-8',
      'a word of bytes is another alphabet: the person is asked',
      latin('\u00c8\u00e2\u00e0\u00ed,\u00cc\u00ee\u00f1\u00ea\u00e2\u00e0'),
    ],
    ['utf-8', 'damage among sound characters', Uint8Array.from([...new TextEncoder().encode('größe'), 0xe9, 44])],
    ['utf-8', 'bytes that are no letters', Uint8Array.from([97, 0x81, 44, 0x8d, 10, 0x90])],
  ])('%s: %s', (encoding, _, bytes) => {
    expect(guessEncoding(bytes, true)).toBe(encoding);
  });

  test('of any bytes is one that reads them, or asks', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, isWhole) => {
        const encoding = guessEncoding(bytes, isWhole);
        if (encoding !== 'utf-8') new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: !isWhole });
      }),
    );
  });
});
