import type { PhaseData } from '../../../src/core/data/dataset.ts';
import { categories, classes, images, numbers, phaseData, range, table, values } from './build-data.ts';

const ROWS = 600;
const cells = (of: (row: number) => number) => range(ROWS).map(of);

const two = classes(
  ['a', 'b'],
  cells((row) => row % 2),
);

/** Data that its columns, labels or pixels are conspicuous for. */
export const CONSPICUOUS: readonly PhaseData[] = [columns(), labels(), amounts(), bright(), faint()];

function columns(): PhaseData {
  const target = classes(
    ['no', 'yes'],
    cells((row) => (row * 7919) % 2),
  );
  return phaseData(
    table(
      [
        numbers('number', ...range(ROWS)),
        numbers('again', ...cells((row) => -2 * row)),
        numbers('copy', ...cells((row) => (row * 7919) % 2)),
        numbers('marked', ...cells((row) => (row < 5 ? -999 : row % 10))),
        numbers('far', ...cells((row) => (row === 3 ? 1e9 : row % 7))),
        categories('city', ['Paris', 'paris'], ...cells((row) => row % 2)),
        categories('street', range(60).map(String), ...cells((row) => row % 60)),
        categories('seldom', ['a', 'b'], ...cells((row) => (row < 5 ? 1 : 0))),
      ],
      target,
    ),
  );
}

function labels(): PhaseData {
  const names = ['0', '1', '2', 'x', 'X'];
  const data = (...codes: number[]) => table([numbers('x', ...codes.map((_, row) => row / 2))], classes(names, codes));
  return phaseData(data(...cells((row) => (row < 2 ? 3 + row : row % 2))), { test: data(0, 2) });
}

function amounts(): PhaseData {
  return phaseData(table([numbers('x', ...cells((row) => row / 2))], values(...cells((row) => (row === 0 ? 0.5 : row % 3)))));
}

function bright(): PhaseData {
  return phaseData(
    images(
      cells((row) => row).map((row) => [255, 255, 255, row % 256]),
      two,
    ),
  );
}

function faint(): PhaseData {
  return phaseData(
    images(
      cells((row) => row).map((row) => [0, 0, 1, row % 17]),
      two,
    ),
  );
}
