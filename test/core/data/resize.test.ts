import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ImageFeatures } from '../../../src/core/data/dataset.ts';
import { resize, resizeToNetwork } from '../../../src/core/data/resize.ts';

interface Golden {
  readonly from: readonly [height: number, width: number];
  readonly to: readonly [height: number, width: number];
  readonly pixels: readonly number[];
  readonly resized: readonly number[];
}

const golden = readFileSync(new URL('../../fixtures/resize.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Golden);

describe('resize', () => {
  test.each(golden)('$from to $to as PyTorch does', ({ from, to, pixels, resized }) => {
    for (const kind of [Uint8Array, Float32Array]) {
      const images = resize({ height: from[0], width: from[1], pixels: kind.from(pixels) }, to[0], to[1]);
      expect([images.height, images.width, images.pixels.length]).toEqual([...to, 2 * to[0] * to[1]]);
      const furthest = Math.max(...images.pixels.map((pixel, i) => Math.abs(pixel - resized[i])));
      // PyTorch computes positions up to 28 in float32, half a unit of which weighs 28·2⁻²⁴ of a pixel.
      expect(furthest).toBeLessThan(255 * 28 * 2 ** -24);
    }
  });

  test('an image without contrast stays as it is', () => {
    expect(new Set(resize({ height: 8, width: 8, pixels: new Uint8Array(64).fill(16) }, 28, 28).pixels)).toEqual(new Set([16]));
  });
});

describe('resizeToNetwork', () => {
  const images = (side: number): ImageFeatures => ({
    kind: 'image',
    height: side,
    width: side,
    maximum: 16,
    pixels: new Uint8Array(3 * side * side),
    resizedFrom: null,
  });

  test('leaves images of the network’s size alone', () => {
    const ours = images(28);
    expect(resizeToNetwork(ours)).toBe(ours);
  });

  test('records the size that they had, and keeps the scale', () => {
    const { pixels, ...rest } = resizeToNetwork(images(8));
    expect(rest).toEqual({ kind: 'image', height: 28, width: 28, maximum: 16, resizedFrom: [8, 8] });
    expect(pixels).toHaveLength(3 * 784);
  });
});
