import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatFloat32, shortFloat32 } from '../../src/core/float32.ts';

const view = new DataView(new ArrayBuffer(4));

const float32OfBits = (bits: number): number => {
  view.setUint32(0, bits);
  return view.getFloat32(0);
};

const anyFloat32 = fc
  .integer({ min: 0, max: 0xffffffff })
  .map(float32OfBits)
  .filter((x) => Number.isFinite(x) && x !== 0);

const significantDigits = (x: number): number => x.toExponential().split('e')[0].replace(/[-.]/g, '').length;

/** The decimals of so many digits on both sides of x, as text. */
function neighbours(x: number, digits: number): number[] {
  const [mantissa, exponent] = x.toExponential(digits - 1).split('e');
  const middle = Number(mantissa.replace('.', ''));
  return [-1, 0, 1].map((step) => Number(`${middle + step}e${Number(exponent) - digits + 1}`));
}

describe('shortFloat32', () => {
  test('reads back to the same float32', () => {
    fc.assert(
      fc.property(anyFloat32, (x) => Math.fround(shortFloat32(x)) === x),
      { numRuns: 20_000 },
    );
  });

  test('no decimal with fewer digits would', () => {
    fc.assert(
      fc.property(anyFloat32, (x) => {
        const digits = significantDigits(shortFloat32(x));
        const shorter = digits === 1 ? [] : neighbours(x, digits - 1);
        expect(shorter.filter((decimal) => Math.fround(decimal) === x)).toEqual([]);
      }),
      { numRuns: 20_000 },
    );
  });

  test('is the decimal of so many digits that text gives', () => {
    const isPowerOfTwo = (x: number) => Number.isInteger(Math.log2(Math.abs(x)));
    const ordinary = fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.integer({ min: -12, max: 12 }));
    const ordinaryFloat32 = ordinary.map(([mantissa, exponent]) => Math.fround(mantissa * 10 ** exponent));
    fc.assert(
      fc.property(fc.oneof(anyFloat32, ordinaryFloat32), (x) => {
        fc.pre(x !== 0 && !isPowerOfTwo(x));
        const short = shortFloat32(x);
        expect(short).toBe(Number(x.toPrecision(significantDigits(short))));
      }),
      { numRuns: 20_000 },
    );
  });

  test('is short in text as well, and stable', () => {
    fc.assert(
      fc.property(anyFloat32, (x) => {
        const short = shortFloat32(x);
        expect(significantDigits(short)).toBeLessThanOrEqual(9);
        expect(shortFloat32(short)).toBe(short);
      }),
    );
  });

  test('is as long as what NumPy prints, and no farther off', () => {
    const lines = readFileSync(new URL('../fixtures/float32/short.tsv', import.meta.url), 'utf8')
      .trim()
      .split('\n');
    expect(lines).toHaveLength(600);
    for (const line of lines) {
      const [bits, theirs] = line.split('\t');
      const x = float32OfBits(Number.parseInt(bits, 16));
      const ours = shortFloat32(x);
      expect(significantDigits(ours), line).toBe(significantDigits(Number(theirs)));
      expect(Math.fround(ours), line).toBe(x);
      expect(Math.abs(ours - x), line).toBeLessThanOrEqual(Math.abs(Number(theirs) - x) * (1 + 1e-6));
    }
  });

  test.each([
    [Math.fround(0.1), '0.1'],
    [Math.fround(1 / 3), '0.33333334'],
    [2 ** -126, '1.1754944e-38'],
    [2 ** -149, '1e-45'],
    [-0.5, '-0.5'],
    [0, '0'],
    [64, '64'],
    [16_777_217, '16777216'],
    [Number.NaN, 'NaN'],
  ])('%d is written %s', (x, text) => {
    expect(formatFloat32(x)).toBe(text);
  });

  test('rounds what is not a float32 yet', () => {
    expect(shortFloat32(0.1 + 1e-12)).toBe(0.1);
  });
});
