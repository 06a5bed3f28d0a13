import type { Features, ImageFeatures } from '../data/dataset.ts';
import type { Finding } from './audit.ts';
import { makeFinding, rounded } from './finding.ts';

/** Bright ground with dark ink: the networks and sets that digits are trained with have it the other way round. */
const BRIGHT = 0.5;
/** The greatest pixel of a set lies near the scale's end; with a quarter of the scale or less, the scale is that of other data. */
const FAINT = 0.25;

/** Brightness of a set as the network sees it, 0 dark and 1 lit, where the scale is right. */
export interface Brightness {
  readonly mean: number;
  readonly greatest: number;
}

export function scaleFindings(features: Features, usable: Uint32Array): Finding[] {
  if (features.kind !== 'image' || usable.length === 0) return [];
  const { mean, greatest } = brightnessOf(features, usable);
  const count = usable.length;
  const fields = { maximum: features.maximum, greatest: rounded(greatest * features.maximum), share: rounded(greatest * 100) };
  if (greatest > 1 || isFaint(greatest)) return [makeFinding('wrong-scale', 'warning', { count, fields, measure: 'Acc-ML-1' })];
  return mean > BRIGHT ? [makeFinding('inverted-images', 'warning', { count, fields: { mean: rounded(mean), threshold: BRIGHT } })] : [];
}

/** Whether a set whose greatest pixel is this share of the scale was meant for a shorter one. */
export const isFaint = (greatest: number): boolean => greatest > 0 && greatest <= FAINT;

/** Over every pixel of those rows. */
export function brightnessOf({ pixels, height, width, maximum }: ImageFeatures, rows: Uint32Array): Brightness {
  const size = height * width;
  let sum = 0;
  let greatest = 0;
  for (const row of rows) {
    for (let i = row * size; i < (row + 1) * size; i++) {
      const pixel = pixels[i];
      sum += pixel;
      if (pixel > greatest) greatest = pixel;
    }
  }
  return { mean: rows.length === 0 ? 0 : sum / (rows.length * size) / maximum, greatest: greatest / maximum };
}
