import { msg, str } from '@lit/localize';
import type { ReadOptions } from '../../core/data/dataset.ts';
import type { Problem } from '../../core/problems/problem.ts';

/** A change of the reading options that leads out of a problem. */
export interface WayOut {
  readonly label: string;
  readonly options: ReadOptions;
}

/** What a person can do about a problem of reading with one click; empty where only another file helps. */
export function waysOut({ code, fields }: Problem): readonly WayOut[] {
  switch (code) {
    case 'csv-ragged':
      return [
        { label: msg('Skip ragged rows'), options: { ragged: 'skip' } },
        { label: msg('Fill up short rows'), options: { ragged: 'pad' } },
      ];
    case 'table-nested':
      return [{ label: msg('Flatten them'), options: { nested: 'flatten' } }];
    case 'images-broken':
      return [{ label: msg('Leave out broken pictures'), options: { broken: 'skip' } }];
    case 'table-too-many-texts':
      return [
        { label: msg('Ignore the column'), options: { columns: { [String(fields.column)]: { role: 'ignore' } } } },
        { label: msg('It is the subject key'), options: { columns: { [String(fields.column)]: { role: 'subject' } } } },
      ];
    case 'columns-unknown':
    case 'columns-two-subjects':
    case 'columns-role-of-label':
    case 'columns-none-left':
    case 'columns-too-many-names':
      return [{ label: msg('Read all columns as found'), options: { columns: null } }];
    case 'fix-column-unknown':
    case 'fix-row-beyond':
    case 'fix-class-unknown':
    case 'fix-label-differs':
    case 'fix-label-count':
    case 'fix-value':
    case 'fix-unfit':
    case 'fix-nothing-known':
    case 'fix-none-left':
      return [{ label: msg('Take all fixes back'), options: { fixes: null } }];
    case 'label-missing':
      return [{ label: msg('Leave out rows without a label'), options: { unlabelled: 'leave-out' } }];
    case 'csv-not-encoded':
    case 'csv-encoding-unknown':
      return ['utf-8', 'windows-1252', 'gb18030', 'utf-16le', 'shift_jis'].filter((encoding) => encoding !== fields.encoding).map(readAs);
    case 'csv-one-column':
      return splittersIn(String(fields.found)).map(splitAt);
    case 'csv-delimiter':
      return [...';,\t|'].filter((delimiter) => delimiter !== fields.delimiter).map(splitAt);
    case 'label-not-numbers':
      return [{ label: msg('Read as classes'), options: { task: 'classification' } }];
    case 'label-too-many-classes':
      return [{ label: msg('Read as amounts'), options: { task: 'regression' } }];
    case 'image-not-square':
    case 'image-not-pixels':
      return [{ label: msg('Read as a table'), options: { shape: 'table' } }];
    case 'scale-maximum':
      return [{ label: msg('Use the largest value found'), options: { maximum: null } }];
    case 'label-unknown':
      return [{ label: msg('Use the last column'), options: { label: null } }];
    default:
      return [];
  }
}

/** What may stand between columns in a line: tabs, and marks that are no part of a word, a number or a bracket. The line comes
 *  with its control characters spelled out. */
function splittersIn(line: string): readonly string[] {
  const text = line.replaceAll('\\u0009', '\t').replace(/\\u[0-9a-f]{4}/g, ' ');
  return [...new Set(text.match(/\t|[^\p{L}\p{N}\p{Ps}\p{Pe}\s"'_.+-]/gu))].slice(0, MAX_SPLITTERS);
}

/** More buttons than this are no help. */
const MAX_SPLITTERS = 4;

const readAs = (encoding: string): WayOut => ({ label: msg(str`Read as ${encoding}`), options: { encoding } });

const splitAt = (delimiter: string): WayOut => ({
  label: msg(str`Split at ${delimiter === '\t' ? msg('tab') : delimiter}`),
  options: { delimiter },
});
