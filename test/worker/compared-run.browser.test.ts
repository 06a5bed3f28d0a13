import { expect, test } from 'vitest';
import { annotateRun } from '../../src/store/annotations.ts';
import { readComparedRun } from '../../src/worker/compared-run.ts';
import { freshDatabase, openWriter, problemOf } from '../store/writer-kit.ts';
import { sampleRun } from './sample-run.ts';

async function kept() {
  const database = freshDatabase();
  const { writer } = await openWriter(database, 'kept', { batchEvents: 4 });
  for (const emission of sampleRun('kept')) await writer.append(emission);
  await writer.close();
  return database;
}

const EVENTS = sampleRun('kept').map(({ event }) => event);
const STEPS = EVENTS.flatMap((event) => (event.kind === 'step' ? event : []));

test('a run is read to be compared without what only is looked up', async () => {
  const database = await kept();
  await database.withDb((db) => db.clear('details'));
  const run = await readComparedRun(database, 'kept');
  expect(run).toMatchObject({
    runId: 'kept',
    name: 'Sample run',
    startedAt: expect.stringMatching(/^\d{4}-/),
    status: 'finished',
    sound: true,
  });
  expect(run.spec).toEqual(EVENTS[0].kind === 'run-started' ? EVENTS[0].spec : null);
  expect([...run.steps!.step]).toEqual(STEPS.map(({ step }) => step));
  expect([...run.steps!.loss]).toEqual(STEPS.map(({ loss }) => loss));
  expect(run.evaluations).toHaveLength(EVENTS.filter(({ kind }) => kind === 'evaluated').length);
  expect(run.evaluations.every(({ metrics }) => metrics.confusion === null)).toBe(true);
});

test('a damaged run is read as far as it is sound, under the name that the person gave it', async () => {
  const database = await kept();
  await annotateRun(database, 'kept', { name: 'Mine', notes: '', tags: [], pinned: false });
  await database.withDb((db) => db.delete('segments', ['kept', 12]));
  const run = await readComparedRun(database, 'kept');
  expect(run).toMatchObject({ name: 'Mine', sound: false });
  expect(run.steps!.step.length).toBe(EVENTS.slice(0, 12).filter(({ kind }) => kind === 'step').length);
});

test('a run that is not there is told', async () => {
  expect(await problemOf(readComparedRun(freshDatabase(), 'none'))).toEqual({ code: 'run-missing', fields: { runId: 'none' } });
});
