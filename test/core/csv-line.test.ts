import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { csvLine } from '../../src/core/csv-line.ts';

describe('csvLine', () => {
  test.each([
    [[1, -2.5, 1e-7, null, 'text'], '1,-2.5,1e-7,,text\n'],
    [['=1+1', '+1+1', '-1+1', '@x', '\tx', '\0x', '\rx'], "'=1+1,'+1+1,'-1+1,'@x,'\tx,'\0x,\"'\rx\"\n"],
    [['-1', '-1e-7', '-0.5', '-'], "-1,-1e-7,-0.5,'-\n"],
    [['a,b', 'a"b', 'a\nb', '=a,b'], '"a,b","a""b","a\nb","\'=a,b"\n'],
  ])('%j', (cells, line) => {
    expect(csvLine(cells)).toBe(line);
  });

  test('what a CSV reader gets back is the text, but never a formula', () => {
    const text = fc.string({ unit: 'binary', minLength: 1 }).filter((cell) => !cell.includes('\r'));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), (cells) => {
        const [back] = Papa.parse<string[]>(csvLine(cells), { delimiter: ',', newline: '\n' }).data;
        cells.forEach((cell, i) => {
          expect([cell, `'${cell}`]).toContain(back[i]);
          if (/^[=+\-@\t\0]/.test(back[i])) expect(back[i]).toMatch(/^-[\d.eE+-]+$/);
        });
      }),
      { numRuns: 2000 },
    );
  });
});
