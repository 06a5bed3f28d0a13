import type { Problem } from '../../core/problems/problem.ts';
import type { RunDamage } from '../../core/transcript/transcript.ts';

/** What is said of a run whose transcript is not what was written. */
export function damageOf(runId: string, { seq, step, through }: RunDamage): Problem {
  const lost =
    through > step ? `steps ${step + 1} to ${through} are lost or not what was logged` : `it is not what was logged behind step ${step}`;
  return { code: 'transcript-damaged', fields: { runId, seq, detail: lost } };
}
