import { EVIDENCE } from './kinds.ts';
import type { PersonalTally } from './tally.ts';

/** `found`: the column holds them. `possible`: more than chance gives, or too few to tell. `none`: what chance gives. */
export type Verdict = 'found' | 'possible' | 'none';

/** From this share of the candidates on, a column is taken to consist of what they are. */
const MOST = 0.5;
/** Less likely by chance than this, hits need another reason; a column of that name is one. */
const BEYOND_CHANCE = 1e-6;
/** Hits that chance gives more often than once in a hundred columns are not worth a word. */
const RARE = 0.01;

/** Whether a column holds personal data of a kind. Of many numbers some pass any check digit, so that hits alone say little:
 *  the column does where most candidates pass, or where more pass than chance can explain and the column's name says so. */
export function verdictOf(tally: PersonalTally, isNamed: boolean): Verdict {
  const { kind, hits, candidates, distinct } = tally;
  if (hits === 0) return 'none';
  const { chance, doubt } = EVIDENCE[kind];
  if (chance === 0) return 'found';
  const tail = binomialTail(distinct.hits, distinct.candidates, chance);
  const isMost = hits >= MOST * candidates;
  if (isNamed && (isMost || tail < BEYOND_CHANCE)) return 'found';
  if (isMost && tail <= doubt) return 'found';
  return tail < (isMost ? RARE : BEYOND_CHANCE) ? 'possible' : 'none';
}

/** P(X ≥ k) of X ~ Binomial(n, p), summed from logarithms: the terms themselves are too small for floats. */
export function binomialTail(k: number, n: number, p: number): number {
  if (k <= 0) return 1;
  if (p <= 0 || k > n) return 0;
  if (p >= 1) return 1;
  let logTerm = n * Math.log(1 - p);
  let sum = 0;
  for (let i = 0; i <= n; i++) {
    if (i >= k) sum += Math.exp(logTerm);
    logTerm += Math.log((n - i) / (i + 1)) + Math.log(p / (1 - p));
  }
  return Math.min(1, sum);
}
