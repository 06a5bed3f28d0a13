/** Milliseconds a step, over all windows. */
export interface Summary {
  readonly median: number;
  /** First and third quartile. */
  readonly quartiles: readonly [number, number];
  readonly stepsPerSecond: number;
}

export function summarise(stepMs: readonly number[]): Summary {
  const median = quantile(stepMs, 0.5);
  return { median, quartiles: [quantile(stepMs, 0.25), quantile(stepMs, 0.75)], stepsPerSecond: 1000 / median };
}

/** The value that a share of all lies below, interpolated between neighbours; NaN of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  return below + (at - Math.floor(at)) * ((sorted[Math.ceil(at)] ?? below) - below);
}

/** Mean of the values and half the width of its 95 % interval (Student's t). */
export function meanInterval(values: readonly number[]): { readonly mean: number; readonly half: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, half: tQuantile(values.length - 1) * Math.sqrt(variance / values.length) };
}

/** The 97.5 % quantile of Student's t, by the expansion of Abramowitz and Stegun 26.7.5: within 0.3 % from five degrees on. */
function tQuantile(degrees: number): number {
  const z = 1.959964;
  return z + (z ** 3 + z) / (4 * degrees) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2);
}
