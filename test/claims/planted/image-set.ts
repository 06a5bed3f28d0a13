import type { ClassTarget, Dataset, ImageFeatures, PhaseData, Reading } from '../../../src/core/data/dataset.ts';
import { resizeToNetwork } from '../../../src/core/data/resize.ts';
import type { Dice } from './dice.ts';

/** Images of classes, as the reader gives them. */
export interface ImageSet {
  readonly name: string;
  readonly images: ImageRows;
}

export interface ImageRows extends Dataset {
  readonly features: ImageFeatures;
  readonly target: ClassTarget;
}

/** @throws where the rows are no images of classes. */
export function imageSet(name: string, { features, target, rows, excluded }: Dataset): ImageSet {
  if (features.kind !== 'image' || target.kind !== 'classes') throw new Error(`${name} holds no images of classes`);
  return { name, images: { features, target, rows, excluded } };
}

const READING: Reading = {
  format: 'idx',
  encoding: null,
  delimiter: null,
  header: null,
  preamble: 0,
  columns: [],
  label: null,
  task: 'multiclass',
  shape: { kind: 'image', height: 28, width: 28 },
  maximum: 255,
};

export const phaseOf = (train: Dataset, test: Dataset | null = null): PhaseData => ({
  train,
  test,
  files: [],
  reading: READING,
  facts: null,
});

/** Those rows, in that order; a row may come more than once. */
export function rowsOf({ features, target }: ImageRows, rows: readonly number[]): ImageRows {
  const size = features.height * features.width;
  const pixels = features.pixels instanceof Uint8Array ? new Uint8Array(rows.length * size) : new Float32Array(rows.length * size);
  for (const [i, row] of rows.entries()) pixels.set(features.pixels.subarray(row * size, (row + 1) * size), i * size);
  return {
    rows: rows.length,
    excluded: [],
    features: { ...features, pixels },
    target: { ...target, codes: Int32Array.from(rows, (row) => target.codes[row]) },
  };
}

/** Two random parts of the set, so many rows each. */
export function parts({ images }: ImageSet, sizes: readonly [number, number], dice: Dice): readonly [ImageRows, ImageRows] {
  const chosen = dice.choose(images.rows, sizes[0] + sizes[1]);
  const first = new Set(dice.choose(chosen.length, sizes[0]));
  return [
    rowsOf(
      images,
      chosen.filter((_, i) => first.has(i)),
    ),
    rowsOf(
      images,
      chosen.filter((_, i) => !first.has(i)),
    ),
  ];
}

/** Every pixel changed; `at` is its position within the image. */
export function mapPixels(images: ImageRows, change: (pixel: number, at: number, row: number) => number): ImageRows {
  const size = images.features.height * images.features.width;
  const pixels = images.features.pixels.map((pixel, i) => change(pixel, i % size, Math.floor(i / size)));
  return { ...images, features: { ...images.features, pixels } };
}

export function withLabels(images: ImageRows, label: (code: number, row: number) => number): ImageRows {
  return { ...images, target: { ...images.target, codes: images.target.codes.map(label) } };
}

/** Shifted to the right and down, dark behind. */
export function shifted(images: ImageRows, by: number): ImageRows {
  const { width, height, pixels } = images.features;
  return mapPixels(images, (_, at, row) => {
    const [x, y] = [(at % width) - by, Math.floor(at / width) - by];
    return x < 0 || y < 0 ? 0 : pixels[row * width * height + y * width + x];
  });
}

/** Doubled in both directions as another program would store it, and resized by the page again. */
export function doubledAndResized(images: ImageRows): ImageRows {
  const { width, height, pixels } = images.features;
  const large = new Uint8Array(images.rows * width * height * 4);
  for (let i = 0; i < large.length; i++) {
    const [x, y, row] = [i % (2 * width), Math.floor(i / (2 * width)) % (2 * height), Math.floor(i / (4 * width * height))];
    large[i] = pixels[row * width * height + (y >> 1) * width + (x >> 1)];
  }
  return { ...images, features: resizeToNetwork({ ...images.features, width: 2 * width, height: 2 * height, pixels: large }) };
}

/** Rows behind rows; both of one kind. */
export function joined(first: ImageRows, second: ImageRows): ImageRows {
  const pixels = new Float32Array(first.features.pixels.length + second.features.pixels.length);
  pixels.set(first.features.pixels);
  pixels.set(second.features.pixels, first.features.pixels.length);
  const isBytes = [first, second].every(({ features }) => features.pixels instanceof Uint8Array);
  return {
    rows: first.rows + second.rows,
    excluded: [],
    features: { ...first.features, pixels: isBytes ? Uint8Array.from(pixels) : pixels },
    target: { ...first.target, codes: Int32Array.from([...first.target.codes, ...second.target.codes]) },
  };
}

export const range = (from: number, end: number): number[] => Array.from({ length: end - from }, (_, i) => from + i);
