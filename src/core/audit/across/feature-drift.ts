import type { TableFeatures } from '../../data/dataset.ts';
import type { Finding } from '../audit.ts';
import { makeFinding, percent, rounded } from '../finding.ts';
import { withCodesOf } from '../row-hash.ts';
import { type ColumnPair, columnPairs } from './column-pairs.ts';
import { jensenShannon, ofCounts } from './distances.ts';
import type { DriftCodes } from './drift-codes.ts';
import { type Drifted, numbersDrifted } from './number-drift.ts';
import { deviationsFor, effectOf, pooled, type TwoSamples } from './two-samples.ts';

/** Of the Jensen–Shannon distance of names (default of evidently), and where a drift is strong. */
const FAR_NAMES = 0.1;
const VERY_FAR_NAMES = 0.25;
/** Of the columns: then it is the data as a whole that is other (default of evidently). */
const DRIFTED_SHARE = 0.5;
/** The strongest are told one by one. */
const COLUMNS_SHOWN = 10;

/** Columns that are distributed otherwise in the second table, and whether they are half of all. */
export function featureDriftFindings(first: TableFeatures, second: TableFeatures, samples: TwoSamples, codes: DriftCodes): Finding[] {
  const pairs = columnPairs(first, { ...second, columns: pairedCodes(first, second) });
  const drifted = pairs
    .flatMap((pair) => driftOf(pair, samples, codes, deviationsFor(pairs.length)))
    .sort((a, b) => b.strength - a.strength);
  const all = drifted.length >= DRIFTED_SHARE * pairs.length && drifted.length > 1;
  const fields = { total: pairs.length, share: percent(drifted.length, pairs.length), threshold: DRIFTED_SHARE * 100 };
  return [
    ...(all ? [makeFinding(codes.dataset, 'warning', { count: drifted.length, fields })] : []),
    ...drifted.slice(0, COLUMNS_SHOWN).map(({ finding }) => finding),
  ];
}

/** The second table's columns with their names numbered as in the first one's of the same name. */
function pairedCodes(first: TableFeatures, second: TableFeatures): TableFeatures['columns'] {
  const like = new Map(first.columns.map((column) => [column.name, column]));
  return second.columns.map((column) => {
    const known = like.get(column.name);
    const recoded = withCodesOf({ kind: 'table', columns: [known ?? column] }, { kind: 'table', columns: [column] });
    return recoded.kind === 'table' ? recoded.columns[0] : column;
  });
}

function driftOf([first, second]: ColumnPair, samples: TwoSamples, codes: DriftCodes, deviations: number): Drifted[] {
  const count = samples.sides.length;
  if (first.kind === 'number' && second.kind === 'number')
    return numbersDrifted(first.name, pooled(new Float32Array(count), first.values, second.values, samples), samples, codes, deviations);
  if (first.kind !== 'category' || second.kind !== 'category') return [];
  const names = pooled(new Int32Array(count), first.codes, second.codes, samples);
  const effect = effectOf(ofCounts(jensenShannon, names, first.names.length + second.names.length), FAR_NAMES, samples, deviations);
  if (!effect.isLarge) return [];
  const severity = effect.value >= VERY_FAR_NAMES ? 'warning' : codes.severity;
  const fields = { distance: rounded(effect.value), threshold: FAR_NAMES };
  return [
    {
      finding: makeFinding(codes.category, severity, { column: first.name, count: samples.secondRows.length, fields }),
      strength: effect.value / FAR_NAMES,
    },
  ];
}
