import type { FeatureColumn, Features } from '../data/dataset.ts';
import { binomialTail } from './personal/chance.ts';
import { sampleRows } from './sample.ts';

/** Equal rows that are expected by chance: below it there is no chance to speak of. */
const NEVER = 1e-6;
/** As seldom as this, chance is no explanation. */
const BY_CHANCE = 0.01;
const ROWS_SAMPLED = 10_000;

/** Rows of one set that `found` of `asked` rows of another one equal. */
export interface Coincidence {
  readonly features: Features;
  readonly rows: Uint32Array;
  /** For each of the rows the position of the first one that equals it. */
  readonly firstEqual: Uint32Array;
  readonly found: number;
  readonly asked: number;
}

/** Whether equal rows of two sets were copied. Images are, and rows of many columns; few columns of few values coincide by chance, as two of iris' 150
 *  flowers do: then there must be more equal rows between the sets than those within the first one let expect. */
export function areCopied({ features, rows, firstEqual, found, asked }: Coincidence): boolean {
  if (found === 0) return false;
  const pairs = rows.length * asked;
  if (features.kind === 'image' || chanceOfEqual(features.columns, rows) * pairs < NEVER) return true;
  const within = firstEqual.reduce((count, first, at) => (first === at ? count : count + 1), 0);
  return binomialTail(found, found + within, shareBetween(rows.length, asked)) < BY_CHANCE;
}

/** Of all pairs of rows with one in the first set the share whose other one is in the second. */
const shareBetween = (first: number, second: number): number => (2 * second) / (first - 1 + 2 * second);

/** That two rows are equal, were the columns independent: for each the chance that two cells are. */
function chanceOfEqual(columns: readonly FeatureColumn[], rows: Uint32Array): number {
  const sample = sampleRows(rows, ROWS_SAMPLED, 'coincidence');
  let chance = 1;
  for (const column of columns) {
    if (chance < Number.MIN_VALUE) return 0;
    const counts = new Map<number, number>();
    const cells = column.kind === 'number' ? column.values : column.codes;
    for (const row of sample) counts.set(cells[row], (counts.get(cells[row]) ?? 0) + 1);
    chance *= [...counts.values()].reduce((sum, count) => sum + (count / sample.length) ** 2, 0);
  }
  return chance;
}
