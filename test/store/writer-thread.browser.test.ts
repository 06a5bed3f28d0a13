import { afterEach, expect, test, vi } from 'vitest';
import { eventColumns } from '../../src/core/transcript/event-columns.ts';
import { checkRun, readKeyframe } from '../../src/store/runs.ts';
import type { WriterOrder, WriterReport } from '../../src/store/serve-writer.ts';
import { WriterThread } from '../../src/store/writer-thread.ts';
import { keyframe, sampleRun, step } from '../worker/sample-run.ts';
import { collect, openDatabase, problemOf, readEvents } from './writer-kit.ts';

const { start } = WriterThread;
afterEach(() => {
  WriterThread.start = start;
});

/** A thread that only notes what it is asked, and reports what the test says. */
function silentThread() {
  const orders: WriterOrder[] = [];
  const port = {
    onmessage: null as ((event: MessageEvent<WriterReport>) => unknown) | null,
    postMessage: (order: WriterOrder) => {
      orders.push(order);
      if (order.kind === 'open') queueMicrotask(() => report({ kind: 'done', problem: null }));
    },
    terminate: vi.fn(),
  };
  const report = (data: WriterReport) => port.onmessage?.(new MessageEvent('message', { data }));
  let die = (_detail: string): void => undefined;
  WriterThread.start = (onDeath) => {
    die = onDeath;
    return port;
  };
  return { orders, report, terminated: port.terminate, die: (detail: string) => die(detail) };
}

const event = (number: number) => ({ event: step('pretrain', number) });
const fresh = () => `test-${crypto.randomUUID()}`;

test('keeps a whole run, tells of it in order, and takes the keyframes along', async () => {
  const name = fresh();
  const told: number[] = [];
  const writer = await WriterThread.open(name, 'whole', ({ steps }) => told.push(...steps.step));
  const run = sampleRun('whole');
  const events = run.map((emission) => emission.event);
  const files = run.flatMap((emission) => emission.keyframe ?? []);
  for (const emission of run) await writer.append(emission);
  await writer.close();
  const database = openDatabase(name);
  expect(await collect(readEvents(database, 'whole'))).toEqual(events);
  expect(await checkRun(database, 'whole')).toEqual({ ok: true });
  expect(told).toEqual(events.flatMap((each) => (each.kind === 'step' ? each.step : [])));
  expect(await readKeyframe(database, 'whole', 7, 'finetune')).toEqual(keyframe('finetune', 7).keyframe);
  expect(files.map(({ byteLength }) => byteLength)).toEqual(files.map(() => 0));
});

test('a file that lies among others is copied, not taken', async () => {
  const writer = await WriterThread.open(fresh(), 'among', () => undefined);
  await writer.append(sampleRun('among')[0]);
  const { event: told, keyframe: file } = keyframe('pretrain', 0);
  const shelf = new Uint8Array([9, ...file!, 9]);
  await writer.append({ event: told, keyframe: shelf.subarray(1, -1) });
  await writer.close();
  expect(shelf.byteLength).toBe(file!.byteLength + 2);
});

test('a run has one writer; who comes too late is told', async () => {
  const name = fresh();
  const writer = await WriterThread.open(name, 'mine', () => undefined);
  expect(await problemOf(WriterThread.open(name, 'mine', () => undefined))).toEqual({ code: 'run-busy', fields: { runId: 'mine' } });
  await writer.append(sampleRun('mine')[0]);
  await writer.close();
  await (await WriterThread.open(name, 'mine', () => undefined)).close();
});

/** A writer whose run was taken from under it. */
async function clearedWriter(): Promise<WriterThread> {
  const name = fresh();
  const writer = await WriterThread.open(name, 'cleared', () => undefined);
  await writer.append(sampleRun('cleared')[0]);
  await writer.flush();
  await openDatabase(name).withDb((db) => db.clear('runs'));
  return writer;
}

test('what the store answers reaches who hands over the next event, and who flushes', async () => {
  const writer = await clearedWriter();
  await writer.append(event(1));
  expect(await problemOf(writer.flush())).toMatchObject({ code: 'storage-cleared' });
  expect(await problemOf(writer.append(event(2)))).toMatchObject({ code: 'storage-cleared' });
  expect(await problemOf(writer.close())).toMatchObject({ code: 'storage-cleared' });
});

test('steps travel together, and what happens seldom goes at once', async () => {
  const { orders } = silentThread();
  const writer = await WriterThread.open('any', 'any', () => undefined);
  await writer.append(event(1));
  for (const number of [2, 3, 4]) await writer.append(event(number));
  const taken = () => orders.flatMap((order) => (order.kind === 'take' ? order.emissions.length : []));
  expect(taken()).toEqual([1]);
  await vi.waitFor(() => expect(taken()).toEqual([1, 3]));
  await writer.append(event(5));
  await writer.append({ event: { kind: 'run-stopped', step: 5 } });
  expect(taken()).toEqual([1, 3, 2]);
});

test('holds its caller back while too much waits', async () => {
  const { report } = silentThread();
  const writer = await WriterThread.open('any', 'any', () => undefined);
  for (let number = 1; number <= 256; number++) await writer.append(event(number));
  let hasRoom = false;
  const last = writer.append(event(257)).then(() => {
    hasRoom = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(hasRoom).toBe(false);
  report({ kind: 'committed', events: 1, columns: eventColumns([event(1).event]) });
  await last;
  const large = new Uint8Array(64 * 2 ** 20);
  const waiting = writer.append({ ...keyframe('pretrain', 1), keyframe: large });
  report({ kind: 'committed', events: 10, columns: eventColumns([]) });
  await waiting;
  const tooMuch = writer.append(keyframe('pretrain', 2));
  report({ kind: 'failed', problem: { code: 'storage-full', fields: {} } });
  expect(await problemOf(tooMuch)).toEqual({ code: 'storage-full', fields: {} });
});

test('tells what the store answers also who is held back for it', async () => {
  const writer = await clearedWriter();
  const all = async () => {
    for (let number = 1; number <= 1000; number++) await writer.append(event(number));
  };
  expect(await problemOf(all())).toMatchObject({ code: 'storage-cleared' });
  expect(await problemOf(writer.close())).toMatchObject({ code: 'storage-cleared' });
});

test('a thread that ends by itself is told of, now and ever after', async () => {
  const { die, terminated } = silentThread();
  const writer = await WriterThread.open('any', 'any', () => undefined);
  const flushed = problemOf(writer.flush());
  die('out of memory');
  const problem = { code: 'unexpected', fields: { detail: 'out of memory' } };
  expect(await flushed).toEqual(problem);
  expect(await problemOf(writer.append(event(1)))).toEqual(problem);
  expect(await problemOf(writer.close())).toEqual(problem);
  expect(terminated).toHaveBeenCalledOnce();
});
