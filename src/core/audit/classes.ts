import type { ClassTarget, Dataset } from '../data/dataset.ts';
import { type ClassShare, type Finding, ROWS_SHOWN } from './audit.ts';
import { makeFinding, percent } from './finding.ts';

/** Rows of each class among those that can be used, in the order of the classes; empty for a real-valued target. */
export function classBalance({ target }: Dataset, usable: Uint32Array): ClassShare[] {
  if (target.kind === 'values') return [];
  const rows = new Uint32Array(target.names.length);
  for (const row of usable) if (target.codes[row] >= 0) rows[target.codes[row]]++;
  return target.names.map((name, code) => ({ name, rows: rows[code] }));
}

export function classFindings({ target }: Dataset, usable: Uint32Array, balance: readonly ClassShare[]): Finding[] {
  if (target.kind === 'values') return fewRows(usable, FEW_VALUES);
  const few = fewRows(usable, FEW_PER_CLASS * Math.max(balance.length, 1));
  return [...oneClass(balance), ...imbalance(target, usable, balance), ...few];
}

function oneClass(balance: readonly ClassShare[]): Finding[] {
  const occurring = balance.filter(({ rows }) => rows > 0);
  if (occurring.length > 1) return [];
  const fields = { classes: occurring.length, name: occurring[0]?.name ?? '' };
  return [makeFinding('one-class', 'error', { count: occurring[0]?.rows ?? 0, fields, measure: 'Bal-ML-3' })];
}

/** A class is rare below this share of what it would have if all were equally frequent (Cleanlab's default). */
const RARE = 0.1;

function imbalance({ codes, names }: ClassTarget, usable: Uint32Array, balance: readonly ClassShare[]): Finding[] {
  if (balance.length < 2) return [];
  const labelled = balance.reduce((sum, { rows }) => sum + rows, 0);
  const rarest = balance.reduce((a, b) => (b.rows < a.rows ? b : a));
  const threshold = RARE / balance.length;
  if (rarest.rows >= threshold * labelled) return [];
  const code = names.indexOf(rarest.name);
  return [
    makeFinding('class-imbalance', 'warning', {
      rows: firstRows(usable, (row) => codes[row] === code),
      count: rarest.rows,
      fields: {
        name: rarest.name,
        total: labelled,
        classes: balance.length,
        share: percent(rarest.rows, labelled),
        threshold: percent(threshold, 1),
      },
      measure: 'Bal-ML-3',
    }),
  ];
}

/** A fifth of these, held out for testing, is two rows of each class, or ten values: fewer say nothing. */
const FEW_PER_CLASS = 10;
const FEW_VALUES = 50;

function fewRows(usable: Uint32Array, threshold: number): Finding[] {
  return usable.length >= threshold ? [] : [makeFinding('few-rows', 'warning', { count: usable.length, fields: { threshold } })];
}

function firstRows(rows: Uint32Array, wanted: (row: number) => boolean): number[] {
  const found: number[] = [];
  for (const row of rows) {
    if (wanted(row) && found.push(row) === ROWS_SHOWN) break;
  }
  return found;
}
