import type { Finding } from '../audit.ts';
import { makeFinding, rounded } from '../finding.ts';
import { ofCounts, sortedPositions, stabilityIndex, TENTHS, tenthsOf, wassersteinBy } from './distances.ts';
import type { DriftCodes } from './drift-codes.ts';
import { effectOf, type TwoSamples } from './two-samples.ts';

/** In standard deviations of the first sample (default of evidently for more than 1,000 rows). */
const FAR_APART = 0.1;
/** Of the population stability index (default of evidently), and from where on it is usually called a change of population. */
const UNSTABLE = 0.1;
const VERY_UNSTABLE = 0.25;

export interface NumberDrift {
  /** Wasserstein's distance in standard deviations of the first sample. */
  readonly distance: number;
  readonly stability: number;
  readonly means: readonly [first: number, second: number];
  readonly drifted: boolean;
}

/** How far the numbers of both samples lie apart; `values` has one for each position, NaN where there is none. */
export function numberDrift(values: Float32Array, samples: TwoSamples, deviations: number): NumberDrift {
  const order = sortedPositions(values);
  const [first, second] = [momentsOf(values, order, samples.sides, 0), momentsOf(values, order, samples.sides, 1)];
  const scale = first.std || second.std || 1;
  const distance = effectOf(wassersteinBy(values, order, scale), FAR_APART, samples, deviations);
  const stability = effectOf(ofCounts(stabilityIndex, tenthsOf(values, order), TENTHS), UNSTABLE, samples, deviations);
  return {
    distance: distance.value,
    stability: stability.value,
    means: [first.mean, second.mean],
    drifted: distance.isLarge || stability.isLarge,
  };
}

/** A column that lies otherwise in the second set. */
export interface Drifted {
  readonly finding: Finding;
  /** In thresholds. */
  readonly strength: number;
}

/** Nothing where the numbers of both samples lie alike. */
export function numbersDrifted(
  column: string,
  values: Float32Array,
  samples: TwoSamples,
  codes: DriftCodes,
  deviations: number,
): Drifted[] {
  const { drifted, distance, stability, means } = numberDrift(values, samples, deviations);
  if (!drifted) return [];
  const fields = {
    distance: rounded(distance),
    stability: rounded(stability),
    threshold: FAR_APART,
    stabilityThreshold: UNSTABLE,
    firstMean: Number(means[0].toPrecision(6)),
    secondMean: Number(means[1].toPrecision(6)),
  };
  const severity = stability >= VERY_UNSTABLE ? 'warning' : codes.severity;
  const finding = makeFinding(codes.feature, severity, { column, count: samples.secondRows.length, fields });
  return [{ finding, strength: Math.max(distance / FAR_APART, stability / UNSTABLE) }];
}

function momentsOf(values: Float32Array, positions: Uint32Array, sides: Uint8Array, side: number): { mean: number; std: number } {
  const own = positions.filter((at) => sides[at] === side);
  if (own.length === 0) return { mean: 0, std: 0 };
  const mean = own.reduce((sum, at) => sum + values[at], 0) / own.length;
  return { mean, std: Math.sqrt(own.reduce((sum, at) => sum + (values[at] - mean) ** 2, 0) / own.length) };
}
