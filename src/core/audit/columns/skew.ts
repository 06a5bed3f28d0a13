import type { NumberColumn } from '../../data/dataset.ts';
import type { Finding } from '../audit.ts';
import { makeFinding, rounded } from '../finding.ts';

/** Above it, few cells hold nearly all that the column has to say (default of ydata-profiling). */
const VERY_SKEWED = 20;

export function skewFindings(columns: readonly NumberColumn[], usable: Uint32Array): Finding[] {
  return columns.flatMap(({ name, values }) => {
    const skew = skewness(values, usable);
    if (Math.abs(skew) <= VERY_SKEWED) return [];
    return [
      makeFinding('skewed-column', 'info', { column: name, count: usable.length, fields: { skew: rounded(skew), threshold: VERY_SKEWED } }),
    ];
  });
}

/** pandas' `skew()`, the adjusted Fisher–Pearson G₁, of the numbers that are there; 0 where fewer than three are, or all are equal. */
export function skewness(values: Float32Array, rows: Uint32Array): number {
  let count = 0;
  let sum = 0;
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]];
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  const mean = sum / count;
  let squares = 0;
  let cubes = 0;
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]];
    if (Number.isNaN(value)) continue;
    const difference = value - mean;
    squares += difference * difference;
    cubes += difference * difference * difference;
  }
  if (count < 3 || squares === 0) return 0;
  const spread = Math.sqrt(squares / count);
  return ((cubes / count / spread / spread / spread) * Math.sqrt(count * (count - 1))) / (count - 2);
}
