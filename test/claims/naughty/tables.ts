import { auditData } from '../../../src/core/audit/audit-data.ts';
import { clipped } from '../../../src/core/audit/profile/column-profile.ts';
import { isMissing } from '../../../src/core/data/missing.ts';
import { EMPTY_CARD } from '../../../src/core/policy/card.ts';
import { decide } from '../../../src/core/policy/rules.ts';
import { TrainscriptError } from '../../../src/core/problems/problem.ts';
import { reportPage } from '../../../src/formats/report/report.ts';
import { loadFiles } from '../../../src/worker/data/load.ts';
import { categories, classes, phaseData, range, table } from '../../core/audit/build-data.ts';

export const PLACES = ['fileName', 'column', 'cell', 'label'] as const;
export type Place = (typeof PLACES)[number];
export type Expected = Readonly<Record<Place, string | null>>;

/** A file for the page with a string wherever one of a person's own texts can stand, and what the reader makes of it: it says the number
 *  that is meant, cuts spaces off, takes some texts for nothing, and takes no control characters. Null is what it does not let through. */
export interface NaughtyFile {
  readonly fileName: string;
  readonly csv: string;
  readonly expected: Expected;
}

const ROWS = range(40);
const OTHER = 'another';

export async function naughtyFile(text: string): Promise<NaughtyFile> {
  // The browser does not take a file without a name.
  const fileName = text === '' ? 'no name' : text;
  const isNothing = isMissing(text) || text.trim() === '';
  const csv = csvWith(text, isNothing ? 'a label' : text);
  try {
    const read = await loadFiles([new File([csv], fileName)], {}, () => {}, new AbortController().signal);
    const { target, features } = read.train;
    const label = isNothing || target.kind === 'values' ? null : (target.names.find((name) => name !== OTHER) ?? null);
    const column = features.kind === 'table' ? features.columns[0].name : '';
    return { fileName, csv, expected: { fileName, column, cell: isNothing ? null : text, label } };
  } catch (error) {
    if (!(error instanceof TrainscriptError) || !error.code.startsWith('file-')) throw error;
    return { fileName, csv: csvWith('a column', 'a label'), expected: { fileName, column: null, cell: null, label: null } };
  }
}

function csvWith(text: string, label: string): string {
  const lines = ROWS.map((row) => (row % 2 === 0 ? [text, String(row), label] : [OTHER, String(row), OTHER]));
  return [[text, 'x', 'label'], ...lines].map((cells) => `${cells.map(quoted).join(',')}\n`).join('');
}

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

/** A report in which the string stands in every place, as it is. Long values of a column are cut there. */
export function naughtyReport(text: string): { readonly page: string; readonly expected: Expected } {
  const codes = ROWS.map((row) => row % 2);
  const data = table([categories(text, [text, OTHER], ...codes)], classes([text, OTHER], codes));
  const file = { name: text, bytes: 1, sha256: '0'.repeat(64), format: 'csv', gzip: false } as const;
  const audit = auditData('pretrain', phaseData(data, { files: [file] }));
  const startedAt = '2026-03-01T09:30:00.000Z';
  const card = { ...EMPTY_CARD, name: text, licence: text, purposes: [text] };
  const verdict = decide('default', [{ phase: 'pretrain', card, audit, now: startedAt }]);
  const phases = [{ phase: 'pretrain', audit, columnsLeft: [], card, usage: null, baselineUsage: null }] as const;
  const page = reportPage({ name: text, runId: 'run-1', startedAt, status: 'refused', phases, verdict }, 'en');
  const shown = text === '' ? '(empty)' : text;
  return { page, expected: { fileName: text, column: text, cell: clipped(shown), label: shown } };
}
