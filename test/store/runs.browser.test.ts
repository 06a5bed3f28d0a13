import { describe, expect, test } from 'vitest';
import { encodeSegment, headOf } from '../../src/core/transcript/segment.ts';
import { annotateRun } from '../../src/store/annotations.ts';
import type { Database } from '../../src/store/database.ts';
import { opfsHeadMirror } from '../../src/store/head-mirror.ts';
import { isRunLocked } from '../../src/store/run-lock.ts';
import { checkRun, listRuns, markDeleted, purgeDeleted, readKeyframe, readRun, readSound, readStretches } from '../../src/store/runs.ts';
import { toArray } from '../async.ts';
import { keyframe, sampleRun } from '../worker/sample-run.ts';
import { collect, freshDatabase, openWriter, problemOf, readEvents } from './writer-kit.ts';

async function keep(database: Database, runId: string, startedAt?: string): Promise<void> {
  const { writer } = await openWriter(database, runId, { batchEvents: 4, mirror: opfsHeadMirror });
  for (const emission of sampleRun(runId, startedAt)) {
    await writer.append(emission);
    await writer.flush();
  }
  await writer.close();
}

describe('runs', () => {
  test('are listed newest first, with what stands for them', async () => {
    const database = freshDatabase();
    await keep(database, 'b', '2026-03-02T00:00:00.000Z');
    await keep(database, 'c', '2026-03-03T00:00:00.000Z');
    await keep(database, 'a', '2026-03-01T00:00:00.000Z');
    expect((await listRuns(database)).map(({ runId }) => runId)).toEqual(['c', 'b', 'a']);
  });

  test('can be deleted, had back, and purged without touching others', async () => {
    const database = freshDatabase();
    await keep(database, 'run');
    await keep(database, 'run-2');
    await markDeleted(database, 'run', true);
    expect(await readRun(database, 'run')).toMatchObject({ deleted: true });
    await markDeleted(database, 'run', false);
    await purgeDeleted(database, opfsHeadMirror);
    expect(await listRuns(database)).toHaveLength(2);

    await markDeleted(database, 'run', true);
    await purgeDeleted(database, opfsHeadMirror);
    expect(await problemOf(readRun(database, 'run'))).toEqual({ code: 'run-missing', fields: { runId: 'run' } });
    expect(await problemOf(markDeleted(database, 'run', false))).toEqual({ code: 'run-missing', fields: { runId: 'run' } });
    expect(await collect(readEvents(database, 'run'))).toEqual([]);
    expect(await problemOf(readKeyframe(database, 'run', 4, 'pretrain'))).toMatchObject({ code: 'keyframe-missing' });
    expect(await opfsHeadMirror.read('run')).toBeNull();
    expect(await checkRun(database, 'run-2', opfsHeadMirror)).toEqual({ ok: true });
    expect(await readKeyframe(database, 'run-2', 4, 'pretrain')).toEqual(keyframe('pretrain', 4).keyframe);
  });

  test('a deletion while a run is being written outlives the next event', async () => {
    const database = freshDatabase();
    const [first, ...rest] = sampleRun('deleted');
    const { writer } = await openWriter(database, 'deleted');
    expect(await isRunLocked('deleted')).toBe(true);
    await writer.append(first);
    await writer.flush();
    await markDeleted(database, 'deleted', true);
    for (const emission of rest) await writer.append(emission);
    await writer.close();
    expect(await isRunLocked('deleted')).toBe(false);
    expect(await readRun(database, 'deleted')).toMatchObject({ deleted: true, status: 'finished' });
  });

  test('a run without fine-tuning shows how pretraining did', async () => {
    const database = freshDatabase();
    const [first] = sampleRun('pretrain-only');
    if (first.event.kind !== 'run-started') throw new Error('a run begins with run-started');
    const spec = { ...first.event.spec, phases: first.event.spec.phases.slice(0, 1) };
    const { writer } = await openWriter(database, 'pretrain-only');
    await writer.append({ event: { ...first.event, spec } });
    for (const emission of sampleRun('pretrain-only').slice(4, 14)) await writer.append(emission);
    await writer.close();
    expect(await readRun(database, 'pretrain-only')).toMatchObject({ accuracy: 0.75, baselineAccuracy: null, status: 'running' });
  });
});

describe('a transcript that the store damaged is told, with the first event in question', () => {
  const LAST = sampleRun().length - 1;
  const damages: [string, (database: Database, runId: string) => Promise<void>, number][] = [
    ['a lost end', async (database, runId) => deleteSegments(database, IDBKeyRange.bound([runId, 20], [runId, 99])), 20],
    ['a lost middle', async (database, runId) => deleteSegments(database, IDBKeyRange.only([runId, 7])), 7],
    ['a lost beginning', async (database, runId) => deleteSegments(database, IDBKeyRange.only([runId, 0])), 0],
    ['a changed number', (database, runId) => editBytes(database, 'segments', runId, 7, -1), 7],
    ['a changed header', (database, runId) => editBytes(database, 'segments', runId, 7, 40), 7],
    ['a changed detail', (database, runId) => editBytes(database, 'details', runId, 7, -1), 7],
    ['a lost detail', async (database, runId) => database.withDb((db) => db.delete('details', [runId, 9])), 9],
    ['a cut segment', (database, runId) => cutSegment(database, runId, 9), 9],
    ['a changed last event', (database, runId) => editBytes(database, 'segments', runId, LAST, 40), LAST],
    ['a last segment that was written anew', (database, runId) => rewriteLast(database, runId, LAST), LAST],
  ];

  test.each(damages)('%s', async (_, damage, seq) => {
    const database = freshDatabase();
    await keep(database, 'damaged');
    await damage(database, 'damaged');
    expect(await checkRun(database, 'damaged')).toMatchObject({ ok: false, seq, step: lastStepBefore(seq) });
  });

  test('a transcript cut off together with its record is told by the head kept outside', async () => {
    const database = freshDatabase();
    await keep(database, 'cut');
    const record = await readRun(database, 'cut');
    await deleteSegments(database, IDBKeyRange.bound(['cut', 20], ['cut', 99]));
    const [segment] = (await database.withDb((db) => db.getAll('segments'))).slice(-1);
    await database.withDb((db) => db.put('runs', { ...record, head: { seq: segment.lastSeq, hash: segment.hash } }));
    expect(await checkRun(database, 'cut')).toEqual({ ok: true });
    expect(await checkRun(database, 'cut', opfsHeadMirror)).toMatchObject({ ok: false, seq: 20 });
  });

  test('what is sound stands before it, and what can be read of the rest is there all the same', async () => {
    const database = freshDatabase();
    await keep(database, 'unreadable');
    await editBytes(database, 'segments', 'unreadable', 9, -1);
    const sound = await toArray(readSound(database, 'unreadable'));
    expect(sound.flatMap(({ events }) => events)).toEqual(
      sampleRun('unreadable')
        .map(({ event }) => event)
        .slice(0, 9),
    );
    const stretches = await toArray(readStretches(database, 'unreadable'));
    expect(stretches.filter(({ sound }) => !sound).map(({ firstSeq }) => firstSeq)).toEqual([9]);
    expect(stretches.flatMap(({ events }) => events)).toHaveLength(sampleRun().length);
  });
});

describe('a head kept outside the database', () => {
  test('is the last one written, in a worker as on the page', async () => {
    const worker = new Worker(new URL('./mirror.worker.ts', import.meta.url), { type: 'module' });
    const hash = 'a'.repeat(64);
    const head = { seq: 3, hash, name: 'Näme', steps: 2 };
    const heads = [{ ...head, name: 'Longer than what a file holds at first. '.repeat(20) }, { ...head, seq: 4 }, head];
    await opfsHeadMirror.write('mirrored', { seq: 1_000_000, hash, name: 'A long name that is written over', steps: 9 });
    const answer = await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage({ runId: 'mirrored', heads });
    });
    worker.terminate();
    expect(answer).toEqual(heads);
    expect(await opfsHeadMirror.read('mirrored')).toEqual(head);
    expect((await opfsHeadMirror.list()).get('mirrored')).toEqual(head);
    const file = await (await (await navigator.storage.getDirectory()).getDirectoryHandle('segment-heads')).getFileHandle('mirrored');
    const damaged = (await (await file.getFile()).text()).replace('"seq":3', '"seq":7');
    await replaceWith(file, damaged);
    expect(await opfsHeadMirror.read('mirrored')).toBeNull();
    await opfsHeadMirror.remove('mirrored');
    expect(await opfsHeadMirror.read('mirrored')).toBeNull();
  });
});

async function replaceWith(file: FileSystemFileHandle, text: string): Promise<void> {
  const writable = await file.createWritable();
  await writable.write(text);
  await writable.close();
}

const lastStepBefore = (seq: number): number =>
  Math.max(...sampleRun().map(({ event }, at) => (at < seq && event.kind === 'step' ? event.step : 0)));

async function deleteSegments(database: Database, range: IDBKeyRange): Promise<void> {
  await database.withDb((db) => db.delete('segments', range));
}

/** Changes one byte; a place below 0 counts from the end. */
async function editBytes(database: Database, store: 'segments' | 'details', runId: string, seq: number, place: number): Promise<void> {
  await database.withDb(async (db) => {
    const record = await db.get(store, [runId, seq]);
    if (record === undefined) throw new Error(`no segment begins at ${seq}`);
    const bytes = 'detail' in record ? record.detail : record.summary;
    const at = place < 0 ? bytes.length + place : place;
    bytes[at] ^= 1;
    await db.put(store, record);
  });
}

async function cutSegment(database: Database, runId: string, seq: number): Promise<void> {
  await database.withDb(async (db) => {
    const segment = await db.get('segments', [runId, seq]);
    if (segment === undefined) throw new Error(`no segment begins at ${seq}`);
    await db.put('segments', { ...segment, summary: segment.summary.slice(0, 10) });
  });
}

/** Puts another end in its place, with a hash of its own that is right. */
async function rewriteLast(database: Database, runId: string, seq: number): Promise<void> {
  await database.withDb(async (db) => {
    const before = (await db.getAll('segments', IDBKeyRange.bound([runId], [runId, seq - 1]))).at(-1);
    if (before === undefined) throw new Error(`nothing stands before ${seq}`);
    const { detail, ...segment } = await encodeSegment(headOf(before), [{ kind: 'run-finished', steps: 10, wallTimeMs: 1051 }]);
    await Promise.all([db.put('segments', { runId, ...segment }), db.put('details', { runId, firstSeq: seq, detail })]);
  });
}

describe('what a person says of a run', () => {
  const said = { name: ' Named ', notes: 'notes', tags: ['a', 'a', ''], pinned: true };

  test('is kept in its record, tidied, and outlives what is written to it', async () => {
    const database = freshDatabase();
    const [first, ...rest] = sampleRun('annotated');
    const { writer } = await openWriter(database, 'annotated');
    await writer.append(first);
    await writer.flush();
    await annotateRun(database, 'annotated', said);
    for (const emission of rest) await writer.append(emission);
    await writer.close();
    const { annotation, name, sources } = await readRun(database, 'annotated');
    expect(annotation).toEqual({ name: 'Named', notes: 'notes', tags: ['a'], pinned: true });
    expect({ name, sources }).toEqual({ name: 'Sample run', sources: ['mnist', 'digits'] });
    await markDeleted(database, 'annotated', true);
    expect((await readRun(database, 'annotated')).annotation).toEqual(annotation);
    expect(await checkRun(database, 'annotated')).toEqual({ ok: true });
  });

  test('needs a run', async () => {
    expect(await problemOf(annotateRun(freshDatabase(), 'none', said))).toEqual({ code: 'run-missing', fields: { runId: 'none' } });
  });
});
