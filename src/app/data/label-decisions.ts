import type { ReadOptions } from '../../core/data/dataset.ts';
import { type DropRows, type Fix, isWaiver, type Relabel } from '../../core/fixes/fix.ts';
import { correctionsOf } from '../../core/fixes/version.ts';
import type { FoundLabels } from '../../core/looks/label-looks.ts';
import { canonicalJson } from '../../core/transcript/canonical.ts';

/** What was decided about a row whose label is doubtful. */
export type Decision = { readonly kind: 'relabelled'; readonly label: string } | { readonly kind: 'left-out' } | { readonly kind: 'kept' };

/** Marks the fixes that were made here: they join each other and none that was made for another reason, so that either is taken back alone. */
const finding = 'wrong-labels';

type Recipe = readonly Fix[];
type Suspects = Pick<FoundLabels, 'rows' | 'classes'>;

const NONE: ReadonlySet<number> = new Set();

/** Rows that a person looked at and let be: no change of the data, so nothing to keep with the run. */
const kept = new WeakMap<FoundLabels, ReadonlySet<number>>();

export const keptOf = (found: FoundLabels): ReadonlySet<number> => kept.get(found) ?? NONE;

export function keep(found: FoundLabels, rows: Iterable<number>): void {
  kept.set(found, new Set([...keptOf(found), ...rows]));
}

export function keepNoMore(found: FoundLabels, row: number): void {
  kept.set(found, new Set([...keptOf(found)].filter((one) => one !== row)));
}

/** Rows that were let be stay so when a later check of the same data doubts them for the same reason. */
export function keepStill(before: FoundLabels, after: FoundLabels): void {
  const doubt = (found: FoundLabels) => new Map(found.rows.map(({ row, given, suggested }) => [row, namesOf(found, [given, suggested])]));
  const [had, has] = [doubt(before), doubt(after)];
  keep(
    after,
    [...keptOf(before)].filter((row) => has.get(row) === had.get(row)),
  );
}

const namesOf = ({ classes }: Suspects, places: readonly number[]): string => JSON.stringify(places.map((place) => classes[place]));

/** What the recipe does about each of the suspects, or that it was let be; nothing for those that are still open. */
export function decisionsOf(found: FoundLabels, recipe: Recipe): ReadonlyMap<number, Decision> {
  const decisions = new Map<number, Decision>();
  for (const suspect of found.rows) {
    const fix = recipe[placeOfDecision(recipe, suspect.row, found.classes[suspect.given])];
    if (fix?.kind === 'relabel') decisions.set(suspect.row, { kind: 'relabelled', label: String(fix.label) });
    else if (fix) decisions.set(suspect.row, { kind: 'left-out' });
    else if (keptOf(found).has(suspect.row)) decisions.set(suspect.row, { kind: 'kept' });
  }
  return decisions;
}

/** Once a row is left out, its label does not matter; a label that it has anyway is no decision. */
function placeOfDecision(recipe: Recipe, row: number, given: string): number {
  const dropped = recipe.findLastIndex((fix) => isDrop(fix) && fix.rows.includes(row));
  if (dropped >= 0) return dropped;
  const labelled = recipe.findLastIndex((fix) => fix.kind === 'relabel' && fix.rows.includes(row));
  const fix = recipe[labelled];
  return fix?.kind === 'relabel' && String(fix.label) !== given ? labelled : -1;
}

const isDrop = (fix: Fix): fix is DropRows => fix.kind === 'drop-rows' && fix.of === undefined;

/** The recipe with each of these suspects labelled as suggested. */
export function relabelled(recipe: Recipe, { rows, classes }: Suspects, chosen: ReadonlySet<number>): Recipe {
  const suspects = rows.filter(({ row }) => chosen.has(row));
  const suggestions = [...new Set(suspects.map(({ suggested }) => suggested))];
  return suggestions.reduce((before, suggestion) => {
    const alike = suspects.filter(({ suggested }) => suggested === suggestion);
    const was = alike.map(({ given }) => classes[given]);
    return withRows(before, { kind: 'relabel', rows: alike.map(({ row }) => row), label: classes[suggestion], was, finding }, was);
  }, recipe);
}

/** The recipe with these suspects left out. */
export function leftOut(recipe: Recipe, { rows, classes }: Suspects, chosen: ReadonlySet<number>): Recipe {
  const suspects = rows.filter(({ row }) => chosen.has(row));
  const fix: DropRows = { kind: 'drop-rows', rows: suspects.map(({ row }) => row), finding };
  return withRows(
    recipe,
    fix,
    suspects.map(({ given }) => classes[given]),
  );
}

/** As if the fix stood last. It joins a decision that does the same, so that a hundred presses are no hundred fixes: unless one in between is about
 *  the same rows, or about more than rows, or gives others a class that these leave (`leaves`) and that may end with them. */
function withRows(recipe: Recipe, next: DropRows | Relabel, leaves: readonly string[]): Recipe {
  const at = recipe.findLastIndex((fix) => joined(fix, next) !== null);
  const together = at < 0 ? null : joined(recipe[at], next);
  const standsAside = (fix: Fix) =>
    (isDrop(fix) || (fix.kind === 'relabel' && !leaves.includes(String(fix.label)))) && !fix.rows.some((row) => next.rows.includes(row));
  return together !== null && recipe.slice(at + 1).every(standsAside) ? recipe.with(at, together) : [...recipe, next];
}

function joined(fix: Fix, next: DropRows | Relabel): Fix | null {
  if (!('finding' in fix) || fix.finding !== next.finding) return null;
  if (next.kind === 'drop-rows') return isDrop(fix) ? { ...fix, rows: [...fix.rows, ...next.rows] } : null;
  if (fix.kind !== 'relabel' || fix.label !== next.label || !fix.was || !next.was) return null;
  return { ...fix, rows: [...fix.rows, ...next.rows], was: [...fix.was, ...next.was] };
}

/** The recipe without what it decides about a suspect. */
export function takenBack(recipe: Recipe, { rows, classes }: Suspects, row: number): Recipe {
  const suspect = rows.find((one) => one.row === row);
  const at = suspect ? placeOfDecision(recipe, row, classes[suspect.given]) : -1;
  const fix = recipe[at];
  if (!fix || !(isDrop(fix) || fix.kind === 'relabel')) return recipe;
  const others = <T>(list: readonly T[]) => list.filter((_, i) => fix.rows[i] !== row);
  if (others(fix.rows).length === 0) return recipe.toSpliced(at, 1);
  const was = fix.kind === 'relabel' && fix.was ? { was: others(fix.was) } : {};
  return recipe.with(at, { ...fix, rows: others(fix.rows), ...was });
}

/** Whether rows that were found by their place are the same rows still: the reading is the same, and every fix that is not about single
 *  rows, nor lets a finding stand. */
export const sameButForRows = (before: ReadOptions, after: ReadOptions): boolean => rest(before) === rest(after);

const rest = (options: ReadOptions): string =>
  canonicalJson({
    ...correctionsOf(options),
    fixes: (options.fixes ?? []).filter((fix) => fix.kind !== 'drop-rows' && fix.kind !== 'relabel' && !isWaiver(fix)),
  });
