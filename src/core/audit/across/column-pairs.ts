import { listNames } from '../../data/columns-differ.ts';
import type { FeatureColumn, Features, TableFeatures } from '../../data/dataset.ts';
import type { Finding } from '../audit.ts';
import { makeFinding } from '../finding.ts';

/** A column that both tables have, as numbers or as names in both. */
export type ColumnPair = readonly [first: FeatureColumn, second: FeatureColumn];

export function columnPairs(first: TableFeatures, second: TableFeatures): readonly ColumnPair[] {
  const byName = new Map(second.columns.map((column) => [column.name, column]));
  return first.columns.flatMap((column) => {
    const other = byName.get(column.name);
    return other?.kind === column.kind ? [[column, other] as const] : [];
  });
}

/** What keeps one network from taking both phases' rows: columns that only one has or that it reads otherwise, images and tables. */
export function schemaFindings(pretrain: Features, finetune: Features): Finding[] {
  if (pretrain.kind !== finetune.kind)
    return [
      makeFinding('kinds-differ', 'warning', { count: 1, fields: { first: pretrain.kind, second: finetune.kind }, measure: MEASURE }),
    ];
  if (pretrain.kind === 'image' || finetune.kind === 'image') return [];
  const [missing, extra] = [namesWithout(pretrain, finetune), namesWithout(finetune, pretrain)];
  const kinds = new Map(pretrain.columns.map(({ name, kind }) => [name, kind]));
  const retyped = finetune.columns.filter(({ name, kind }) => (kinds.get(name) ?? kind) !== kind).map(({ name }) => name);
  const count = missing.length + extra.length + retyped.length;
  if (count === 0) return [];
  const fields = { missing: listNames(missing), extra: listNames(extra), retyped: listNames(retyped) };
  return [makeFinding('schema-differs', 'warning', { count, fields, measure: MEASURE })];
}

/** Consistency of the format. */
const MEASURE = 'Con-ML-3';

function namesWithout({ columns }: TableFeatures, other: TableFeatures): string[] {
  const known = new Set(other.columns.map(({ name }) => name));
  return columns.map(({ name }) => name).filter((name) => !known.has(name));
}
