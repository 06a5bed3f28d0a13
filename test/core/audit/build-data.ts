import type { ColumnFacts, TableFacts } from '../../../src/core/audit/column-facts.ts';
import type { Dataset, FeatureColumn, ImageFeatures, PhaseData, Reading, Target } from '../../../src/core/data/dataset.ts';

/** Datasets in the shape that the readers give, for what the audit must find in them. */

export const classes = (names: readonly string[], codes: readonly number[]): Target => ({
  kind: 'classes',
  column: 'label',
  names,
  codes: Int32Array.from(codes),
});

export const values = (...numbers: number[]): Target => ({ kind: 'values', column: 'label', values: Float32Array.from(numbers) });

export const numbers = (name: string, ...cells: number[]): FeatureColumn => ({ kind: 'number', name, values: Float32Array.from(cells) });

export const categories = (name: string, names: readonly string[], ...codes: number[]): FeatureColumn => ({
  kind: 'category',
  name,
  names,
  codes: Int32Array.from(codes),
});

export function table(columns: readonly FeatureColumn[], target: Target, excluded: readonly number[] = []): Dataset {
  const rows = target.kind === 'classes' ? target.codes.length : target.values.length;
  return { rows, features: { kind: 'table', columns }, target, excluded };
}

/** Images of 2×2 pixels. */
export function images(pixels: readonly (readonly number[])[], target: Target, change: Partial<ImageFeatures> = {}): Dataset {
  const features = { kind: 'image', height: 2, width: 2, maximum: 255, pixels: Uint8Array.from(pixels.flat()), resizedFrom: null } as const;
  return { rows: pixels.length, features: { ...features, ...change }, target, excluded: [] };
}

const READING: Reading = {
  format: 'csv',
  encoding: 'utf-8',
  delimiter: ',',
  header: true,
  preamble: 0,
  columns: [],
  label: null,
  task: 'multiclass',
  shape: { kind: 'table', inputs: 1 },
  maximum: null,
};

export const phaseData = (train: Dataset, rest: Partial<PhaseData> = {}): PhaseData => ({
  train,
  test: null,
  files: [],
  reading: READING,
  facts: null,
  ...rest,
});

export const column = (name: string, change: Partial<ColumnFacts> = {}): ColumnFacts => ({
  name,
  missing: 0,
  missingRows: [],
  mismatches: 0,
  mismatchRows: [],
  ...change,
});

export const tableFacts = (columns: readonly ColumnFacts[], change: Partial<TableFacts> = {}): TableFacts => ({
  columns,
  ragged: { rows: [], count: 0 },
  preamble: 0,
  ...change,
});

/** 0 … n−1. */
export const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
