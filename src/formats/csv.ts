import { checkChoices } from '../core/data/column-choices.ts';
import type { ReadOptions } from '../core/data/dataset.ts';
import { Table, type TableSource } from '../core/data/table.ts';
import { TrainscriptError } from '../core/problems/problem.ts';
import type { OpenedBytes } from './bytes.ts';
import { type Dialect, guessDialect } from './csv-dialect.ts';
import { columnNames } from './csv-header.ts';
import { type RecordBatch, readRecords } from './csv-records.ts';
import { loadWatch } from './load-watch.ts';
import { encodedText, encodingName } from './opened-text.ts';
import { withSample } from './sample.ts';
import { decodeText } from './text.ts';

export interface CsvReading {
  readonly table: Table;
  readonly dialect: Dialect;
  readonly encoding: string;
}

/** The beginning that the dialect is told by: 300 lines of 28×28 pixels, or one of 100,000 numbers. */
const SAMPLE_CHARACTERS = 1 << 20;
/** Widest table that is read: rows of 300×300 pixels. Each column costs some hundred bytes before its first cell. */
export const MAX_COLUMNS = 100_000;

/** Reads a delimited text file as a table, in one pass and bounded memory beside the table itself.
 *  A row's position counts the data rows from 0: neither preamble, header nor blank lines are rows; a ragged row is one.
 *  Throws the `csv-…` problems, `file-too-large` or `gzip-bomb`, `columns-unknown`, `columns-two-subjects` and `table-too-many-texts`. */
export async function readCsv(bytes: OpenedBytes, options: ReadOptions): Promise<CsvReading> {
  const file = bytes.name;
  const encoded = encodedText(bytes, options);
  const text = await withSample(decodeText(encoded, file), SAMPLE_CHARACTERS);
  const dialect = guessDialect(text.sample, text.isWhole, options, file);
  const lead = dialect.preamble + (dialect.header ? 1 : 0);
  const table = await fillTable(readRecords(text.all, dialect.delimiter, lead, file), dialect, options, file);
  return { table, dialect, encoding: encodingName(encoded) };
}

type Ragged = NonNullable<ReadOptions['ragged']>;

async function fillTable(batches: AsyncIterable<RecordBatch>, dialect: Dialect, options: ReadOptions, file: string): Promise<Table> {
  const { columns: choices = null, missing = null } = options;
  const source = { file, choices, missing, watch: await loadWatch() };
  let table: Table | null = null;
  let firstRagged: TrainscriptError | null = null;
  let lead = dialect.preamble;
  for await (const batch of batches) {
    let from = Math.min(lead, batch.records.length);
    lead -= from;
    if (from === batch.records.length) continue;
    if (table === null) {
      table = newTable(batch, from, dialect, source);
      if (dialect.header) from++;
    }
    const problem = appendRows(table, batch, from, options.ragged ?? 'refuse');
    firstRagged ??= problem;
  }
  if (table === null) throw new TrainscriptError('csv-blank', { file });
  if (table.rows === 0) throw new TrainscriptError('csv-header-only', { file, columns: table.columns.length });
  if (table.rows === table.ragged.length && firstRagged !== null) throw firstRagged;
  return table;
}

/** The table of the header, or of the columns' positions where there is none. */
function newTable({ records, lines }: RecordBatch, at: number, dialect: Dialect, source: Omit<TableSource, 'columns' | 'style'>): Table {
  const { header, cells, decimal, thousands } = dialect;
  const found = header ? records[at].length : cells;
  if (found > MAX_COLUMNS)
    throw new TrainscriptError('csv-too-many-columns', { file: source.file, line: lines[at], found, limit: MAX_COLUMNS });
  const columns = columnNames(header ? records[at] : new Array(cells).fill(''));
  checkChoices(source.choices, columns, source.file);
  return new Table({ ...source, columns, style: { decimal, thousands } });
}

/** Fills a short record up with missing cells, and cuts the empty cells off a long one. Whether it fits then: more cells than there are columns belong to none of them. */
function fill(record: string[], expected: number, table: Table): boolean {
  if (record.slice(expected).some((cell) => cell.trim() !== '')) return false;
  while (record.length < expected) record.push('');
  record.length = expected;
  table.padded++;
  return true;
}

/** Appends the batch's records; gives the problem of the first one that did not fit, or throws it where that is refused. */
function appendRows(table: Table, { records, lines }: RecordBatch, from: number, ragged: Ragged): TrainscriptError | null {
  const expected = table.columns.length;
  let problem: TrainscriptError | null = null;
  let run = from;
  for (let i = from; i < records.length; i++) {
    if (records[i].length === expected || (ragged === 'pad' && fill(records[i], expected, table))) continue;
    table.append(records.slice(run, i));
    const fields = { file: table.file, line: lines[i], row: table.rows, cells: records[i].length, expected };
    problem ??= new TrainscriptError('csv-ragged', fields);
    if (ragged === 'refuse') throw problem;
    table.appendRagged(records[i]);
    run = i + 1;
  }
  table.append(run === 0 ? records : records.slice(run));
  return problem;
}
