import type { CategoryColumn, Dataset, FeatureColumn, Target } from '../../data/dataset.ts';
import type { Finding } from '../audit.ts';
import { makeFinding, rounded } from '../finding.ts';
import { drawnHalf, sampleRows } from '../sample.ts';
import { heldOutKappa } from './one-rule.ts';
import { rankCorrelation } from './rank-correlation.ts';

/** Agreement from which one column alone is the label under another name. Honest columns stay well below: the best of iris reaches
 *  0.93, the best of the breast cancer rows 0.8. */
const SAME_CLASS = 0.98;
/** As above, of a real-valued target: what rises or falls with it in every row. */
const SAME_ORDER = 0.995;
/** Enough to tell 0.98 from 0.97, and sorted in milliseconds. */
const ROWS_SAMPLED = 10_000;
/** Values looked at over all columns: a second of work at the most. */
const VALUES_SAMPLED = 2_000_000;
const FEWEST_ROWS = 500;

/** Columns that alone determine the label, in rows that the rule was not made from. */
export function leakageFindings({ target }: Dataset, columns: readonly FeatureColumn[], usable: Uint32Array): Finding[] {
  const most = Math.min(ROWS_SAMPLED, Math.max(FEWEST_ROWS, Math.floor(VALUES_SAMPLED / Math.max(columns.length, 1))));
  const rows = sampleRows(usable, most, 'leakage');
  const score = scorer(target, rows);
  const threshold = target.kind === 'classes' ? SAME_CLASS : SAME_ORDER;
  return columns.flatMap((column) => {
    const found = score(column);
    if (found === null || Math.abs(found) < threshold) return [];
    const fields = { label: target.column, score: rounded(found), threshold, rows: rows.length };
    return [makeFinding('target-leakage', 'warning', { column: column.name, count: usable.length, fields })];
  });
}

type Scorer = (column: FeatureColumn) => number | null;

function scorer(target: Target, rows: Uint32Array): Scorer {
  const half = drawnHalf(rows.length, 'leakage-halves');
  if (target.kind === 'classes') {
    const classes = Int32Array.from(rows, (row) => target.codes[row]);
    return (column) => heldOutKappa(numbersOf(column, rows), classes, target.names.length, half);
  }
  const wanted = Float64Array.from(rows, (row) => target.values[row]);
  return (column) => rankCorrelation(column.kind === 'number' ? numbersOf(column, rows) : meansOf(column, rows, wanted, half), wanted);
}

/** A name's code serves as its number: the nearest one to a name that is known is itself. */
const numbersOf = (column: FeatureColumn, rows: Uint32Array): Float64Array =>
  column.kind === 'number'
    ? Float64Array.from(rows, (row) => column.values[row])
    : Float64Array.from(rows, (row) => (column.codes[row] < 0 ? Number.NaN : column.codes[row]));

/** For each row the mean target of its name in the other half. */
function meansOf({ codes, names }: CategoryColumn, rows: Uint32Array, wanted: Float64Array, half: Uint8Array): Float64Array {
  const [sums, counts] = [new Float64Array(2 * names.length), new Float64Array(2 * names.length)];
  for (const [i, row] of rows.entries()) {
    if (codes[row] < 0 || Number.isNaN(wanted[i])) continue;
    sums[2 * codes[row] + half[i]] += wanted[i];
    counts[2 * codes[row] + half[i]]++;
  }
  return Float64Array.from(rows, (row, i) => {
    const other = 2 * codes[row] + 1 - half[i];
    return codes[row] < 0 || counts[other] === 0 ? Number.NaN : sums[other] / counts[other];
  });
}
