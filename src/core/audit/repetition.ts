import { binomialTail } from './personal/chance.ts';

/** As seldom as this, chance is no explanation. */
const BY_CHANCE = 0.01;

/** Whether `found` of `asked` rows with a twin in another set are more than that set's own rows have among each other. Measurements to one
 *  decimal and short tables repeat by chance: two of iris' 150 flowers are alike, and neither was copied.
 *  `firstEqual` holds for each row of the set the position of the first one that equals it. */
export function isBeyondRepetition(firstEqual: Uint32Array, found: number, asked: number): boolean {
  return found > 0 && binomialTail(found, asked, shareWithTwin(firstEqual)) < BY_CHANCE;
}

function shareWithTwin(firstEqual: Uint32Array): number {
  const hasTwin = new Uint8Array(firstEqual.length);
  firstEqual.forEach((first, at) => {
    if (first !== at) hasTwin[first] = hasTwin[at] = 1;
  });
  return hasTwin.reduce((sum, one) => sum + one, 0) / Math.max(1, firstEqual.length);
}
