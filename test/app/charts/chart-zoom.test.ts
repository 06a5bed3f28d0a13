import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { following, panned, zoomed } from '../../../src/app/charts/chart-zoom.ts';

const FULL = [0, 1000] as const;

describe('zooming', () => {
  test('keeps the place where it is on the screen', () => {
    expect(zoomed([0, 1000], 250, 0.5, FULL, 1)).toEqual([125, 625]);
    expect(zoomed([100, 200], 100, 0.5, FULL, 1)).toEqual([100, 150]);
  });

  test('ends at everything, and at the least', () => {
    expect(zoomed([400, 900], 600, 4, FULL, 1)).toBeNull();
    expect(zoomed([10, 12], 11, 0.1, FULL, 1)).toEqual([10.5, 11.5]);
  });

  test('stays within all there is, whatever is asked', () => {
    const place = fc.double({ min: 0, max: 999, noNaN: true });
    fc.assert(
      fc.property(place, place, place, fc.double({ min: 0.01, max: 100, noNaN: true }), (a, b, at, factor) => {
        const range = [Math.min(a, b), Math.max(a, b) + 1] as const;
        const [from, to] = zoomed(range, Math.min(range[1], Math.max(range[0], at)), factor, FULL, 1) ?? FULL;
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThanOrEqual(1000);
        expect(to - from).toBeGreaterThanOrEqual(0.999);
      }),
    );
  });
});

describe('panning', () => {
  test('keeps the length, and stops at the ends', () => {
    expect(panned([100, 200], 50, FULL)).toEqual([150, 250]);
    expect(panned([100, 200], -500, FULL)).toEqual([0, 100]);
    expect(panned([100, 200], 5000, FULL)).toEqual([900, 1000]);
  });

  test('follows the cursor no further than it must', () => {
    expect(following([100, 200], 150)).toEqual([100, 200]);
    expect(following([100, 200], 201)).toEqual([101, 201]);
    expect(following([100, 200], 40)).toEqual([40, 140]);
  });
});
