import { type Dataset, usableRows } from '../../data/dataset.ts';
import type { Finding } from '../audit.ts';
import type { DriftCodes } from './drift-codes.ts';
import { featureDriftFindings } from './feature-drift.ts';
import { imageDriftFindings } from './image-drift.ts';
import { labelDriftFindings } from './label-drift.ts';
import { toldApartFindings } from './told-apart.ts';
import { type TwoSamples, twoSamples } from './two-samples.ts';

/** Rows looked at of each set. */
const ROWS_EACH = 5_000;
/** Cells looked at of each table, so that thousands of columns take seconds. */
const CELLS_EACH = 2_000_000;
const FEWEST_ROWS = 200;

/** In what the rows of the second set are distributed otherwise than those of the first one. Effects, seen in a sample of the rows; the work
 *  is bounded whatever the sizes. */
export function compareSets(first: Dataset, second: Dataset, codes: DriftCodes): Finding[] {
  const [firstRows, secondRows] = [usableRows(first), usableRows(second)];
  if (firstRows.length === 0 || secondRows.length === 0) return [];
  const samples = twoSamples(firstRows, secondRows, rowsFor(first));
  return [
    ...labelDriftFindings(first.target, second.target, samples, codes),
    ...inputDrift(first, second, samples, codes),
    ...toldApartFindings(first, second, samples, codes),
  ];
}

function inputDrift({ features: first }: Dataset, { features: second }: Dataset, samples: TwoSamples, codes: DriftCodes): Finding[] {
  if (first.kind === 'image') return second.kind === 'image' ? imageDriftFindings(first, second, samples, codes) : [];
  return second.kind === 'table' ? featureDriftFindings(first, second, samples, codes) : [];
}

function rowsFor({ features }: Dataset): number {
  if (features.kind === 'image') return ROWS_EACH;
  return Math.min(ROWS_EACH, Math.max(FEWEST_ROWS, Math.floor(CELLS_EACH / Math.max(1, features.columns.length))));
}
