/** Columns of numbers and a header in one stretch of bytes: the header's length (4 bytes, little-endian), the header as JSON, zeros up
 *  to a multiple of 8, then the columns one after the other in the order of the header's list, those of 8 bytes first.
 *  Numbers are little-endian, as in every machine that runs a browser. */

export type Column = Float64Array<ArrayBuffer> | Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

export interface ColumnFile<Header> {
  readonly header: Header;
  readonly columns: ReadonlyMap<string, Column>;
}

const KINDS = { f64: Float64Array, f32: Float32Array, u32: Uint32Array } as const;

interface Preface<Header> {
  readonly header: Header;
  readonly columns: readonly (readonly [name: string, kind: keyof typeof KINDS, length: number])[];
}

const ALIGNMENT = 8;
const LENGTH_BYTES = 4;
const encoder = new TextEncoder();

export function packColumns<Header>(header: Header, columns: Readonly<Record<string, Column>>): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(columns).sort(([, a], [, b]) => b.BYTES_PER_ELEMENT - a.BYTES_PER_ELEMENT);
  const preface: Preface<Header> = { header, columns: entries.map(([name, column]) => [name, kindOf(column), column.length]) };
  const json = encoder.encode(JSON.stringify(preface));
  const begin = aligned(LENGTH_BYTES + json.byteLength);
  const bytes = new Uint8Array(begin + entries.reduce((sum, [, { byteLength }]) => sum + byteLength, 0));
  new DataView(bytes.buffer).setUint32(0, json.byteLength, true);
  bytes.set(json, LENGTH_BYTES);
  let at = begin;
  for (const [, { buffer, byteOffset, byteLength }] of entries) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return bytes;
}

/** The columns are windows on the bytes, or on a copy where those do not begin at a multiple of 8.
 *  @throws RangeError, SyntaxError where the bytes are not what `packColumns` wrote */
export function unpackColumns<Header>(packed: Uint8Array<ArrayBuffer>): ColumnFile<Header> {
  const bytes = packed.byteOffset % ALIGNMENT === 0 ? packed : packed.slice();
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true);
  if (LENGTH_BYTES + length > bytes.byteLength) throw new RangeError(`a header of ${length} bytes in ${bytes.byteLength}`);
  const preface = JSON.parse(new TextDecoder().decode(bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + length))) as Preface<Header>;
  const columns = new Map<string, Column>();
  let at = bytes.byteOffset + aligned(LENGTH_BYTES + length);
  for (const [name, kind, count] of preface.columns) {
    const column: Column = new KINDS[kind](bytes.buffer, at, count);
    if (at + column.byteLength > bytes.byteOffset + bytes.byteLength) throw new RangeError(`column ${name} goes beyond the end`);
    columns.set(name, column);
    at += column.byteLength;
  }
  return { header: preface.header, columns };
}

const kindOf = (column: Column): keyof typeof KINDS =>
  column instanceof Float64Array ? 'f64' : column instanceof Float32Array ? 'f32' : 'u32';
const aligned = (length: number): number => Math.ceil(length / ALIGNMENT) * ALIGNMENT;
