import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { idxBytes } from '../formats/idx-bytes.ts';
import { type ChosenFile, file, launch, type Visit, visit } from './visit.ts';

/* What a person may choose by mistake, or be given by somebody who means harm, through the page's own field. Each case must be told on the spot, and
   leave a page that goes on to read a good file. */

const GOOD = file('good.csv', `x,label\n${'1,a\n2,b\n'.repeat(20)}`);
const IMAGES = 'train-images-idx3-ubyte';
const LABELS = 'train-labels-idx1-ubyte';
const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13);
const MIB = 2 ** 20;

/** An IDX file of 2×2 images that has those bytes of pixels, whatever its header says. */
const images = (count: number, pixels = count * 4) => idxBytes([count, 2, 2], new Uint8Array(pixels));
const csv = (content: Uint8Array | string) => [file('a.csv', content)];
const packed = (content: Uint8Array | string, name = 'a.csv.gz') => [file(name, gzipSync(content))];
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');

/** What is chosen, and what must be said: file, place, found, expected, way out. */
const REFUSED: Readonly<Record<string, readonly [files: readonly ChosenFile[], ...said: string[]]>> = {
  'an empty file': [csv(''), 'a.csv is empty (0 bytes)', 'drop a file that has data in it'],
  'blank lines': [csv('\n\n\n'), 'a.csv has nothing but blank lines', 'drop a file that has data in it'],
  'a header alone': [csv('x,label\n'), 'a.csv has a header of 2 columns and no row below it', 'drop a file that has data'],
  'an unclosed quote': [csv('x,label\n1,"a\n2,b\n'), 'a.csv, line 2 (row 0) opens a quote that is never closed', 'close it, or double'],
  'a NUL character': [csv('x,label\n1,a\n2,\0b\n'), 'a.csv, line 3 has a NUL character', 'Export it again'],
  'a table of one column': [csv('1\n2\n3\n'), 'a.csv has one column only (it begins “1”)', 'comma, semicolon, tab, bar', 'add the columns'],
  'UTF-16 cut in a character': [
    csv(utf16('x,label\n1,ä\n').subarray(0, -1)),
    'a.csv, line 2, byte 25: the end of the file is no utf-16le',
    'save it as',
  ],
  'too many classes': [
    csv(`x,label\n${Array.from({ length: 1001 }, (_, i) => `${i},id ${i}\n`).join('')}`),
    'a.csv: column “label” has 1,001 different labels, at most 1,000',
    'choose regression',
  ],
  'a picture named .csv': [csv(PNG), 'a.csv is a PNG picture', 'data must be IDX, CSV,', 'convert it first'],
  'a web page named .csv': [
    csv('<!doctype html><title>Not found</title>'),
    'a.csv is a web page (HTML)',
    'must be IDX, CSV,',
    'convert it',
  ],
  'weights as data': [
    [file('a.bin', Uint8Array.of(0x80, 2, 0x8a, 10))],
    'a.bin is a Python pickle or PyTorch weights',
    'where the starting',
  ],
  'IDX and CSV together': [
    [file(IMAGES, images(2)), GOOD],
    `${IMAGES} (IDX), good.csv (CSV)`,
    'expected one kind',
    'drop the files of one dataset',
  ],
  'a wrong magic number': [
    [file(IMAGES, Uint8Array.of(1, 2, 3, 4))],
    `${IMAGES} begins with 01 02 03 04`,
    '00 00 08 03 (images)',
    'as it was',
  ],
  'IDX of floats': [[file(IMAGES, idxBytes([1, 1, 1], [0, 0, 0, 0], 13))], 'holds 32-bit floats', 'expected unsigned bytes', 'convert'],
  'dimensions that overflow': [
    [file(IMAGES, idxBytes([0xffffffff, 0xffffffff, 0xffffffff], [1]))],
    `${IMAGES} says it holds 4294967295 × 4294967295 × 4294967295`,
    'the 2,147,483,648 values that fit',
    'drop a part of it',
  ],
  'IDX that is too short': [[file(IMAGES, images(10, 7))], `${IMAGES} should have 56 bytes`, 'ends after 23', 'download it again'],
  'IDX that is too long': [[file(IMAGES, images(10, 47))], `${IMAGES} should have 56 bytes`, 'has 63 at least', 'download it again'],
  'images without labels': [[file(IMAGES, images(10))], `${IMAGES} holds 10 images`, 'no file with their labels', 'drop both together'],
  'counts that differ': [
    [file(IMAGES, images(10)), file(LABELS, idxBytes([7], new Uint8Array(7)))],
    `${IMAGES} holds 10 images, ${LABELS} holds 7 labels`,
    'drop the two files that belong together',
  ],
  'gzip that was cut off': [[file('a.csv.gz', gzipSync(GOOD.buffer).subarray(0, -9))], 'a.csv.gz ends in the middle', 'download it again'],
  'two gzip files joined': [
    [file('a.csv.gz', Buffer.concat([gzipSync(GOOD.buffer), gzipSync(GOOD.buffer)]))],
    `a.csv.gz has damaged gzip data behind ${GOOD.buffer.length} decompressed bytes`,
    'unpack it and drop the plain file',
  ],
  'a gzip bomb of rows': [
    packed(`x,label\n${`${'0'.repeat(255)},a\n`.repeat(20 * 4096)}`),
    'a.csv.gz unpacks to more than',
    'bytes from',
    'Unpack it yourself and drop the plain file',
  ],
  'a gzip bomb of one line': [
    packed(Buffer.alloc(20 * MIB, ',')),
    'a.csv.gz, line 1 (row 0) goes on for more than',
    'its line breaks are lost',
  ],
  'a gzip bomb behind an IDX header': [
    packed(Buffer.concat([images(10), Buffer.alloc(20 * MIB)]), `${IMAGES}.gz`),
    'should have 56 bytes',
    'has 65,536 at least',
    'download it again',
  ],
};

let browser: Browser;
let the: Visit;

beforeAll(async () => {
  browser = await launch();
  the = await visit(browser);
});

afterAll(() => browser.close());

const region = () => the.region('Pretraining data');
const alert = () => region().getByRole('alert');
const choose = (files: readonly ChosenFile[]) =>
  region()
    .getByLabel('Choose files')
    .setInputFiles([...files]);

async function expectGoodFileIsRead() {
  await choose([GOOD]);
  await region().getByText('good.csv').first().waitFor();
  await region().getByText('40 rows').first().waitFor();
  expect(await alert().count()).toBe(0);
  expect(the.complaints).toEqual([]);
}

describe('is told where it was chosen, and the page goes on', () => {
  test.each(Object.entries(REFUSED))('%s', async (_, [files, ...said]) => {
    await choose(files);
    await alert().waitFor();
    const text = await alert().innerText();
    for (const part of said) expect(text).toContain(part);
    await expectGoodFileIsRead();
  });
});

/** What is chosen, what is said, the button that leads out, and what is read then. */
const CORRECTED: Readonly<Record<string, readonly [file: ChosenFile, said: string, wayOut: string, read: string]>> = {
  'ragged rows': [
    file('a.csv', 'x,y,label\n1,2,a\n1,b\n3,4,b\n'),
    'a.csv, line 3 (row 1) has 2 cells, expected 3: fix the line, or choose “skip ragged rows”',
    'Skip ragged rows',
    '3 rows',
  ],
  'rows that are too short': [
    file('a.csv', 'label,x,y\na,1,2\nb,1\nb,3,4\na,5,6\n'),
    'a.csv, line 3 (row 1) has 2 cells, expected 3',
    'Fill up short rows',
    '4 rows',
  ],
  'values within values': [
    file('a.jsonl', '{"at": {"x": 1}, "label": "a"}\n{"at": {"x": 2}, "label": "b"}\n'),
    'a.jsonl: column “at” holds an object in row 0',
    'Flatten them',
    'at.x',
  ],
  'a column of names': [
    file('a.csv', `who,x,label\n${Array.from({ length: 10_001 }, (_, i) => `name ${i},${i % 7},${i % 2 ? 'a' : 'b'}\n`).join('')}`),
    'a.csv: column “who” has more than 10,000 different texts',
    'Ignore the column',
    '10,001 rows',
  ],
  'labels that are missing': [
    file('a.csv', 'x,label\n1,a\n2,\n3,b\n'),
    'a.csv: 1 of 3 rows have no label in column “label”, the first is row 1: fill them in, or choose “leave out',
    'Leave out rows without a label',
    '3 rows',
  ],
  'another encoding': [
    file('a.csv', Buffer.from('x,label\n1,Ìîñêâà\n2,no\n', 'latin1')),
    'a.csv, line 2, byte 10: 0xcc is no utf-8. Choose the encoding that it was saved in, such as windows-1252',
    'Read as windows-1252',
    'Ìîñêâà',
  ],
  'an unusual delimiter': [
    file('a.csv', 'width~label\n1~a\n2~b\n'),
    'a.csv has one column only (it begins “width~label”), tried: comma, semicolon, tab, bar, spaces',
    'Split at ~',
    'width',
  ],
};

describe('has one click that leads out of it', () => {
  test.each(Object.entries(CORRECTED))('%s', async (_, [chosen, said, wayOut, read]) => {
    await choose([chosen]);
    expect(await alert().innerText()).toContain(said);
    await alert().getByRole('button', { name: wayOut, exact: true }).click();
    await alert().waitFor({ state: 'detached' });
    await region().getByText(read, { exact: false }).first().waitFor();
    await expectGoodFileIsRead();
  });

  test('a regression on labels that are no numbers', async () => {
    await choose([GOOD]);
    await region().getByText('How it was read').click();
    await region().getByLabel('The label is').selectOption('An amount');
    expect(await alert().innerText()).toContain('good.csv: column “label” has 40 cells that are no numbers (the first in row 0)');
    await alert().getByRole('button', { name: 'Read as classes' }).click();
    await region().getByText('40 rows').first().waitFor();
    await expectGoodFileIsRead();
  });
});

describe('is read all the same', () => {
  test('UTF-16', async () => {
    await choose(csv(utf16('x,label\n1,ä\n2,标\n')));
    await region().getByRole('cell', { name: '标' }).waitFor();
    await expectGoodFileIsRead();
  });

  test('columns with the names of an object’s own parts', async () => {
    await choose(csv(`__proto__,constructor,toString,label\n${'1,2,3,a\n3,2,1,b\n'.repeat(10)}`));
    await region().getByRole('columnheader', { name: '__proto__' }).waitFor();
    expect(await region().getByRole('columnheader').allInnerTexts()).toEqual(['__proto__', 'constructor', 'toString', 'label\nLabel']);
    const polluted = () => Object.keys(Object.prototype);
    expect(the.page.workers()).toHaveLength(1);
    expect([await the.page.evaluate(polluted), await the.page.workers()[0].evaluate(polluted)]).toEqual([[], []]);
    await expectGoodFileIsRead();
  });
});
