import type { NumberColumn } from '../../data/dataset.ts';
import { pearson } from './association.ts';
import { share } from './figure.ts';
import { CORRELATED_ROWS, type Correlation, MAX_PAIRS } from './profile.ts';
import { spread } from './spread.ts';

/** The strongest pairs among columns of numbers, over at most `CORRELATED_ROWS` rows at equal distances. */
export function strongestPairs(columns: readonly NumberColumn[], rows: Uint32Array): Correlation[] {
  const chosen = spread(rows, CORRELATED_ROWS);
  const pairs = columns.flatMap((a, i) =>
    columns.slice(i + 1).flatMap((b): Correlation[] => {
      const r = pearson(a.values, b.values, chosen);
      return r === null ? [] : [{ a: a.name, b: b.name, r: share(r) }];
    }),
  );
  return pairs.sort((one, other) => Math.abs(other.r) - Math.abs(one.r)).slice(0, MAX_PAIRS);
}
