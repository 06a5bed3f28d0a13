import { type Finding, ROWS_SHOWN } from '../audit.ts';
import { makeFinding, percent } from '../finding.ts';
import type { NearGroups } from './near-groups.ts';
import type { RowCloud } from './row-cloud.ts';

/** Rows are nearly alike when they lie nearer than this share of the usual distance between neighbours (Cleanlab’s default). */
export const NEAR = 0.13;
/** A row is far out when its mean distance to so many neighbours is this many quartile ranges above the third quartile (Cleanlab’s
 *  defaults: 1 / 0.37037 − 1). */
export const NEIGHBOURS = 10;
const FAR = 1.7;
/** And at least so many times as far as is usual: where all rows are about equally far from each other, chance makes some exceed the rest. */
const FARTHER = 1.5;
/** Above this share, repeated rows weigh on the training. */
const MANY_PERCENT = 1;

/** @param usual distance between neighbours, of which `NEAR` was near enough */
export function nearDuplicateFindings(cloud: RowCloud, { groups, complete }: NearGroups, usual: number): Finding[] {
  const within = groups.flatMap((group) => [...group].filter((at) => at < cloud.trained).slice(1));
  const inTest = groups.flatMap((group) => (group[0] < cloud.trained ? [...group].filter((at) => at >= cloud.trained) : []));
  const fields = { near: NEAR, usual: rounded(usual), complete: complete ? 'yes' : 'no' };
  return [...repeats(cloud, within, fields), ...flattering(cloud, inTest, fields)];
}

function repeats({ trained, rows }: RowCloud, found: readonly number[], fields: Finding['fields']): Finding[] {
  if (found.length === 0) return [];
  const share = percent(found.length, trained);
  const details = { rows: placesOf(rows, found), count: found.length, fields: { total: trained, share, ...fields }, measure: 'Con-ML-1' };
  return [makeFinding('near-duplicates', share > MANY_PERCENT ? 'warning' : 'info', details)];
}

function flattering({ trained, count, rows }: RowCloud, found: readonly number[], fields: Finding['fields']): Finding[] {
  if (found.length === 0) return [];
  const total = count - trained;
  const details = { rows: placesOf(rows, found), count: found.length, fields: { total, share: percent(found.length, total), ...fields } };
  return [makeFinding('near-train-test-duplicates', 'warning', { ...details, measure: 'Con-ML-1' })];
}

/** @param distances of each training row to its `NEIGHBOURS` nearest among `references` others, row by row */
export function outlierFindings({ trained, rows }: RowCloud, distances: Float32Array, references: number): Finding[] {
  const means = Float64Array.from({ length: trained }, (_, at) => meanOf(distances.subarray(at * NEIGHBOURS, (at + 1) * NEIGHBOURS)));
  const sorted = means.slice().sort();
  const [first, third] = [sorted[Math.floor(trained / 4)], sorted[Math.floor((3 * trained) / 4)]];
  const usual = sorted[Math.floor(trained / 2)];
  const limit = Math.max(third + FAR * (third - first), FARTHER * usual);
  const far = [...means.keys()].filter((at) => means[at] > limit).sort((a, b) => means[b] - means[a] || a - b);
  if (far.length === 0 || !Number.isFinite(limit)) return [];
  const fields = {
    total: trained,
    share: percent(far.length, trained),
    neighbours: NEIGHBOURS,
    references,
    limit: rounded(limit),
    farthest: rounded(means[far[0]]),
    usual: rounded(usual),
  };
  return [makeFinding('outliers', 'info', { rows: far.slice(0, ROWS_SHOWN).map((at) => rows[at]), count: far.length, fields })];
}

const placesOf = (rows: Uint32Array, found: readonly number[]): number[] =>
  found
    .map((at) => rows[at])
    .sort((a, b) => a - b)
    .slice(0, ROWS_SHOWN);

const meanOf = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** To three digits: distances of inputs say little in themselves. */
const rounded = (value: number): number => Number(value.toPrecision(3));
