import type { CategoryColumn, FeatureColumn, NumberColumn, Target } from '../../data/dataset.ts';
import { associationWith } from './association.ts';
import { figure } from './figure.ts';
import { describeNumbers, moments } from './number-figures.ts';
import { type CategoryCount, type ClassFigures, type ColumnProfile, MAX_CATEGORIES, MAX_NAME } from './profile.ts';

/** Rows of each of the classes that are told apart. */
export type RowsByClass = readonly Uint32Array[];

/** An input of the network, held against the label. */
export function profileColumn(
  column: FeatureColumn,
  rows: Uint32Array,
  hidden: boolean,
  target: Target,
  byClass: RowsByClass,
): ColumnProfile {
  const own = describe(column, rows, hidden);
  const toLabel = hardlyRepeats(own) ? null : associationWith(column, target, rows);
  return { ...own, toLabel, byClass: hidden ? [] : byClass.map((rowsOf) => classFigures(column, rowsOf)) };
}

/** More different texts than this share of the cells, and they are names: each stands for its row, and would tell its label by that. */
const SELDOM_TWICE = 0.5;

export const hardlyRepeats = ({ kind, distinct, count }: Pick<ColumnProfile, 'kind' | 'distinct' | 'count'>): boolean =>
  kind === 'category' && distinct > SELDOM_TWICE * count;

/** The label, by itself. */
export function profileLabel(target: Target, rows: Uint32Array, hidden: boolean): ColumnProfile {
  const column: FeatureColumn =
    target.kind === 'values'
      ? { kind: 'number', name: target.column, values: target.values }
      : { kind: 'category', name: target.column, names: target.names, codes: target.codes };
  return { ...describe(column, rows, hidden), toLabel: null, byClass: [] };
}

type Described = Omit<ColumnProfile, 'toLabel' | 'byClass'>;

function describe(column: FeatureColumn, rows: Uint32Array, hidden: boolean): Described {
  return column.kind === 'number' ? describeNumberColumn(column, rows, hidden) : describeCategoryColumn(column, rows, hidden);
}

function describeNumberColumn({ name, values }: NumberColumn, rows: Uint32Array, hidden: boolean): Described {
  const present = presentValues(values, rows);
  const { distinct, figures } = describeNumbers(present);
  const counts = { count: present.length, missing: rows.length - present.length, distinct };
  return { name, kind: 'number', ...counts, hidden, numbers: hidden ? null : figures, categories: null };
}

function presentValues(values: Float32Array, rows: Uint32Array): Float32Array {
  const present = new Float32Array(rows.length);
  let count = 0;
  for (let i = 0; i < rows.length; i++) if (Number.isFinite(values[rows[i]])) present[count++] = values[rows[i]];
  return present.subarray(0, count);
}

function describeCategoryColumn(column: CategoryColumn, rows: Uint32Array, hidden: boolean): Described {
  const counts = countsOf(column, rows);
  const count = counts.reduce((sum, one) => sum + one, 0);
  const distinct = counts.reduce((sum, one) => (one > 0 ? sum + 1 : sum), 0);
  const categories = hidden ? null : topOf(column, counts, MAX_CATEGORIES);
  return { name: column.name, kind: 'category', count, missing: rows.length - count, distinct, hidden, numbers: null, categories };
}

function countsOf({ codes, names }: CategoryColumn, rows: Uint32Array): Uint32Array {
  const counts = new Uint32Array(names.length);
  for (let i = 0; i < rows.length; i++) if (codes[rows[i]] >= 0) counts[codes[rows[i]]]++;
  return counts;
}

/** What stands in one row only is not told. */
function topOf({ names }: CategoryColumn, counts: Uint32Array, most: number): CategoryCount[] {
  const codes = Array.from(counts.keys()).filter((code) => counts[code] > 1);
  codes.sort((a, b) => counts[b] - counts[a] || a - b);
  return codes.slice(0, most).map((code) => ({ name: clipped(names[code]), rows: counts[code] }));
}

/** By characters, so that none is cut in half. */
export const clipped = (name: string): string => (name.length > MAX_NAME ? `${[...name].slice(0, MAX_NAME).join('')}…` : name);

function classFigures(column: FeatureColumn, rows: Uint32Array): ClassFigures {
  if (column.kind === 'category') {
    const counts = countsOf(column, rows);
    const [top] = topOf(column, counts, 1);
    return { count: counts.reduce((sum, one) => sum + one, 0), mean: null, std: null, top: top ?? null };
  }
  const present = presentValues(column.values, rows);
  if (present.length === 0) return { count: 0, mean: null, std: null, top: null };
  const { mean, std } = moments(present);
  return { count: present.length, mean: figure(mean), std: figure(std), top: null };
}
