import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { numberScanner, type ThousandsMark, thousandsOf } from '../../../src/core/data/number-style.ts';
import { scanNumber } from '../../../src/core/data/scan-number.ts';

describe('numbers in groups', () => {
  test.each([
    ['1,234', ',', '.', 1234],
    ['1,234,567.5', ',', '.', 1234567.5],
    ['-12.345,25', '.', ',', -12345.25],
    ['1 234 567,5', ' ', ',', 1234567.5],
    ['1\u202f234', ' ', ',', 1234],
    ["1'234.5", "'", '.', 1234.5],
    ['1’234', "'", '.', 1234],
    [' 1,234 ', ',', '.', 1234],
    ['1e3', ',', '.', 1000],
    ['12,34', ',', '.', Number.NaN],
    ['0,123', ',', '.', Number.NaN],
    ['1,2345', ',', '.', Number.NaN],
    ['1,234,56', ',', '.', Number.NaN],
    ['1.234.567', ',', '.', Number.NaN],
    [`1${',234'.repeat(1000)}`, ',', '.', Number.NaN],
  ] as const)('%j, grouped by %j, is %d', (cell, thousands, decimal, value) => {
    expect(numberScanner({ decimal, thousands })(cell.slice(0, 5000))).toEqual(value);
  });

  test('any number reads back from its groups', () => {
    const mark = fc.constantFrom<[ThousandsMark, '.' | ',', string]>([',', '.', 'en-US'], ['.', ',', 'de-DE']);
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 14), max: 10 ** 14 }), mark, (units, [thousands, decimal, locale]) => {
        const value = units / 100;
        const text = value.toLocaleString(locale, { maximumFractionDigits: 2 });
        expect(numberScanner({ decimal, thousands })(text)).toBe(value + 0);
      }),
    );
  });

  test('what is a number without groups stays the number that it is', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (cell) => {
        const plain = scanNumber(cell);
        if (!Number.isNaN(plain)) expect(numberScanner({ decimal: '.', thousands: ',' })(cell)).toBe(plain);
      }),
    );
  });
});

test.each([
  [['1,234'], '.', ''],
  [['1,234,567'], '.', ','],
  [['1,234', '5,678.5'], '.', ','],
  [['1.234,5'], ',', '.'],
  [["1'234"], '.', "'"],
  [['1 234,5'], ',', ' '],
  [['555 123 456'], '.', ''],
  [['192.168.100.200'], '.', ''],
] as const)('%j with the decimal mark %j show %j', (cells, decimal, mark) => {
  expect(thousandsOf(cells, decimal)).toBe(mark);
});
