import type { ColumnMetaData, Compressors, SchemaTree } from 'hyparquet';

/** More than pages have: writers end one after some ten thousand values. */
const MAX_PAGE_VALUES = 2 ** 25;
/** hyparquet keeps the values of a chunk in one array, which V8 lets grow to some 2²⁷. */
const MAX_CHUNK_VALUES = 2 ** 26;

/** hyparquet's own functions, which tell pages' headers and what a column's levels are. */
export async function pageTools() {
  const [{ parquetHeader }, schema] = await Promise.all([import('hyparquet/src/column.js'), import('hyparquet/src/schema.js')]);
  const { getTreePath, getMaxRepetitionLevel, getMaxDefinitionLevel, isFlatColumn } = schema;
  return { parquetHeader, getTreePath, getMaxRepetitionLevel, getMaxDefinitionLevel, isFlatColumn };
}

type PageTools = Awaited<ReturnType<typeof pageTools>>;
type PageHeader = ReturnType<PageTools['parquetHeader']>;

/** A page before it is unpacked, and what its runs must keep to. */
export interface Page {
  /** Bytes that are packed. */
  readonly packed: number;
  /** Looks at the page as unpacked. @throws Error for a run of more values than the page has */
  readonly check: (unpacked: Uint8Array) => void;
}

interface Column {
  readonly isBoolean: boolean;
  readonly repetitionBits: number;
  readonly definitionBits: number;
}

/** The pages of a column chunk that have something to unpack, in the order in which hyparquet unpacks them; those that are not packed are looked at
 *  here. hyparquet 1.31.5 repeats a run's value as often as the run says, and where an array becomes too long by that, V8 ends the process: a few
 *  damaged bytes are enough. To be deleted when it stops at the page's end. @throws Error */
export function pagesOf(file: ArrayBuffer, meta: ColumnMetaData, rows: number, schema: SchemaTree, tools: PageTools): readonly Page[] {
  const path = tools.getTreePath(schema, meta.path_in_schema);
  const levels = [tools.getMaxRepetitionLevel(path), tools.getMaxDefinitionLevel(path)].map(bitsOf);
  const column: Column = { isBoolean: meta.type === 'BOOLEAN', repetitionBits: levels[0], definitionBits: levels[1] };
  const mostValues = tools.isFlatColumn(path) ? rows : Number.POSITIVE_INFINITY;
  const chunk = chunkOf(file, meta);
  const reader = { view: new DataView(file, chunk.byteOffset, chunk.length), offset: 0 };
  const pages: Page[] = [];
  let values = 0;
  while (reader.offset < chunk.length - 1 && values < mostValues) {
    const header = tools.parquetHeader(reader);
    const bytes = bytesOf(header, chunk, reader.offset);
    const page = pageOf(header, bytes, column);
    const isPacked = meta.codec !== 'UNCOMPRESSED' && header.data_page_header_v2?.is_compressed !== false;
    if (isPacked) pages.push(page);
    else page.check(bytes.subarray(bytes.length - page.packed));
    values += header.type === 'DICTIONARY_PAGE' ? 0 : valuesOf(header);
    if (values > MAX_CHUNK_VALUES) throw new Error(`a column chunk of ${values} values, more than ${MAX_CHUNK_VALUES}`);
    reader.offset += bytes.length;
  }
  return pages;
}

function chunkOf(file: ArrayBuffer, meta: ColumnMetaData): Uint8Array {
  const begin = Number(meta.dictionary_page_offset || meta.data_page_offset);
  return new Uint8Array(file).subarray(begin, begin + Number(meta.total_compressed_size));
}

function bytesOf({ compressed_page_size: size }: PageHeader, chunk: Uint8Array, at: number): Uint8Array {
  if (!(size >= 0 && at + size <= chunk.length)) throw new Error(`a page of ${size} bytes where ${chunk.length - at} are left`);
  return chunk.subarray(at, at + size);
}

function valuesOf({ data_page_header, data_page_header_v2, dictionary_page_header }: PageHeader): number {
  const values = (data_page_header ?? data_page_header_v2 ?? dictionary_page_header)?.num_values ?? 0;
  if (!(values >= 0 && values <= MAX_PAGE_VALUES)) throw new Error(`a page of ${values} values, more than ${MAX_PAGE_VALUES}`);
  return values;
}

/** The same, each page looked at once it is unpacked. */
export function looking(compressors: Compressors, pages: readonly Page[]): Compressors {
  const rest = pages.values();
  const looked =
    (unpack: NonNullable<Compressors[keyof Compressors]>): typeof unpack =>
    (input, bytes) => {
      const page = rest.next().value;
      if (page?.packed !== input.length) throw new Error(`a page of ${input.length} bytes, expected ${page?.packed ?? 'none'}`);
      const unpacked = unpack(input, bytes);
      page.check(unpacked);
      return unpacked;
    };
  return Object.fromEntries(Object.entries(compressors).map(([codec, unpack]) => [codec, looked(unpack)]));
}

function pageOf(header: PageHeader, bytes: Uint8Array, column: Column): Page {
  const count = valuesOf(header);
  const { type, data_page_header: first, data_page_header_v2: second } = header;
  if (type === 'DATA_PAGE' && first) return { packed: bytes.length, check: (page) => checkPage(page, first.encoding, count, column) };
  if (type !== 'DATA_PAGE_V2' || !second) return { packed: bytes.length, check: () => {} };
  const { repetition_levels_byte_length: repetitions, definition_levels_byte_length: definitions, num_nulls: nulls } = second;
  // Of a length that is missing hyparquet would read the first bytes for ever.
  if (!(repetitions >= 0 && definitions >= 0 && repetitions + definitions <= bytes.length))
    throw new Error(`a page of ${bytes.length} bytes with levels of ${repetitions} and ${definitions} bytes`);
  if (!(nulls >= 0 && nulls <= count)) throw new Error(`a page of ${count} values with ${nulls} that are missing`);
  if (column.repetitionBits > 0) checkRuns(bytes, column.repetitionBits, count);
  if (column.definitionBits > 0) checkRuns(bytes.subarray(repetitions), column.definitionBits, count);
  return { packed: bytes.length - repetitions - definitions, check: (page) => checkSecond(page, second.encoding, count) };
}

/** Levels in front, each with its length, then the values. */
function checkPage(page: Uint8Array, encoding: string, count: number, { repetitionBits, definitionBits, isBoolean }: Column): void {
  const levels = [repetitionBits, definitionBits].filter((bits) => bits > 0);
  const values = levels.reduce((rest, bits) => checkPrefixed(rest, bits, count), page);
  if (!isDictionary(encoding) && encoding !== 'RLE') return;
  if (isBoolean) checkPrefixed(values, 1, count);
  // Of no bits all values are the same, and no run is read.
  else if (values[0] > 0) checkRuns(values.subarray(1), values[0], count);
}

/** The values of a page of the second version, whose levels stand apart. */
function checkSecond(values: Uint8Array, encoding: string, count: number): void {
  if (encoding === 'RLE') checkPrefixed(values, 1, count);
  else if (isDictionary(encoding)) checkRuns(values.subarray(1), values[0] ?? 0, count);
}

const isDictionary = (encoding: string): boolean => encoding === 'PLAIN_DICTIONARY' || encoding === 'RLE_DICTIONARY';

/** Gives what stands behind the runs. */
function checkPrefixed(bytes: Uint8Array, bits: number, count: number): Uint8Array {
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true);
  checkRuns(bytes.subarray(4), bits, count);
  return bytes.subarray(4 + length);
}

/** Runs of one value and of packed ones (Parquet's «RLE/bit-packing hybrid»), read as hyparquet does: until there are enough values, wherever the
 *  runs were said to end. */
function checkRuns(bytes: Uint8Array, bits: number, count: number): void {
  let at = 0;
  for (let seen = 0; seen < count && at < bytes.length; ) {
    const [header, next] = varint(bytes, at);
    const isPacked = (header & 1) === 1;
    const run = header >>> 1;
    if (!isPacked && run > count) throw new Error(`a run of ${run} values in a page of ${count}`);
    seen += isPacked ? 8 * run : run;
    at = next + (isPacked ? Math.max(1, run * bits) : (bits + 7) >> 3);
  }
}

/** Bits beyond the 32nd fall on the first ones, as hyparquet has them. */
function varint(bytes: Uint8Array, from: number): readonly [value: number, next: number] {
  let value = 0;
  for (let at = from, shift = 0; at < bytes.length; at++, shift += 7) {
    value |= (bytes[at] & 0x7f) << shift;
    if (bytes[at] < 0x80) return [value, at + 1];
  }
  return [value, bytes.length];
}

const bitsOf = (level: number): number => 32 - Math.clz32(level);
