import { type CategoryColumn, type Dataset, type FeatureColumn, type NumberColumn, usableRows } from '../data/dataset.ts';
import { TrainscriptError } from '../problems/problem.ts';
import { findColumn, withColumn } from './columns.ts';
import { isGap } from './drop.ts';
import type { Impute } from './fix.ts';
import { type Fixed, type Sets, type Step, unfit } from './sets.ts';

/** Fills the gaps of a column in the usable rows of both sets; what with is learnt from the training rows alone.
 *  @throws TrainscriptError `fix-column-unknown`, `fix-unfit`, `fix-value`, `fix-nothing-known` */
export function impute(sets: Sets, at: Step<Impute>): Fixed {
  const { train, test } = sets;
  if (train.features.kind === 'image') throw unfit(at, 'a table', 'images');
  const column = findColumn(train.features.columns, at.fix.column, at.step);
  const value = column.kind === 'number' ? numberFor(column, train, at) : nameFor(column, train, at);
  const [own, other] = [filled(train, value, at), test && filled(test, value, at)];
  return { sets: { train: own.dataset, test: other?.dataset ?? null }, cells: own.cells + (other?.cells ?? 0) };
}

function numberFor(column: NumberColumn, train: Dataset, { fix, step }: Step<Impute>): number {
  if (fix.by === 'value') return givenNumber(fix, step);
  const known = Float64Array.from(usableRows(train), (row) => column.values[row]).filter((value) => !Number.isNaN(value));
  if (known.length === 0) throw nothingKnown(fix, step, train);
  if (fix.by === 'mean') return known.reduce((sum, value) => sum + value, 0) / known.length;
  return fix.by === 'median' ? medianOf(known.sort()) : mostFrequent(known.sort());
}

function givenNumber({ column, value }: Impute, step: number): number {
  const given = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof given === 'number' && Number.isFinite(Math.fround(given))) return given;
  throw new TrainscriptError('fix-value', { step, column, found: String(value ?? '–') });
}

/** Of two in the middle, what lies between. */
function medianOf(sorted: Float64Array): number {
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The smallest of those that are equally frequent. */
function mostFrequent(sorted: Float64Array): number {
  let [best, most, run] = [sorted[0], 0, 0];
  for (let i = 0; i < sorted.length; i++) {
    run = i > 0 && sorted[i] === sorted[i - 1] ? run + 1 : 1;
    if (run > most) [best, most] = [sorted[i], run];
  }
  return best;
}

function nameFor(column: CategoryColumn, train: Dataset, at: Step<Impute>): string {
  const { by, value } = at.fix;
  if (by === 'value' && value !== undefined) return String(value);
  if (by !== 'most-frequent') throw unfit(at, 'a column of numbers', `categories in “${column.name}”`);
  const counts = new Uint32Array(column.names.length);
  for (const row of usableRows(train)) if (column.codes[row] >= 0) counts[column.codes[row]]++;
  const most = Math.max(0, ...counts);
  if (most === 0) throw nothingKnown(at.fix, at.step, train);
  return column.names[counts.indexOf(most)];
}

const nothingKnown = ({ column }: Impute, step: number, train: Dataset): TrainscriptError =>
  new TrainscriptError('fix-nothing-known', { step, column, rows: usableRows(train).length });

function filled(dataset: Dataset, value: number | string, { fix, step }: Step<Impute>): { dataset: Dataset; cells: number } {
  if (dataset.features.kind === 'image') return { dataset, cells: 0 };
  const column = findColumn(dataset.features.columns, fix.column, step);
  const gaps = usableRows(dataset).filter((row) => isGap(column, row));
  return { dataset: gaps.length === 0 ? dataset : withColumn(dataset, withValue(column, gaps, value)), cells: gaps.length };
}

function withValue(column: FeatureColumn, rows: Uint32Array, value: number | string): FeatureColumn {
  if (column.kind === 'number') {
    const values = column.values.slice();
    for (const row of rows) values[row] = Number(value);
    return { ...column, values };
  }
  const names = column.names.includes(String(value)) ? column.names : [...column.names, String(value)];
  const codes = column.codes.slice();
  for (const row of rows) codes[row] = names.indexOf(String(value));
  return { ...column, names, codes };
}
