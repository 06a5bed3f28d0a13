import type { Dataset } from '../../../src/core/data/dataset.ts';
import { categories, classes, images, numbers, range, table } from './build-data.ts';

const ROWS = 400;
const cells = (of: (row: number) => number) => range(ROWS).map(of);
const labels = (names: readonly string[], every: number) =>
  classes(
    names,
    cells((row) => (row % every === 0 ? 1 : 0)),
  );

const first = table(
  [
    numbers('x', ...cells((row) => row / 2)),
    numbers('y', ...cells((row) => row % 7)),
    categories('k', ['u', 'v'], ...cells((row) => row % 2)),
    numbers('z', ...cells((row) => row % 5)),
  ],
  labels(['a', 'b', 'c'], 2),
);
const second = table(
  [
    numbers('x', ...cells((row) => row / 2 + 90)),
    numbers('y', ...cells((row) => (row % 7) + 3)),
    categories('k', ['u', 'v'], ...cells((row) => (row % 9 === 0 ? 1 : 0))),
    numbers('other', ...cells((row) => row % 5)),
  ],
  labels(['a', 'b', 'd'], 5),
);
const ink = (of: (row: number) => readonly number[]): Dataset => images(cells((row) => row).map(of), labels(['a', 'b'], 2));
const dark = ink((row) => [0, 255 - (row % 99), row % 150, 0]);

/** Two sets each that differ: in their columns, labels or pixels. */
export const DRIFTED: readonly (readonly [first: Dataset, second: Dataset])[] = [
  [first, second],
  [first, first],
  [first, dark],
  [dark, ink((row) => [0, row % 9, 14, 0])],
  [dark, ink((row) => [255, row % 150, 255, 255])],
  [dark, ink((row) => [255 - (row % 99), 0, 0, row % 150])],
];
