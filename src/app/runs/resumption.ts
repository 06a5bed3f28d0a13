import type { RunCheck, RunDamage } from '../../core/transcript/transcript.ts';
import type { Command, RunSummary } from '../../protocol.ts';

/** What a run cannot go on without being cut back behind; null for one that is whole, that was not checked, or that lost its beginning. */
export const damageOf = (check: RunCheck | undefined): RunDamage | null => (check?.ok === false && check.seq > 0 ? check : null);

/** Whether a kept run can be taken up: it was cut off, or is damaged, and what it is trained on can be given again. Of one that was
 *  imported, nobody may have it. */
export const canResume = ({ status, imported }: Pick<RunSummary, 'status' | 'imported'>, damage: RunDamage | null): boolean =>
  (status === 'interrupted' || damage !== null) && imported?.dataCanBeGiven !== false;

/** Takes a run up where it was cut off, or behind the last step that is whole: the person was told what is lost. */
export const resumption = (runId: string, damage: RunDamage | null): Command =>
  damage === null ? { kind: 'resume-run', runId } : { kind: 'resume-run', runId, cutBack: true };
