import type { Audit, FindingCode } from '../../core/audit/audit.ts';
import { formatFinding } from '../../core/audit/finding-texts.ts';
import type { PhaseReport } from '../report/facts.ts';

/** What the dataset is called: as declared, else as its first file. */
export const datasetName = ({ card, audit }: PhaseReport): string => card?.name || (audit.source.files[0]?.name ?? audit.phase);

/** What is known of the dataset, in a sentence. */
export function describeDataset({ source, quality }: Audit): string {
  const { shape, task } = source.reading;
  const rows = `${quality.rows} rows${quality.testRows === null ? '' : ` and ${quality.testRows} test rows`}`;
  const what = shape.kind === 'image' ? `images of ${shape.height}×${shape.width} pixels` : `a table of ${quality.columns} columns`;
  const goal = task === 'regression' ? 'a real-valued target' : `${quality.classBalance.length} classes`;
  return `${rows} of ${what}, with ${goal}.`;
}

/** The findings of these codes in words. */
export const findingTexts = ({ findings }: Audit, isMeant: (code: FindingCode) => boolean): string[] =>
  findings.filter(({ code, severity }) => severity !== 'info' && isMeant(code)).map((finding) => formatFinding(finding));

export const isBias = (code: FindingCode): boolean => code === 'class-imbalance' || code === 'one-class';

/** Columns that a file with a header has under these names; null where columns have no names of their own. */
export const hasColumnNames = ({ source }: Audit): boolean =>
  source.reading.header === true || ['jsonl', 'parquet'].includes(source.reading.format);
