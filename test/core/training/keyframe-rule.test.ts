import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KEYFRAME_SHARE, keyframesTake, thinKeyframes } from '../../../src/core/training/keyframe-rule.ts';

const track = fc.record({ steps: fc.integer({ min: 1, max: 100_000 }), keyframeBytes: fc.integer({ min: 1, max: 10_000_000 }) });
const plan = fc.record({
  tracks: fc.array(track, { minLength: 1, maxLength: 3 }),
  wanted: fc.integer({ min: 1, max: 1000 }),
  freeBytes: fc.integer({ min: 0, max: 2 ** 36 }),
});

describe('keyframes are thinned', () => {
  test('only where they do not fit, to the least doubling with which they do, or to the first and the last of each track', () => {
    fc.assert(
      fc.property(plan, ({ tracks, wanted, freeBytes }) => {
        const fits = (every: number) => keyframesTake(tracks, every) <= freeBytes * KEYFRAME_SHARE;
        const longest = Math.max(...tracks.map(({ steps }) => steps));
        const thinning = thinKeyframes(tracks, wanted, freeBytes);
        const every = thinning?.every ?? wanted;
        if (thinning === null) expect(fits(wanted) || wanted >= longest).toBe(true);
        if (thinning === null) return;
        expect(Number.isInteger(Math.log2(every / wanted))).toBe(true);
        expect(fits(every) || every >= longest).toBe(true);
        expect(fits(every / 2)).toBe(false);
        expect(thinning).toEqual({
          wanted,
          every,
          freeBytes,
          wantedBytes: keyframesTake(tracks, wanted),
          bytes: keyframesTake(tracks, every),
        });
      }),
    );
  });

  test('not where steps or room are not known', () => {
    expect(thinKeyframes([{ steps: 1000, keyframeBytes: 1e9 }], 1, Number.POSITIVE_INFINITY)).toBeNull();
    expect(thinKeyframes([{ steps: Number.NaN, keyframeBytes: 1e9 }], 1, 10)).toBeNull();
    expect(thinKeyframes([], 1, 10)).toBeNull();
  });

  test('counting one at the start and one at the end of each track', () => {
    const tracks = [
      { steps: 10, keyframeBytes: 100 },
      { steps: 4, keyframeBytes: 1 },
    ];
    expect([1, 3, 5, 10, 99].map((every) => keyframesTake(tracks, every))).toEqual([1105, 503, 302, 202, 202]);
  });
});
