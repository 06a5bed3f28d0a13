/** Counter-based random numbers: any number of a stream can be had without the ones before it, and the same
 *  seed gives the same numbers in every JavaScript engine, because only 32-bit integer arithmetic is used. */
export interface RandomStream {
  /** An integer in 0 … 2³²−1. `counter` is an integer from 0 to 2⁵³−1. */
  uint32(counter: number): number;
  /** In [0, 1), a multiple of 2⁻²⁴, so that it is exact as float32 too. */
  uniform(counter: number): number;
  /** An integer in 0 … n−1, for n from 1 to 2³². No value is preferred by more than n/2³². */
  below(counter: number, n: number): number;
}

/** The stream of that name under that seed. Streams of different names are independent, so that drawing more
 *  numbers for one purpose (weights) never shifts those of another (the order of rows). */
export function randomStream(seed: number, name: string): RandomStream {
  const key0 = seed >>> 0;
  const key1 = fnv1a(name);
  const uint32 = (counter: number) => threefry2x32(key0, key1, counter >>> 0, Math.floor(counter / 2 ** 32) >>> 0)[0];
  return {
    uint32,
    uniform: (counter) => (uint32(counter) >>> 8) / 2 ** 24,
    below: (counter, n) => multiplyHigh(uint32(counter), n),
  };
}

/** 0 … n−1 in random order (Fisher–Yates; Knuth, TAOCP vol. 2, algorithm 3.4.2P). Takes the stream's counters 0 … n−2. */
export function permutation(stream: RandomStream, n: number): Uint32Array {
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  for (let last = n - 1; last > 0; last--) {
    const chosen = stream.below(n - 1 - last, last + 1);
    const value = order[chosen];
    order[chosen] = order[last];
    order[last] = value;
  }
  return order;
}

/** Threefry-2x32 with 20 rounds (Salmon, Moraes, Dror, Shaw: «Parallel random numbers: as easy as 1, 2, 3», SC11). All arguments and results are uint32. */
export function threefry2x32(key0: number, key1: number, counter0: number, counter1: number): readonly [number, number] {
  const keys = [key0, key1, KEY_PARITY ^ key0 ^ key1];
  let x0 = (counter0 + key0) | 0;
  let x1 = (counter1 + key1) | 0;
  for (let group = 1; group <= 5; group++) {
    const first = group & 1 ? 0 : 4;
    for (let i = first; i < first + 4; i++) {
      x0 = (x0 + x1) | 0;
      x1 = ((x1 << ROTATIONS[i]) | (x1 >>> (32 - ROTATIONS[i]))) ^ x0;
    }
    x0 = (x0 + keys[group % 3]) | 0;
    x1 = (x1 + keys[(group + 1) % 3] + group) | 0;
  }
  return [x0 >>> 0, x1 >>> 0];
}

const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24];
const KEY_PARITY = 0x1bd11bda;

/** 32-bit FNV-1a of the text's UTF-8 bytes. */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** ⌊a·b / 2³²⌋ for a < 2³², b ≤ 2³²; every intermediate is an integer below 2⁵³, so nothing is rounded. */
function multiplyHigh(a: number, b: number): number {
  const low = Math.floor(((a & 0xffff) * b) / 2 ** 16);
  return Math.floor(((a >>> 16) * b + low) / 2 ** 16);
}
