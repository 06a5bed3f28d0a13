import { NO_ANNOTATION } from '../../core/transcript/run-annotation.ts';
import type { LostRun, Message, RunSummary } from '../../protocol.ts';
import type { Database } from '../../store/database.ts';
import type { KeptHandles } from '../../store/file-handles.ts';
import { opfsHeadMirror } from '../../store/head-mirror.ts';
import { isRunLocked } from '../../store/run-lock.ts';
import { listRuns } from '../../store/runs.ts';
import type { RunRecord } from '../../store/schema.ts';
import { storageUse } from '../../store/storage-use.ts';

type RunList = Omit<Extract<Message, { kind: 'runs' }>, 'kind'>;

const NO_HANDLES: ReadonlyMap<string, KeptHandles> = new Map();

/** The runs that are kept, those that are not any more, and the room that they take. */
export async function readRunList(database: Database): Promise<RunList> {
  const records = await listRuns(database);
  const lost = await lostRuns(records);
  const handles = records.some(isOpenEnded) ? await allHandles(database) : NO_HANDLES;
  const runs = await Promise.all(records.map((record) => summaryOf(record, handles.get(record.runId))));
  return { runs, lost, storage: await storageUse() };
}

/** Where the files of all runs can be had again; nowhere, where the browser cannot say. */
export const allHandles = (database: Database): Promise<ReadonlyMap<string, KeptHandles>> => database.handles.all().catch(() => NO_HANDLES);

/** Its transcript has no end yet. */
export const isOpenEnded = ({ status }: RunRecord): boolean => status === 'running' || status === 'paused';

/** Runs whose heads stand outside the database, and which it does not have any more. */
async function lostRuns(records: readonly RunRecord[]): Promise<LostRun[]> {
  const kept = new Set(records.map(({ runId }) => runId));
  const heads = [...(await opfsHeadMirror.list())];
  return heads.flatMap(([runId, { name, steps }]) => (kept.has(runId) ? [] : [{ runId, name, steps }]));
}

/** A run that says it is running while no tab holds it was cut off. */
async function summaryOf(record: RunRecord, handles: KeptHandles = {}): Promise<RunSummary> {
  const { runId, startedAt, steps, accuracy, baselineAccuracy, bytes, deleted } = record;
  const { name: loggedName, annotation = NO_ANNOTATION, sources = [], imported } = record;
  const isCutOff = isOpenEnded(record) && !(await isRunLocked(runId));
  const files = isCutOff ? Object.values(handles).flat() : [];
  return {
    runId,
    name: annotation.name || loggedName,
    loggedName,
    annotation,
    sources,
    startedAt,
    status: isCutOff ? 'interrupted' : record.status,
    steps,
    accuracy,
    baselineAccuracy,
    bytes,
    deleted,
    ...(imported && { imported }),
    ...(files.length > 0 && { files }),
  };
}
