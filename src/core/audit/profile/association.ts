import type { CategoryColumn, FeatureColumn, Target } from '../../data/dataset.ts';
import { share } from './figure.ts';
import type { Association } from './profile.ts';

/** What a column tells of the label; null where one of both has less than two values in the rows. */
export function associationWith(column: FeatureColumn, target: Target, rows: Uint32Array): Association | null {
  if (target.kind === 'values') {
    if (column.kind === 'number') return of('pearson', pearson(column.values, target.values, rows));
    return of('eta', correlationRatio(target.values, column, rows));
  }
  if (column.kind === 'number') return of('eta', correlationRatio(column.values, target, rows));
  return of('cramers-v', cramersV(column, target, rows));
}

const of = (measure: Association['measure'], value: number | null): Association | null =>
  value === null ? null : { measure, value: share(value) };

type Groups = Pick<CategoryColumn, 'codes' | 'names'>;

/** Over the rows that have both values; null where there is nothing to vary. */
export function pearson(a: Float32Array, b: Float32Array, rows: Uint32Array): number | null {
  let count = 0;
  let meanA = 0;
  let meanB = 0;
  let squaresA = 0;
  let squaresB = 0;
  let products = 0;
  for (let i = 0; i < rows.length; i++) {
    const x = a[rows[i]];
    const y = b[rows[i]];
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    count++;
    // Welford's updates (1962), which keep the digits of values far from zero.
    const dx = x - meanA;
    const dy = y - meanB;
    meanA += dx / count;
    meanB += dy / count;
    squaresA += dx * (x - meanA);
    squaresB += dy * (y - meanB);
    products += dx * (y - meanB);
  }
  if (!(squaresA > 0 && squaresB > 0)) return null;
  return Math.max(-1, Math.min(1, products / Math.sqrt(squaresA * squaresB)));
}

function correlationRatio(values: Float32Array, { codes, names }: Groups, rows: Uint32Array): number | null {
  const counts = new Float64Array(names.length);
  const sums = new Float64Array(names.length);
  let count = 0;
  let total = 0;
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]];
    const code = codes[rows[i]];
    if (code < 0 || !Number.isFinite(value)) continue;
    count++;
    total += value;
    counts[code]++;
    sums[code] += value;
  }
  const mean = total / count;
  let squares = 0;
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]];
    if (codes[rows[i]] >= 0 && Number.isFinite(value)) squares += (value - mean) ** 2;
  }
  if (!(squares > 0) || counts.filter((rowsOf) => rowsOf > 0).length < 2) return null;
  const between = sums.reduce(
    (sum, groupSum, code) => (counts[code] === 0 ? sum : sum + counts[code] * (groupSum / counts[code] - mean) ** 2),
    0,
  );
  return Math.sqrt(Math.min(1, between / squares));
}

/** A table of counts larger than this is not made: such columns are names, not categories. */
const MAX_COUNTS = 4_000_000;

function cramersV(a: Groups, b: Groups, rows: Uint32Array): number | null {
  const width = b.names.length;
  if (a.names.length * width > MAX_COUNTS) return null;
  const counts = new Uint32Array(a.names.length * width);
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    const x = a.codes[rows[i]];
    const y = b.codes[rows[i]];
    if (x < 0 || y < 0) continue;
    counts[x * width + y]++;
    count++;
  }
  return fromTable(counts, a.names.length, width, count);
}

function fromTable(counts: Uint32Array, height: number, width: number, count: number): number | null {
  const ofRow = new Float64Array(height);
  const ofColumn = new Float64Array(width);
  for (let i = 0; i < counts.length; i++) {
    ofRow[Math.floor(i / width)] += counts[i];
    ofColumn[i % width] += counts[i];
  }
  const occurring = (sums: Float64Array) => sums.reduce((number, sum) => (sum > 0 ? number + 1 : number), 0);
  const freedom = Math.min(occurring(ofRow), occurring(ofColumn)) - 1;
  if (freedom < 1) return null;
  // χ²/n = Σ o²/(r·c) − 1, without a division by what does not occur.
  let sum = 0;
  for (let i = 0; i < counts.length; i++) if (counts[i] > 0) sum += counts[i] ** 2 / (ofRow[Math.floor(i / width)] * ofColumn[i % width]);
  return count === 0 ? null : Math.sqrt(Math.min(1, Math.max(0, sum - 1) / freedom));
}
