import type { Finding, FindingCode } from '../../core/audit/audit.ts';
import { choiceFor } from '../../core/data/column-choices.ts';
import type { ColumnSummary } from '../../core/data/column-summary.ts';
import type { ReadOptions } from '../../core/data/dataset.ts';
import { type Fix, isWaiver } from '../../core/fixes/fix.ts';
import { isWaivable } from '../../core/fixes/fix-parse.ts';
import type { PhaseName } from '../../core/spec/spec.ts';
import { changeColumn } from './read-options.ts';

/** What a person can do about a finding: at once, as another way of reading, or once something was asked. */
export type Offer =
  | {
      readonly kind: 'fix';
      readonly fix: Fix;
      /** The phase whose recipe it belongs to, where that is not the one that the finding is of. */
      readonly elsewhere?: PhaseName;
    }
  | {
      readonly kind: 'read';
      readonly way: 'leave-column' | 'mark-missing' | 'set-scale';
      readonly text: string;
      readonly options: ReadOptions;
    }
  | { readonly kind: 'ask'; readonly ask: Ask };

/** A value for the gaps, a label for the rows, two classes to merge, a reason to let the finding stand. */
export type Ask = 'value' | 'label' | 'merge' | 'reason';

export interface OfferContext {
  readonly options: ReadOptions;
  readonly columns: readonly ColumnSummary[];
  readonly classes: readonly string[];
}

/** Scales that pixels are usually on. */
const SCALES = [1, 16, 255];

const TEST_ROWS: ReadonlySet<FindingCode> = new Set(['train-test-duplicates', 'near-train-test-duplicates', 'pretrain-test-duplicates']);
/** The rows of these are fine; it is what they have in common that is not. */
const NO_ROWS_AT_FAULT: ReadonlySet<FindingCode> = new Set(['class-imbalance', 'tiny-classes']);

/** The set that a finding's rows are of. */
export const rowsOf = ({ code }: Finding): 'train' | 'test' => (TEST_ROWS.has(code) ? 'test' : 'train');

/** The fixes that make sense for a finding, in the order in which they are worth a try; to let it stand is the last. */
export function offersFor(finding: Finding, context: OfferContext): readonly Offer[] {
  const waive: Offer[] = finding.severity !== 'info' && isWaivable(finding.code) ? [{ kind: 'ask', ask: 'reason' }] : [];
  return [...byCode(finding, context).map((offer) => madeAt(finding, offer)), ...leaveColumn(finding, context), ...waive];
}

/** A fix says for which finding it was chosen. */
const madeAt = ({ code }: Finding, offer: Offer): Offer =>
  offer.kind === 'fix' && !isWaiver(offer.fix) ? { ...offer, fix: { ...offer.fix, finding: code } } : offer;

function byCode(finding: Finding, context: OfferContext): readonly Offer[] {
  const { rows, fields } = finding;
  switch (finding.code) {
    case 'missing-values':
    case 'type-mismatch':
      return fillings(finding, context);
    case 'exact-duplicates':
      return [fix({ kind: 'drop-matching', rule: 'duplicates' })];
    case 'conflicting-duplicates':
      return [fix({ kind: 'drop-matching', rule: 'conflicts' }), ...labelOf(finding, context)];
    case 'train-test-duplicates':
      return [fix({ kind: 'drop-matching', rule: 'in-training' })];
    case 'pretrain-test-duplicates':
    case 'pretrain-duplicates':
      return leaveOutOfPretraining(finding);
    case 'blank-images':
      return [fix({ kind: 'drop-matching', rule: 'blank-images' })];
    case 'near-train-test-duplicates':
      return [fix({ kind: 'drop-rows', rows, of: 'test' })];
    case 'near-duplicates':
    case 'outliers':
      return [fix({ kind: 'drop-rows', rows })];
    case 'odd-labels':
      return [fix({ kind: 'drop-rows', rows }), ...labelOf(finding, context), ...mergeOf(context)];
    case 'dirty-categories':
      return writtenAlike(finding);
    case 'label-variants':
      return [...writtenAlike(finding), ...mergeOf(context)];
    case 'tiny-classes':
    case 'class-imbalance':
      return mergeOf(context);
    case 'inverted-images':
      return [fix({ kind: 'invert-images' })];
    case 'polarity-differs':
      return [invertBrighter(finding)];
    case 'wrong-scale':
      return scales(Number(fields.greatest), Number(fields.maximum));
    case 'placeholder-values':
      return markMissing(finding, context);
    default:
      return [];
  }
}

const fix = (value: Fix): Offer => ({ kind: 'fix', fix: value });

/** Training rows that both have do no harm where fine-tuning brings test rows of its own: then the finding is no more than a note. */
const leaveOutOfPretraining = ({ severity, pretrainRows }: Finding): readonly Offer[] =>
  pretrainRows === undefined || severity === 'info'
    ? []
    : [{ kind: 'fix', fix: { kind: 'drop-rows', rows: pretrainRows }, elsewhere: 'pretrain' }];

/** Of two sets the one that is dark on bright, as in the sample sets none is. */
const invertBrighter = ({ fields }: Finding): Offer => ({
  kind: 'fix',
  fix: { kind: 'invert-images' },
  ...(Number(fields.first) > Number(fields.second) && { elsewhere: 'pretrain' }),
});

const featureOf = ({ column }: Finding, { columns }: OfferContext): ColumnSummary | undefined =>
  columns.find(({ name, role }) => name === column && role === 'feature');

function fillings(finding: Finding, context: OfferContext): readonly Offer[] {
  const column = featureOf(finding, context);
  if (!column) return [];
  const { name } = column;
  const ways = column.kind === 'number' ? (['median', 'mean'] as const) : (['most-frequent'] as const);
  return [
    ...ways.map((by) => fix({ kind: 'impute', column: name, by })),
    { kind: 'ask', ask: 'value' },
    fix({ kind: 'drop-matching', rule: 'missing', column: name }),
  ];
}

const labelOf = ({ rows, count }: Finding, { classes }: OfferContext): readonly Offer[] =>
  classes.length > 1 && rows.length === count ? [{ kind: 'ask', ask: 'label' }] : [];

const writtenAlike = ({ column }: Finding): readonly Offer[] => (column === null ? [] : [fix({ kind: 'write-alike', column })]);

const mergeOf = ({ classes }: OfferContext): readonly Offer[] => (classes.length > 2 ? [{ kind: 'ask', ask: 'merge' }] : []);

/** The smallest usual scale that holds the greatest pixel. */
function scales(greatest: number, maximum: number): readonly Offer[] {
  const scale = SCALES.find((one) => one >= greatest);
  return scale === undefined || scale === maximum
    ? []
    : [{ kind: 'read', way: 'set-scale', text: String(scale), options: { maximum: scale } }];
}

function markMissing(finding: Finding, context: OfferContext): readonly Offer[] {
  const column = featureOf(finding, context);
  if (!column) return [];
  const mark = String(finding.fields.value);
  const missing = [...(choiceFor(context.options.columns, column.name).missing ?? []), mark];
  return [
    {
      kind: 'read',
      way: 'mark-missing',
      text: mark,
      options: { columns: changeColumn(context.options.columns, column.name, { missing }) },
    },
  ];
}

function leaveColumn(finding: Finding, context: OfferContext): readonly Offer[] {
  const column = featureOf(finding, context);
  if (!column || NO_ROWS_AT_FAULT.has(finding.code)) return [];
  const columns = changeColumn(context.options.columns, column.name, { role: 'ignore' });
  return [{ kind: 'read', way: 'leave-column', text: column.name, options: { columns } }];
}
