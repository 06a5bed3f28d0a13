import { expect, test } from 'vitest';
import { FileHandles } from '../../src/store/file-handles.ts';
import { purgeRun } from '../../src/store/runs.ts';
import { handleOf } from './file-kit.ts';
import { freshDatabase } from './writer-kit.ts';

test('what is kept with a run is found again, and still opens its file', async () => {
  const handles = new FileHandles(`test-${crypto.randomUUID()}`);
  expect(await handles.all()).toEqual(new Map());
  await handles.keep('run-1', { pretrain: [await handleOf('one.csv', 'one'), await handleOf('two.csv', 'two')] });
  await handles.keep('run-2', { finetune: [await handleOf('three.csv', 'three')] });
  const all = await handles.all();
  expect([...all.keys()]).toEqual(['run-1', 'run-2']);
  const texts = await Promise.all((all.get('run-1')?.pretrain ?? []).map(async (handle) => (await handle.getFile()).text()));
  expect(texts).toEqual(['one', 'two']);
});

test('it goes with its run', async () => {
  const database = freshDatabase();
  await database.handles.keep('gone', { pretrain: [await handleOf('gone.csv', 'x')] });
  await database.handles.keep('kept', { pretrain: [await handleOf('kept.csv', 'x')] });
  await purgeRun(database, 'gone');
  expect([...(await database.handles.all()).keys()]).toEqual(['kept']);
});
