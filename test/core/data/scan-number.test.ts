import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scanNumber } from '../../../src/core/data/scan-number.ts';

describe('scanNumber', () => {
  test.each([
    ['0', 0],
    ['-0', -0],
    ['7', 7],
    ['+7', 7],
    ['-7', -7],
    ['007', 7],
    ['5.', 5],
    ['.5', 0.5],
    ['-.5e1', -5],
    [' 5.1 ', 5.1],
    ['\t12\r', 12],
    ['1e3', 1000],
    ['1E+3', 1000],
    ['1e-3', 0.001],
    ['1.510000000000000000e+02', 151],
    ['0.1', 0.1],
    ['123456789012345678', 123456789012345680],
    ['9007199254740993', 9007199254740992],
    ['1e-400', 0],
    ['0.000000000000000000000000001', 1e-27],
    ['3.4e38', 3.4e38],
  ])('reads %j as %d', (text, value) => {
    expect(scanNumber(text)).toBe(value);
  });

  test.each([
    '',
    ' ',
    '-',
    '+',
    '.',
    'e5',
    '1e',
    '1e+',
    '--1',
    '1-',
    '1 2',
    '1,5',
    '1.2.3',
    '0x10',
    '0b1',
    '1_000',
    '1n',
    'inf',
    '-Infinity',
    'nan',
    'abc',
    '1a',
    '1e999',
    '3.5e38',
    '١',
    '\u00a05',
  ])('%j is no number', (text) => {
    expect(scanNumber(text)).toBeNaN();
  });

  test('reads a decimal comma only where it is the mark', () => {
    expect(scanNumber('1,5', ',')).toBe(1.5);
    expect(scanNumber('-12345678901234,5625', ',')).toBe(Number('-12345678901234.5625'));
    expect(scanNumber('1.5', ',')).toBeNaN();
  });

  test('agrees with Number on every finite double it can be written as', () => {
    const small = fc.double({ noNaN: true, min: -3.4e38, max: 3.4e38 });
    fc.assert(
      fc.property(small, fc.integer({ min: 0, max: 20 }), (value, digits) => {
        for (const text of [String(value), value.toExponential(digits)]) expect(scanNumber(text)).toBe(Number(text));
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[+-]?[0-9]{1,20}(\.[0-9]{0,20})?(e[+-]?[0-9]{1,2})?$/), (text) => {
        const expected = Number(text);
        expect(scanNumber(text)).toBe(Number.isFinite(Math.fround(expected)) ? expected : Number.NaN);
      }),
    );
  });

  test('takes any text without throwing, and gives NaN or what Number gives', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const value = scanNumber(text);
        expect(Number.isNaN(value) || value === Number(text)).toBe(true);
      }),
    );
  });

  test.each(['(', '1', ' ', '-', '1e', '.'])('costs time in proportion to a long cell of %j', (piece) => {
    const cost = (length: number) => {
      const text = `${piece.repeat(length)}x`;
      let best = Number.POSITIVE_INFINITY;
      for (let i = 0; i < 5; i++) {
        const start = performance.now();
        scanNumber(text);
        best = Math.min(best, performance.now() - start);
      }
      return best;
    };
    cost(1 << 20);
    // Quadratic would be 16 times as much, and hours at this length; the slack is for a busy machine.
    expect(cost(1 << 22)).toBeLessThan(8 * cost(1 << 20) + 20);
  });
});
