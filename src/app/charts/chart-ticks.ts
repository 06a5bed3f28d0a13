import type { ScaleKind } from './chart-range.ts';

const POWERS = Array.from({ length: 40 }, (_, i) => 10 ** (i - 20));
const DECIMAL = POWERS.flatMap((power) => [1, 2, 5].map((digit) => digit * power));
const VALUES = POWERS.flatMap((power) => [1, 2, 2.5, 5].map((digit) => digit * power));
const STEPS = DECIMAL.filter((increment) => increment >= 1);
const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000];
const TIMES = [
  ...DECIMAL.filter((increment) => increment >= 0.1 && increment < 10 * SECOND),
  ...[10, 15, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR),
  ...DECIMAL.filter((increment) => increment >= 1).map((count) => count * 24 * HOUR),
];

/** Round steps from `low` to `high`, `most` of them at most (but one at least may come out). */
export const stepTicks = (low: number, high: number, most: number): number[] => multiples(low, high, most, STEPS);

/** Round milliseconds, seconds, minutes, hours or days. */
export const timeTicks = (low: number, high: number, most: number): number[] => multiples(low, high, most, TIMES);

/** Round values: by their logarithm 1, 2 and 5 of each power of ten, or the powers alone where they are many. */
export function valueTicks(low: number, high: number, most: number, kind: ScaleKind): number[] {
  return kind === 'log' ? logTicks(low, high, most) : multiples(low, high, most, VALUES);
}

function multiples(low: number, high: number, most: number, increments: readonly number[]): number[] {
  const increment = increments.find((one) => (high - low) / one <= Math.max(1, most)) ?? high - low;
  if (!(increment > 0)) return [];
  const first = Math.ceil(low / increment - 1e-9);
  const count = Math.floor(high / increment + 1e-9) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, i) => rounded((first + i) * increment));
}

function logTicks(low: number, high: number, most: number): number[] {
  if (!(low > 0 && Number.isFinite(high))) return [];
  const powers = Math.log10(high / low);
  // Within less than a power of ten, even ticks tell more than its one or two round ones.
  if (powers < 0.7) return multiples(low, high, most, VALUES).filter((tick) => tick > 0);
  const digits = powers * 3 <= most ? [1, 2, 5] : [1];
  const every = Math.max(1, Math.ceil(powers / Math.max(1, most)));
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
    if (power % every === 0) ticks.push(...digits.map((digit) => rounded(digit * 10 ** power)));
  }
  return ticks.filter((tick) => tick >= low && tick <= high);
}

/** Free of the last bit's noise, which a tick would show as 0.30000000000000004. */
const rounded = (value: number): number => Number(value.toPrecision(12));
