import type { FindingCode } from '../audit/audit.ts';
import { FINDING_TEXTS } from '../audit/finding-texts.ts';
import { asObject, type Check, choice, keyOf, listOf, moment, orNull, sha256Text, shape, text, within } from '../check.ts';
import { TrainscriptError } from '../problems/problem.ts';
import { count, finite, u32 } from '../transcript/event-values.ts';
import {
  type AppliedFix,
  type DatasetVersion,
  DROP_RULES,
  type DropMatching,
  type DropRows,
  type Fix,
  type FixEffect,
  IMPUTE_WAYS,
  type Impute,
  type InvertImages,
  type MergeClasses,
  type Relabel,
  type Span,
  type Waive,
  type WriteAlike,
} from './fix.ts';

/** Each is made by hand, or named by a script. */
const MAX_FIXES = 200;
const MAX_ROWS = 100_000;
const MAX_NAMES = 1_000;
/** Columns and classes are named by cells, which may hold prose. */
const MAX_NAME = 10_000;
const MAX_REASON = 500;

const name = text(1, MAX_NAME);
const rows = listOf(u32, MAX_ROWS);
const label: Check<string | number> = (value, place) => (typeof value === 'number' ? finite(value, place) : name(value, place));

/** Without these there is nothing to train, whatever the reason. */
export const isWaivable = (code: FindingCode): boolean => code !== 'one-class' && code !== 'missing-labels';

const waivable: Check<FindingCode> = (value, place) => {
  const code = keyOf(FINDING_TEXTS)(value, place);
  if (!isWaivable(code)) throw new TrainscriptError('fix-not-waivable', { path: place.path, code });
  return code;
};

/** A reason of nothing but spaces is none. */
const reason: Check<string> = (value, place) => text(1, MAX_REASON)(typeof value === 'string' ? value.trim() : value, place);

const atFinding = { finding: keyOf(FINDING_TEXTS) };

const CHECKS: { readonly [K in Fix['kind']]: Check<Extract<Fix, { kind: K }>> } = {
  'drop-rows': shape<DropRows>({ kind: choice('drop-rows'), rows }, { of: choice('test'), ...atFinding }),
  'drop-matching': shape<DropMatching>({ kind: choice('drop-matching'), rule: choice(...DROP_RULES) }, { column: name, ...atFinding }),
  impute: shape<Impute>({ kind: choice('impute'), column: name, by: choice(...IMPUTE_WAYS) }, { value: label, ...atFinding }),
  relabel: shape<Relabel>({ kind: choice('relabel'), rows, label }, { was: listOf(label, MAX_ROWS), ...atFinding }),
  'merge-classes': shape<MergeClasses>({ kind: choice('merge-classes'), from: listOf(name, MAX_NAMES), into: name }, atFinding),
  'write-alike': shape<WriteAlike>({ kind: choice('write-alike'), column: name }, atFinding),
  'invert-images': shape<InvertImages>({ kind: choice('invert-images') }, atFinding),
  waive: shape<Waive>({ kind: choice('waive'), code: waivable, reason }, { column: name, at: moment }),
};

const fix: Check<Fix> = (value, place) => CHECKS[keyOf(CHECKS)(asObject(value, place).kind, within(place, 'kind'))](value, place);

/** A recipe from JSON of unknown origin. @throws TrainscriptError `field-…` */
export const fixesCheck: Check<readonly Fix[]> = listOf(fix, MAX_FIXES);

const span = shape<Span>({ before: count, after: count });

const effect = shape<FixEffect>({ rows: span, testRows: orNull(span), cells: count, classes: orNull(span) });

/** A version from JSON of unknown origin. @throws TrainscriptError `field-…` */
export const versionCheck: Check<DatasetVersion> = shape<DatasetVersion>({
  id: sha256Text,
  steps: listOf(shape<AppliedFix>({ fix, effect }), MAX_FIXES),
});
