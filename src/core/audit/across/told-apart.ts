import type { Dataset, Features, TableFeatures } from '../../data/dataset.ts';
import { rowInputs } from '../../data/row-inputs.ts';
import { rocAuc } from '../../training/metrics.ts';
import type { Finding } from '../audit.ts';
import { makeFinding, rounded } from '../finding.ts';
import { drawnHalf } from '../sample.ts';
import { columnPairs } from './column-pairs.ts';
import type { DriftCodes } from './drift-codes.ts';
import { logisticScores, type Rows } from './logistic.ts';
import { drawSamples, type Samples } from './two-samples.ts';

/** The lower end of the interval from which a classifier tells more than chance and a little (½ is chance): an effect, not a p-value, so that many rows do
 *  not make much of little. */
const TOLD_APART = 0.6;
/** Half of them train the classifier, half are asked: intervals of ±0.025 at the widest. */
const ROWS_EACH = 2_000;
/** Fewer say nothing. */
const FEWEST_EACH = 40;
/** Inputs of the classifier: pixels all, of a table so many. */
const MOST_INPUTS = 2_000;
const MOST_NAMES = 50;

/** How well a small classifier tells from single rows which of both sets they are from, in rows that it was not trained on
 *  (a «domain classifier»): it sees what single columns do not show. */
export function toldApartFindings(first: Dataset, second: Dataset, { firstRows, secondRows }: Samples, codes: DriftCodes): Finding[] {
  const samples = drawSamples(firstRows, secondRows, ROWS_EACH);
  if (Math.min(samples.firstRows.length, samples.secondRows.length) < FEWEST_EACH) return [];
  const features = sharedFeatures(first.features, second.features);
  if (features === null) return [];
  const rows = pooledInputs({ ...first, features: features[0] }, { ...second, features: features[1] }, samples);
  const { auc, low, high } = heldOutAuc(rows, samples.sides);
  if (low < TOLD_APART) return [];
  const fields = { auc: rounded(auc), low: rounded(low), high: rounded(high), rows: rows.count, threshold: TOLD_APART };
  return [makeFinding(codes.apart, codes.severity, { count: samples.secondRows.length, fields })];
}

/** Both with the columns that both have; null where there are none, or images of two sizes. */
function sharedFeatures(first: Features, second: Features): readonly [Features, Features] | null {
  if (first.kind === 'image' || second.kind === 'image') {
    const isAlike = first.kind === 'image' && second.kind === 'image' && first.height === second.height && first.width === second.width;
    return isAlike ? [first, second] : null;
  }
  const pairs = columnPairs(narrow(first), second);
  return pairs.length === 0 ? null : [tableOf(pairs.map(([column]) => column)), tableOf(pairs.map(([, column]) => column))];
}

const tableOf = (columns: TableFeatures['columns']): TableFeatures => ({ kind: 'table', columns });

/** Columns of few inputs, up to as many as the classifier takes. */
function narrow({ columns }: TableFeatures): TableFeatures {
  let inputs = 0;
  return tableOf(
    columns.filter((column) => {
      const own = column.kind === 'number' ? 1 : column.names.length;
      const fits = own <= MOST_NAMES && inputs + own <= MOST_INPUTS;
      if (fits) inputs += own;
      return fits;
    }),
  );
}

/** The rows of both samples as the network would see them: in the encoding of the first set. */
function pooledInputs(first: Dataset, second: Dataset, { firstRows, secondRows }: Samples): Rows {
  const own = rowInputs(first, firstRows, null);
  const other = rowInputs(second, secondRows, own.encoding);
  const values = new Float32Array((firstRows.length + secondRows.length) * own.size);
  values.set(own.gather(firstRows));
  values.set(other.gather(secondRows), firstRows.length * own.size);
  return { count: firstRows.length + secondRows.length, size: own.size, values };
}

function heldOutAuc(rows: Rows, sides: Uint8Array): Interval {
  const half = drawnHalf(rows.count, 'told-apart');
  const positions = (wanted: number) => Uint32Array.from(sides.keys()).filter((at) => half[at] === wanted);
  const [known, asked] = [positions(1), positions(0)];
  const scores = logisticScores(
    pick(rows, known),
    sides.filter((_, at) => half[at] === 1),
    pick(rows, asked),
  );
  const targets = Float32Array.from(asked, (at) => sides[at]);
  const positives = targets.reduce((sum, side) => sum + side, 0);
  return intervalOf(rocAuc(scores, targets) ?? 0.5, positives, targets.length - positives);
}

function pick({ size, values }: Rows, positions: Uint32Array): Rows {
  const picked = new Float32Array(positions.length * size);
  for (const [i, at] of positions.entries()) picked.set(values.subarray(at * size, (at + 1) * size), i * size);
  return { count: positions.length, size, values: picked };
}

interface Interval {
  readonly auc: number;
  readonly low: number;
  readonly high: number;
}

/** The 95 % interval of an AUC (Hanley and McNeil 1982, «The meaning and use of the area under a receiver operating characteristic curve»). */
export function intervalOf(auc: number, positives: number, negatives: number): Interval {
  const [q1, q2] = [auc / (2 - auc), (2 * auc * auc) / (1 + auc)];
  const spread = auc * (1 - auc) + (positives - 1) * (q1 - auc * auc) + (negatives - 1) * (q2 - auc * auc);
  const margin = 1.96 * Math.sqrt(spread / (positives * negatives));
  return { auc, low: Math.max(0, auc - margin), high: Math.min(1, auc + margin) };
}
