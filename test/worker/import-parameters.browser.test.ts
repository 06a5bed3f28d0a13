import { afterEach, expect, test } from 'vitest';
import type { RunEvent } from '../../src/core/transcript/events.ts';
import { opfsHeadMirror } from '../../src/store/head-mirror.ts';
import { purgeRun, readParameters, readRun } from '../../src/store/runs.ts';
import { findStepPoint } from '../../src/worker/any-step/step-point.ts';
import { makeBundle } from '../../src/worker/bundle.ts';
import { importRun } from '../../src/worker/import/import-run.ts';
import { storedRun } from '../../src/worker/run-source.ts';
import { never } from '../async.ts';
import { collect, freshDatabase, openWriter, problemOf, readEvents } from '../store/writer-kit.ts';
import { fullRun } from './full-run.ts';
import { keyframeTensors } from './sample-run.ts';

const runId = crypto.randomUUID();
const database = freshDatabase();
afterEach(() => opfsHeadMirror.remove(runId));

test('a run comes back from its bundle with the parameters of every step, to be read as before', async () => {
  const run = await fullRun(runId);
  const { writer } = await openWriter(database, runId, { mirror: opfsHeadMirror });
  for (const emission of run) await writer.append({ ...emission, ...(emission.keyframe && { keyframe: emission.keyframe.slice() }) });
  await writer.close();
  const made = await makeBundle(database, runId, () => undefined);
  const file = new File([await made.arrayBuffer()], made.name);
  await purgeRun(database, runId, opfsHeadMirror);
  expect(await problemOf(readParameters(database, runId, 3, 'pretrain'))).toMatchObject({ code: 'parameters-missing' });
  const options = { signal: never, mirror: opfsHeadMirror, onProgress: () => undefined };
  expect(await importRun(database, file, options)).toMatchObject({ kind: 'imported', steps: 10 });
  expect(await collect<RunEvent>(readEvents(database, runId))).toEqual(run.map(({ event }) => event));
  const { stored } = await findStepPoint(storedRun(database, await readRun(database, runId)), { step: 3, track: null });
  expect(stored?.parameters).toEqual(keyframeTensors(3));
});
