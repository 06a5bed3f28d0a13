/** Counter-based random numbers: any number of a stream can be had without the ones before it, and the same
 *  seed gives the same numbers in every JavaScript engine, because only 32-bit integer arithmetic is used. */
export interface RandomStream {
  /** An integer in 0 … 2³²−1. `counter` is an integer from 0 to 2⁵³−1. */
  uint32(counter: number): number;
  /** In [0, 1), a multiple of 2⁻²⁴, so that it is exact as float32 too. */
  uniform(counter: number): number;
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
  };
}

/** The ids in random order. Each is placed by a number that depends on nothing but itself: leaving one out moves no other two
 *  past each other. */
export function shuffled(stream: RandomStream, ids: Uint32Array): Uint32Array {
  const keys = Uint32Array.from(ids, stream.uint32);
  const positions = Uint32Array.from(ids.keys()).sort((a, b) => keys[a] - keys[b] || ids[a] - ids[b]);
  return positions.map((position) => ids[position]);
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
