import { expect, test } from 'vitest';
import type { LookCommand, LookMessage } from '../../src/core/looks/looks.ts';
import type { PhaseName } from '../../src/core/spec/spec.ts';
import type { Emission } from '../../src/core/transcript/events.ts';
import type { Database } from '../../src/store/database.ts';
import { DataSlot, type LoadedData } from '../../src/worker/data/data-slot.ts';
import { Looks } from '../../src/worker/looks/looks.ts';
import { freshDatabase, openWriter, problemOf } from '../store/writer-kit.ts';
import { sampleRun } from './sample-run.ts';
import { smallTable } from './small-table.ts';

/** The sample run, in which row n of a step lost n and a tenth of the step's number, and all were taken for class 1. */
const emissions = (): Emission[] =>
  sampleRun('looked').map((emission) => {
    const { event } = emission;
    if (event.kind !== 'step') return emission;
    const losses = event.rows.map((row) => Number((row + event.step / 10).toPrecision(4)));
    return { ...emission, event: { ...event, losses, predictions: event.rows.map(() => 1) } };
  });

async function kept(count = emissions().length): Promise<Database> {
  const database = freshDatabase();
  const { writer } = await openWriter(database, 'looked', { batchEvents: 3 });
  for (const emission of emissions().slice(0, count)) await writer.append(emission);
  await writer.close();
  return database;
}

function looksInto(database: Database, loaded: boolean) {
  const messages: LookMessage[] = [];
  const slot = (phase: PhaseName) => new DataSlot(phase, () => undefined);
  const slots = { pretrain: slot('pretrain'), finetune: slot('finetune') };
  const data = { ...smallTable(['a', 'b']), preview: { kind: 'table', columns: [], rows: [] } } as const;
  if (loaded) slots.pretrain.loaded = { source: 'mnist', options: {}, data, audit: {} } as unknown as LoadedData;
  const looks = new Looks((message) => messages.push(message), database, slots);
  const answer = async (command: LookCommand) => {
    await looks.answer(command);
    return messages.splice(0);
  };
  return { answer, codes: data.train.target.kind === 'classes' ? data.train.target.codes : new Int32Array(0) };
}

test('a step is looked at with its rows, also of a run that has only begun', async () => {
  for (const count of [emissions().length, 12]) {
    const { answer, codes } = looksInto(await kept(count), true);
    const [message] = await answer({ kind: 'look-at-step', runId: 'looked', step: 3 });
    if (message.kind !== 'step-detail') throw new Error(message.kind);
    const { rows, rowKind, ...detail } = message.detail;
    expect(detail).toMatchObject({ step: 3, track: 'pretrain', compared: 2, rowCount: 2, loss: { median: 1.5 } });
    expect(rowKind).toEqual({ kind: 'table', columns: ['a', 'b'] });
    expect(rows.map(({ row, loss, prediction, label }) => [row, loss, prediction, label])).toEqual([
      [3, 3.3, 1, codes[3]],
      [1, 1.3, 1, codes[1]],
    ]);
    expect(rows[0].cells).toHaveLength(2);
  }
});

test('rows of other data than the run’s are not shown for its own', async () => {
  const { answer } = looksInto(await kept(), false);
  const [message] = await answer({ kind: 'look-at-step', runId: 'looked', step: 6 });
  expect(message).toMatchObject({
    detail: {
      rowKind: null,
      track: 'finetune',
      rows: [
        { row: 6, label: null },
        { row: 2, cells: null },
      ],
    },
  });
});

test('a step that is not kept, and a run that is not there, are problems', async () => {
  const { answer } = looksInto(await kept(), true);
  expect(await problemOf(answer({ kind: 'look-at-step', runId: 'looked', step: 11 }))).toEqual({
    code: 'step-not-kept',
    fields: { step: 11 },
  });
  expect(await problemOf(answer({ kind: 'follow-row', runId: 'another', phase: 'pretrain', row: 1 }))).toMatchObject({
    code: 'run-missing',
  });
});

test('a row is followed through both tracks of its phase', async () => {
  const { answer } = looksInto(await kept(), false);
  const messages = await answer({ kind: 'follow-row', runId: 'looked', phase: 'finetune', row: 5 });
  expect(messages[0]).toMatchObject({ kind: 'row-known', known: { rowKind: null, place: 'unknown' } });
  expect(messages.at(-1)).toMatchObject({ kind: 'row-uses', through: 10, of: 10, isDone: true });
  expect(messages.flatMap((message) => (message.kind === 'row-uses' ? message.uses : []))).toEqual([
    { track: 'finetune', step: 5, loss: 5.5, prediction: 1 },
    { track: 'finetune', step: 7, loss: 5.7, prediction: 1 },
  ]);
});

test('a row that no step used is told with the reason', async () => {
  const { answer } = looksInto(await kept(), true);
  const places = new Set<string>();
  for (let row = 0; row < 60; row++) {
    const [known, uses] = await answer({ kind: 'follow-row', runId: 'looked', phase: 'pretrain', row });
    if (known.kind === 'row-known') places.add(known.known.place);
    if (row >= 8) expect(uses).toMatchObject({ kind: 'row-uses', uses: [], isDone: true });
  }
  expect([...places].sort()).toEqual(['test', 'train']);
});

test('the hardest rows of a phase come by their mean loss', async () => {
  const { answer, codes } = looksInto(await kept(), true);
  const [message] = await answer({ kind: 'find-hardest-rows', runId: 'looked', phase: 'pretrain' });
  if (message.kind !== 'hardest-rows' || message.found === null) throw new Error(message.kind);
  // Steps 1 to 4 used rows 1 and 3, 2 and 6, 3 and 1, 4 and 4.
  expect(message.found.rows.map(({ row, uses, loss }) => [row, uses, Number(loss?.toFixed(4))])).toEqual([
    [6, 1, 6.2],
    [4, 2, 4.4],
    [3, 2, 3.2],
    [2, 1, 2.2],
    [1, 2, 1.2],
  ]);
  expect(message.found.rows.map(({ row, wrong, uses }) => wrong === (codes[row] === 1 ? 0 : uses))).toEqual(Array(5).fill(true));
});

test('a cancelled reading says no more', async () => {
  const { answer } = looksInto(await kept(), true);
  const following = answer({ kind: 'follow-row', runId: 'looked', phase: 'pretrain', row: 1 });
  expect(await answer({ kind: 'cancel-rows' })).toEqual([]);
  expect(await following).toEqual([]);
});
