import type { ColumnChoice, ColumnChoices } from '../../core/data/column-choices.ts';
import type { ReadOptions } from '../../core/data/dataset.ts';

/** Corrections with more corrections: what is said of one column leaves what was said of the others. */
export function mergeOptions(options: ReadOptions, more: ReadOptions): ReadOptions {
  return options.columns && more.columns
    ? { ...options, ...more, columns: { ...options.columns, ...more.columns } }
    : { ...options, ...more };
}

/** The choices with a change for one column. What says nothing any more goes away; null where nothing is left. */
export function changeColumn(choices: ColumnChoices | null | undefined, name: string, change: ColumnChoice): ColumnChoices | null {
  const chosen = Object.entries({ ...choices?.[name], ...change }).filter(([, value]) => value !== null && value.length > 0);
  const others = Object.entries(choices ?? {}).filter(([other]) => other !== name);
  const entries = chosen.length === 0 ? others : [...others, [name, Object.fromEntries(chosen)] as const];
  return entries.length === 0 ? null : Object.fromEntries(entries);
}
