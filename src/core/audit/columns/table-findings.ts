import type { CategoryColumn, Dataset, NumberColumn } from '../../dataset.ts';
import type { Finding } from '../audit.ts';
import { balanceFindings, cardinalityFindings } from './categories.ts';
import { correlationFindings } from './correlated.ts';
import { identifierFindings } from './identifiers.ts';
import { leakageFindings } from './leakage.ts';
import { dirtyCategoryFindings } from './name-variants.ts';
import { placeholderFindings } from './placeholders.ts';
import { skewFindings } from './skew.ts';
import type { Hidden } from './told.ts';

/** What single columns of a table, and pairs of them, are conspicuous for. Of images nothing: a pixel is no column. Of the
 *  columns that are `hidden`, because they are about people, values are told by their form alone. */
export function tableFindings(train: Dataset, usable: Uint32Array, hidden: Hidden): Finding[] {
  if (train.features.kind !== 'table') return [];
  const { columns } = train.features;
  const numbers = columns.filter((column): column is NumberColumn => column.kind === 'number');
  const categories = columns.filter((column): column is CategoryColumn => column.kind === 'category');
  return [
    ...leakageFindings(train, columns, usable),
    ...identifierFindings(columns, usable),
    ...placeholderFindings(numbers, usable, hidden),
    ...dirtyCategoryFindings(categories, usable, hidden),
    ...cardinalityFindings(categories, usable),
    ...balanceFindings(categories, usable, hidden),
    ...skewFindings(numbers, usable),
    ...correlationFindings(numbers, usable),
  ];
}
