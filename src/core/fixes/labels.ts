import { listNames } from '../data/columns-differ.ts';
import { type ClassTarget, type Dataset, type Target, usableRows } from '../data/dataset.ts';
import { TrainscriptError } from '../problems/problem.ts';
import type { MergeClasses, Relabel } from './fix.ts';
import { bothSets, checkRows, type Fixed, type Sets, type Step, unfit } from './sets.ts';

/** @throws TrainscriptError `fix-row-beyond`, `fix-class-unknown`, `fix-value`, `fix-label-differs`, `fix-label-count` */
export function relabel(sets: Sets, at: Step<Relabel>): Fixed {
  const { train } = sets;
  checkRows(at.fix.rows, train, at.step);
  checkOldLabels(train.target, at);
  const { target, changed } = relabelled(train.target, at);
  return { sets: { ...sets, train: { ...train, target } }, cells: changed };
}

/** A row that has the new label already has nothing to lose. */
function checkOldLabels(target: Target, { fix: { rows, was, label }, step }: Step<Relabel>): void {
  if (was === undefined) return;
  if (was.length !== rows.length) throw new TrainscriptError('fix-label-count', { step, rows: rows.length, labels: was.length });
  rows.forEach((row, i) => {
    if (hasLabel(target, row, was[i]) || hasLabel(target, row, label)) return;
    const fields = { step, row, label: String(label), expected: String(was[i]), found: String(labelOf(target, row) ?? '–') };
    throw new TrainscriptError('fix-label-differs', fields);
  });
}

const labelOf = (target: Target, row: number): string | number | undefined =>
  target.kind === 'classes' ? target.names[target.codes[row]] : target.values[row];

const hasLabel = (target: Target, row: number, label: string | number): boolean =>
  labelOf(target, row) === (target.kind === 'classes' ? String(label) : Math.fround(Number(label)));

function relabelled(target: Target, { fix, step }: Step<Relabel>): { target: Target; changed: number } {
  const labels = target.kind === 'classes' ? target.codes.slice() : target.values.slice();
  const label = target.kind === 'classes' ? codeOf(target, String(fix.label), step) : numberOf(target.column, fix.label, step);
  let changed = 0;
  for (const row of fix.rows) {
    if (labels[row] === label) continue;
    labels[row] = label;
    changed++;
  }
  if (target.kind === 'classes') return { target: { ...target, codes: Int32Array.from(labels) }, changed };
  return { target: { ...target, values: Float32Array.from(labels) }, changed };
}

function numberOf(column: string, label: string | number, step: number): number {
  const value = Math.fround(typeof label === 'string' && label.trim() === '' ? Number.NaN : Number(label));
  if (!Number.isFinite(value)) throw new TrainscriptError('fix-value', { step, column, found: String(label) });
  return value;
}

/** @throws TrainscriptError `fix-class-unknown` */
function codeOf({ names }: ClassTarget, name: string, step: number): number {
  const code = names.indexOf(name);
  if (code < 0) throw new TrainscriptError('fix-class-unknown', { step, name, count: names.length, classes: listNames(names) });
  return code;
}

/** @throws TrainscriptError `fix-class-unknown`, `fix-unfit` */
export function mergeClasses(sets: Sets, at: Step<MergeClasses>): Fixed {
  const { target } = sets.train;
  if (target.kind === 'values') throw unfit(at, 'classes', 'a number to predict');
  const { into } = at.fix;
  const from = new Set(at.fix.from.filter((name) => name !== into));
  for (const name of [...from, into]) codeOf(target, name, at.step);
  const cells = rowsOf(sets.train, from) + (sets.test ? rowsOf(sets.test, from) : 0);
  return { sets: bothSets(sets, (dataset) => merged(dataset, from, into)), cells };
}

/** Usable rows of those classes. */
function rowsOf(dataset: Dataset, classes: ReadonlySet<string>): number {
  const { target } = dataset;
  if (target.kind === 'values') return 0;
  const counts = target.names.map((name) => classes.has(name));
  return usableRows(dataset).reduce((sum, row) => sum + (counts[target.codes[row]] ? 1 : 0), 0);
}

function merged(dataset: Dataset, from: ReadonlySet<string>, into: string): Dataset {
  const { target } = dataset;
  if (target.kind === 'values') return dataset;
  const names = target.names.filter((name) => !from.has(name));
  const codeOfName = target.names.map((name) => names.indexOf(from.has(name) ? into : name));
  return { ...dataset, target: { ...target, names, codes: target.codes.map((code) => (code < 0 ? -1 : codeOfName[code])) } };
}
