import type { FindingCode } from '../audit/audit.ts';

/** What a person does about a dataset, as a plain value: a list of them is a recipe, which stands in the run spec and is applied in
 *  order, after reading and before the audit. Rows are 0-based positions in the file; what is dropped keeps its position. */
export type Fix = DropRows | DropMatching | Impute | Relabel | MergeClasses | WriteAlike | InvertImages | Waive;

/** Where a fix was made. */
interface AtFinding {
  /** The finding at which a person chose it; absent in a recipe that was written by hand. It changes nothing about the data. */
  readonly finding?: FindingCode;
}

/** Leaves rows out, of the training file, or of the file that is the test set. */
export interface DropRows extends AtFinding {
  readonly kind: 'drop-rows';
  readonly rows: readonly number[];
  readonly of?: 'test';
}

/** Leaves out what a rule finds. */
export interface DropMatching extends AtFinding {
  readonly kind: 'drop-matching';
  readonly rule: DropRule;
  /** For `missing`, the column that is looked at; absent, all of them. */
  readonly column?: string;
}

/** `duplicates`: rows that repeat an earlier one, label included; the first stays. `conflicts`: all rows with equal features and different
 *  classes. `in-training`: test rows whose features a training row has. `missing`: rows without a value. `blank-images`: of one even grey. */
export const DROP_RULES = ['duplicates', 'conflicts', 'in-training', 'missing', 'blank-images'] as const;
export type DropRule = (typeof DROP_RULES)[number];

export const IMPUTE_WAYS = ['median', 'mean', 'most-frequent', 'value'] as const;
export type ImputeWay = (typeof IMPUTE_WAYS)[number];

/** Gives the empty cells of a column a value: what the usable training rows have in the middle, on average or most often, or `value`. */
export interface Impute extends AtFinding {
  readonly kind: 'impute';
  readonly column: string;
  readonly by: ImputeWay;
  readonly value?: string | number;
}

/** Gives training rows another label: one of the classes, or a number where the target is one. */
export interface Relabel extends AtFinding {
  readonly kind: 'relabel';
  readonly rows: readonly number[];
  readonly label: string | number;
  /** The label that each of the rows had, in their order: the recipe then fits no data in which one has yet another. */
  readonly was?: readonly (string | number)[];
}

/** Makes several classes one of them, in training and test rows. */
export interface MergeClasses extends AtFinding {
  readonly kind: 'merge-classes';
  readonly from: readonly string[];
  readonly into: string;
}

/** Makes names of a column, or of the label, that differ in nothing but capitals, spaces and width one: the most frequent of them. No name
 *  stands in the recipe: of a column about people, none may. */
export interface WriteAlike extends AtFinding {
  readonly kind: 'write-alike';
  readonly column: string;
}

/** Dark becomes bright, in training and test images. */
export interface InvertImages extends AtFinding {
  readonly kind: 'invert-images';
}

/** Lets a finding stand, for a reason; the data stay as they are. */
export interface Waive {
  readonly kind: 'waive';
  readonly code: FindingCode;
  /** Absent where the finding is about no column. */
  readonly column?: string;
  readonly reason: string;
  /** When that was decided: ISO 8601, UTC. Absent in a recipe that was written by hand. */
  readonly at?: string;
}

export const isWaiver = (fix: Fix): fix is Waive => fix.kind === 'waive';

export interface Span {
  readonly before: number;
  readonly after: number;
}

/** What a fix did. */
export interface FixEffect {
  /** Training rows that can be used. */
  readonly rows: Span;
  /** Null without a test set of its own. */
  readonly testRows: Span | null;
  /** Values, labels or pixels that are others than before. */
  readonly cells: number;
  /** With usable training rows; null where the target is a number. */
  readonly classes: Span | null;
}

export interface AppliedFix {
  readonly fix: Fix;
  readonly effect: FixEffect;
}

/** Files, how they were read, and what was done to their rows. */
export interface DatasetVersion {
  /** SHA-256 in hex over the canonical JSON (RFC 8785) of the files' hashes, the reading's corrections and the fixes, without the waivers
   *  and without the findings at which they were made: equal data have an equal id. */
  readonly id: string;
  readonly steps: readonly AppliedFix[];
}
