import type { CategoryColumn, Dataset, NumberColumn } from '../../data/dataset.ts';
import type { Finding } from '../audit.ts';
import { balanceFindings, cardinalityFindings } from './categories.ts';
import { correlationFindings } from './correlated.ts';
import { identifierFindings } from './identifiers.ts';
import { leakageFindings } from './leakage.ts';
import { dirtyCategoryFindings } from './name-variants.ts';
import { placeholderFindings } from './placeholders.ts';
import { skewFindings } from './skew.ts';
import type { Hidden } from './told.ts';

interface Rows {
  readonly usable: Uint32Array;
  /** Usable rows that repeat an earlier one as a whole. */
  readonly repeats: Uint32Array;
  readonly hidden: Hidden;
}

/** Beyond this share, rows repeat each other because their columns have few values, and say nothing of a file put together twice. */
const FEW_REPEATS = 0.1;

/** What single columns of a table, and pairs of them, are conspicuous for. Of images nothing: a pixel is no column. Of the
 *  columns that are `hidden`, because they are about people, values are told by their form alone. */
export function tableFindings(train: Dataset, { usable, repeats, hidden }: Rows): Finding[] {
  if (train.features.kind !== 'table') return [];
  const { columns } = train.features;
  const numbers = columns.filter((column): column is NumberColumn => column.kind === 'number');
  const categories = columns.filter((column): column is CategoryColumn => column.kind === 'category');
  const once = onceEach(usable, repeats);
  return [
    ...leakageFindings(train, columns, usable),
    ...identifierFindings(columns, once),
    ...placeholderFindings(numbers, usable, hidden),
    ...dirtyCategoryFindings(categories, usable, hidden),
    ...cardinalityFindings(categories, once),
    ...balanceFindings(categories, usable, hidden),
    ...skewFindings(numbers, usable),
    ...correlationFindings(numbers, usable),
  ];
}

/** An identifier is one even where some rows stand in the file twice. */
function onceEach(usable: Uint32Array, repeats: Uint32Array): Uint32Array {
  if (repeats.length === 0 || repeats.length > FEW_REPEATS * usable.length) return usable;
  const again = new Set(repeats);
  return usable.filter((row) => !again.has(row));
}
