/** For each position, the first one that equals it (itself where there is none before). Open addressing over the given hashes;
 *  `same` decides among equal hashes, so that a collision never makes two into one. */
export function firstOccurrences(hashes: Uint32Array, same: (a: number, b: number) => boolean): Uint32Array {
  const mask = tableSize(hashes.length) - 1;
  const table = new Int32Array(mask + 1).fill(EMPTY);
  return hashes.map((hash, position) => {
    let slot = hash & mask;
    for (; table[slot] !== EMPTY; slot = (slot + 1) & mask) {
      const earlier = table[slot];
      if (hashes[earlier] === hash && same(earlier, position)) return earlier;
    }
    table[slot] = position;
    return position;
  });
}

const EMPTY = -1;

/** A power of two that leaves the table at least half empty. */
const tableSize = (entries: number): number => 2 ** Math.ceil(Math.log2(2 * entries + 2));
