import type { Finding } from '../../core/audit/audit.ts';
import { nearGroups } from '../../core/audit/neighbours/near-groups.ts';
import { NEAR, NEIGHBOURS, nearDuplicateFindings, outlierFindings } from '../../core/audit/neighbours/neighbour-findings.ts';
import { spread, squaredDistance } from '../../core/audit/neighbours/points.ts';
import { type RowCloud, rowCloud } from '../../core/audit/neighbours/row-cloud.ts';
import type { PhaseData } from '../../core/data/dataset.ts';
import { nearest } from '../../engine/nearest.ts';

/** Rows whose nearest neighbour among all is looked for, to learn what is usual. */
const PROBES = 256;
/** Rows that all others’ distances are measured to: the farthest out stand out against so many too. */
const REFERENCES = 1000;
/** With fewer rows, nothing is usual. */
const FEWEST = 4 * NEIGHBOURS;

/** Compares a phase's rows with each other: near duplicates and outliers. Yields the share that is done; seconds for 60,000 images. */
export async function* compareRows(data: PhaseData): AsyncGenerator<number, Finding[], void> {
  const cloud = rowCloud(data);
  if (cloud.trained < FEWEST) return [];
  const usual = yield* part(usualDistance(cloud), 0, 0.15);
  const near = usual > 0 ? yield* part(nearGroups(cloud, NEAR * usual), 0.15, 0.6) : null;
  const references = spread(cloud.trained, REFERENCES);
  const distances = yield* part(nearest(cloud, spread(cloud.trained, cloud.trained), references, NEIGHBOURS), 0.6, 1);
  return [...(near ? nearDuplicateFindings(cloud, near, usual) : []), ...outlierFindings(cloud, distances, references.length)];
}

/** Rows of so few numbers lie so close to each other that only a look at every number tells how close. */
const FEW_NUMBERS = 64;

/** The median distance of a row to its nearest neighbour. */
async function* usualDistance(cloud: RowCloud): AsyncGenerator<number, number, void> {
  const probes = spread(cloud.trained, PROBES);
  const exact = cloud.size <= FEW_NUMBERS;
  const distances = exact ? yield* nearestByNumbers(cloud, probes) : yield* nearest(cloud, probes, spread(cloud.trained, cloud.trained), 1);
  return distances.sort()[Math.floor(distances.length / 2)];
}

function* nearestByNumbers(cloud: RowCloud, probes: Uint32Array): Generator<number, Float64Array, void> {
  const distances = new Float64Array(probes.length).fill(Number.POSITIVE_INFINITY);
  const own = Array.from(probes, (probe) => cloud.gather([probe]));
  for (let at = 0; at < cloud.trained; at++) {
    const other = cloud.gather([at]);
    probes.forEach((probe, i) => {
      if (probe !== at) distances[i] = Math.min(distances[i], squaredDistance(own[i], other, distances[i]));
    });
    if (at % ROWS_A_TURN === 0) yield at / cloud.trained;
  }
  return distances.map(Math.sqrt);
}

const ROWS_A_TURN = 500;

/** Its share as a part of the whole from one share to another. */
async function* part<Result>(
  work: AsyncGenerator<number, Result, void> | Generator<number, Result, void>,
  from: number,
  to: number,
): AsyncGenerator<number, Result, void> {
  for (;;) {
    const { value, done } = await work.next();
    if (done) return value;
    yield from + (to - from) * value;
  }
}
