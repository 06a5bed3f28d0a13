import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReadOptions } from '../../src/core/data/dataset.ts';
import type { Table } from '../../src/core/data/table.ts';
import { toProblem } from '../../src/core/problems/problem.ts';
import { type CsvReading, MAX_COLUMNS, readCsv } from '../../src/formats/csv.ts';
import { MAX_RECORD_CHARACTERS, readRecords } from '../../src/formats/csv-records.ts';
import { problemOfAsync } from '../problem-of.ts';
import { opened } from './byte-source.ts';
import { cellsOf } from './table-cells.ts';

const read = async (content: string | Uint8Array, options: ReadOptions = {}, pieceBytes?: number): Promise<CsvReading> =>
  readCsv(await opened(content, 'a.csv', pieceBytes), options);

const problem = (content: string | Uint8Array, options?: ReadOptions) => problemOfAsync(() => read(content, options));

const namesOf = (table: Table) => table.columns.map((column) => column.name);

describe('the dialect', () => {
  test.each([
    [',', 'a,b,label\n1,2,x\n3,4,y\n'],
    [';', 'a;b;label\n1;2;x\n3;4;y\n'],
    ['\t', 'a\tb\tlabel\n1\t2\tx\n3\t4\ty\n'],
    ['|', 'a|b|label\n1|2|x\n3|4|y\n'],
    [' ', '  a b  label\n1   2 x \n 3 4 y\n'],
  ])('tells the delimiter %j', async (delimiter, text) => {
    const { dialect, table } = await read(text);
    expect(dialect).toEqual({ delimiter, decimal: '.', thousands: '', preamble: 0, header: true, cells: 3 });
    expect(namesOf(table)).toEqual(['a', 'b', 'label']);
    expect(cellsOf(table)).toEqual([
      [1, 2, 'x'],
      [3, 4, 'y'],
    ]);
  });

  test.each([
    [',', '1, 2, x\n3, 4, y\n'],
    [',', '"one; two; three",1\n"four; five; six",2\n'],
    ['\t', 'one, two and three\t1\nfour, five and six\t2\n'],
    [';', '1,5;2,5\n3,5;4,5\n'],
    ['|', '2024-01-01 10:00|1\n2024-01-02 11:00|2\n'],
  ])('takes %j in %j for the delimiter that leaves the cleanest cells', async (delimiter, text) => {
    expect((await read(text)).dialect.delimiter).toBe(delimiter);
  });

  test('words that happen to be separated by spaces are no columns', async () => {
    expect(await problem('a line of prose\nanother one\nmore\nand one that is longer\nend of it\n')).toMatchObject({
      code: 'csv-one-column',
    });
  });

  test('tells a decimal comma, and leaves thousands alone', async () => {
    const comma = await read('a;b;c\n1,5;2;x\n-0,25;3,125;y\n');
    expect(comma.dialect).toMatchObject({ delimiter: ';', decimal: ',' });
    expect(cellsOf(comma.table)[1]).toEqual([-0.25, 3.125, 'y']);
    const thousands = await read('a;b\n1,500;x\n20,125;y\n');
    expect(thousands.dialect.decimal).toBe('.');
    expect(cellsOf(thousands.table)[0]).toEqual(['1,500', 'x']);
    expect((await read('a;b\n1,500;x\n20,125;y\n', { decimal: ',' })).dialect.decimal).toBe(',');
    expect(cellsOf((await read('a;b\n1,500;x\n20,125;y\n', { thousands: ',' })).table)[1]).toEqual([20_125, 'y']);
  });

  test.each([
    ['a;b\n1.234,5;x\n12;y\n', { decimal: ',', thousands: '.' }, 1234.5],
    ['a,b\n"1,234,567",x\n12,y\n', { decimal: '.', thousands: ',' }, 1_234_567],
    ["a,b\n1'234.5,x\n12,y\n", { decimal: '.', thousands: "'" }, 1234.5],
    ['a;b\n1\u00a0234,5;x\n12;y\n', { decimal: ',', thousands: ' ' }, 1234.5],
  ])('tells the thousands in %j', async (text, style, value) => {
    const { dialect, table } = await read(text);
    expect(dialect).toMatchObject(style);
    expect(cellsOf(table)).toEqual([
      [value, 'x'],
      [12, 'y'],
    ]);
  });

  test.each([
    ['a header', 'height,kind\n1.5,a\n2.5,b\n', 0, true],
    ['no header', '1.5,a\n2.5,b\n', 0, false],
    ['no header, a missing cell first', 'NA,5\n1,2\n', 0, false],
    ['no header, an odd cell first', '?,7.5,1\n3,2,1\n', 0, false],
    ['numbered columns', 'label,0,1,2\n7,0,0,255\n', 0, true],
    ['texts only, with a header', 'cap,smell\nflat,none\nbell,none\n', 0, true],
    ['texts only, without', 'flat,none\nbell,none\nflat,foul\n', 0, false],
    ['a header only', 'a,b\n', 0, true],
    ['one row only', '1,2\n', 0, false],
    [
      'scikit-learn’s first line, as long as the rows',
      '150,4,setosa,versicolor,virginica\n5.1,3.5,1.4,0.2,0\n4.9,3.0,1.4,0.2,0\n',
      1,
      false,
    ],
    ['scikit-learn’s first line, shorter', '569,3,malignant,benign,x\n17.99,10.38,122.8,0\n20.57,17.77,132.9,0\n', 1, false],
    ['a title above the header', 'My export of today\n\na,b,c\n1,2,3\n4,5,6\n', 1, true],
  ])('tells %s', async (_, text, preamble, header) => {
    if (text === 'a,b\n') {
      expect(await problem(text)).toMatchObject({ code: 'csv-header-only' });
      return;
    }
    expect((await read(text)).dialect).toMatchObject({ preamble, header });
  });

  test('can be corrected', async () => {
    expect(cellsOf((await read('a,b\n1,2\n', { header: false })).table)).toEqual([
      ['a', 'b'],
      [1, 2],
    ]);
    const named = await read('1,2\n3,4\n', { header: true });
    expect(namesOf(named.table)).toEqual(['1', '2']);
    expect(cellsOf(named.table)).toEqual([[3, 4]]);
    expect(namesOf((await read('a:b,c\n1:2,3\n', { delimiter: ':' })).table)).toEqual(['a', 'b,c']);
    expect(await problem('a,b\n1,2\n', { delimiter: '"' })).toEqual({ code: 'csv-delimiter', fields: { delimiter: '"' } });
    expect(await problem('a,b\n1,2\n', { delimiter: '::' })).toEqual({ code: 'csv-delimiter', fields: { delimiter: '::' } });
  });

  test('a header that the person insists on is the first line, even where it has another number of cells', async () => {
    const fields = { file: 'a.csv', line: 2, row: 0, cells: 2, expected: 3 };
    expect(await problem('1,2,3\n4,5\n6,7\n', { header: true })).toEqual({ code: 'csv-ragged', fields });
  });

  test('makes names distinct as pandas does, and takes any name', async () => {
    const { table } = await read('x,x,,x.1, x ,__proto__,constructor\n1,2,3,4,5,6,7\n');
    expect(namesOf(table)).toEqual(['x', 'x.2', 'column 2', 'x.1', 'x.3', '__proto__', 'constructor']);
    expect(cellsOf(table)).toEqual([[1, 2, 3, 4, 5, 6, 7]]);
    expect(Object.keys({}.constructor.prototype)).toEqual([]);
  });
});

describe('cells and rows', () => {
  test('quoted cells hold delimiters, quotes and line breaks', async () => {
    const { table } = await read('a,b\r\n"x, ""y""","1\r\n2"\r\n"",5\r\n');
    expect(cellsOf(table)).toEqual([
      ['x, "y"', '1\r\n2'],
      [null, 5],
    ]);
  });

  test.each([
    ['LF', 'a,b\n1,2\n3,4\n'],
    ['CRLF', 'a,b\r\n1,2\r\n3,4\r\n'],
    ['CR', 'a,b\r1,2\r3,4\r'],
    ['all of them, and blank lines', 'a,b\r\n1,2\r\n\n  \n3,4\r'],
    ['none behind the last row', 'a,b\n1,2\n3,4'],
    ['a byte-order mark', '\ufeffa,b\n1,2\n3,4\n'],
  ])('reads line breaks: %s', async (_, text) => {
    const { table } = await read(text);
    expect(namesOf(table)).toEqual(['a', 'b']);
    expect(cellsOf(table)).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  test('counts what is missing as pandas does, and keeps the first rows of it', async () => {
    const { table } = await read('a,b\n1,x\nNA,\n?,nan\n NA,y\nnull,#N/A\n');
    expect(
      table.columns.map(({ missing, missingRows, numbers, texts, textRows }) => ({ missing, missingRows, numbers, texts, textRows })),
    ).toEqual([
      { missing: 2, missingRows: [1, 4], numbers: 1, texts: 2, textRows: [2, 3] },
      { missing: 3, missingRows: [1, 2, 4], numbers: 0, texts: 2, textRows: [0, 3] },
    ]);
  });

  test('a ragged row is refused with its line, its row and both counts', async () => {
    const fields = { file: 'a.csv', line: 6, row: 2, cells: 3, expected: 2 };
    expect(await problem('a,b\n1,2\n\n"3\n",4\n5,6,7\n8\n')).toEqual({ code: 'csv-ragged', fields });
  });

  test('a ragged row can be skipped: it keeps its position and has no cells', async () => {
    const { table } = await read('a,b\n1,2\n5,6,7\n8\n,9\n', { ragged: 'skip' });
    expect(table.ragged).toEqual([1, 2]);
    expect(cellsOf(table)).toEqual([
      [1, 2],
      [null, null],
      [null, null],
      [null, 9],
    ]);
    expect(table.columns[0].missing).toBe(1);
    expect(table.head).toEqual([['1', '2'], ['5', '6', '7'], ['8'], ['', '9']]);
  });

  test('a short row can be filled up: what it lacks is missing, and what has too many cells is left out', async () => {
    const { table } = await read('a,b,c\n1,2,3\n4\n5,6,7,,\n8,9,10,11\n', { ragged: 'pad', delimiter: ',', header: true });
    expect(cellsOf(table)).toEqual([
      [1, 2, 3],
      [4, null, null],
      [5, 6, 7],
      [null, null, null],
    ]);
    expect(table.ragged).toEqual([3]);
    expect(table.padded).toBe(2);
    expect(table.columns.map(({ missing }) => missing)).toEqual([0, 1, 1]);
  });

  test('rows that are all ragged are refused even then', async () => {
    expect(await problem('a,b,c\n1,2\n3,4\n', { header: true, ragged: 'skip' })).toEqual({
      code: 'csv-ragged',
      fields: { file: 'a.csv', line: 2, row: 0, cells: 2, expected: 3 },
    });
  });
});

describe('encodings', () => {
  const text = 'größe,名字\n1,ä\n2,字\n';
  const utf16 = (bigEndian: boolean, mark: boolean) => {
    const units = Array.from(`${mark ? '\ufeff' : ''}${text}`, (character) => character.charCodeAt(0));
    return Uint8Array.from(units.flatMap((unit) => (bigEndian ? [unit >> 8, unit & 255] : [unit & 255, unit >> 8])));
  };

  test.each([
    ['utf-8', new TextEncoder().encode(text)],
    ['utf-8', new TextEncoder().encode(`\ufeff${text}`)],
    ['utf-16le', utf16(false, true)],
    ['utf-16be', utf16(true, true)],
    ['utf-16le', utf16(false, false)],
    ['utf-16be', utf16(true, false)],
  ])('tells %s', async (encoding, bytes) => {
    const reading = await read(bytes);
    expect(reading.encoding).toBe(encoding);
    expect(namesOf(reading.table)).toEqual(['größe', '名字']);
    expect(cellsOf(reading.table)).toEqual([
      [1, 'ä'],
      [2, '字'],
    ]);
  });

  const latin = Uint8Array.from('a,b\n1,x\n2,caf\u00e9\n3,y\n', (character) => character.charCodeAt(0));

  test.each([1, 3, 16, 1000])('bytes that are no UTF-8 are told with their place, read %d at a time', async (pieceBytes) => {
    expect(await problemOfAsync(() => read(latin, { encoding: 'utf-8' }, pieceBytes))).toEqual({
      code: 'csv-not-encoded',
      fields: { file: 'a.csv', encoding: 'utf-8', offset: 13, line: 3, found: '0xe9' },
    });
  });

  test.each([1, 2, 5, 100])(
    'an unfinished character behind a genuine replacement mark is told where it begins, %d bytes at a time',
    async (pieceBytes) => {
      const bytes = Uint8Array.from([...new TextEncoder().encode('a,b\r\n1,\ufffd字\r'), 0xe5, 0xad, 44, 49, 10]);
      expect(await problemOfAsync(() => read(bytes, {}, pieceBytes))).toEqual({
        code: 'csv-not-encoded',
        fields: { file: 'a.csv', encoding: 'utf-8', offset: 14, line: 3, found: '0xe5' },
      });
    },
  );

  test('a genuine replacement character is no damage, and an unfinished last character is', async () => {
    const genuine = new TextEncoder().encode('a,b\n1,\ufffd\n2,é');
    expect(cellsOf((await read(genuine)).table)).toEqual([
      [1, '\ufffd'],
      [2, 'é'],
    ]);
    expect(await problem(genuine.subarray(0, -1))).toEqual({
      code: 'csv-not-encoded',
      fields: { file: 'a.csv', encoding: 'utf-8', offset: 12, line: 3, found: '0xc3' },
    });
  });

  test('another encoding can be chosen', async () => {
    const reading = await read(latin, { encoding: 'latin1' });
    expect(reading.encoding).toBe('windows-1252');
    expect(cellsOf(reading.table)[1]).toEqual([2, 'café']);
    expect(await problem(latin, { encoding: 'klingon' })).toEqual({
      code: 'csv-encoding-unknown',
      fields: { file: 'a.csv', encoding: 'klingon' },
    });
  });

  test('a NUL character is refused with its line', async () => {
    expect(await problem('a,b\n1,2\n3,\0\n')).toEqual({ code: 'csv-nul', fields: { file: 'a.csv', line: 3 } });
  });
});

describe('broken files', () => {
  test.each([
    ['nothing but blank lines', '\n \n\t\n', 'csv-blank', {}],
    ['a header only', 'a,b,c\n', 'csv-header-only', { columns: 3 }],
    [
      'one column',
      'first line of text,\nsecond\nthird\n',
      'csv-one-column',
      { found: 'first line of text,', tried: 'comma, semicolon, tab, bar, spaces' },
    ],
    ['one column of numbers', '1.5\n2.5\n', 'csv-one-column', { found: '1.5', tried: 'comma, semicolon, tab, bar, spaces' }],
    ['a quote that is never closed', 'a,b\n1,2\n3,"4\n5,6\n', 'csv-quote-open', { line: 3, row: 1 }],
    ['a quote in the header that is never closed', '"a,b\n1,2\n', 'csv-quote-open', { line: 1, row: 0 }],
    ['text behind a closing quote', 'a,b\n"1"x,2\n3,"4"\n', 'csv-quote-stray', { line: 2, row: 0 }],
    ['a quote that swallows rows', 'a,b\n1,"2\n3,4\n5,"6"\n', 'csv-quote-stray', { line: 2, row: 0 }],
  ])('%s', async (_, text, code, fields) => {
    expect(await problem(text)).toEqual({ code, fields: { file: 'a.csv', ...fields } });
  });

  test('the wrong delimiter names itself', async () => {
    expect(await problem('a,b\n1,2\n', { delimiter: ';' })).toEqual({
      code: 'csv-one-column',
      fields: { file: 'a.csv', found: 'a,b', tried: 'semicolon' },
    });
  });

  test('a record without end is refused at its row before the whole file is kept', async () => {
    const rows = 'a,b\n1,2\n3,4\n';
    const long = 'x'.repeat(MAX_RECORD_CHARACTERS);
    expect(await problem(`${rows}${long}${long}${long},1\n`)).toEqual({
      code: 'csv-record-too-long',
      fields: { file: 'a.csv', line: 4, row: 2, limit: MAX_RECORD_CHARACTERS },
    });
    const swallowed = `5,"6\n${'7,8\n'.repeat(MAX_RECORD_CHARACTERS / 2)}`;
    expect(await problem(rows + swallowed)).toEqual({ code: 'csv-quote-open', fields: { file: 'a.csv', line: 4, row: 2 } });
  });

  test('more columns than are read', async () => {
    const found = MAX_COLUMNS + 1;
    expect(await problem(`${'1,'.repeat(MAX_COLUMNS)}1\n`)).toEqual({
      code: 'csv-too-many-columns',
      fields: { file: 'a.csv', line: 1, found, limit: MAX_COLUMNS },
    });
  });
});

describe('how the bytes arrive', () => {
  const piece = fc.oneof(
    fc.constantFrom('\n', '\r\n', '\r', ',', ';', '"', '""', '" ', '1', '-2.5', 'é', '字', '😀', ' ', '\t', 'NA', ''),
    fc.string({ maxLength: 3 }),
  );
  const summary = async (bytes: Uint8Array, pieceBytes: number) => {
    try {
      const { table, ...rest } = await read(bytes, { ragged: 'skip' }, pieceBytes);
      return { ...rest, names: namesOf(table), cells: cellsOf(table), head: table.head, ragged: table.ragged };
    } catch (error) {
      return problemOfAsync(() => Promise.reject(error));
    }
  };

  test('makes no difference, whatever they are', async () => {
    const text = fc.array(piece, { maxLength: 40 }).map((pieces) => `a,b\n1,2\n${pieces.join('')}`);
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (content, pieceBytes) => {
        const bytes = new TextEncoder().encode(content);
        expect(await summary(bytes, pieceBytes)).toEqual(await summary(bytes, bytes.length));
      }),
      { numRuns: 400 },
    );
  });

  test('makes no difference to the cutting into records either, nor to the lines and problems told', async () => {
    const records = async (text: string, delimiter: string, cuts: readonly number[], pieceCharacters: number) => {
      const pieces = [0, ...cuts].map((from, i) => text.slice(from, cuts[i]));
      const all: { cells: string[]; line: number }[] = [];
      try {
        for await (const batch of readRecords(Readable.from(pieces), delimiter, 0, 'a.csv', pieceCharacters)) {
          all.push(...batch.records.map((cells, i) => ({ cells, line: batch.lines[i] })));
        }
      } catch (error) {
        return toProblem(error);
      }
      return all;
    };
    const text = fc.array(piece, { minLength: 1, maxLength: 60 }).map((pieces) => pieces.join('').replace(/\r(?!\n)/g, '\n'));
    const cuts = fc.array(fc.nat({ max: 100 }), { maxLength: 20 }).map((all) => all.sort((a, b) => a - b));
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom(',', ';', ' '), cuts, fc.integer({ min: 1, max: 8 }), async (content, delimiter, at, size) => {
        expect(await records(content, delimiter, at, size)).toEqual(await records(content, delimiter, [], 1 << 20));
      }),
      { numRuns: 2000 },
    );
  });
});
