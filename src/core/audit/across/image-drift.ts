import type { ImageFeatures } from '../../data/dataset.ts';
import type { Finding } from '../audit.ts';
import { makeFinding, rounded } from '../finding.ts';
import { brightnessOf } from '../image-scale.ts';
import type { DriftCodes } from './drift-codes.ts';
import { type ImageStatistics, imageStatistics } from './image-statistics.ts';
import { type NumberDrift, numberDrift } from './number-drift.ts';
import { deviationsFor, type TwoSamples } from './two-samples.ts';

/** One set's greatest pixel against the other's: scales of 1, 16 and 255 lie 16 apart, sets of one scale hardly at all. */
const SCALE_RATIO = 4;
/** As where a single set is called inverted. */
const BRIGHT = 0.5;

/** Of each image. */
const MEASURES = 5;

/** Images of another scale, of inverted ink, or else brighter, elsewhere or nearer to the border than those of the first set. */
export function imageDriftFindings(first: ImageFeatures, second: ImageFeatures, samples: TwoSamples, codes: DriftCodes): Finding[] {
  if (first.height !== second.height || first.width !== second.width) return [];
  const { firstRows, secondRows } = samples;
  const [one, other] = [brightnessOf(first, firstRows), brightnessOf(second, secondRows)];
  const count = secondRows.length;
  const [low, high] = [Math.min(one.greatest, other.greatest), Math.max(one.greatest, other.greatest)];
  if (low > 0 && high >= SCALE_RATIO * low) {
    const fields = { first: rounded(one.greatest), second: rounded(other.greatest), threshold: SCALE_RATIO };
    return [makeFinding(codes.scale, 'warning', { count, fields, measure: 'Acc-ML-1' })];
  }
  if (one.mean > BRIGHT !== other.mean > BRIGHT) {
    const fields = { first: rounded(one.mean), second: rounded(other.mean), threshold: BRIGHT };
    return [makeFinding(codes.polarity, 'warning', { count, fields })];
  }
  return statisticsDrift(imageStatistics(first, firstRows), imageStatistics(second, secondRows), samples, codes);
}

function statisticsDrift(first: ImageStatistics, second: ImageStatistics, samples: TwoSamples, codes: DriftCodes): Finding[] {
  const drift = (name: keyof ImageStatistics): NumberDrift => {
    const values = new Float32Array(samples.sides.length);
    values.set(first[name]);
    values.set(second[name], samples.firstRows.length);
    return numberDrift(values, samples, deviationsFor(MEASURES));
  };
  const all = {
    brightness: drift('brightness'),
    contrast: drift('contrast'),
    centreX: drift('centreX'),
    centreY: drift('centreY'),
    border: drift('border'),
  };
  const drifted = Object.values(all).filter((one) => one.drifted);
  if (drifted.length === 0) return [];
  const fields = Object.fromEntries(
    Object.entries(all).flatMap(([name, { means }]) => [
      [`${name}First`, rounded(means[0])],
      [`${name}Second`, rounded(means[1])],
    ]),
  );
  const distance = Math.max(...drifted.map((one) => one.distance));
  return [
    makeFinding(codes.images, codes.severity, { count: samples.secondRows.length, fields: { ...fields, distance: rounded(distance) } }),
  ];
}
