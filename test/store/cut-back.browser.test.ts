import { afterEach, describe, expect, test } from 'vitest';
import type { RunEvent } from '../../src/core/transcript/events.ts';
import { cutBack } from '../../src/store/cut-back.ts';
import type { Database } from '../../src/store/database.ts';
import { opfsHeadMirror } from '../../src/store/head-mirror.ts';
import { lockRun } from '../../src/store/run-lock.ts';
import { checkRun, purgeRun, readRun } from '../../src/store/runs.ts';
import { sampleRun } from '../worker/sample-run.ts';
import { collect, freshDatabase, openWriter, problemOf, readEvents } from './writer-kit.ts';

const RUN = 'cut-back-run';
const EVENTS = sampleRun(RUN).map(({ event }) => event);
const indexOfStep = (step: number) => EVENTS.findIndex((event) => event.kind === 'step' && event.step === step);

afterEach(() => opfsHeadMirror.remove(RUN));

/** Each event in a segment of its own. */
async function keepRun(database: Database, events = sampleRun(RUN)): Promise<void> {
  const { writer } = await openWriter(database, RUN, { mirror: opfsHeadMirror });
  for (const emission of events) {
    await writer.append(emission);
    await writer.flush();
  }
  await writer.close();
}

const eventsOf = (database: Database): Promise<RunEvent[]> => collect(readEvents(database, RUN));
const asideOf = (database: Database) => database.withDb((db) => db.getAll('aside'));

describe('a damaged run', () => {
  test('is cut back to its last sound step, with what is left of the rest set aside', async () => {
    const database = freshDatabase();
    await keepRun(database);
    const seq = indexOfStep(6);
    const before = await readRun(database, RUN);
    const damaged = await database.withDb((db) => db.get('segments', [RUN, seq]));
    await database.withDb((db) => db.delete('details', [RUN, seq]));
    await database.withDb((db) => db.delete('segments', [RUN, seq + 1]));

    await cutBack(database, RUN, opfsHeadMirror);
    expect(await checkRun(database, RUN, opfsHeadMirror)).toEqual({ ok: true });
    const setAside = EVENTS.length - seq;
    const note = { kind: 'cut-back', step: 5, through: 10, lastSeq: before.head.seq, lastHash: before.head.hash, setAside };
    expect(await eventsOf(database)).toEqual([...EVENTS.slice(0, seq), note]);
    const after = await readRun(database, RUN);
    expect(after).toMatchObject({ status: 'running', steps: 5, accuracy: 0.1, baselineAccuracy: null });
    expect(await opfsHeadMirror.read(RUN)).toMatchObject({ ...after.head, steps: 5 });
    const aside = await asideOf(database);
    expect(aside.map(({ firstSeq, segment, detail }) => [firstSeq, segment !== undefined, detail !== undefined])).toEqual(
      Array.from({ length: setAside }, (_, i) => [seq + i, i !== 1, i !== 0]),
    );
    expect(aside[0].segment).toEqual(damaged);
    await purgeRun(database, RUN, opfsHeadMirror);
    expect(await asideOf(database)).toEqual([]);
  });

  test('whose end is gone without a trace is cut back by what was told outside', async () => {
    const database = freshDatabase();
    const seq = indexOfStep(6);
    await keepRun(database, sampleRun(RUN).slice(0, seq));
    const head = { seq: 40, hash: 'c'.repeat(64), name: 'Sample run', steps: 9 };
    await opfsHeadMirror.write(RUN, head);
    await opfsHeadMirror.close(RUN);
    await cutBack(database, RUN, opfsHeadMirror);
    expect((await eventsOf(database)).at(-1)).toEqual({
      ...{ kind: 'cut-back', step: 5, through: 9 },
      ...{ lastSeq: 40, lastHash: head.hash, setAside: 0 },
    });
    expect(await checkRun(database, RUN, opfsHeadMirror)).toEqual({ ok: true });
  });

  test('that is damaged anew is cut back anew, and nothing that was set aside is lost', async () => {
    const database = freshDatabase();
    await keepRun(database);
    await database.withDb((db) => db.delete('details', [RUN, indexOfStep(6)]));
    await cutBack(database, RUN, opfsHeadMirror);
    const first = await asideOf(database);
    await database.withDb((db) => db.delete('details', [RUN, indexOfStep(5)]));
    await cutBack(database, RUN, opfsHeadMirror);
    expect((await eventsOf(database)).at(-1)).toMatchObject({ kind: 'cut-back', step: 4, through: 5, setAside: 2 });
    expect(await asideOf(database)).toEqual(expect.arrayContaining(first));
    expect(await asideOf(database)).toHaveLength(first.length + 2);
  });

  test('is left as it is where it is whole, where its beginning is lost, and where another tab has it', async () => {
    const database = freshDatabase();
    await keepRun(database);
    await cutBack(database, RUN, opfsHeadMirror);
    expect(await eventsOf(database)).toEqual(EVENTS);
    const unlock = await lockRun(RUN);
    expect(await problemOf(cutBack(database, RUN, opfsHeadMirror))).toMatchObject({ code: 'run-busy' });
    unlock();
    await database.withDb((db) => db.delete('segments', [RUN, 0]));
    expect(await problemOf(cutBack(database, RUN, opfsHeadMirror))).toMatchObject({ code: 'transcript-damaged', fields: { seq: 0 } });
    expect(await database.withDb((db) => db.count('segments'))).toBe(EVENTS.length - 1);
  });
});
