/** Rows as points: what the network sees of each, so that near means near for the training. */
export interface Points {
  readonly count: number;
  /** Numbers of one point. */
  readonly size: number;
  /** Those points one behind the other, `[at.length, size]`. `at` are positions from 0 to `count` − 1. */
  gather(at: ArrayLike<number>): Float32Array;
}

/** Squared Euclidean distance of two points. Stops adding once it is above `enough`. */
export function squaredDistance(a: Float32Array, b: Float32Array, enough = Number.POSITIVE_INFINITY): number {
  let sum = 0;
  for (let i = 0; i < a.length && sum <= enough; i++) sum += (a[i] - b[i]) ** 2;
  return sum;
}

/** `count` positions out of so many, evenly spread from the first one on: every one where there are no more. */
export function spread(total: number, count: number): Uint32Array {
  if (total <= count) return Uint32Array.from({ length: total }, (_, i) => i);
  return Uint32Array.from({ length: count }, (_, i) => Math.floor((i * total) / count));
}
