import { TrainscriptError } from '../core/problems/problem.ts';
import { type Database, readFrom } from './database.ts';
import type { HeadMirror } from './head-mirror.ts';
import { isRunLocked } from './run-lock.ts';
import { purgeRun } from './runs.ts';
import type { RunRecord } from './schema.ts';

/** A run that the store has, or had until its deletion; null for one that is not there, or is still on its way. */
export async function findRun(database: Database, runId: string): Promise<RunRecord | null> {
  const record = await database.withDb((db) => readFrom(db, 'runs', (runs) => runs.get(runId)));
  return record && !record.arriving ? record : null;
}

/** Counts a run that is whole among those that are kept. Its writer must have written it all, and still hold it.
 *  @throws TrainscriptError `run-missing` */
export async function admitRun(database: Database, runId: string, mirror: HeadMirror): Promise<void> {
  const { head, name, steps } = await database.withDb(async (db) => {
    const transaction = db.transaction('runs', 'readwrite', { durability: 'strict' });
    const record = await transaction.store.get(runId);
    if (record === undefined) throw new TrainscriptError('run-missing', { runId });
    const { arriving: _, ...admitted } = record;
    await Promise.all([transaction.store.put(admitted), transaction.done]);
    return admitted;
  });
  await mirror.write(runId, { ...head, name, steps }, true);
  await mirror.close(runId);
}

/** Throws away what was written of a run that did not arrive. The head outside the database may be that of a run which the database
 *  lost, and stays. */
export async function turnAway(database: Database, runId: string): Promise<void> {
  const record = await database.withDb((db) => readFrom(db, 'runs', (runs) => runs.get(runId)));
  if (record?.arriving) await purgeRun(database, runId);
}

/** The same for all whose tab is gone. */
export async function turnAwayStrays(database: Database): Promise<void> {
  const records = await database.withDb((db) => readFrom(db, 'runs', (runs) => runs.getAll()));
  for (const { runId, arriving } of records) if (arriving && !(await isRunLocked(runId))) await purgeRun(database, runId);
}
