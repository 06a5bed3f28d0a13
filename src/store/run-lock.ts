import { TrainscriptError } from '../core/problems/problem.ts';

const lockName = (runId: string): string => `trainscript-run-${runId}`;

/** Takes the run for this tab: two writers would tear one transcript apart, and a held lock also keeps browsers from
 *  freezing the tab. Returns how to let go; a tab that dies lets go by itself.
 *  @throws TrainscriptError `run-busy` where another tab has it. */
export async function lockRun(runId: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const held = navigator.locks.request(lockName(runId), { ifAvailable: true }, (lock) => {
      if (lock === null) throw new TrainscriptError('run-busy', { runId });
      return new Promise<void>((release) => resolve(release));
    });
    held.catch(reject);
  });
}

/** Resolves when no tab has the run any more. */
export async function whenReleased(runId: string): Promise<void> {
  await navigator.locks.request(lockName(runId), { mode: 'shared' }, () => undefined);
}

/** Whether some tab is training the run now; a run that says «running» and is not locked was cut off. */
export async function isRunLocked(runId: string): Promise<boolean> {
  const { held = [] } = await navigator.locks.query();
  return held.some(({ name }) => name === lockName(runId));
}
