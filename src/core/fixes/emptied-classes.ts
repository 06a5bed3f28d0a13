import type { ClassTarget, Dataset } from '../data/dataset.ts';
import { bothSets, classesWithRows, type Fixed, type Sets } from './sets.ts';

/** The sets after a fix, without the classes whose last row it took: they would be outputs that nothing teaches. */
export function withoutEmptied(before: Sets, fixed: Fixed): Fixed {
  const { target } = before.train;
  const after = fixed.sets;
  if (target.kind === 'values' || after === before) return fixed;
  const [had, has] = [classesOf(before), classesOf(after)];
  const gone = target.names.filter((name) => had.has(name) && !has.has(name));
  return gone.length === 0 ? fixed : { ...fixed, sets: bothSets(after, (dataset) => withoutClasses(dataset, new Set(gone))) };
}

const classesOf = ({ train, test }: Sets): ReadonlySet<string> =>
  new Set([...classesWithRows(train), ...(test ? classesWithRows(test) : [])]);

function withoutClasses(dataset: Dataset, gone: ReadonlySet<string>): Dataset {
  if (dataset.target.kind === 'values') return dataset;
  const names = dataset.target.names.filter((name) => !gone.has(name));
  const codeOf = dataset.target.names.map((name) => names.indexOf(name));
  const target: ClassTarget = { ...dataset.target, names, codes: dataset.target.codes.map((code) => (code < 0 ? -1 : codeOf[code])) };
  return { ...dataset, target };
}
