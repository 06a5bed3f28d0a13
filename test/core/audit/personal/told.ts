import { findPersonal } from '../../../../src/core/audit/personal/find-personal.ts';
import type { PersonalKind } from '../../../../src/core/audit/personal/kinds.ts';
import { PhonePlans } from '../../../../src/core/audit/personal/phone-plans.ts';
import type { PersonalTally } from '../../../../src/core/audit/personal/tally.ts';

/** What is told of a text: each kind with the piece of it that passed. `named` are the kinds that the column's name says. */
export function told(text: string, ...named: readonly PersonalKind[]): readonly string[] {
  const found = findPersonal(text, { named: new Set(named), plans: new PhonePlans() });
  return found.filter(({ isOne }) => isOne).map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`);
}

/** The first kind that is told of a text, if any. */
export const kindOf = (text: string, ...named: readonly PersonalKind[]): string | undefined => told(text, ...named)[0]?.split(' ')[0];

/** So many hits among so many candidates, all different. */
export const tally = (kind: PersonalKind, hits: number, candidates: number): PersonalTally => ({
  kind,
  hits,
  candidates,
  distinct: { hits, candidates },
  rows: [0],
  shape: '99…',
});
