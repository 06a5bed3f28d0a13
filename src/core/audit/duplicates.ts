import { type ClassTarget, type Dataset, type Features, type Target, usableRows } from '../data/dataset.ts';
import { type Finding, ROWS_SHOWN } from './audit.ts';
import { makeFinding, percent } from './finding.ts';
import { firstOccurrences } from './first-occurrences.ts';
import { areCopied } from './repetition.ts';
import { bitsOf, comparable, hashFeatures, sameFeatures, withCodesOf } from './row-hash.ts';

export interface Duplicates {
  /** Training rows that repeat an earlier one, label included: pandas' `duplicated().sum()` over the usable rows. */
  readonly repeats: Uint32Array;
  readonly findings: readonly Finding[];
}

/** Exact duplicates within the training rows, those among them whose labels differ, and test rows that are training rows. */
export function duplicatesOf(train: Dataset, test: Dataset | null): Duplicates {
  const rows = usableRows(train);
  const others =
    test && comparable(train.features, test.features) ? { ...test, features: withCodesOf(train.features, test.features) } : null;
  const testRows = others ? usableRows(others) : new Uint32Array(0);
  const first = firstEqualRows(train, rows, others, testRows);
  const repeats = repeatedRows(first.subarray(0, rows.length), rows, train.target);
  return {
    repeats,
    findings: [
      ...exactDuplicates(repeats, rows.length),
      ...conflictingDuplicates(first.subarray(0, rows.length), rows, train.target),
      ...trainTestDuplicates(train.features, first, rows, testRows),
    ],
  };
}

/** For each training row and then each test row, the position of the first row with its features. */
export function firstEqualRows(train: Dataset, rows: Uint32Array, test: Dataset | null, testRows: Uint32Array): Uint32Array {
  const hashes = new Uint32Array(rows.length + testRows.length);
  hashes.set(hashFeatures(train.features, rows));
  if (test) hashes.set(hashFeatures(test.features, testRows), rows.length);
  const place = (position: number) =>
    position < rows.length || !test
      ? { features: train.features, row: rows[position] }
      : { features: test.features, row: testRows[position - rows.length] };
  return firstOccurrences(hashes, (a, b) => {
    const [one, other] = [place(a), place(b)];
    return sameFeatures(one.features, one.row, other.features, other.row);
  });
}

/** Rows that repeat an earlier row's features and label. */
export function repeatedRows(first: Uint32Array, rows: Uint32Array, target: Target): Uint32Array {
  const labels = labelsOf(target);
  const hashes = first.map((position, i) => (Math.imul(position, 0x9e3779b1) ^ Math.imul(labels[rows[i]], 0x85ebca6b)) >>> 0);
  const same = (a: number, b: number) => first[a] === first[b] && labels[rows[a]] === labels[rows[b]];
  const firstWithLabel = firstOccurrences(hashes, same);
  return rows.filter((_, position) => firstWithLabel[position] !== position);
}

const labelsOf = (target: Target): Int32Array | Uint32Array => (target.kind === 'classes' ? target.codes : bitsOf(target.values));

/** Above this share, repeated rows weigh on the training. */
const MANY_PERCENT = 1;

function exactDuplicates(repeats: Uint32Array, total: number): Finding[] {
  if (repeats.length === 0) return [];
  const share = percent(repeats.length, total);
  const fields = { total, share, threshold: MANY_PERCENT };
  const severity = repeats.length / total > MANY_PERCENT / 100 ? 'warning' : 'info';
  return [makeFinding('exact-duplicates', severity, { rows: shown(repeats), count: repeats.length, fields, measure: 'Con-ML-1' })];
}

function conflictingDuplicates(first: Uint32Array, rows: Uint32Array, target: Target): Finding[] {
  if (target.kind === 'values') return [];
  const { concerned, groups } = conflictingRows(first, rows, target);
  if (groups === 0) return [];
  const details = { rows: shown(concerned), count: concerned.length, fields: { groups }, measure: 'Con-ML-2' };
  return [makeFinding('conflicting-duplicates', 'warning', details)];
}

/** Rows of equal features and different classes: at most one of each group can be right. */
export function conflictingRows(first: Uint32Array, rows: Uint32Array, target: ClassTarget): { concerned: Uint32Array; groups: number } {
  const conflicting = new Set<number>();
  const classOf = new Map<number, number>();
  const isShared = sharedPositions(first);
  for (let i = 0; i < first.length; i++) {
    const code = target.codes[rows[i]];
    if (code < 0 || isShared[first[i]] === 0) continue;
    const known = classOf.get(first[i]);
    if (known === undefined) classOf.set(first[i], code);
    else if (known !== code) conflicting.add(first[i]);
  }
  return { concerned: rows.filter((row, i) => conflicting.has(first[i]) && target.codes[row] >= 0), groups: conflicting.size };
}

/** 1 for each position that a later one is equal to: most rows of most tables are like no other. */
function sharedPositions(first: Uint32Array): Uint8Array {
  const shared = new Uint8Array(first.length);
  for (let i = 0; i < first.length; i++) if (first[i] !== i) shared[first[i]] = 1;
  return shared;
}

/** An error, unless rows of such a table coincide by chance. The finding's rows are positions in the test set. */
function trainTestDuplicates(features: Features, first: Uint32Array, rows: Uint32Array, testRows: Uint32Array): Finding[] {
  const firstOfTest = first.subarray(rows.length);
  const inTraining = (position: number) => firstOfTest[position] < rows.length;
  const concerned = testRows.filter((_, position) => inTraining(position));
  if (concerned.length === 0) return [];
  const trainRow = rows[firstOfTest[testRows.indexOf(concerned[0])]];
  const fields = { total: testRows.length, share: percent(concerned.length, testRows.length), testRow: concerned[0], trainRow };
  const firstEqual = first.subarray(0, rows.length);
  const isCopied = areCopied({ features, rows, firstEqual, found: concerned.length, asked: testRows.length });
  const severity = isCopied ? 'error' : 'warning';
  return [makeFinding('train-test-duplicates', severity, { rows: shown(concerned), count: concerned.length, fields, measure: 'Con-ML-1' })];
}

const shown = (rows: Uint32Array): number[] => Array.from(rows.subarray(0, ROWS_SHOWN));
