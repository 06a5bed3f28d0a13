import { listNames } from '../../data/columns-differ.ts';
import type { ClassTarget, Target } from '../../data/dataset.ts';
import type { Finding } from '../audit.ts';
import { makeFinding, rounded } from '../finding.ts';
import { jensenShannon, ofCounts, totalVariation } from './distances.ts';
import type { DriftCodes } from './drift-codes.ts';
import { numbersDrifted } from './number-drift.ts';
import { BEYOND_CHANCE_ONCE, effectOf, pooled, type TwoSamples } from './two-samples.ts';

/** Of the total variation and of the Jensen–Shannon distance of the classes' shares (default of evidently). */
const FAR_CLASSES = 0.1;

/** Classes in other shares, over those that both sets have; a real-valued target as any column of numbers. */
export function labelDriftFindings(first: Target, second: Target, samples: TwoSamples, codes: DriftCodes): Finding[] {
  if (first.kind === 'classes' && second.kind === 'classes') return classDrift(first, second, samples, codes);
  if (first.kind !== 'values' || second.kind !== 'values') return [];
  const values = pooled(new Float32Array(samples.sides.length), first.values, second.values, samples);
  return numbersDrifted(second.column, values, samples, codes, BEYOND_CHANCE_ONCE).map(({ finding }) => finding);
}

function classDrift(first: ClassTarget, second: ClassTarget, samples: TwoSamples, codes: DriftCodes): Finding[] {
  const shared = first.names.filter((name) => second.names.includes(name));
  const placeOf = new Map(shared.map((name, i) => [name, i]));
  const placesOf = ({ names, codes }: ClassTarget) => {
    const places = names.map((name) => placeOf.get(name) ?? -1);
    return codes.map((code) => places[code] ?? -1);
  };
  const pool = pooled(new Int32Array(samples.sides.length), placesOf(first), placesOf(second), samples);
  const variation = effectOf(ofCounts(totalVariation, pool, shared.length), FAR_CLASSES, samples, BEYOND_CHANCE_ONCE);
  const distance = effectOf(ofCounts(jensenShannon, pool, shared.length), FAR_CLASSES, samples, BEYOND_CHANCE_ONCE);
  if (!variation.isLarge && !distance.isLarge) return [];
  const fields = { variation: rounded(variation.value), distance: rounded(distance.value), threshold: FAR_CLASSES };
  return [
    makeFinding(codes.label, codes.severity, { column: second.column, count: samples.secondRows.length, fields, measure: 'Bal-ML-3' }),
  ];
}

/** Classes that only one of both phases has. The head of the network is then replaced. */
export function classSetFindings(pretrain: Target, finetune: Target): Finding[] {
  if (pretrain.kind === 'values' || finetune.kind === 'values') return [];
  const without = (own: ClassTarget, other: ClassTarget) => own.names.filter((name) => !other.names.includes(name));
  const [missing, extra] = [without(pretrain, finetune), without(finetune, pretrain)];
  if (missing.length + extra.length === 0) return [];
  const fields = { missing: listNames(missing), extra: listNames(extra), shared: finetune.names.length - extra.length };
  return [makeFinding('classes-differ', 'info', { column: finetune.column, count: missing.length + extra.length, fields })];
}
