import type { Dataset, ImageFeatures } from './dataset.ts';
import { encodeRows, fitEncoding, type TableEncoding } from './encode.ts';

/** The network's view of a dataset: any rows as one flat batch `[rows, size]`. */
export interface RowInputs {
  readonly size: number;
  /** How a table's columns become numbers; null for images. */
  readonly encoding: TableEncoding | null;
  /** The images that rows are gathered from; null for a table. */
  readonly images: ImageFeatures | null;
  gather(rows: ArrayLike<number>): Float32Array;
}

/** Images are scaled to 0..1; a table is encoded, with `encoding` where it must be the one of an earlier phase, else fitted
 *  to `trainRows`.
 *  @throws TrainscriptError `columns-differ` */
export function rowInputs(dataset: Dataset, trainRows: Uint32Array, encoding: TableEncoding | null): RowInputs {
  const { features } = dataset;
  if (features.kind === 'image') {
    const size = features.height * features.width;
    return { size, encoding: null, images: features, gather: (rows) => gatherImages(features, rows, size) };
  }
  const fitted = encoding ?? fitEncoding(features, trainRows);
  // Columns that do not fit are told before the first step, not at the first batch.
  encodeRows(fitted, features, []);
  return { size: fitted.inputs, encoding: fitted, images: null, gather: (rows) => encodeRows(fitted, features, rows) };
}

function gatherImages({ pixels, maximum }: ImageFeatures, rows: ArrayLike<number>, size: number): Float32Array {
  const batch = new Float32Array(rows.length * size);
  for (let i = 0; i < rows.length; i++) {
    const from = rows[i] * size;
    for (let p = 0; p < size; p++) batch[i * size + p] = pixels[from + p] / maximum;
  }
  return batch;
}

/** Class indices, or values, of those rows. */
export function gatherTargets({ target }: Dataset, rows: ArrayLike<number>): Float32Array {
  const from = target.kind === 'classes' ? target.codes : target.values;
  return Float32Array.from(rows, (row) => from[row]);
}
