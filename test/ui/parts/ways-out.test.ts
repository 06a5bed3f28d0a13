import { describe, expect, test } from 'vitest';
import { clip } from '../../../src/formats/clip.ts';
import { waysOut } from '../../../src/ui/parts/ways-out.ts';

describe('a table of one column', () => {
  const LINES = [
    ['x~y~label', ['~']],
    ['5.1:3.5:Iris-setosa', [':']],
    ['x\ty', ['\t']],
    ['first name (given)', []],
    ['1\u00012', []],
    ['a/b|c:d#e&f', ['/', '|', ':', '#']],
  ] as const;

  test.each(LINES)('%j can be split at %j', (line, delimiters) => {
    const ways = waysOut({ code: 'csv-one-column', fields: { file: 'a.csv', found: clip(line), tried: 'comma' } });
    expect(ways.map(({ options }) => options.delimiter)).toEqual(delimiters);
  });
});
