import type { Dataset, ImageFeatures, ReadOptions, Target } from '../core/data/dataset.ts';
import { checkedMaximum } from '../core/data/image-shape.ts';
import type { IdxPair, IdxPairs } from './idx-pairs.ts';

/** The name of the label column, which IDX has no place for. */
const COLUMN = 'label';
/** A byte's greatest value is a fully lit pixel. */
const MAXIMUM = 255;

export interface IdxDatasets {
  readonly train: ImageDataset;
  readonly test: ImageDataset | null;
}

export interface ImageDataset extends Dataset {
  readonly features: ImageFeatures;
}

/** The pairs as datasets with shared class names: the labels that occur in either, as numbers in ascending order.
 *  Images keep their size and share the pixels of the files. */
export function idxDatasets({ train, test }: IdxPairs, options: ReadOptions): IdxDatasets {
  const values = [...new Set([...train.labels.values, ...(test?.labels.values ?? [])])].sort((a, b) => a - b);
  const dataset = (pair: IdxPair): ImageDataset => {
    const [rows, height, width] = pair.images.header.dimensions;
    const maximum = checkedMaximum(options.maximum ?? null) ?? MAXIMUM;
    const pixels = pair.images.values;
    return {
      rows,
      features: { kind: 'image', height, width, maximum, pixels, resizedFrom: null },
      target: targetOf(pair, values, options),
      excluded: [],
    };
  };
  return { train: dataset(train), test: test === null ? null : dataset(test) };
}

function targetOf({ labels }: IdxPair, values: readonly number[], options: ReadOptions): Target {
  if (options.task === 'regression') return { kind: 'values', column: COLUMN, values: Float32Array.from(labels.values) };
  const codes = new Int32Array(256).fill(-1);
  for (const [code, value] of values.entries()) codes[value] = code;
  return { kind: 'classes', column: COLUMN, names: values.map(String), codes: Int32Array.from(labels.values, (value) => codes[value]) };
}
