/** Steps whose losses are compared with ours before anything is timed, as far as a slow contestant gets. */
export const GATE_STEPS = 100;

/** Steps that are compared, and how far a loss may be from ours there, relatively. Float32 sums in another order differ in the last
 *  digits; a hundred updates make more of that. */
const TOLERANCES = [
  { through: 1, relative: 1e-5 },
  { through: 10, relative: 1e-3 },
  { through: GATE_STEPS, relative: 1e-2 },
] as const;

/** Why these losses are not those of the same training; null where they are. Compared are steps 1, 10 and 100, or the last one
 *  before those that both took. */
export function gateFailure(losses: readonly number[], reference: readonly number[]): string | null {
  const both = Math.min(losses.length, reference.length);
  if (both === 0) return 'it gave no loss to compare';
  for (const { through, relative } of TOLERANCES) {
    const step = Math.min(through, both);
    const [loss, ours] = [losses[step - 1], reference[step - 1]];
    if (!(Math.abs(loss - ours) <= relative * Math.abs(ours)))
      return `it does not train the same: its loss at step ${step} is ${loss}, ours ${ours}`;
  }
  return null;
}
