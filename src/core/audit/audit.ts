import type { FileFacts, Reading } from '../data/dataset.ts';
import type { DatasetVersion } from '../fixes/fix.ts';
import type { PhaseName } from '../spec/spec.ts';
import type { Profile } from './profile/profile.ts';

export type Severity = 'info' | 'warning' | 'error';

/** One observation about a dataset. `code` is stable; `fields` are the numbers its text shows. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly column: string | null;
  /** The first rows it concerns (at most `ROWS_SHOWN`), and how many in all. */
  readonly rows: readonly number[];
  readonly count: number;
  readonly fields: Readonly<Record<string, string | number>>;
  /** ISO/IEC 5259-2 measure, where there is one. */
  readonly measure: string | null;
  /** Of rows that pretraining has too: all rows of its files that they are. Absent where these are more than `PRETRAIN_ROWS_LISTED`. */
  readonly pretrainRows?: readonly number[];
  /** Why the person lets it stand; absent where they do not. */
  readonly waived?: string;
  /** When they decided so: ISO 8601, UTC. Absent where that is not known. */
  readonly waivedAt?: string;
}

/** Enough rows to look at; the rest can be counted. */
export const ROWS_SHOWN = 20;

/** Enough for what was put into both sets by accident; a recipe that names them still fits into a link. */
export const PRETRAIN_ROWS_LISTED = 5_000;

export type FindingCode =
  | 'missing-values'
  | 'missing-labels'
  | 'type-mismatch'
  | 'one-class'
  | 'class-imbalance'
  | 'exact-duplicates'
  | 'conflicting-duplicates'
  | 'train-test-duplicates'
  | 'constant-column'
  | 'ragged-rows'
  | 'blank-images'
  | 'preamble-lines'
  | 'resized-images'
  | 'few-rows'
  | 'near-duplicates'
  | 'near-train-test-duplicates'
  | 'outliers'
  | 'rows-not-compared'
  | 'rows-too-many'
  | 'wrong-labels'
  | 'target-leakage'
  | 'identifier-column'
  | 'placeholder-values'
  | 'dirty-categories'
  | 'high-cardinality'
  | 'imbalanced-column'
  | 'skewed-column'
  | 'correlated-columns'
  | 'label-variants'
  | 'odd-labels'
  | 'tiny-classes'
  | 'classes-not-tested'
  | 'classes-not-trained'
  | 'inverted-images'
  | 'wrong-scale'
  | 'pretrain-test-duplicates'
  | 'pretrain-duplicates'
  | 'kinds-differ'
  | 'schema-differs'
  | 'classes-differ'
  | 'label-drift'
  | 'feature-drift'
  | 'category-drift'
  | 'dataset-drift'
  | 'image-drift'
  | 'pixel-scale-differs'
  | 'polarity-differs'
  | 'sets-told-apart'
  | 'test-label-drift'
  | 'test-feature-drift'
  | 'test-category-drift'
  | 'test-dataset-drift'
  | 'test-image-drift'
  | 'test-pixel-scale-differs'
  | 'test-polarity-differs'
  | 'test-told-apart'
  | 'personal-email'
  | 'personal-phone'
  | 'personal-card'
  | 'personal-iban'
  | 'personal-ip'
  | 'personal-id'
  | 'personal-possible'
  | 'personal-column'
  | 'sensitive-column';

/** What was found in a dataset: source and quality before training, usage is added from the transcript after it. */
export interface Audit {
  readonly phase: PhaseName;
  readonly source: {
    readonly files: readonly FileFacts[];
    readonly reading: Reading;
    /** What was done to the rows; transcripts of earlier versions have none. */
    readonly version?: DatasetVersion;
  };
  readonly quality: {
    readonly rows: number;
    readonly testRows: number | null;
    /** Label included; of images, one for each pixel. */
    readonly columns: number;
    /** As pandas' `isnull().sum().sum()` counts them, over every column of the table, label included. */
    readonly missing: number;
    /** Only the columns that miss something. */
    readonly missingByColumn: Readonly<Record<string, number>>;
    /** Usable rows that repeat an earlier one, label included, as pandas' `duplicated().sum()`. */
    readonly duplicates: number;
    /** Usable rows of each class; empty for a real-valued target. */
    readonly classBalance: readonly ClassShare[];
  };
  readonly findings: readonly Finding[];
  /** What the rows look like; transcripts of earlier versions have none. */
  readonly profile?: Profile;
}

export interface ClassShare {
  readonly name: string;
  readonly rows: number;
}
