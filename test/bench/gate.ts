/** Losses may differ by this much, relatively: float32 sums in another order, no more. */
export const MAX_LOSS_DIFFERENCE = 1e-3;
/** Steps whose losses are compared before anything is timed. */
export const GATE_STEPS = 10;

/** Why these losses are not those of the same training; null where they are. Slow contestants compare fewer than all steps. */
export function gateFailure(losses: readonly number[], reference: readonly number[]): string | null {
  if (losses.length === 0) return 'it gave no loss to compare';
  const at = losses.findIndex((loss, i) => !(Math.abs(loss - reference[i]) <= MAX_LOSS_DIFFERENCE * Math.abs(reference[i])));
  if (at < 0) return null;
  return `it does not train the same: its loss at step ${at + 1} is ${losses[at]}, ours ${reference[at]}`;
}
