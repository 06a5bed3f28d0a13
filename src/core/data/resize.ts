import { IMAGE_SIDE } from '../training/model.ts';
import type { ImageFeatures } from './dataset.ts';

/** The images at the network's 28×28, with the size that they had; the same value where they have it already. Pixels keep their scale. */
export function resizeToNetwork(images: ImageFeatures): ImageFeatures {
  const { height, width, pixels } = images;
  if (height === IMAGE_SIDE && width === IMAGE_SIDE) return images;
  const resized = resize({ height, width, pixels }, IMAGE_SIDE, IMAGE_SIDE);
  return { ...images, ...resized, resizedFrom: [height, width] };
}

/** Greyscale images, row-major `[count, height, width]`. */
export interface Images {
  readonly height: number;
  readonly width: number;
  readonly pixels: Uint8Array | Float32Array;
}

/** Resizes images of one size to another. An axis that grows is interpolated linearly between pixel centres, one that shrinks is averaged over
 *  the pixels that fall into each new one: PyTorch's `F.interpolate` with `mode='bilinear', align_corners=False` and with `mode='area'`. */
export function resize({ height, width, pixels }: Images, newHeight: number, newWidth: number): Images & { readonly pixels: Float32Array } {
  const count = pixels.length / (height * width);
  const [down, across] = [tapsFor(height, newHeight), tapsFor(width, newWidth)];
  const resized = new Float32Array(count * newHeight * newWidth);
  const squeezed = new Float32Array(newHeight * width);
  for (let image = 0; image < count; image++) {
    resampleRows(pixels.subarray(image * height * width, (image + 1) * height * width), width, down, squeezed);
    resampleColumns(squeezed, width, across, resized.subarray(image * newHeight * newWidth, (image + 1) * newHeight * newWidth));
  }
  return { height: newHeight, width: newWidth, pixels: resized };
}

/** For each new pixel of an axis the old ones that it is made of: `weights[begin[i] … begin[i + 1]]` from old pixel `first[i]` on. */
interface Taps {
  readonly first: Int32Array;
  readonly begin: Int32Array;
  readonly weights: Float32Array;
}

function tapsFor(size: number, newSize: number): Taps {
  const ofEach = Array.from({ length: newSize }, (_, i) => (newSize > size ? linearTap(i, size, newSize) : areaTap(i, size, newSize)));
  const begin = new Int32Array(newSize + 1);
  for (const [i, tap] of ofEach.entries()) begin[i + 1] = begin[i] + tap.weights.length;
  return { first: Int32Array.from(ofEach, (tap) => tap.first), begin, weights: Float32Array.from(ofEach.flatMap((tap) => tap.weights)) };
}

interface Tap {
  readonly first: number;
  readonly weights: readonly number[];
}

/** Half-pixel centres: new pixel i lies at (i + ½)·size/newSize − ½, held at the first pixel's centre and mixed with itself at the last. */
function linearTap(i: number, size: number, newSize: number): Tap {
  const centre = Math.max(0, ((i + 0.5) * size) / newSize - 0.5);
  const first = Math.floor(centre);
  return first >= size - 1 ? { first: size - 1, weights: [1] } : { first, weights: [1 - (centre - first), centre - first] };
}

/** The mean over old pixels ⌊i·size/newSize⌋ … ⌈(i + 1)·size/newSize⌉ − 1, as in PyTorch's adaptive average pooling. */
function areaTap(i: number, size: number, newSize: number): Tap {
  const first = Math.floor((i * size) / newSize);
  const count = Math.ceil(((i + 1) * size) / newSize) - first;
  return { first, weights: new Array(count).fill(1 / count) };
}

function resampleRows(from: Uint8Array | Float32Array, width: number, { first, begin, weights }: Taps, to: Float32Array): void {
  for (let row = 0; row < first.length; row++) {
    for (let column = 0; column < width; column++) {
      let sum = 0;
      for (let tap = begin[row]; tap < begin[row + 1]; tap++) sum += weights[tap] * from[(first[row] + tap - begin[row]) * width + column];
      to[row * width + column] = sum;
    }
  }
}

function resampleColumns(from: Float32Array, width: number, { first, begin, weights }: Taps, to: Float32Array): void {
  const newWidth = first.length;
  for (let row = 0; row < to.length / newWidth; row++) {
    for (let column = 0; column < newWidth; column++) {
      let sum = 0;
      for (let tap = begin[column]; tap < begin[column + 1]; tap++)
        sum += weights[tap] * from[row * width + first[column] + tap - begin[column]];
      to[row * newWidth + column] = sum;
    }
  }
}
