import { summariseColumns } from '../../core/data/column-summary.ts';
import { type Dataset, type Reading, type ReadOptions, type TableFormat, taskOf } from '../../core/data/dataset.ts';
import { factsOf } from '../../core/data/table.ts';
import { tableDatasets } from '../../core/data/table-dataset.ts';
import type { TablePlan } from '../../core/data/table-plan.ts';
import { TrainscriptError } from '../../core/problems/problem.ts';
import type { OpenedBytes } from '../../formats/bytes.ts';
import { readCsv } from '../../formats/csv.ts';
import { roleOf } from '../../formats/file-role.ts';
import { readJsonl } from '../../formats/jsonl.ts';
import { readParquet } from '../../formats/parquet.ts';
import type { TableReading } from '../../formats/table-reading.ts';
import { factsOfFile, type LoadedPhase, resized } from './loaded-phase.ts';
import { previewImages, previewTable } from './preview.ts';

/** Reads one table, or two of which one is named as the test set.
 *  Throws `csv-two-tables` or `csv-too-many-tables`, and what the reader of the format and `tableDatasets` throw. */
export async function loadTables(opened: readonly OpenedBytes[], format: TableFormat, options: ReadOptions): Promise<LoadedPhase> {
  const [trainFile, testFile] = trainAndTest(opened);
  const own = await READERS[format](trainFile, options);
  const other = testFile === undefined ? null : await READERS[format](testFile, options);
  const { plan, train, test } = tableDatasets(own.table, other?.table ?? null, options);
  return {
    train: resized(train),
    test: test && resized(test),
    files: opened.map((file) => factsOfFile(file, own.how.format)),
    reading: readingOf(own, train, plan),
    facts: factsOf(own.table, own.how.preamble, usedKinds(plan)),
    columns: summariseColumns(own.table, plan),
    preview: train.features.kind === 'image' ? previewImages(train.features, train) : previewTable(own.table),
  };
}

const READERS: Readonly<Record<TableFormat, (bytes: OpenedBytes, options: ReadOptions) => Promise<TableReading>>> = {
  csv: readCsvTable,
  jsonl: readJsonl,
  parquet: readParquet,
};

async function readCsvTable(bytes: OpenedBytes, options: ReadOptions): Promise<TableReading> {
  const { table, dialect, encoding } = await readCsv(bytes, options);
  const { delimiter, decimal, thousands, header, preamble } = dialect;
  const notes: TableReading['notes'] = table.padded > 0 ? [{ code: 'padded-rows', fields: { count: table.padded } }] : [];
  return { table, how: { format: 'csv', encoding, delimiter, decimal, thousands, header, preamble }, notes };
}

function trainAndTest(opened: readonly OpenedBytes[]): readonly [OpenedBytes, OpenedBytes?] {
  const [first, second] = opened;
  if (opened.length > 2) throw new TrainscriptError('csv-too-many-tables', { count: opened.length });
  if (second === undefined) return [first];
  const [firstIsTest, secondIsTest] = [first, second].map((file) => roleOf(file.name) === 'test');
  if (firstIsTest === secondIsTest) throw new TrainscriptError('csv-two-tables', { first: first.name, second: second.name });
  return firstIsTest ? [second, first] : [first, second];
}

/** What each column is used as; null where it is not used. */
const usedKinds = ({ kinds, features, label }: TablePlan) => kinds.map((kind, i) => (i === label || features.includes(i) ? kind : null));

function readingOf({ table, how, notes }: TableReading, { features, target }: Dataset, { label, subject }: TablePlan): Reading {
  const place = (index: number) => ({ index, name: table.columns[index].name });
  return {
    ...how,
    columns: table.columns.map((column) => column.name),
    label: place(label),
    ...(subject === null ? {} : { subject: place(subject) }),
    task: taskOf(target),
    shape:
      features.kind === 'image'
        ? { kind: 'image', height: features.height, width: features.width }
        : {
            kind: 'table',
            inputs: features.columns.reduce((sum, column) => sum + (column.kind === 'number' ? 1 : column.names.length), 0),
          },
    maximum: features.kind === 'image' ? features.maximum : null,
    ...(notes.length > 0 ? { notes } : {}),
  };
}
