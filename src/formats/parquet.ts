import type { AsyncBuffer, ColumnMetaData, Compressors, FileMetaData } from 'hyparquet';
import { checkChoices } from '../core/data/column-choices.ts';
import { columnsDiffer } from '../core/data/columns-differ.ts';
import type { ReadOptions } from '../core/data/dataset.ts';
import { PLAIN_NUMBERS } from '../core/data/number-style.ts';
import { HEAD_ROWS, Table } from '../core/data/table.ts';
import { TrainscriptError } from '../core/problems/problem.ts';
import type { OpenedBytes } from './bytes.ts';
import { clip } from './clip.ts';
import { loadWatch } from './load-watch.ts';
import { cellOf, checkCells, foundNested, MAX_DEPTH, nestedCells } from './nested-cells.ts';
import { checkChunks } from './parquet-chunks.ts';
import { looking, pagesOf, pageTools } from './parquet-pages.ts';
import type { TableReading } from './table-reading.ts';

/** The file is held in one piece, for its columns stand apart and its index at the end. */
const MAX_BYTES = 2 ** 30;
/** One page unpacked. Writers make pages of a megabyte; what asks for far more was made to. */
const MAX_PAGE_BYTES = 2 ** 28;

/** Reads a Parquet file as a table, a column of a row group at a time. Its cells are what CSV would have for them, so that the same rules hold: null and NaN are missing, times are ISO 8601.
 *  Values within values are refused, or spread over columns named with dots where the person chose `flatten`. The reader itself is fetched only here.
 *  Throws `parquet-damaged`, `parquet-empty`, `table-nested`, `table-too-deep`, `table-too-large` or `file-too-large`, and what the table throws. */
export async function readParquet(bytes: OpenedBytes, options: ReadOptions): Promise<TableReading> {
  const file = bytes.name;
  const buffer = await collect(bytes);
  const [{ parquetMetadata, parquetRead, parquetSchema }, { compressors }, tools] = await Promise.all([
    import('hyparquet'),
    import('hyparquet-compressors'),
    pageTools(),
  ]);
  const metadata = await sound(file, async () => parquetMetadata(buffer));
  const schema = await sound(file, async () => parquetSchema(metadata));
  const names = await sound(file, async () => columnNames(schema.children.map(({ element }) => element.name)));
  await sound(file, async () => checkChunks(metadata, schema));
  const groups = await sound(file, async () => rowGroups(metadata));
  const rows = groups.reduce((sum, group) => sum + group.rows, 0);
  checkShape(file, names, rows);
  const { columns: choices = null, missing = null } = options;
  const table = new Table({ file, columns: [], style: PLAIN_NUMBERS, choices, missing, watch: await loadWatch() });
  const slices: AsyncBuffer = { byteLength: buffer.byteLength, slice: (begin, end) => buffer.slice(begin, end) };
  for (const group of groups) {
    const columns = new GroupColumns(table, group.rows, options.nested ?? 'refuse');
    for (const name of names) {
      const values = await sound(file, async () => {
        const chunks = group.chunks.filter(({ path_in_schema }) => path_in_schema[0] === name);
        const pages = chunks.flatMap((chunk) => pagesOf(buffer, chunk, group.rows, schema, tools));
        const unpacking = looking(limitedTo(compressors), pages);
        return readValues(parquetRead, { file: slices, metadata, columns: [name], compressors: unpacking, ...rangeOf(group) });
      });
      if (values.length !== group.rows) throw damaged(file, `column “${clip(name)}” has ${values.length} values, expected ${group.rows}`);
      columns.take(name, values);
    }
    columns.end();
  }
  checkChoices(
    options.columns,
    table.columns.map((column) => column.name),
    file,
  );
  return { table, how: { format: 'parquet', encoding: null, delimiter: null, header: null, preamble: 0 }, notes: [] };
}

/** Its type says that each has a name; the file may not. */
function columnNames(names: readonly unknown[]): readonly string[] {
  return names.map((name, i) => {
    if (typeof name !== 'string') throw new Error(`column ${i} has no name`);
    return name;
  });
}

interface RowGroup {
  readonly begin: number;
  readonly rows: number;
  readonly chunks: readonly ColumnMetaData[];
}

function rowGroups(metadata: FileMetaData): readonly RowGroup[] {
  let begin = 0;
  return metadata.row_groups.map(({ num_rows, columns }) => {
    const rows = Number(num_rows);
    begin += rows;
    return { begin: begin - rows, rows, chunks: columns.flatMap(({ meta_data }) => meta_data ?? []) };
  });
}

const rangeOf = ({ begin, rows }: RowGroup) => ({ rowStart: begin, rowEnd: begin + rows });

function checkShape(file: string, names: readonly string[], rows: number): void {
  if (names.length === 0 || rows === 0) throw new TrainscriptError('parquet-empty', { file, columns: names.length, rows });
  if (!Number.isSafeInteger(rows) || rows < 0) throw damaged(file, `it says it has ${rows} rows`);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw damaged(file, `it has two columns “${clip(twice)}”`);
  checkCells(rows, names.length, file);
}

type Read = typeof import('hyparquet')['parquetRead'];

async function readValues(parquetRead: Read, options: Parameters<Read>[0]): Promise<ArrayLike<unknown>> {
  const pieces: ArrayLike<unknown>[] = [];
  await parquetRead({ ...options, onChunk: ({ columnData }) => void pieces.push(columnData) });
  return pieces.length === 1 ? pieces[0] : pieces.flatMap((piece) => Array.from(piece));
}

/** Takes the columns of one row group into the table, which must be the same in every group. */
class GroupColumns {
  readonly #table: Table;
  readonly #rows: number;
  readonly #nested: 'refuse' | 'flatten';
  readonly #head: string[][];
  readonly #taken = new Set<string>();

  constructor(table: Table, rows: number, nested: 'refuse' | 'flatten') {
    this.#table = table;
    this.#rows = rows;
    this.#nested = nested;
    this.#head = Array.from({ length: Math.min(rows, HEAD_ROWS - table.head.length) }, () => []);
  }

  take(name: string, values: ArrayLike<unknown>): void {
    const all = Array.from(values);
    const row = all.findIndex((value) => foundNested(value) !== null);
    if (row < 0) {
      this.#append(
        name,
        all.map((value) => cellOf(value).cell),
      );
      return;
    }
    if (this.#nested === 'refuse') {
      const found = foundNested(all[row]) ?? '';
      throw new TrainscriptError('table-nested', { file: this.#table.file, row: this.#table.rows + row, column: clip(name), found });
    }
    for (const [inner, cells] of this.#spread(name, all)) this.#append(inner, cells);
  }

  /** The rows stand in the table once all columns have them. */
  end(): void {
    for (const column of this.#table.columns) {
      if (!this.#taken.has(column.name)) column.appendCells(new Array<string>(this.#rows).fill(''), this.#table.rows);
    }
    this.#table.endColumns(this.#rows, this.#head);
  }

  #spread(name: string, values: readonly unknown[]): ReadonlyMap<string, readonly string[]> {
    const columns = new Map<string, string[]>();
    const tooDeep = (column: string): never => {
      throw new TrainscriptError('table-too-deep', { file: this.#table.file, column: clip(column), limit: MAX_DEPTH });
    };
    for (const [row, value] of values.entries()) {
      for (const inner of nestedCells(name, value, tooDeep)) {
        const cells = columns.get(inner.name) ?? new Array<string>(this.#rows).fill('');
        if (!columns.has(inner.name))
          checkCells(this.#table.rows + this.#rows, this.#taken.size + columns.set(inner.name, cells).size, this.#table.file);
        cells[row] = inner.cell;
      }
    }
    return columns;
  }

  #append(name: string, cells: readonly string[]): void {
    if (this.#taken.has(name)) throw columnsDiffer([], [name], []);
    this.#taken.add(name);
    if (this.#table.columns.every((column) => column.name !== name)) this.#table.addColumn(name);
    const at = this.#table.columns.findIndex((column) => column.name === name);
    this.#table.columns[at].appendCells(cells, this.#table.rows);
    for (const [row, own] of this.#head.entries()) {
      while (own.length < at) own.push('');
      own[at] = cells[row];
    }
  }
}

async function collect({ name: file, chunks }: OpenedBytes): Promise<ArrayBuffer> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > MAX_BYTES) throw new TrainscriptError('file-too-large', { file, limit: MAX_BYTES });
    pieces.push(chunk);
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all.buffer;
}

/** A page that lies about its size is refused before memory is reserved for it. */
function limitedTo(compressors: Compressors): Compressors {
  const limit =
    (unpack: NonNullable<Compressors[keyof Compressors]>): typeof unpack =>
    (input, bytes) => {
      if (!(bytes <= MAX_PAGE_BYTES)) throw new Error(`a page of ${bytes} bytes, more than ${MAX_PAGE_BYTES}`);
      return unpack(input, bytes);
    };
  return Object.fromEntries(Object.entries(compressors).map(([codec, unpack]) => [codec, limit(unpack)]));
}

/** What the reader throws, it throws for bytes that are not as they should be. */
async function sound<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    throw damaged(file, clip(cause instanceof Error ? cause.message : String(cause)), cause);
  }
}

const damaged = (file: string, detail: string, cause?: unknown): TrainscriptError =>
  new TrainscriptError('parquet-damaged', { file, detail }, cause);
