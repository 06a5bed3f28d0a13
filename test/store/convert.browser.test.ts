import { expect, test } from 'vitest';
import type { RunEvent } from '../../src/core/transcript/events.ts';
import { type ChainHead, chainEvent, GENESIS } from '../../src/core/transcript/transcript.ts';
import { newRunRecord } from '../../src/store/run-record.ts';
import { checkRun, readRun, readStretches } from '../../src/store/runs.ts';
import { toArray } from '../async.ts';
import { sampleRun } from '../worker/sample-run.ts';
import { collect, openDatabase, openWriter, readEvents } from './writer-kit.ts';

const EVENTS = sampleRun('old').map(({ event }) => event);
const CUT = 5;

/** A database as version 1 wrote it: segments of lines. `edit` may damage them. */
async function oldDatabase(edit: (text: string) => string = (text) => text): Promise<string> {
  const name = `test-${crypto.randomUUID()}`;
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('runs', { keyPath: 'runId' });
      request.result.createObjectStore('segments', { keyPath: ['runId', 'firstSeq'] });
      request.result.createObjectStore('keyframes', { keyPath: ['runId', 'step', 'track', 'part'] });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const transaction = db.transaction(['runs', 'segments'], 'readwrite');
  let head: ChainHead = GENESIS;
  for (let firstSeq = 0; firstSeq < EVENTS.length; firstSeq += CUT) {
    const lines = EVENTS.slice(firstSeq, firstSeq + CUT).map((event) => {
      const link = chainEvent(head, event);
      head = link.head;
      return `${link.line}\n`;
    });
    transaction.objectStore('segments').put({ runId: 'old', firstSeq, lastSeq: head.seq, text: edit(lines.join('')), head: head.hash });
  }
  const started = EVENTS[0] as RunEvent & { kind: 'run-started' };
  transaction.objectStore('runs').put({ ...newRunRecord(started), status: 'running', steps: 10, head });
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
  db.close();
  return name;
}

test('a transcript that was kept as lines is read as ever, and goes on', async () => {
  const database = openDatabase(await oldDatabase());
  expect(await collect(readEvents(database, 'old'))).toEqual(EVENTS);
  expect(await checkRun(database, 'old')).toEqual({ ok: true });
  const { writer } = await openWriter(database, 'old');
  await writer.append({ event: { kind: 'run-stopped', step: 10 } });
  await writer.close();
  expect(await checkRun(database, 'old')).toEqual({ ok: true });
  expect(await readRun(database, 'old')).toMatchObject({ steps: 10, status: 'stopped', head: { seq: EVENTS.length } });
});

test('what was damaged among the lines is still told, and the rest is there', async () => {
  const database = openDatabase(await oldDatabase((text) => text.replace('"gradientNorm":1e-7', '"gradientNorm":1e-6')));
  const unsound = (await toArray(readStretches(database, 'old'))).filter(({ sound }) => !sound);
  expect(unsound.map(({ firstSeq }) => firstSeq).slice(0, 1)).toEqual([5]);
  expect(await checkRun(database, 'old')).toEqual({ ok: false, seq: 5, step: 0, through: 10 });
  const events = (await toArray(readStretches(database, 'old'))).flatMap((stretch) => stretch.events);
  expect(events).toHaveLength(EVENTS.length);
});
