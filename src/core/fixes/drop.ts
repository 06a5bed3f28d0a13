import { conflictingRows, firstEqualRows, repeatedRows } from '../audit/duplicates.ts';
import { blankRows } from '../audit/images.ts';
import { comparable, withCodesOf } from '../audit/row-hash.ts';
import { type Dataset, type FeatureColumn, usableRows } from '../data/dataset.ts';
import { findColumn } from './columns.ts';
import type { DropMatching, DropRows } from './fix.ts';
import { checkRows, type Fixed, type Sets, type Step, unfit } from './sets.ts';

/** @throws TrainscriptError `fix-row-beyond`, `fix-unfit` */
export function dropRows(sets: Sets, at: Step<DropRows>): Fixed {
  const { rows, of } = at.fix;
  const dataset = of === 'test' ? sets.test : sets.train;
  if (dataset === null) throw unfit(at, 'a test set', 'none of its own');
  checkRows(rows, dataset, at.step);
  return { sets: without(sets, rows, of === 'test' ? 'test' : 'train'), cells: 0 };
}

/** @throws TrainscriptError `fix-column-unknown`, `fix-unfit` */
export function dropMatching(sets: Sets, at: Step<DropMatching>): Fixed {
  const { rule } = at.fix;
  const rows = rule === 'in-training' ? testRowsInTraining(sets) : matchingRows(sets.train, at);
  return { sets: without(sets, rows, rule === 'in-training' ? 'test' : 'train'), cells: 0 };
}

function matchingRows(train: Dataset, at: Step<DropMatching>): Iterable<number> {
  const rows = usableRows(train);
  switch (at.fix.rule) {
    case 'duplicates':
      return repeatedRows(firstEqualRows(train, rows, null, NO_ROWS), rows, train.target);
    case 'conflicts':
      if (train.target.kind === 'values') throw unfit(at, 'classes', 'a number to predict');
      return conflictingRows(firstEqualRows(train, rows, null, NO_ROWS), rows, train.target).concerned;
    case 'blank-images':
      if (train.features.kind !== 'image') throw unfit(at, 'images', 'a table');
      return blankRows(train.features, rows);
    default:
      return rowsWithGaps(train, rows, at);
  }
}

const NO_ROWS = new Uint32Array(0);

function rowsWithGaps({ features }: Dataset, rows: Uint32Array, at: Step<DropMatching>): Uint32Array {
  if (features.kind === 'image') throw unfit(at, 'a table', 'images');
  const columns = at.fix.column === undefined ? features.columns : [findColumn(features.columns, at.fix.column, at.step)];
  return rows.filter((row) => columns.some((column) => isGap(column, row)));
}

export const isGap = (column: FeatureColumn, row: number): boolean =>
  column.kind === 'number' ? Number.isNaN(column.values[row]) : column.codes[row] < 0;

function testRowsInTraining({ train, test }: Sets): Iterable<number> {
  if (test === null || !comparable(train.features, test.features)) return [];
  const rows = usableRows(train);
  const testRows = usableRows(test);
  const first = firstEqualRows(train, rows, { ...test, features: withCodesOf(train.features, test.features) }, testRows);
  return testRows.filter((_, i) => first[rows.length + i] < rows.length);
}

function without(sets: Sets, rows: Iterable<number>, name: keyof Sets): Sets {
  const dataset = sets[name];
  if (dataset === null) return sets;
  const excluded = [...new Set([...dataset.excluded, ...rows])].sort((a, b) => a - b);
  return { ...sets, [name]: { ...dataset, excluded } };
}
