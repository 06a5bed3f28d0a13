import { expect, test } from 'vitest';
import { meetingWords } from '../../src/engine/wasm/meeting.ts';
import type { MeetingTrial } from './meeting.worker.ts';

const shared = (words: number) => new Int32Array(new SharedArrayBuffer(4 * words));

function finished(trial: MeetingTrial): Promise<void> {
  const worker = new Worker(new URL('./meeting.worker.ts', import.meta.url), { type: 'module' });
  return new Promise((resolve, reject) => {
    worker.onmessage = () => {
      worker.terminate();
      resolve();
    };
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(trial);
  });
}

const WORKS = Array.from({ length: 200 }, (_, i) => (i * 7) % 23);

test.each([
  { threads: 1, start: 0 },
  { threads: 2, start: 0 },
  { threads: 3, start: 0 },
  // The words count on beyond the largest whole number that they hold.
  { threads: 3, start: 2 ** 31 - 100 },
])('each piece is done once, and behind all of the work before, by $threads threads that count from $start', async ({ threads, start }) => {
  const words = shared(meetingWords(threads)).fill(start);
  const done = shared(WORKS.reduce((sum, pieces) => sum + pieces, 0));
  const early = shared(1);
  const trial = { words, threads, start, works: WORKS, done, early };
  await Promise.all(Array.from({ length: threads }, (_, thread) => finished({ ...trial, thread, dawdle: thread === 0 ? 20_000 : 0 })));
  expect([...done]).toEqual(Array(done.length).fill(1));
  expect(early[0]).toBe(0);
});
