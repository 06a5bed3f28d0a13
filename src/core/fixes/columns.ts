import { listNames } from '../data/columns-differ.ts';
import type { Dataset, FeatureColumn } from '../data/dataset.ts';
import { TrainscriptError } from '../problems/problem.ts';

/** @throws TrainscriptError `fix-column-unknown` */
export function findColumn(columns: readonly FeatureColumn[], name: string, step: number): FeatureColumn {
  const column = columns.find((one) => one.name === name);
  if (column) return column;
  const fields = { step, column: name, count: columns.length, columns: listNames(columns.map((one) => one.name)) };
  throw new TrainscriptError('fix-column-unknown', fields);
}

export function withColumn(dataset: Dataset, column: FeatureColumn): Dataset {
  if (dataset.features.kind === 'image') return dataset;
  const columns = dataset.features.columns.map((one) => (one.name === column.name ? column : one));
  return { ...dataset, features: { ...dataset.features, columns } };
}
