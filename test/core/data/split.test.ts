import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitRows } from '../../../src/core/data/split.ts';

const firstRows = (n: number) => Uint32Array.from({ length: n }, (_, i) => i);
const CHOICE = { rows: null, test: 0.2, seed: 7, phase: 'pretrain' } as const;

describe('splitRows', () => {
  test('takes as many rows as asked, and holds out the rounded share', () => {
    const { train, test: heldOut } = splitRows(firstRows(60_000), { ...CHOICE, rows: 12_000 });
    expect([train.length, heldOut.length]).toEqual([9600, 2400]);
    expect(splitRows(firstRows(1797), CHOICE).test.length).toBe(359);
  });

  test('train and test are apart, ascending, and drawn from the usable rows only', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(10_000), { minLength: 1, maxLength: 200 }),
        fc.option(fc.integer({ min: 1, max: 250 })),
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        fc.nat(),
        (positions, rows, share, seed) => {
          const usable = Uint32Array.from(positions).sort();
          const { train, test: heldOut } = splitRows(usable, { rows, test: share, seed, phase: 'finetune' });
          expect(train.length).toBeGreaterThan(0);
          expect(train.length + heldOut.length).toBe(Math.min(rows ?? usable.length, usable.length));
          expect(train).toEqual(train.slice().sort());
          expect(heldOut).toEqual(heldOut.slice().sort());
          const all = new Set([...train, ...heldOut]);
          expect(all.size).toBe(train.length + heldOut.length);
          for (const row of all) expect(usable).toContain(row);
        },
      ),
    );
  });

  test('the same seed draws the same rows, another seed or phase others', () => {
    const train = (change: object) => [...splitRows(firstRows(100), { ...CHOICE, ...change }).train];
    expect(train({})).toEqual(train({}));
    expect(train({ seed: 8 })).not.toEqual(train({}));
    expect(train({ phase: 'finetune' })).not.toEqual(train({}));
  });

  test('fewer rows of the same seed are part of more rows', () => {
    const drawn = (rows: number) => splitRows(firstRows(100), { ...CHOICE, rows, test: 0 }).train;
    const more = new Set(drawn(50));
    expect([...drawn(20)].every((row) => more.has(row))).toBe(true);
  });

  test('without one row, at most one other row changes sides', () => {
    const sideOf = (rows: Uint32Array) => {
      const { train, test: heldOut } = splitRows(rows, CHOICE);
      return new Map([...[...train].map((row) => [row, 'train'] as const), ...[...heldOut].map((row) => [row, 'test'] as const)]);
    };
    const all = sideOf(firstRows(500));
    for (const gone of [0, 77, 499]) {
      const rest = sideOf(firstRows(500).filter((row) => row !== gone));
      expect([...rest].filter(([row, side]) => all.get(row) !== side).length).toBeLessThanOrEqual(1);
    }
  });

  test('one row is left to train on', () => {
    const { train, test: heldOut } = splitRows(firstRows(1), { ...CHOICE, test: 0.9 });
    expect([train.length, heldOut.length]).toEqual([1, 0]);
  });

  test('says when nothing is left', () => {
    expect(() => splitRows(new Uint32Array(0), CHOICE)).toThrow(expect.objectContaining({ code: 'no-rows-left' }));
  });
});
