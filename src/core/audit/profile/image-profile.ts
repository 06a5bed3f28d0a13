import type { ImageFeatures } from '../../data/dataset.ts';
import { base64Of } from './base64.ts';
import type { RowsByClass } from './column-profile.ts';
import { share } from './figure.ts';
import { type ImageProfile, type MeanPicture, PIXEL_BINS } from './profile.ts';

export function profileImages(features: ImageFeatures, rows: Uint32Array, byClass: RowsByClass): ImageProfile {
  const { height, width } = features;
  const parts = byClass.map((rowsOf) => pixelSums(features, rowsOf));
  const classed = parts.reduce((sum, part) => sum + part.rows, 0);
  const whole = classed === rows.length && parts.length > 0 ? parts.reduce(joined) : pixelSums(features, rows);
  const total = whole.sums.reduce((sum, one) => sum + one, 0);
  const squares = whole.squares.reduce((sum, one) => sum + one, 0);
  const pixels = rows.length * height * width;
  const mean = pixels === 0 ? 0 : total / pixels;
  const std = pixels === 0 ? 0 : Math.sqrt(Math.max(0, squares / pixels - mean ** 2));
  const pictures = [whole, ...parts].map(meanPicture);
  return { height, width, mean: share(mean), std: share(std), histogram: pixelHistogram(features, rows), pictures };
}

interface PixelSums {
  readonly rows: number;
  /** At each place of the picture, over its share of the maximum. */
  readonly sums: Float64Array;
  readonly squares: Float64Array;
}

function pixelSums({ pixels, height, width, maximum }: ImageFeatures, rows: Uint32Array): PixelSums {
  const size = height * width;
  const sums = new Float64Array(size);
  const squares = new Float64Array(size);
  for (let i = 0; i < rows.length; i++) {
    const start = rows[i] * size;
    for (let place = 0; place < size; place++) {
      const value = pixels[start + place];
      if (value === 0) continue;
      sums[place] += value;
      squares[place] += value * value;
    }
  }
  return { rows: rows.length, sums: sums.map((sum) => sum / maximum), squares: squares.map((sum) => sum / maximum ** 2) };
}

const joined = (a: PixelSums, b: PixelSums): PixelSums => ({
  rows: a.rows + b.rows,
  sums: a.sums.map((sum, i) => sum + b.sums[i]),
  squares: a.squares.map((sum, i) => sum + b.squares[i]),
});

function meanPicture({ rows, sums, squares }: PixelSums): MeanPicture {
  const means = sums.map((sum) => (rows === 0 ? 0 : sum / rows));
  const deviations = squares.map((sum, i) => (rows === 0 ? 0 : Math.sqrt(Math.max(0, sum / rows - means[i] ** 2))));
  return { mean: base64Of(asBytes(means, 1)), deviation: base64Of(asBytes(deviations, MOST_DEVIATION)) };
}

/** Values between 0 and 1 deviate most where half of them are 0 and half 1 (Popoviciu 1935). */
const MOST_DEVIATION = 0.5;

const asBytes = (values: Float64Array, most: number): Uint8Array =>
  Uint8Array.from(values, (value) => Math.round(255 * Math.max(0, Math.min(1, value / most))));

function pixelHistogram({ pixels, height, width, maximum }: ImageFeatures, rows: Uint32Array): number[] {
  const size = height * width;
  const counts = new Uint32Array(PIXEL_BINS);
  const factor = PIXEL_BINS / maximum;
  for (let i = 0; i < rows.length; i++) {
    const start = rows[i] * size;
    for (let at = start; at < start + size; at++) counts[Math.max(0, Math.min(PIXEL_BINS - 1, (pixels[at] * factor) | 0))]++;
  }
  return [...counts];
}
