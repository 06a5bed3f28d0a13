import { type Check, choice, listOf, mapOf, orNull, record, text } from '../check.ts';
import { TrainscriptError } from '../problems/problem.ts';
import { listNames } from './columns-differ.ts';

/** What a column is for, where it is not the label: what the network sees, the name of the person a row is about, or nothing. */
export const COLUMN_ROLES = ['feature', 'subject', 'ignore'] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];

export const COLUMN_KINDS = ['number', 'category'] as const;
export type ColumnKind = (typeof COLUMN_KINDS)[number];

/** What the person says of one column; what is absent or null stays as found. */
export interface ColumnChoice {
  readonly role?: ColumnRole | null;
  readonly kind?: ColumnKind | null;
  /** Texts that stand for no value in this column, beside the usual ones. Compared without the spaces around the cell. */
  readonly missing?: readonly string[];
}

/** By the columns' names. */
export type ColumnChoices = Readonly<Record<string, ColumnChoice>>;

/** Each choice is made by hand, and stands in the link that opens the same set-up. */
const MAX_CHOICES = 1_000;
const MAX_MARKS = 20;
const MAX_MARK = 40;

export const missingMarks: Check<readonly string[]> = listOf(text(1, MAX_MARK), MAX_MARKS);

const columnChoice: Check<ColumnChoice> = record(
  {},
  { role: orNull(choice(...COLUMN_ROLES)), kind: orNull(choice(...COLUMN_KINDS)), missing: missingMarks },
);

/** Choices from JSON of unknown origin. A name may be anything, `__proto__` too. */
export const columnChoices: Check<ColumnChoices> = mapOf(columnChoice, MAX_CHOICES);

const NO_CHOICE: ColumnChoice = {};

export const choiceFor = (choices: ColumnChoices | null | undefined, name: string): ColumnChoice =>
  choices && Object.hasOwn(choices, name) ? choices[name] : NO_CHOICE;

/** Throws `columns-unknown` for choices about columns that there are none of, and `columns-two-subjects`. */
export function checkChoices(choices: ColumnChoices | null | undefined, names: readonly string[], file: string): void {
  const chosen = Object.keys(choices ?? {});
  const unknown = chosen.filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new TrainscriptError('columns-unknown', { file, unknown: listNames(unknown), count: names.length, columns: listNames(names) });
  const subjects = chosen.filter((name) => choiceFor(choices, name).role === 'subject');
  if (subjects.length > 1) throw new TrainscriptError('columns-two-subjects', { file, columns: listNames(subjects) });
}
