import { TrainscriptError } from '../core/problems/problem.ts';
import { type RunAnnotation, tidyAnnotation } from '../core/transcript/run-annotation.ts';
import type { Database } from './database.ts';

/** Keeps what the person says of a run, in place of what they said before; a run may be written meanwhile.
 *  @throws TrainscriptError `run-missing` */
export async function annotateRun(database: Database, runId: string, annotation: RunAnnotation): Promise<void> {
  await database.withDb(async (db) => {
    const transaction = db.transaction('runs', 'readwrite');
    const record = await transaction.store.get(runId);
    if (record === undefined) throw new TrainscriptError('run-missing', { runId });
    const next = { ...record, annotation: tidyAnnotation(annotation, record.name) };
    await Promise.all([transaction.store.put(next), transaction.done]);
  });
}
