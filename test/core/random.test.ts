import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fnv1a, randomStream, shuffled, threefry2x32 } from '../../src/core/random.ts';

const hex = (words: readonly number[]) => words.map((word) => word.toString(16).padStart(8, '0')).join(' ');

describe('threefry2x32', () => {
  // The three known-answer vectors that Random123 publishes for Threefry-2x32-20.
  test.each([
    [0, 0, 0, 0, '6b200159 99ba4efe'],
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, '1cb996fc bb002be7'],
    [0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3, 'c4923a9c 483df7a0'],
  ])('key %i,%i counter %i,%i', (key0, key1, counter0, counter1, expected) => {
    expect(hex(threefry2x32(key0, key1, counter0, counter1))).toBe(expected);
  });
});

describe('fnv1a', () => {
  // Vectors of the FNV reference.
  test.each([
    ['', 0x811c9dc5],
    ['a', 0xe40c292c],
    ['foobar', 0xbf9cf968],
  ])('%j', (text, expected) => expect(fnv1a(text)).toBe(expected));
});

describe('randomStream', () => {
  const stream = randomStream(7, 'split');

  test('is the block cipher keyed by seed and name, counted over 53 bits', () => {
    expect(stream.uint32(5)).toBe(threefry2x32(7, fnv1a('split'), 5, 0)[0]);
    expect(stream.uint32(3 * 2 ** 32 + 5)).toBe(threefry2x32(7, fnv1a('split'), 5, 3)[0]);
  });

  test('differs by seed and by name', () => {
    expect(randomStream(8, 'split').uint32(0)).not.toBe(stream.uint32(0));
    expect(randomStream(7, 'order').uint32(0)).not.toBe(stream.uint32(0));
  });

  test('uniform numbers are in [0, 1), exact as float32, and fill the range evenly', () => {
    const bins = new Array(10).fill(0);
    for (let i = 0; i < 10_000; i++) {
      const value = stream.uniform(i);
      expect(Math.fround(value)).toBe(value);
      bins[Math.floor(value * 10)]++;
    }
    // χ² of 9 degrees of freedom: 27.9 is passed by chance once in a thousand, and the stream is fixed.
    const chiSquared = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquared).toBeLessThan(27.9);
  });
});

describe('shuffled', () => {
  const numbers = (n: number) => Uint32Array.from({ length: n }, (_, i) => i);
  const ids = fc.uniqueArray(fc.nat(1_000_000), { minLength: 1, maxLength: 200 }).map((values) => Uint32Array.from(values).sort());

  test('holds every id once', () => {
    fc.assert(
      fc.property(fc.integer(), ids, (seed, some) => {
        expect(shuffled(randomStream(seed, 'p'), some).sort()).toEqual(some);
      }),
    );
  });

  test('leaving one out leaves the others in their order', () => {
    fc.assert(
      fc.property(fc.integer(), ids, fc.nat(), (seed, some, at) => {
        const gone = some[at % some.length];
        const without = (values: Uint32Array) => values.filter((id) => id !== gone);
        expect(shuffled(randomStream(seed, 'p'), without(some))).toEqual(without(shuffled(randomStream(seed, 'p'), some)));
      }),
    );
  });

  test('every order of three comes up equally often', () => {
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 6000; seed++) {
      const order = shuffled(randomStream(seed, 'p'), numbers(3)).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(120);
  });

  // Computed by an independent implementation in Python's unbounded integers.
  test('stays the same from version to version: a run depends on it', () => {
    expect([...shuffled(randomStream(7, 'split'), numbers(10))]).toEqual([3, 4, 7, 8, 2, 1, 9, 0, 5, 6]);
  });
});
