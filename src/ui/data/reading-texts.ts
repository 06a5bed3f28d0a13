import { msg, str } from '@lit/localize';
import { sampleOf } from '../../app/data/samples.ts';
import type { ViewState } from '../../app/view-state.ts';
import type { ReadingNote } from '../../core/data/reading-note.ts';
import type { PhaseName, RunSpec } from '../../core/spec/spec.ts';
import { formatCount } from '../parts/numbers.ts';

/** Stays with what is before it when the line breaks. */
export const SEPARATOR = '\u00a0· ';

export type PhaseData = ViewState['data'][PhaseName];
export type DataSummary = NonNullable<PhaseData['summary']>;
export type Loading = NonNullable<PhaseData['loading']>;

export const phaseHeading = (phase: PhaseName): string => (phase === 'pretrain' ? msg('Pretraining data') : msg('Fine-tuning data'));

/** «MNIST», the one dropped file, or how many files. */
export function sourceName({ source, files }: DataSummary): string {
  const sample = sampleOf(source);
  if (sample !== undefined) return sample.name;
  return files.length === 1 ? files[0].name : msg(str`${files.length} files`);
}

/** «60,000 rows · 10 classes · 28×28 images». */
export function dataLine(summary: DataSummary): string {
  const rows =
    summary.testRows === null
      ? msg(str`${formatCount(summary.rows)} rows`)
      : msg(str`${formatCount(summary.rows)} + ${formatCount(summary.testRows)} rows`);
  return [rows, targetText(summary), shapeText(summary)].join(SEPARATOR);
}

function targetText({ reading, classBalance }: DataSummary): string {
  return reading.task === 'regression' ? msg('amounts') : msg(str`${classBalance.length} classes`);
}

function shapeText({ reading: { shape } }: DataSummary): string {
  return shape.kind === 'image' ? msg(str`${shape.width}×${shape.height} images`) : msg(str`${shape.inputs} inputs`);
}

/** What was done to rows on the way. */
export function noteText({ code, fields }: ReadingNote): string {
  const count = formatCount(Number(fields.count ?? 0));
  switch (code) {
    case 'padded-rows':
      return msg(str`${count} rows of another length were made to fit: what they lack is missing.`);
    case 'mixed-types':
      return msg(
        str`Column “${fields.column}” holds ${fields.number} numbers, ${fields.text} texts and ${fields.truth} of true and false.`,
      );
    case 'duplicate-keys':
      return msg(str`${count} keys stand twice in a row, the first is “${fields.key}” in line ${fields.line}: the last value counts.`);
    case 'images-decoded':
      return msg(
        str`${count} pictures, from ${fields.smallest} to ${fields.largest} (height × width), ${fields.resized} of them resized. Grey: ${fields.formula}. Colours and turning as stored, over black.`,
      );
    case 'images-left-out':
      return msg(str`${count} pictures cannot be decoded and are left out: ${fields.names}`);
    case 'files-left-out':
      return msg(str`${count} files are no PNG or JPEG and are left out: ${fields.names}`);
  }
}

/** What a data stop says in one line when nothing is loaded. */
export function emptyLine(spec: RunSpec, phase: PhaseName): string {
  const source = spec.phases.find((one) => one.phase === phase)?.data.source;
  if (source === undefined)
    return phase === 'pretrain' ? msg('Skipped: fine-tuning starts from scratch or from weights') : msg('Skipped: pretraining only');
  if (source === 'files') return msg('Waiting for your files');
  return msg(str`Sample: ${sampleOf(source)?.name ?? source}, loaded on Start`);
}

export function loadingLine({ stage, done, total }: Loading): string {
  const share = total > 0 ? ` ${Math.round((100 * done) / total)}%` : '';
  if (stage === 'fetch') return msg('Fetching the sample') + share;
  return (stage === 'read' ? msg('Reading') : msg('Looking for trouble')) + share;
}
