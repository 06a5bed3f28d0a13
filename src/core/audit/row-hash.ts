import type { CategoryColumn, FeatureColumn, Features, ImageFeatures } from '../data/dataset.ts';

/** A 32-bit hash of the features of each given row. Equal rows have equal hashes; rows with equal hashes are to be compared
 *  with `sameFeatures`. A missing cell equals a missing cell, as in pandas' `duplicated`. */
export function hashFeatures(features: Features, rows: Uint32Array): Uint32Array {
  const hashes = features.kind === 'image' ? hashImages(features, rows) : hashTable(features.columns, rows);
  return hashes.map(finish);
}

/** Whether row `i` of `a` holds the features of row `j` of `b`, which must be `comparable`. */
export function sameFeatures(a: Features, i: number, b: Features, j: number): boolean {
  if (a.kind === 'image') return b.kind === 'image' && sameImage(a, i, b, j);
  return b.kind === 'table' && a.columns.every((column, k) => sameCell(column, i, b.columns[k], j));
}

/** Whether two datasets have the same features, so that a row of one can equal a row of the other. */
export function comparable(a: Features, b: Features): boolean {
  if (a.kind === 'image') {
    return (
      b.kind === 'image' &&
      a.height === b.height &&
      a.width === b.width &&
      a.maximum === b.maximum &&
      a.pixels.constructor === b.pixels.constructor
    );
  }
  return b.kind === 'table' && a.columns.length === b.columns.length && a.columns.every(({ kind }, k) => kind === b.columns[k].kind);
}

/** The features of `test` with its categories numbered as in `train`, those that `train` lacks after them. */
export function withCodesOf(train: Features, test: Features): Features {
  if (train.kind === 'image' || test.kind === 'image') return test;
  return { ...test, columns: test.columns.map((column, k) => recoded(column, train.columns[k])) };
}

function recoded(column: FeatureColumn, like: FeatureColumn): FeatureColumn {
  if (column.kind === 'number' || like.kind === 'number') return column;
  const known = new Map(like.names.map((name, code) => [name, code]));
  const codeOf = column.names.map((name, code) => known.get(name) ?? like.names.length + code);
  return { ...column, codes: column.codes.map((code) => (code < 0 ? -1 : codeOf[code])) } satisfies CategoryColumn;
}

const START = 0x811c9dc5;
const PRIME = 0x01000193;

function hashImages({ pixels, height, width }: ImageFeatures, rows: Uint32Array): Uint32Array {
  const size = height * width;
  const bits = pixels instanceof Uint8Array ? pixels : bitsOf(pixels);
  return rows.map((row) => {
    let hash = START;
    for (let i = row * size; i < (row + 1) * size; i++) hash = Math.imul(hash ^ bits[i], PRIME);
    return hash;
  });
}

/** Column by column, as the values lie in memory. */
function hashTable(columns: readonly FeatureColumn[], rows: Uint32Array): Uint32Array {
  const hashes = new Uint32Array(rows.length).fill(START);
  for (const column of columns) {
    const bits = column.kind === 'number' ? bitsOf(column.values) : column.codes;
    for (let i = 0; i < rows.length; i++) hashes[i] = finish(Math.imul(hashes[i] ^ bits[rows[i]], PRIME));
  }
  return hashes;
}

/** The bits of floats, with one NaN and one zero: −0 equals 0. */
export function bitsOf(values: Float32Array): Uint32Array {
  const plain = new Float32Array(values.length);
  for (let i = 0; i < values.length; i++) plain[i] = Number.isNaN(values[i]) ? Number.NaN : values[i] + 0;
  return new Uint32Array(plain.buffer);
}

/** The finaliser of MurmurHash3: every input bit moves every output bit. */
function finish(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function sameImage(a: ImageFeatures, i: number, b: ImageFeatures, j: number): boolean {
  const size = a.height * a.width;
  for (let p = 0; p < size; p++) if (!sameNumber(a.pixels[i * size + p], b.pixels[j * size + p])) return false;
  return true;
}

function sameCell(a: FeatureColumn, i: number, b: FeatureColumn, j: number): boolean {
  if (a.kind === 'number') return b.kind === 'number' && sameNumber(a.values[i], b.values[j]);
  return b.kind === 'category' && a.codes[i] === b.codes[j];
}

const sameNumber = (a: number, b: number): boolean => a === b || (Number.isNaN(a) && Number.isNaN(b));
