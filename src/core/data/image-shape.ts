import { TrainscriptError } from '../problems/problem.ts';
import type { TableColumn } from './table-column.ts';

/** Height and width of square images. */
export type ImageSide = number;

/** Smaller squares are more often tables: 4, 9, 16, 25 and 36 feature columns are common. The smallest digits in use are 8×8. */
const MIN_GUESSED_SIDE = 8;
const MIN_CHOSEN_SIDE = 4;
/** 16-bit pixels; greater whole numbers are counts or amounts. */
const MAX_PIXEL = 65_535;

/** The side of the images that the rows are, or null where they are none. They are guessed to be images when every column holds
 *  pixels: a square number of them, no cell missing, whole numbers 0…65,535 or all within 0..1. `chosen` is the file's name where the person says
 *  that they are images: then a missing pixel passes as 0, and what cannot be an image throws `image-not-square` or `image-not-pixels`. */
export function imageSide(columns: readonly TableColumn[], chosen: string | null): ImageSide | null {
  const side = Math.sqrt(columns.length);
  if (chosen !== null) return checkedSide(columns, side, chosen);
  if (!Number.isInteger(side) || side < MIN_GUESSED_SIDE) return null;
  const arePixels = columns.every((column) => column.missing === 0 && column.texts === 0 && column.minimum >= 0);
  const areInRange =
    columns.every(({ allIntegers, maximum }) => allIntegers && maximum <= MAX_PIXEL) || columns.every(({ maximum }) => maximum <= 1);
  return arePixels && areInRange ? side : null;
}

function checkedSide(columns: readonly TableColumn[], side: number, file: string): ImageSide {
  if (!Number.isInteger(side) || side < MIN_CHOSEN_SIDE) throw new TrainscriptError('image-not-square', { file, columns: columns.length });
  for (const { name, texts, textRows, minimum } of columns) {
    if (texts > 0) throw new TrainscriptError('image-not-pixels', { file, column: name, found: `text in row ${textRows[0]}` });
    if (minimum < 0) throw new TrainscriptError('image-not-pixels', { file, column: name, found: minimum });
  }
  return side;
}

/** The value of a fully lit pixel: of the usual scales (0..1, 0..16, 0..255) the smallest that holds every pixel, else the greatest pixel. */
export function scaleMaximum(columns: readonly TableColumn[]): number {
  const greatest = columns.reduce((most, column) => Math.max(most, column.maximum), 0);
  return [1, 16, 255].find((maximum) => greatest <= maximum) ?? greatest;
}

/** The maximum that the person chose, null where there is none. Throws `scale-maximum` for one that nothing can be divided by. */
export function checkedMaximum(maximum: number | null): number | null {
  if (maximum !== null && !(maximum > 0 && Number.isFinite(maximum))) throw new TrainscriptError('scale-maximum', { maximum });
  return maximum;
}
