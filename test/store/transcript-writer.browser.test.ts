import { describe, expect, test, vi } from 'vitest';
import type { Emission } from '../../src/core/transcript/events.ts';
import type { ChainHead } from '../../src/core/transcript/transcript.ts';
import { type HeadMirror, opfsHeadMirror } from '../../src/store/head-mirror.ts';
import { checkRun, readKeyframe, readRun } from '../../src/store/runs.ts';
import { keyframe, sampleRun, step } from '../worker/sample-run.ts';
import { collect, freshDatabase, noise, openWriter, problemOf, readEvents } from './writer-kit.ts';

const started = (runId: string): Emission => sampleRun(runId)[0];
const steps = (from: number, to: number): Emission[] =>
  Array.from({ length: to - from + 1 }, (_, i) => ({ event: step('pretrain', from + i) }));

describe('TranscriptWriter', () => {
  test('keeps a whole run: events, chain, keyframes and record', async () => {
    const database = freshDatabase();
    const run = sampleRun('whole');
    const { writer, committed } = await openWriter(database, 'whole');
    for (const emission of run) await writer.append(emission);
    await writer.close();

    const events = run.map(({ event }) => event);
    expect(committed).toEqual(events);
    expect(await collect(readEvents(database, 'whole'))).toEqual(events);
    const record = await readRun(database, 'whole');
    expect(record.head).toEqual(writer.committed);
    const keyframes = run.flatMap((emission) => (emission.keyframe ? [emission.keyframe] : []));
    expect(await readKeyframe(database, 'whole', 7, 'finetune')).toEqual(keyframe('finetune', 7).keyframe);
    const stored = await database.withDb(async (db) => [...(await db.getAll('segments')), ...(await db.getAll('details'))]);
    const bytes = stored.reduce((sum, part) => sum + ('detail' in part ? part.detail : part.summary).byteLength, 0);
    expect(record).toMatchObject({
      runId: 'whole',
      name: 'Sample run',
      startedAt: '2026-03-01T09:30:00.000Z',
      status: 'finished',
      steps: 10,
      accuracy: 0.9,
      baselineAccuracy: 0.6,
      deleted: false,
      bytes: bytes + keyframes.reduce((sum, file) => sum + file.byteLength, 0),
    });
    expect(await checkRun(database, 'whole')).toEqual({ ok: true });
  });

  test('commits when there are enough events, or after a while', async () => {
    const { writer, batches } = await openWriter(freshDatabase(), 'batches', { batchEvents: 4, batchMs: 30 });
    await writer.append(started('batches'));
    for (const emission of steps(1, 3)) void writer.append(emission);
    await vi.waitFor(() => expect(batches).toEqual([4]));
    await writer.append(steps(4, 4)[0]);
    expect(batches).toEqual([4]);
    await vi.waitFor(() => expect(batches).toEqual([4, 1]));
    await writer.close();
    expect(batches).toEqual([4, 1]);
  });

  test('tells of events only when another connection can read them', async () => {
    const database = freshDatabase();
    const seen: Promise<number>[] = [];
    const onCommitted = () => seen.push(collect(readEvents(database, 'told')).then((events) => events.length));
    const { writer } = await openWriter(database, 'told', { batchEvents: 2, onCommitted });
    await writer.append(started('told'));
    for (const emission of steps(1, 5)) {
      await writer.append(emission);
      await writer.flush();
    }
    await writer.close();
    const counts = await Promise.all(seen);
    expect(counts).toHaveLength(5);
    counts.forEach((count, i) => {
      expect(count).toBeGreaterThanOrEqual(i + 2);
    });
  });

  test('tells of events only when their head stands outside the database too, and lets that go at the end', async () => {
    const order: string[] = [];
    const mirror: HeadMirror = {
      ...opfsHeadMirror,
      write: async (_run, { seq }, toDisk) => void order.push(`${seq} outside${toDisk ? ', on the disk' : ''}`),
      close: async () => void order.push('closed'),
    };
    const onCommitted = (_events: unknown, { seq }: ChainHead) => order.push(`${seq} told`);
    const { writer } = await openWriter(freshDatabase(), 'outside', { mirror, onCommitted });
    for (const emission of [started('outside'), ...steps(1, 1), { event: { kind: 'run-stopped', step: 1 } as const }]) {
      await writer.append(emission);
      await writer.flush();
    }
    await writer.close();
    expect(order).toEqual(['0 outside, on the disk', '0 told', '1 outside', '1 told', '2 outside, on the disk', '2 told', 'closed']);
  });

  test('asks for strict durability where a keyframe or an end is kept, else for relaxed', async () => {
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
    const { writer } = await openWriter(freshDatabase(), 'durable', { batchMs: 10_000 });
    const durabilities = () =>
      transaction.mock.calls.filter(([, mode]) => mode === 'readwrite').map(([, , options]) => options?.durability);
    await writer.append(started('durable'));
    await writer.flush();
    await writer.append(keyframe('pretrain', 0));
    await writer.flush();
    await writer.append({ event: { kind: 'run-stopped', step: 0 } });
    await writer.close();
    expect(durabilities()).toEqual(['relaxed', 'strict', 'strict']);
  });

  test('holds its caller back while the store is slow', async () => {
    const database = freshDatabase();
    const { writer, committed } = await openWriter(database, 'slow', { batchEvents: 2, mostWaiting: { events: 4, bytes: 100 } });
    const withDb = database.withDb.bind(database);
    const gate = Promise.withResolvers<void>();
    vi.spyOn(database, 'withDb').mockImplementation(async (action) => {
      await gate.promise;
      return withDb(action);
    });
    await writer.append(started('slow'));
    for (const emission of steps(1, 3)) await writer.append(emission);
    let taken = false;
    const fifth = writer.append(steps(4, 4)[0]).then(() => {
      taken = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect({ taken, committed: committed.length }).toEqual({ taken: false, committed: 0 });
    gate.resolve();
    await fifth;
    await writer.close();
    expect(committed).toHaveLength(5);
  });

  test('goes on where an earlier writer ended, in one chain', async () => {
    const database = freshDatabase();
    const first = await openWriter(database, 'resumed');
    await first.writer.append(started('resumed'));
    for (const emission of steps(1, 3)) await first.writer.append(emission);
    await first.writer.close();
    const second = await openWriter(database, 'resumed');
    expect(second.writer.committed).toEqual(first.writer.committed);
    for (const emission of steps(4, 5)) await second.writer.append(emission);
    await second.writer.close();
    expect(await checkRun(database, 'resumed')).toEqual({ ok: true });
    expect(await readRun(database, 'resumed')).toMatchObject({ steps: 5, status: 'running', head: { seq: 5 } });
  });

  test('reads a run that grows as it was at one moment', async () => {
    const database = freshDatabase();
    const { writer } = await openWriter(database, 'growing');
    await writer.append(started('growing'));
    for (const emission of steps(1, 3)) await writer.append(emission);
    await writer.flush();
    const through = writer.committed.seq;
    for (const emission of steps(4, 9)) await writer.append(emission);
    await writer.close();
    expect(await collect(readEvents(database, 'growing', through))).toHaveLength(4);
    expect(await collect(readEvents(database, 'growing'))).toHaveLength(10);
  });

  test('reads up to any moment, with a segment for each event', async () => {
    const database = freshDatabase();
    const { writer } = await openWriter(database, 'slow');
    for (const emission of [started('slow'), ...steps(1, 17)]) {
      await writer.append(emission);
      await writer.flush();
    }
    await writer.close();
    for (let through = 0; through <= 17; through++) {
      expect(await collect(readEvents(database, 'slow', through)), `through ${through}`).toHaveLength(through + 1);
    }
  });

  test('keeps keyframes as files', async () => {
    const database = freshDatabase();
    const { writer } = await openWriter(database, 'files');
    await writer.append(started('files'));
    await writer.append(keyframe('pretrain', 3));
    await writer.close();
    expect(await database.withDb((db) => db.getAll('keyframes'))).toEqual([]);
    expect(await readKeyframe(database, 'files', 3, 'pretrain')).toEqual(keyframe('pretrain', 3).keyframe);
    expect(await database.keyframes.read({ runId: 'files', step: 3, track: 'finetune' })).toBeNull();
  });

  test('where there are no files, cuts keyframes into values that every engine stores, and large batches into several', async () => {
    vi.spyOn(navigator.storage, 'getDirectory').mockRejectedValue(new DOMException('no files in private windows', 'SecurityError'));
    const database = freshDatabase();
    const file = noise(20 * 2 ** 20 + 5);
    const { event } = keyframe('pretrain', 3);
    const { writer, batches } = await openWriter(database, 'large', { batchMs: 10_000 });
    await writer.append(started('large'));
    await writer.append({ event, keyframe: file });
    await writer.append(steps(1, 1)[0]);
    await writer.close();
    expect(batches).toEqual([1, 1, 1]);
    const parts = await database.withDb((db) => db.getAll('keyframes'));
    expect(parts.map(({ bytes }) => bytes.byteLength)).toEqual([8 * 2 ** 20, 8 * 2 ** 20, 4 * 2 ** 20 + 5]);
    const back = await readKeyframe(database, 'large', 3, 'pretrain');
    expect(back.byteLength).toBe(file.byteLength);
    expect(back.every((byte, i) => byte === file[i])).toBe(true);
    expect(await problemOf(readKeyframe(database, 'large', 4, 'pretrain'))).toEqual({
      code: 'keyframe-missing',
      fields: { runId: 'large', step: 4, track: 'pretrain' },
    });
  });

  test('refuses an event that JSON cannot hold, and takes the next one in its place', async () => {
    const database = freshDatabase();
    const { writer } = await openWriter(database, 'bad');
    await writer.append(started('bad'));
    const broken = { event: { ...step('pretrain', 1), loss: Number.NaN } };
    expect(await problemOf(writer.append(broken))).toEqual({ code: 'not-canonical', fields: { place: 'value.loss', found: 'NaN' } });
    await writer.append(steps(1, 1)[0]);
    await writer.close();
    expect(await checkRun(database, 'bad')).toEqual({ ok: true });
    expect(await collect(readEvents(database, 'bad'))).toHaveLength(2);
  });

  test('one run is written by one writer at a time', async () => {
    const database = freshDatabase();
    const { writer } = await openWriter(database, 'locked');
    expect(await problemOf(openWriter(database, 'locked'))).toEqual({ code: 'run-busy', fields: { runId: 'locked' } });
    await writer.append(started('locked'));
    await writer.close();
    const next = await openWriter(database, 'locked');
    await next.writer.close();
  });

  test('lets the transcript of another writer stand', async () => {
    const database = freshDatabase();
    const { writer } = await openWriter(database, 'raced');
    await writer.append(started('raced'));
    await writer.flush();
    await database.withDb(async (db) => {
      const record = await readRun(database, 'raced');
      await db.put('runs', { ...record, head: { seq: 9, hash: 'f'.repeat(64) } });
    });
    await writer.append(steps(1, 1)[0]);
    expect(await problemOf(writer.close())).toEqual({ code: 'run-taken-over', fields: { runId: 'raced', found: 9, expected: 0 } });
    expect(await collect(readEvents(database, 'raced'))).toHaveLength(1);
  });
});
