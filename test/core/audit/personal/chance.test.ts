import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binomialTail, verdictOf } from '../../../../src/core/audit/personal/chance.ts';
import type { PersonalKind } from '../../../../src/core/audit/personal/kinds.ts';
import { tally } from './told.ts';

const verdict = (kind: PersonalKind, hits: number, candidates: number, isNamed = false) =>
  verdictOf(tally(kind, hits, candidates), isNamed);

describe('binomialTail', () => {
  // Summed exactly, in fractions.
  test.each([
    [5, 10, 0.5, 0.623046875],
    [1, 1, 0.1, 0.1],
    [3, 100, 1 / 97, 0.085121],
    [130, 1000, 0.1, 0.001341],
  ])('P(X ≥ %d) of %d at %d', (k, n, p, expected) => expect(binomialTail(k, n, p)).toBeCloseTo(expected, 5));

  test('does not lose what is too small for a float on the way', () => {
    expect(binomialTail(1000, 1000, 0.1)).toBe(0);
    expect(binomialTail(0, 1000, 0.1)).toBe(1);
    expect(binomialTail(100, 1000, 0.1)).toBeCloseTo(0.5, 1);
    expect(binomialTail(1, 5, 0)).toBe(0);
  });

  test('falls as more is asked for, and stays a probability', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0.001, max: 0.999, noNaN: true }), (n, p) => {
        const tails = Array.from({ length: n + 1 }, (_, k) => binomialTail(k, n, p));
        expect(tails.every((tail, k) => tail >= 0 && tail <= 1 && (k === 0 || tail <= tails[k - 1] + 1e-12))).toBe(true);
      }),
    );
  });
});

describe('verdictOf', () => {
  test('what nothing else looks like is found once it occurs', () => {
    expect(verdict('email', 1, 1000)).toBe('found');
    expect(verdict('email', 0, 1000)).toBe('none');
  });

  test('card numbers: as many as chance gives are none, one alone is found, a column full too', () => {
    expect(verdict('card', 100, 1000)).toBe('none');
    expect(verdict('card', 1, 1)).toBe('found');
    expect(verdict('card', 990, 1000)).toBe('found');
  });

  test('more than chance gives, but not most, are possible; found where the column is named so', () => {
    expect(verdict('card', 200, 1000)).toBe('possible');
    expect(verdict('card', 200, 1000, true)).toBe('found');
    expect(verdict('card', 100, 1000, true)).toBe('none');
  });

  test('plain digits with a check digit need six of a kind', () => {
    expect(verdict('nl-bsn', 1, 1)).toBe('none');
    expect(verdict('nl-bsn', 3, 3)).toBe('possible');
    expect(verdict('nl-bsn', 6, 6)).toBe('found');
    expect(verdict('nl-bsn', 3, 3, true)).toBe('found');
  });
});
