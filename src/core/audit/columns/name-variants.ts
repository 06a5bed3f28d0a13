import { listNames } from '../../data/columns-differ.ts';
import type { CategoryColumn, ClassTarget, Dataset } from '../../data/dataset.ts';
import type { Finding, FindingCode } from '../audit.ts';
import { makeFinding } from '../finding.ts';
import { countCodes } from './categories.ts';
import { type Hidden, teller } from './told.ts';

type Named = Pick<CategoryColumn, 'name' | 'names' | 'codes'>;

/** Names of a column that differ in nothing but capitals, spaces, or full-width letters and digits. */
export const dirtyCategoryFindings = (columns: readonly CategoryColumn[], usable: Uint32Array, hidden: Hidden): Finding[] =>
  columns.flatMap((column) => variantsFinding('dirty-categories', column, { usable, hidden, measure: 'Con-ML-3' }));

/** As above, of the label: each way of writing became a class of its own. */
export function labelVariantFindings({ target }: Dataset, usable: Uint32Array): Finding[] {
  if (target.kind === 'values') return [];
  return variantsFinding('label-variants', namedLabel(target), { usable, hidden: new Set(), measure: 'Acc-ML-7' });
}

const namedLabel = ({ column, names, codes }: ClassTarget): Named => ({ name: column, names, codes });

interface Looked {
  readonly usable: Uint32Array;
  readonly hidden: Hidden;
  readonly measure: string;
}

function variantsFinding(code: FindingCode, column: Named, { usable, hidden, measure }: Looked): Finding[] {
  const groups = variantsOf(column, usable);
  if (groups.length === 0) return [];
  const rare = new Set(groups.flatMap(([, ...others]) => others));
  const rows = usable.filter((row) => rare.has(column.codes[row]));
  const told = teller(column, hidden);
  const shown = groups.map((group) => group.map((one) => `“${told(column.names[one])}”`).join(' = '));
  const fields = { groups: groups.length, names: listNames(shown) };
  return [makeFinding(code, 'warning', { column: column.name, rows: Array.from(rows), count: rows.length, fields, measure })];
}

/** Codes of names that are one, the most frequent way of writing first. */
const variantsOf = (column: Named, usable: Uint32Array): number[][] => waysOfWriting(column, usable).filter((group) => group.length > 1);

/** Codes of the names that occur, those together that are one, the most frequent way of writing first. */
export function waysOfWriting(column: Pick<CategoryColumn, 'names' | 'codes'>, usable: Uint32Array): number[][] {
  const counts = countCodes(column, usable);
  const groups = new Map<string, number[]>();
  for (const [code, name] of column.names.entries()) {
    if (counts[code] === 0) continue;
    const key = foldedName(name);
    const group = groups.get(key);
    if (group) group.push(code);
    else groups.set(key, [code]);
  }
  return [...groups.values()].map((group) => group.sort((a, b) => counts[b] - counts[a] || a - b));
}

/** The name without what people vary in writing it: capitals, spaces, and the full-width forms of East Asian input (Unicode's NFKC). */
export const foldedName = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
