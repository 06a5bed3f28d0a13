/** An IDX file with those dimensions and values, whether they fit each other or not. */
export function idxBytes(dimensions: readonly number[], values: ArrayLike<number>, type = 8): Uint8Array {
  const header = dimensions.flatMap((side) => [side >>> 24, (side >>> 16) & 255, (side >>> 8) & 255, side & 255]);
  const bytes = new Uint8Array(4 + header.length + values.length);
  bytes.set([0, 0, type, dimensions.length, ...header]);
  bytes.set(Array.from(values), 4 + header.length);
  return bytes;
}
