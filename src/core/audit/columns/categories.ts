import type { CategoryColumn } from '../../data/dataset.ts';
import type { Finding } from '../audit.ts';
import { makeFinding, percent, rounded } from '../finding.ts';
import { type Hidden, teller } from './told.ts';

/** More names than this are seldom read as one kind of thing (default of ydata-profiling). */
const MANY_NAMES = 50;
/** Of a score that is 0 where all names are equally frequent, and 1 where one is all there is (score and default of ydata-profiling). */
const IMBALANCED = 0.5;

export const cardinalityFindings = (columns: readonly CategoryColumn[], usable: Uint32Array): Finding[] =>
  columns.flatMap((column) => highCardinality(column, countCodes(column, usable), usable.length));

/** Names the most frequent value. */
export const balanceFindings = (columns: readonly CategoryColumn[], usable: Uint32Array, hidden: Hidden): Finding[] =>
  columns.flatMap((column) => imbalanced(column, countCodes(column, usable), hidden));

/** Rows of each of the column's names. */
export function countCodes({ codes, names }: Pick<CategoryColumn, 'codes' | 'names'>, rows: Uint32Array): Uint32Array {
  const counts = new Uint32Array(names.length);
  for (const row of rows) if (codes[row] >= 0) counts[codes[row]]++;
  return counts;
}

/** Names of one row each are an identifier, and told as such. */
function highCardinality({ name }: CategoryColumn, counts: Uint32Array, total: number): Finding[] {
  const occurring = counts.filter((count) => count > 0);
  if (occurring.length <= MANY_NAMES || occurring.every((count) => count === 1)) return [];
  const fields = { total, perName: rounded(total / occurring.length), threshold: MANY_NAMES };
  return [makeFinding('high-cardinality', 'info', { column: name, count: occurring.length, fields })];
}

function imbalanced({ name: column, names }: CategoryColumn, counts: Uint32Array, hidden: Hidden): Finding[] {
  const score = imbalanceScore(counts);
  if (score <= IMBALANCED) return [];
  const total = sumOf(counts);
  const count = counts.reduce((a, b) => Math.max(a, b));
  const fields = {
    total,
    share: percent(count, total),
    name: teller({ name: column }, hidden)(names[counts.indexOf(count)]),
    score: rounded(score),
    threshold: IMBALANCED,
  };
  return [makeFinding('imbalanced-column', 'info', { column, count, fields })];
}

/** 1 − the entropy of the names' shares / that of equal ones, over the names that occur; 0 where one or none does. */
export function imbalanceScore(counts: Uint32Array): number {
  const occurring = counts.filter((count) => count > 0);
  if (occurring.length < 2) return 0;
  const total = sumOf(occurring);
  const entropy = occurring.reduce((sum, count) => sum - (count / total) * Math.log2(count / total), 0);
  return 1 - entropy / Math.log2(occurring.length);
}

const sumOf = (counts: Uint32Array): number => counts.reduce((sum, count) => sum + count, 0);
