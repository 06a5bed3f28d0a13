import type { Measure } from './two-samples.ts';

/** Half the sum of the differences of two distributions, 0 to 1. Counts are as good as shares. */
export function totalVariation(p: ArrayLike<number>, q: ArrayLike<number>): number {
  const [totalP, totalQ] = [sumOf(p), sumOf(q)];
  let sum = 0;
  for (let i = 0; i < p.length; i++) sum += Math.abs(p[i] / totalP - q[i] / totalQ);
  return sum / 2;
}

/** The Jensen–Shannon distance, the root of the divergence in nats, 0 to 0.83: SciPy's `jensenshannon`, which evidently's limit is for. */
export function jensenShannon(p: ArrayLike<number>, q: ArrayLike<number>): number {
  const [totalP, totalQ] = [sumOf(p), sumOf(q)];
  let sum = 0;
  for (let i = 0; i < p.length; i++) {
    const [a, b] = [p[i] / totalP, q[i] / totalQ];
    const middle = (a + b) / 2;
    if (a > 0) sum += a * Math.log(a / middle);
    if (b > 0) sum += b * Math.log(b / middle);
  }
  return Math.sqrt(Math.max(0, sum) / 2);
}

/** Rows that stand for none in an empty bin, whose logarithm there is none of: of few rows, a fixed tiny share would let one empty bin outweigh all. */
const EMPTY = 0.5;

/** The population stability index of counts: Σ (q − p) · ln(q / p) of their shares. */
export function stabilityIndex(p: ArrayLike<number>, q: ArrayLike<number>): number {
  const [totalP, totalQ] = [sumOf(p), sumOf(q)];
  let sum = 0;
  for (let i = 0; i < p.length; i++) {
    const [a, b] = [Math.max(p[i], EMPTY) / totalP, Math.max(q[i], EMPTY) / totalQ];
    sum += (b - a) * Math.log(b / a);
  }
  return sum;
}

/** A measure of the counts that both sides have of each code; −1 counts nowhere. 0 where one side has none. */
export function ofCounts(
  distance: (p: ArrayLike<number>, q: ArrayLike<number>) => number,
  codes: ArrayLike<number>,
  kinds: number,
): Measure {
  return (sides) => {
    const counts = [new Float64Array(kinds), new Float64Array(kinds)];
    for (let i = 0; i < codes.length; i++) if (codes[i] >= 0) counts[sides[i]][codes[i]]++;
    return counts.some((own) => sumOf(own) === 0) ? 0 : distance(counts[0], counts[1]);
  };
}

/** Positions of the numbers that are there, by size. */
export const sortedPositions = (values: Float32Array): Uint32Array =>
  Uint32Array.from(values.keys())
    .filter((i) => !Number.isNaN(values[i]))
    .sort((a, b) => values[a] - values[b]);

/** The first Wasserstein distance (∫ |F₀ − F₁|, SciPy's `wasserstein_distance`) in units of `scale`. 0 where one side has no number. */
export function wassersteinBy(values: Float32Array, order: Uint32Array, scale: number): Measure {
  return (sides) => {
    const counts = [0, 0];
    for (const at of order) counts[sides[at]]++;
    if (counts[0] === 0 || counts[1] === 0) return 0;
    const seen = [0, 0];
    let sum = 0;
    for (let i = 0; i + 1 < order.length; i++) {
      seen[sides[order[i]]]++;
      sum += Math.abs(seen[0] / counts[0] - seen[1] / counts[1]) * (values[order[i + 1]] - values[order[i]]);
    }
    return sum / scale;
  };
}

/** For each position the tenth of all numbers that it falls into, equal ones into the same; −1 where there is none. Tenths of both samples
 *  together: then none is empty for the want of a finer look. */
export function tenthsOf(values: Float32Array, order: Uint32Array): Int8Array {
  const tenths = new Int8Array(values.length).fill(-1);
  for (let from = 0; from < order.length; ) {
    let end = from + 1;
    while (end < order.length && values[order[end]] === values[order[from]]) end++;
    const tenth = Math.min(TENTHS - 1, Math.floor(((from + end - 1) / 2 / order.length) * TENTHS));
    for (; from < end; from++) tenths[order[from]] = tenth;
  }
  return tenths;
}

export const TENTHS = 10;

function sumOf(counts: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum += counts[i];
  return sum;
}
