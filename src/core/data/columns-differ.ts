import { TrainscriptError } from '../problems/problem.ts';

/** Names that a message lists before it only counts the rest. */
const NAMES_SHOWN = 8;

/** The difference of two tables' columns as an error; each list may be empty. */
export function columnsDiffer(missing: readonly string[], extra: readonly string[], kinds: readonly string[]): TrainscriptError {
  return new TrainscriptError('columns-differ', { missing: listNames(missing), extra: listNames(extra), kinds: listNames(kinds) });
}

/** «a, b, c», at most `NAMES_SHOWN` of them, then how many more. */
export function listNames(names: readonly string[]): string {
  if (names.length === 0) return '–';
  const more = names.length - NAMES_SHOWN;
  return names.slice(0, NAMES_SHOWN).join(', ') + (more > 0 ? ` … (+${more})` : '');
}
