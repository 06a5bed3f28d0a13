import { expect, test } from 'vitest';
import { eventColumns } from '../../src/core/transcript/event-columns.ts';
import { readSummaries } from '../../src/store/summaries.ts';
import { toArray } from '../async.ts';
import { sampleRun } from '../worker/sample-run.ts';
import { freshDatabase, openWriter } from './writer-kit.ts';

const EVENTS = sampleRun('read').map(({ event }) => event);

/** Enough segments that they are not fetched in one go. */
const COPIES = 12;

async function kept(batchEvents: number) {
  const database = freshDatabase();
  const { writer } = await openWriter(database, 'read', { batchEvents });
  const [first, ...rest] = sampleRun('read');
  for (const emission of [first, ...Array.from({ length: COPIES }, () => rest).flat()]) await writer.append(emission);
  await writer.close();
  return database;
}

test('a run is read as charts draw it, in order, without what is looked up', async () => {
  const database = await kept(1);
  await database.withDb((db) => db.clear('details'));
  const stretches = await toArray(readSummaries(database, 'read'));
  expect(stretches).toHaveLength(1 + COPIES * (EVENTS.length - 1));
  expect(stretches.every(({ sound }) => sound)).toBe(true);
  const steps = stretches.flatMap(({ columns }) => [...columns.steps.step]);
  const expected = [...eventColumns(EVENTS).steps.step];
  expect(steps).toEqual(Array.from({ length: COPIES }, () => expected).flat());
  expect(stretches.at(-1)?.columns.status).toBe('finished');
  const evaluated = stretches.flatMap(({ columns }) => columns.others).filter(({ kind }) => kind === 'evaluated');
  expect(evaluated).toHaveLength(COPIES * EVENTS.filter(({ kind }) => kind === 'evaluated').length);
});

test('reading goes on behind a head, and ends where it is told to', async () => {
  const database = await kept(4);
  const [first, ...rest] = await toArray(readSummaries(database, 'read', 20));
  expect(rest.at(-1)?.firstSeq).toBe(20);
  expect(await toArray(readSummaries(database, 'read', 20, first.head))).toEqual(rest);
  expect(await toArray(readSummaries(database, 'another'))).toEqual([]);
});

test('what is not what was written is told, and read all the same', async () => {
  const database = await kept(4);
  const segment = await database.withDb((db) => db.get('segments', ['read', 8]));
  if (segment === undefined) throw new Error('no segment begins at 8');
  segment.summary[segment.summary.length - 1] ^= 1;
  await database.withDb((db) => db.put('segments', segment));
  const stretches = await toArray(readSummaries(database, 'read', 16));
  expect(stretches.map(({ sound }) => sound)).toEqual([true, true, false, true, true]);
  expect(stretches[2].columns.steps.step.length).toBeGreaterThan(0);
});
