import type { Dataset, FeatureColumn } from '../data/dataset.ts';
import type { Finding } from './audit.ts';
import { makeFinding } from './finding.ts';

/** Columns of a table whose usable rows all hold one value, missing cells aside. Pixels are not looked at: the corners of
 *  many image sets are always empty. A real-valued target that never changes leaves nothing to learn. */
export function constantColumnFindings({ features, target }: Dataset, usable: Uint32Array): Finding[] {
  const columns: readonly FeatureColumn[] = features.kind === 'table' ? features.columns : [];
  const findings = columns.filter((column) => isConstant(column, usable)).map(({ name }) => constantColumn(name, 'info', usable.length));
  if (target.kind === 'values' && isConstantNumber(target.values, usable))
    findings.push(constantColumn(target.column, 'warning', usable.length));
  return findings;
}

const constantColumn = (column: string, severity: 'info' | 'warning', rows: number): Finding =>
  makeFinding('constant-column', severity, { column, count: rows });

const isConstant = (column: FeatureColumn, usable: Uint32Array): boolean =>
  column.kind === 'number' ? isConstantNumber(column.values, usable) : isConstantCode(column.codes, usable);

function isConstantNumber(values: Float32Array, usable: Uint32Array): boolean {
  let first = Number.NaN;
  for (const row of usable) {
    if (Number.isNaN(first)) first = values[row];
    else if (values[row] !== first && !Number.isNaN(values[row])) return false;
  }
  return usable.length > 1;
}

function isConstantCode(codes: Int32Array, usable: Uint32Array): boolean {
  let first = -1;
  for (const row of usable) {
    if (first < 0) first = codes[row];
    else if (codes[row] !== first && codes[row] >= 0) return false;
  }
  return usable.length > 1;
}
