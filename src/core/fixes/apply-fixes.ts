import { type Dataset, type PhaseData, type Reading, taskOf, usableRows } from '../data/dataset.ts';
import { TrainscriptError } from '../problems/problem.ts';
import { dropMatching, dropRows } from './drop.ts';
import { withoutEmptied } from './emptied-classes.ts';
import { factsAfter } from './facts-after.ts';
import type { AppliedFix, Fix, FixEffect, Span } from './fix.ts';
import { impute } from './impute.ts';
import { invertImages } from './invert.ts';
import { mergeClasses, relabel } from './labels.ts';
import { classesWithRows, type Fixed, type Sets } from './sets.ts';
import { writeAlike } from './write-alike.ts';

/** The data after a recipe, with what each fix did; the given data stay as they are, and share what no fix changed.
 *  @throws TrainscriptError `fix-…` for a recipe that does not fit the data */
export function applyFixes<Data extends PhaseData>(data: Data, fixes: readonly Fix[]): { data: Data; steps: readonly AppliedFix[] } {
  let sets: Sets = { train: data.train, test: data.test };
  const steps: AppliedFix[] = [];
  for (const [i, fix] of fixes.entries()) {
    const fixed = withoutEmptied(sets, applyFix(sets, fix, i + 1));
    const effect = effectOf(sets, fixed);
    if (effect.rows.after === 0) throw new TrainscriptError('fix-none-left', { step: i + 1, rows: effect.rows.before });
    steps.push({ fix, effect });
    sets = fixed.sets;
  }
  if (sets.train === data.train && sets.test === data.test) return { data, steps };
  const { train, test } = sets;
  return {
    data: { ...data, train, test, reading: readingAfter(data.reading, train), facts: data.facts && factsAfter(data.facts, train) },
    steps,
  };
}

function applyFix(sets: Sets, fix: Fix, step: number): Fixed {
  switch (fix.kind) {
    case 'drop-rows':
      return dropRows(sets, { fix, step });
    case 'drop-matching':
      return dropMatching(sets, { fix, step });
    case 'impute':
      return impute(sets, { fix, step });
    case 'relabel':
      return relabel(sets, { fix, step });
    case 'merge-classes':
      return mergeClasses(sets, { fix, step });
    case 'write-alike':
      return writeAlike(sets, { fix, step });
    case 'invert-images':
      return invertImages(sets, { fix, step });
    case 'waive':
      return { sets, cells: 0 };
    default:
      return fix satisfies never;
  }
}

function effectOf(before: Sets, { sets: after, cells }: Fixed): FixEffect {
  const between = (count: (sets: Sets) => number): Span => ({ before: count(before), after: count(after) });
  return {
    rows: between(({ train }) => usableRows(train).length),
    testRows: after.test && between(({ test }) => (test ? usableRows(test).length : 0)),
    cells,
    classes: after.train.target.kind === 'values' ? null : between(({ train }) => classesWithRows(train).length),
  };
}

/** A merged class may make two of three; a filled cell may have a name of its own. */
function readingAfter(reading: Reading, { features, target }: Dataset): Reading {
  const task = taskOf(target);
  if (features.kind === 'image') return { ...reading, task };
  const inputs = features.columns.reduce((sum, column) => sum + (column.kind === 'number' ? 1 : column.names.length), 0);
  return { ...reading, task, shape: { kind: 'table', inputs } };
}
