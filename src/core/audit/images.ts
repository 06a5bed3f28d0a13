import type { Features, ImageFeatures } from '../data/dataset.ts';
import type { Finding } from './audit.ts';
import { makeFinding, percent } from './finding.ts';

export function imageFindings(features: Features, usable: Uint32Array): Finding[] {
  return features.kind === 'image' ? [...blankImages(features, usable), ...resized(features, usable)] : [];
}

export function blankRows({ pixels, height, width }: ImageFeatures, usable: Uint32Array): Uint32Array {
  const size = height * width;
  return usable.filter((row) => isBlank(pixels, row * size, size));
}

function blankImages(features: ImageFeatures, usable: Uint32Array): Finding[] {
  const rows = Array.from(blankRows(features, usable));
  if (rows.length === 0) return [];
  return [
    makeFinding('blank-images', 'warning', {
      rows,
      count: rows.length,
      fields: { total: usable.length, share: percent(rows.length, usable.length) },
    }),
  ];
}

/** All pixels are of one value. */
function isBlank(pixels: ImageFeatures['pixels'], start: number, size: number): boolean {
  for (let i = start + 1; i < start + size; i++) if (pixels[i] !== pixels[start]) return false;
  return true;
}

function resized({ resizedFrom, height, width }: ImageFeatures, usable: Uint32Array): Finding[] {
  if (resizedFrom === null) return [];
  return [
    makeFinding('resized-images', 'info', { count: usable.length, fields: { from: resizedFrom.join('×'), to: `${height}×${width}` } }),
  ];
}
