import { fillTemplate } from '../fill-template.ts';
import type { Finding, FindingCode } from './audit.ts';

/** The English text of every finding: what, how much, against which threshold, and what can be done. */
export const FINDING_TEXTS = {
  'missing-values':
    'Column “{column}” has no value in {count} of {total} rows ({share} %). Fill them in the file, or remove those rows or the column.',
  'missing-labels':
    '{count} of {total} rows have no label in column “{column}”; {leftOut} of them are left out of training. Fill the labels in, choose another label column, or choose to leave these rows out.',
  'type-mismatch':
    'Column “{column}” holds numbers, but {count} of {total} cells ({share} %) are something else and count as missing. Correct them in the file.',
  'one-class':
    'Among the rows that can be used there is {classes} class (“{name}”, {count} rows), and two at least are needed: choose another label column, or add rows of other classes.',
  'class-imbalance':
    'The rarest class “{name}” has {count} of {total} rows: {share} %, below {threshold} %, a tenth of an equal share among {classes} classes. Add rows of it, and read its own recall, not the accuracy.',
  'exact-duplicates':
    '{count} of {total} rows repeat an earlier row, label included: {share} %, where up to {threshold} % pass unremarked. Remove them unless they are separate observations.',
  'conflicting-duplicates':
    '{count} rows in {groups} groups have the same features but different labels, so some of the labels must be wrong. Look at them and correct or remove them.',
  'train-test-duplicates':
    '{count} of {total} test rows ({share} %) are also training rows; the first is test row {testRow}, training row {trainRow}. The test would measure memory: remove them from the test files, or drop the training files alone and let a share be held out.',
  'constant-column': 'Column “{column}” holds one value in all {count} rows, so nothing can be learned from it. It can be removed.',
  'ragged-rows':
    '{count} of {total} rows have more or fewer cells than the {columns} columns, and are left out. Correct them in the file: often a delimiter stands inside a cell without quotes.',
  'blank-images': '{count} of {total} images ({share} %) are of one even grey. Remove them unless that is what they should show.',
  'preamble-lines': '{count} lines before the data were passed over, because they are neither a header nor data.',
  'resized-images': '{count} images were resized from {from} to {to} pixels, the size that the network takes.',
  'few-rows':
    'There are {count} rows to use, fewer than {threshold}: what is measured on a held-out part of them will vary a lot. Add rows.',
} as const satisfies Readonly<Record<FindingCode, string>>;

/** Puts a finding into words. `texts` is the table of the reader's language; English is the default. */
export function formatFinding(finding: Finding, texts: Partial<Readonly<Record<FindingCode, string>>> = FINDING_TEXTS): string {
  const { code, column, count, fields } = finding;
  return fillTemplate(texts[code] ?? FINDING_TEXTS[code], { ...fields, count, column: column ?? '?' });
}
