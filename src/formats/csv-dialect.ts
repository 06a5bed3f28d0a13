import type { ReadOptions } from '../core/data/dataset.ts';
import { isMissing } from '../core/data/missing.ts';
import { groupedNumber, type NumberStyle, numberScanner, thousandsOf } from '../core/data/number-style.ts';
import { type DecimalMark, scanNumber } from '../core/data/scan-number.ts';
import { TrainscriptError } from '../core/problems/problem.ts';
import { clip } from './clip.ts';
import { guessHeader, isSummaryLine } from './csv-header.ts';
import { checkQuotes } from './csv-records.ts';
import { isBlank, tokenise } from './csv-tokens.ts';

/** How a table is written. */
export interface Dialect extends NumberStyle {
  readonly delimiter: string;
  /** Records before the header or the data that are neither; blank lines are not counted. */
  readonly preamble: number;
  readonly header: boolean;
  /** Cells of a record that fits. */
  readonly cells: number;
}

/** The delimiters that are tried, with their names in messages. Of two that fit as well, the earlier is taken. */
const DELIMITERS: ReadonlyMap<string, string> = new Map([
  [',', 'comma'],
  [';', 'semicolon'],
  ['\t', 'tab'],
  ['|', 'bar'],
  [' ', 'spaces'],
]);

/** Records that are looked at: enough to see the usual one among odd ones. */
const SAMPLE_RECORDS = 200;
/** A delimiter that cuts fewer records than this into as many cells as the usual one is none. */
const MIN_CONSISTENCY = 0.5;
/** More odd records than this at the beginning are no preamble but a broken table. */
const MAX_PREAMBLE = 20;
/** What Papa Parse would silently replace by a comma, and what could never be told from a number. */
const IMPOSSIBLE_DELIMITER = /^[\r\n"\ufeff0-9.+-]$/;

/** Tells a table's dialect by the beginning of its text; `whole` says that it is all of it. What the person chose is taken as it is.
 *  Throws `csv-blank`, `csv-delimiter` or `csv-one-column`. */
export function guessDialect(sample: string, whole: boolean, options: ReadOptions, file: string): Dialect {
  const chosen = options.delimiter ?? null;
  if (chosen !== null && (chosen.length !== 1 || IMPOSSIBLE_DELIMITER.test(chosen))) {
    throw new TrainscriptError('csv-delimiter', { delimiter: clip(chosen) });
  }
  const tried = chosen === null ? [...DELIMITERS.keys()] : [chosen];
  const text = sample.replace(/^\s*\n/, '');
  const fits = tried.map((delimiter) => fitOf(text, delimiter, whole));
  if (fits.every((fit) => fit.records.length === 0)) throw new TrainscriptError('csv-blank', { file });
  const best = fits.reduce((a, b) => (b.score > a.score ? b : a));
  if (best.cells < 2 || (best.score === 0 && chosen === null)) {
    checkQuotes(sample, best.delimiter, guessHeader(best.records[0], []) ? 1 : 0, file);
    throw oneColumn(text, tried, file);
  }
  const lead = leadOf(best.records, best.cells, options.header ?? null);
  const decimal = options.decimal ?? best.style.decimal;
  const thousands = options.thousands ?? (decimal === best.style.decimal ? best.style.thousands : '');
  return { delimiter: best.delimiter, decimal, thousands, cells: best.cells, ...lead };
}

interface Fit {
  readonly delimiter: string;
  readonly style: NumberStyle;
  readonly records: readonly (readonly string[])[];
  /** Cells of the usual record. */
  readonly cells: number;
  /** 0 where the delimiter cannot be the one. */
  readonly score: number;
}

/** How well a delimiter fits: the share of records with the usual number of cells, times how clean those cells are. */
function fitOf(sample: string, delimiter: string, whole: boolean): Fit {
  const cut = tokenise(sample, delimiter, whole, SAMPLE_RECORDS).records;
  // One record that is longer than the sample: it is all there is to see.
  const records = (cut.length > 0 ? cut : tokenise(sample, delimiter, true).records).filter((record) => !isBlank(record));
  const cells = usualCount(records);
  const usual = records.filter((record) => record.length === cells);
  const decimal = decimalMark(usual, delimiter);
  const style = { decimal, thousands: thousandsOf(usual.flat(), decimal) };
  const consistency = usual.length / records.length;
  const score = cells > 1 && consistency >= MIN_CONSISTENCY ? consistency * cleanness(usual, delimiter, style) : 0;
  return { delimiter, style, records, cells, score };
}

/** The most common number of cells; of two as common, the one met later, for a title stands first. */
function usualCount(records: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  let usual = 0;
  for (const { length } of records) {
    counts.set(length, (counts.get(length) ?? 0) + 1);
    if ((counts.get(length) ?? 0) >= (counts.get(usual) ?? 0)) usual = length;
  }
  return usual;
}

/** The mean over all cells: most for a number or a missing cell, least for a text that another delimiter would cut. */
function cleanness(records: readonly (readonly string[])[], delimiter: string, style: NumberStyle): number {
  const scan = numberScanner(style);
  const others = [...DELIMITERS.keys()].filter((other) => other !== delimiter && other !== ' ');
  let clean = 0;
  let cells = 0;
  for (const record of records) {
    for (const cell of record) {
      cells++;
      if (!Number.isNaN(scan(cell)) || isMissing(cell)) clean += 1;
      else clean += others.some((other) => cell.includes(other)) ? 0.5 : 0.8;
    }
  }
  return clean / cells;
}

/** «1.234,5»: its comma can only be a decimal mark. */
const IN_GROUPS = (['.', ' ', "'"] as const).map((mark) => groupedNumber(mark, ',', 1));

/** A comma, where more cells are numbers with it than with a point. Not where every one has exactly three digits behind it: those are more likely thousands. */
function decimalMark(records: readonly (readonly string[])[], delimiter: string): DecimalMark {
  if (delimiter === ',') return '.';
  let points = 0;
  let commas = 0;
  let thousands = 0;
  for (const cell of records.flat()) {
    const isComma = cell.includes(',') && (!Number.isNaN(scanNumber(cell, ',')) || IN_GROUPS.some((grouped) => grouped.test(cell)));
    if (isComma) commas++;
    if (isComma && /^\s*[+-]?[1-9]\d{0,2},\d{3}\s*$/.test(cell)) thousands++;
    if (cell.includes('.') && !Number.isNaN(scanNumber(cell))) points++;
  }
  return commas > points && commas > thousands ? ',' : '.';
}

type Lead = Pick<Dialect, 'preamble' | 'header'>;

/** What stands before the data. A person who says that there is a header means the first line, unless that is a title above what looks like one. */
function leadOf(records: readonly (readonly string[])[], cells: number, header: boolean | null): Lead {
  const odd = Math.max(
    0,
    records.findIndex((record) => record.length === cells),
  );
  const counted = odd > MAX_PREAMBLE ? 0 : odd;
  const preamble = counted === 0 && isSummaryLine(records[0], cells) && records.length > 1 ? 1 : counted;
  const looksLikeHeader = guessHeader(
    records[preamble],
    records.slice(preamble + 1).filter((record) => record.length === cells),
  );
  if (header === true && !looksLikeHeader) return { preamble: 0, header };
  return { preamble, header: header ?? looksLikeHeader };
}

/** Enough of a line to know it again. */
const SHOWN_CHARACTERS = 40;

function oneColumn(sample: string, tried: readonly string[], file: string): TrainscriptError {
  const found = clip(sample.trimStart().split('\n', 1)[0].trimEnd().slice(0, SHOWN_CHARACTERS));
  const names = tried.map((delimiter) => DELIMITERS.get(delimiter) ?? `“${delimiter}”`).join(', ');
  return new TrainscriptError('csv-one-column', { file, found, tried: names });
}
