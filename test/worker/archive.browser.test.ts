import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Message } from '../../src/protocol.ts';
import { Database } from '../../src/store/database.ts';
import { opfsHeadMirror } from '../../src/store/head-mirror.ts';
import { DATABASE_NAME } from '../../src/store/schema.ts';
import { Archive } from '../../src/worker/archive.ts';
import { handleOf } from '../store/file-kit.ts';
import { openDatabase, openWriter } from '../store/writer-kit.ts';
import { sampleRun, step } from './sample-run.ts';

/** Another tab: an archive of its own on the same store. */
function openTab(longRunSteps?: number) {
  const messages: Message[] = [];
  const archive = new Archive((message) => messages.push(message), new Database(DATABASE_NAME), longRunSteps);
  const of = <Kind extends Message['kind']>(kind: Kind) =>
    messages.filter((message): message is Extract<Message, { kind: Kind }> => message.kind === kind);
  const steps = () => of('committed').flatMap(({ columns }) => [...columns.steps.step]);
  return { archive, of, steps };
}

const removeDatabase = () =>
  new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(DATABASE_NAME);
    request.onsuccess = resolve;
    request.onblocked = resolve;
  });

async function forgetAll(): Promise<void> {
  await removeDatabase();
  for (const runId of (await opfsHeadMirror.list()).keys()) await opfsHeadMirror.remove(runId);
}

beforeEach(forgetAll);
afterEach(forgetAll);

async function keepRun(runId: string): Promise<void> {
  const { writer } = await openWriter(openDatabase(DATABASE_NAME), runId, { batchEvents: 4, mirror: opfsHeadMirror });
  for (const emission of sampleRun(runId)) {
    await writer.append(emission);
    await writer.flush();
  }
  await writer.close();
}

describe('what a page finds when it is opened', () => {
  test('is checked to the last event', async () => {
    await keepRun('whole');
    const { archive, of } = openTab();
    await archive.open();
    expect(of('run-checked')).toEqual([{ kind: 'run-checked', runId: 'whole', check: { ok: true } }]);
    expect(of('runs').at(-1)).toMatchObject({ runs: [{ runId: 'whole' }], lost: [] });
  });

  test('a damaged run is told with the last sound step, and shown up to there', async () => {
    await keepRun('damaged');
    const seq = sampleRun('damaged').findIndex(({ event }) => event.kind === 'step' && event.step === 6);
    await openDatabase(DATABASE_NAME).withDb((db) => db.delete('details', ['damaged', seq]));
    const { archive, of, steps } = openTab();
    await archive.open();
    const check = { ok: false, seq, step: 5, through: 10 };
    expect(of('run-checked')).toEqual([{ kind: 'run-checked', runId: 'damaged', check }]);
    await archive.shown.show('damaged');
    expect(steps()).toEqual([1, 2, 3, 4, 5]);
    expect(of('problem')).toMatchObject([{ scope: 'run', problem: { code: 'transcript-damaged', fields: { runId: 'damaged', seq } } }]);
  });

  test('runs whose database is gone are named until the person has seen it', async () => {
    await keepRun('gone');
    await removeDatabase();
    const { archive, of } = openTab();
    await archive.open();
    expect(of('runs').at(-1)).toMatchObject({ runs: [], lost: [{ runId: 'gone', name: 'Sample run', steps: 10 }] });
    await archive.forget('gone');
    expect(of('runs').at(-1)).toMatchObject({ lost: [] });
  });
});

describe('the files of a run that was cut off', () => {
  test('are in the list where the browser knows them, and go with the run', async () => {
    const handle = await handleOf('archive.csv', 'x');
    const writing = openTab();
    for (const runId of ['cut', 'plain']) {
      const writer = await writing.archive.openWriter(runId, () => undefined);
      await writer.append(sampleRun(runId)[0]);
      await writer.close();
    }
    await writing.archive.keepHandles('cut', { pretrain: [handle] });
    await writing.archive.keepHandles('plain', {});
    const { archive, of } = openTab();
    await archive.list();
    const filesIn = () =>
      Object.fromEntries(
        of('runs')
          .at(-1)!
          .runs.map(({ runId, files }) => [runId, files]),
      );
    expect(filesIn()).toEqual({ cut: [handle], plain: undefined });
    expect(await archive.handlesOf('cut')).toEqual({ pretrain: [handle] });
    await archive.setDeleted('cut', true);
    await archive.makeRoom();
    expect(filesIn()).toEqual({ plain: undefined });
    expect(await archive.handlesOf('cut')).toEqual({});
  });
});

describe('a long run', () => {
  test('is drawn without its rows, which come when they are asked for', async () => {
    await keepRun('long');
    const { archive, of, steps } = openTab(3);
    await archive.shown.show('long');
    expect(steps()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(of('committed').map(({ columns }) => columns.rows.length)).toEqual([0]);
    expect(of('committed').at(-1)?.columns.status).toBe('finished');
    expect(of('histograms').map(({ histograms }) => histograms.map((event) => event.step))).toEqual([[4, 7, 10]]);
    expect(of('run-checked')).toEqual([{ kind: 'run-checked', runId: 'long', check: { ok: true } }]);
    await archive.shown.sendRows('long');
    const batches = sampleRun('long').flatMap(({ event }) => (event.kind === 'step' ? event.rows : []));
    expect(of('rows').flatMap(({ rows }) => [...rows])).toEqual(batches);
  });

  test('is checked whole, also where only what is looked up was damaged', async () => {
    await keepRun('long');
    const seq = sampleRun('long').findIndex(({ event }) => event.kind === 'step' && event.step === 6);
    await openDatabase(DATABASE_NAME).withDb((db) => db.delete('details', ['long', seq]));
    const { archive, of, steps } = openTab(3);
    await archive.shown.show('long');
    expect(steps()).toHaveLength(10);
    expect(of('run-checked')).toMatchObject([{ check: { ok: false, seq, step: 5 } }]);
  });
});

describe('a run that another tab trains', () => {
  test('is read along, and is nobody’s once that tab lets go', async () => {
    const writing = openTab();
    const writer = await writing.archive.openWriter('shared', () => undefined);
    await writer.append(sampleRun('shared')[0]);
    await writer.append({ event: step('pretrain', 1) });
    await writer.flush();

    const reading = openTab();
    await reading.archive.shown.show('shared');
    expect(reading.of('run-opened')).toEqual([{ kind: 'run-opened', runId: 'shared', live: false, elsewhere: true }]);
    expect(reading.steps()).toEqual([1]);
    for (let number = 2; number <= 5; number++) {
      await writer.append({ event: step('pretrain', number) });
      await writer.flush();
    }
    await vi.waitFor(() => expect(reading.steps()).toEqual([1, 2, 3, 4, 5]));
    expect(reading.of('runs')).toEqual([]);
    await writer.close();
    await vi.waitFor(() => expect(reading.of('runs').at(-1)).toMatchObject({ runs: [{ runId: 'shared', status: 'interrupted' }] }));
  });
});
