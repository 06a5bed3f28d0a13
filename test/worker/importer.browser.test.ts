import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Message } from '../../src/protocol.ts';
import { opfsHeadMirror } from '../../src/store/head-mirror.ts';
import { listRuns, purgeRun } from '../../src/store/runs.ts';
import { makeBundle } from '../../src/worker/bundle.ts';
import { Importer } from '../../src/worker/import/importer.ts';
import { freshDatabase, openWriter, problemOf } from '../store/writer-kit.ts';
import { sampleRun } from './sample-run.ts';

let runId: string;
beforeEach(() => {
  runId = crypto.randomUUID();
});
afterEach(() => opfsHeadMirror.remove(runId));

/** An importer on a store of its own, what it tells, and the bundle of a run that is not there any more. */
async function openImporter() {
  const database = freshDatabase();
  const { writer } = await openWriter(database, runId);
  for (const emission of sampleRun(runId)) await writer.append(emission);
  await writer.close();
  const file = await makeBundle(database, runId, () => undefined);
  await purgeRun(database, runId);
  const messages: Message[] = [];
  const list = vi.fn(async () => undefined);
  const importer = new Importer((message) => messages.push(message), database, list);
  const kinds = () => messages.map(({ kind }) => kind).filter((kind) => kind !== 'import-progress');
  return { database, file, messages, list, importer, kinds };
}

test('the page is told how far an import is, what came of it, that the run is whole, and which runs there are', async () => {
  const { importer, file, messages, list, kinds } = await openImporter();
  await importer.take([file]);
  expect(messages[0]).toMatchObject({ kind: 'import-progress', file: 'sample-run.trainscript.zip', stage: 'check' });
  expect(kinds()).toEqual(['import-ended', 'run-checked']);
  expect(messages.slice(-2)).toEqual([
    { kind: 'import-ended', outcome: { kind: 'imported', runId, name: 'Sample run', steps: 10, here: 10 } },
    { kind: 'run-checked', runId, check: { ok: true } },
  ]);
  expect(list).toHaveBeenCalledOnce();
  await importer.take([file]);
  expect(messages.at(-1)).toMatchObject({ kind: 'import-ended', outcome: { kind: 'known', runId } });
});

test('an import that is cancelled says nothing more, and the next one takes its turn', async () => {
  const { importer, database, file, kinds } = await openImporter();
  const first = importer.take([file]);
  importer.cancel();
  const second = importer.take([file]);
  await Promise.all([first, second]);
  expect(kinds()).toEqual(['import-ended', 'run-checked']);
  expect((await listRuns(database)).map(({ runId: id }) => id)).toEqual([runId]);
});

test('what is no single bundle is refused', async () => {
  const { importer, file, kinds } = await openImporter();
  expect(await problemOf(importer.take([file, file]))).toEqual({ code: 'import-several', fields: { count: 2 } });
  expect(await problemOf(importer.take([new File(['hello'], 'x.zip')]))).toMatchObject({ code: 'bundle-not-zip' });
  await importer.take([file]);
  expect(kinds()).toEqual(['import-ended', 'run-checked']);
});
