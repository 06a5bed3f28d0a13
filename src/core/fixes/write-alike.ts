import { foldedName, waysOfWriting } from '../audit/columns/name-variants.ts';
import { type CategoryColumn, type Dataset, usableRows } from '../data/dataset.ts';
import { findColumn, withColumn } from './columns.ts';
import type { WriteAlike } from './fix.ts';
import { bothSets, type Fixed, type Sets, type Step, unfit } from './sets.ts';

type Named = Pick<CategoryColumn, 'names' | 'codes'>;

/** Gives names of a column that differ in nothing but capitals, spaces and width the way of writing that is the most frequent among the
 *  usable training rows, in both sets; of the label too.
 *  @throws TrainscriptError `fix-column-unknown`, `fix-unfit` */
export function writeAlike(sets: Sets, at: Step<WriteAlike>): Fixed {
  const ways = waysOf(namedIn(sets.train, at), usableRows(sets.train));
  const cells = countRenamed(sets.train, at, ways) + (sets.test ? countRenamed(sets.test, at, ways) : 0);
  return { sets: bothSets(sets, (dataset) => rewritten(dataset, at, ways)), cells };
}

/** How each name is written, by what its variants have in common. A variant that only the test rows have is known by it too. */
const waysOf = (column: Named, usable: Uint32Array): ReadonlyMap<string, string> =>
  new Map(waysOfWriting(column, usable).map(([best]) => [foldedName(column.names[best]), column.names[best]]));

/** @throws TrainscriptError `fix-column-unknown`, `fix-unfit` */
function namedIn({ features, target }: Dataset, at: Step<WriteAlike>): Named {
  const { column: name } = at.fix;
  if (target.column === name && target.kind === 'classes') return target;
  if (target.column === name) throw unfit(at, 'names', 'a number to predict');
  if (features.kind === 'image') throw unfit(at, 'a table', 'images');
  const column = findColumn(features.columns, name, at.step);
  if (column.kind === 'number') throw unfit(at, 'names', `numbers in “${name}”`);
  return column;
}

function countRenamed(dataset: Dataset, at: Step<WriteAlike>, ways: ReadonlyMap<string, string>): number {
  const { names, codes } = namedIn(dataset, at);
  const isRenamed = names.map((name) => writtenAs(name, ways) !== name);
  return usableRows(dataset).reduce((sum, row) => sum + (isRenamed[codes[row]] ? 1 : 0), 0);
}

function rewritten(dataset: Dataset, at: Step<WriteAlike>, ways: ReadonlyMap<string, string>): Dataset {
  const { features, target } = dataset;
  if (target.column === at.fix.column && target.kind === 'classes') return { ...dataset, target: { ...target, ...alike(target, ways) } };
  const column = features.kind === 'table' && features.columns.find(({ name }) => name === at.fix.column);
  return column && column.kind === 'category' ? withColumn(dataset, { ...column, ...alike(column, ways) }) : dataset;
}

const writtenAs = (name: string, ways: ReadonlyMap<string, string>): string => ways.get(foldedName(name)) ?? name;

/** The names that stay keep their order. */
function alike({ names, codes }: Named, ways: ReadonlyMap<string, string>): Named {
  const written = names.map((name) => writtenAs(name, ways));
  const kept = [...new Set([...names.filter((name, code) => written[code] === name), ...written])];
  const codeOf = written.map((name) => kept.indexOf(name));
  return { names: kept, codes: codes.map((code) => (code < 0 ? -1 : codeOf[code])) };
}
