import type { Dice } from './dice.ts';
import { type ImageRows, type ImageSet, joined, mapPixels, parts, phaseOf, range, rowsOf } from './image-set.ts';
import { exactly, type Planter } from './planter.ts';
import { behind, cut, distinct, mapRows, type Row, read, spreadOf, type TableSet, withRows } from './table-set.ts';

/** Each number a thousandth of its column's standard deviation off. */
function nudged(set: TableSet, rows: readonly Row[], dice: Dice): readonly Row[] {
  const spreads = set.columns.map((_, column) => spreadOf(set, column));
  return rows.map((row) => ({ ...row, cells: row.cells.map((cell, i) => String(Number(cell) + 1e-3 * spreads[i] * dice.normal())) }));
}

/** Each number so many of its column's standard deviations off, up or down. */
function thrown(set: TableSet, by: number, rows: readonly number[], dice: Dice): TableSet {
  const spreads = set.columns.map((_, column) => spreadOf(set, column));
  const off = (cell: string, column: number) => String(Number(cell) + (dice.uniform() < 0.5 ? -by : by) * spreads[column]);
  return mapRows(set, (row, i) => (rows.includes(i) ? { ...row, cells: row.cells.map(off) } : row));
}

/** Its rows again and again up to so many, each number off by a fifth of its column's standard deviation. */
function multiplied(set: TableSet, count: number, dice: Dice): TableSet {
  const spreads = set.columns.map((_, column) => 0.2 * spreadOf(set, column));
  const off = (cell: string, column: number) => (Number(cell) + spreads[column] * dice.normal()).toFixed(3);
  return withRows(
    set,
    range(0, count).map((i) => {
      const row = set.rows[i % set.rows.length];
      return { ...row, cells: row.cells.map(off) };
    }),
  );
}

/** What the comparison of a table's rows with each other tells. */
export const NEIGHBOUR_TABLES: readonly Planter<TableSet>[] = [
  {
    code: 'near-duplicates',
    strength: '5 % of the rows a second time, each number a thousandth of a standard deviation off',
    plant: async (set, dice) => {
      const own = distinct(set);
      const both = behind(own, nudged(own, cut(own, 0.05, dice)[0].rows, dice));
      return { finetune: await read(both.set), says: exactly(both.rows) };
    },
  },
  {
    code: 'near-train-test-duplicates',
    strength: '5 % of the training rows as test rows, each number a thousandth of a standard deviation off',
    plant: async (set, dice) => {
      const [test, train] = cut(distinct(set), 0.2, dice);
      const flattered = behind(test, nudged(train, cut(train, 0.05, dice)[0].rows, dice));
      return { finetune: await read(train, flattered.set), says: exactly(flattered.rows) };
    },
  },
  {
    code: 'outliers',
    strength: '3 rows with every number 8 standard deviations off',
    plant: async (set, dice) => {
      const rows = dice.choose(set.rows.length, 3);
      return { finetune: await read(thrown(set, 8, rows, dice)), says: { rows } };
    },
  },
  {
    code: 'rows-not-compared',
    strength: 'a run that starts at once on 3,001 rows',
    plant: async (set, dice) => ({ finetune: await read(multiplied(set, 3_001, dice)), says: { count: 3_001 } }),
  },
  {
    code: 'rows-too-many',
    strength: '100,001 rows',
    not: ['breast cancer'],
    plant: async (set, dice) => ({ finetune: await read(multiplied(set, 100_001, dice)), says: { count: 100_001 } }),
  },
];

/** Each pixel up to a hundredth of the scale brighter. */
const grained = (images: ImageRows, dice: Dice): ImageRows =>
  mapPixels(images, (pixel) => Math.min(images.features.maximum, pixel + 0.012 * images.features.maximum * dice.uniform()));

const copied = (images: ImageRows, count: number, dice: Dice): ImageRows => grained(rowsOf(images, dice.choose(images.rows, count)), dice);

/** The same of images. */
export const NEIGHBOUR_IMAGES: readonly Planter<ImageSet>[] = [
  {
    code: 'near-duplicates',
    strength: '2 % of the images a second time, each pixel up to a hundredth brighter',
    plant: (set, dice) => {
      const [images] = parts(set, [1_000, 0], dice);
      return { finetune: phaseOf(joined(images, copied(images, 20, dice))), says: exactly(range(1_000, 1_020)) };
    },
  },
  {
    code: 'near-train-test-duplicates',
    strength: '5 of 305 test images from training, each pixel up to a hundredth brighter',
    plant: (set, dice) => {
      const [train, test] = parts(set, [1_000, 300], dice);
      return { finetune: phaseOf(train, joined(test, copied(train, 5, dice))), says: exactly(range(300, 305)) };
    },
  },
  {
    code: 'outliers',
    strength: '3 images of noise',
    plant: (set, dice) => {
      const [images] = parts(set, [1_000, 0], dice);
      const rows = dice.choose(images.rows, 3);
      const { maximum } = images.features;
      const noise = mapPixels(images, (pixel, _, row) => (rows.includes(row) ? Math.floor(maximum * dice.uniform()) : pixel));
      return { finetune: phaseOf(noise), says: { rows } };
    },
  },
];
