import type { CategoryColumn, Dataset, FeatureColumn, NumberColumn } from '../../dataset.ts';
import type { Finding } from '../audit.ts';
import { balanceFindings, cardinalityFindings } from './categories.ts';
import { correlationFindings } from './correlated.ts';
import { identifierFindings } from './identifiers.ts';
import { leakageFindings } from './leakage.ts';
import { dirtyCategoryFindings } from './name-variants.ts';
import { placeholderFindings } from './placeholders.ts';
import { skewFindings } from './skew.ts';

/** What single columns of a table, and pairs of them, are conspicuous for. Of images nothing: a pixel is no column. No value is told of
 *  the columns that are `hidden`, because they are about people. */
export function tableFindings(train: Dataset, usable: Uint32Array, hidden: ReadonlySet<string>): Finding[] {
  if (train.features.kind !== 'table') return [];
  const { columns } = train.features;
  const numbers = columns.filter((column): column is NumberColumn => column.kind === 'number');
  const categories = columns.filter((column): column is CategoryColumn => column.kind === 'category');
  const isShown = ({ name }: FeatureColumn) => !hidden.has(name);
  return [
    ...leakageFindings(train, columns, usable),
    ...identifierFindings(columns, usable),
    ...placeholderFindings(numbers.filter(isShown), usable),
    ...dirtyCategoryFindings(categories.filter(isShown), usable),
    ...cardinalityFindings(categories, usable),
    ...balanceFindings(categories.filter(isShown), usable),
    ...skewFindings(numbers, usable),
    ...correlationFindings(numbers, usable),
  ];
}
