import { describe, expect, test } from 'vitest';
import { imageFolders } from '../../src/formats/image-folders.ts';
import { imageHead } from '../../src/formats/image-size.ts';
import { problemOf } from '../problem-of.ts';
import { pngHead } from './png.ts';

const sorted = (...paths: readonly string[]) => {
  const { classes, train, test: testSet } = imageFolders(paths, 'a.zip');
  return { classes, train: train.map(({ path, code }) => `${code} ${path}`), test: testSet?.map(({ path, code }) => `${code} ${path}`) };
};

describe('class folders', () => {
  test('are classes sorted by code point, their pictures by folder and name, as in ImageFolder', () => {
    expect(sorted('b/2.png', 'b/10.PNG', 'a/x/1.jpeg', 'a/z.jpg', 'B/1.png')).toEqual({
      classes: ['B', 'a', 'b'],
      train: ['0 B/1.png', '1 a/z.jpg', '1 a/x/1.jpeg', '2 b/10.PNG', '2 b/2.png'],
    });
  });

  test('stand in a folder of all, or in train and test', () => {
    expect(sorted('set/cat/1.png', 'set/dog/1.png').classes).toEqual(['cat', 'dog']);
    expect(sorted('set/train/cat/1.png', 'set/val/dog/2.png', 'set/train/dog/3.png')).toEqual({
      classes: ['cat', 'dog'],
      train: ['0 set/train/cat/1.png', '1 set/train/dog/3.png'],
      test: ['1 set/val/dog/2.png'],
    });
    expect(sorted('train/1.png', 'passenger/2.png').classes).toEqual(['passenger', 'train']);
  });

  test('hold what the system put beside it, and other files, which are told', () => {
    const { train, others } = imageFolders(
      ['a/', 'a/1.png', '__MACOSX/a/._1.png', 'a/.hidden.png', 'a/Thumbs.db', 'readme.md', 'b/2.bmp'],
      'a.zip',
    );
    expect(train.map(({ path }) => path)).toEqual(['a/1.png']);
    expect(others).toEqual(['readme.md', 'b/2.bmp']);
  });

  test('a zip without pictures, and a picture without a class, are refused', () => {
    expect(problemOf(() => imageFolders(['run.json'], 'a.zip'))).toEqual({
      code: 'images-none',
      fields: { file: 'a.zip', count: 1, first: 'run.json' },
    });
    expect(problemOf(() => imageFolders(['1.png', 'a/2.png'], 'a.zip'))).toEqual({
      code: 'images-no-class',
      fields: { file: 'a.zip', entry: '1.png' },
    });
  });
});

describe('what a picture says of its size', () => {
  test.each([
    ['PNG', pngHead(300, 7), { type: 'image/png', width: 300, height: 7 }],
    ['PNG of no width', pngHead(0, 7), null],
    ['PNG cut off', pngHead(300, 7).subarray(0, 20), null],
    [
      'JPEG behind other segments',
      Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xff, 0xc4, 0, 3, 9, 0xff, 0xc2, 0, 17, 8, 1, 2, 0, 5, 3]),
      { type: 'image/jpeg', width: 5, height: 258 },
    ],
    ['JPEG without a frame', Uint8Array.from([0xff, 0xd8, 0xff, 0xd9]), null],
    ['JPEG whose segments lead nowhere', Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0xff, 0xe0, 0, 0, 0, 0, 0, 0]), null],
    ['HTML', new TextEncoder().encode('<html>'), null],
  ])('%s', (_, bytes, head) => {
    expect(imageHead(bytes)).toEqual(head);
  });
});
