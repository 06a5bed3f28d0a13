import { expect, test, vi } from 'vitest';
import { isRunLocked } from '../../src/store/run-lock.ts';
import { checkRun, readKeyframe, readRun } from '../../src/store/runs.ts';
import { step } from '../worker/sample-run.ts';
import { collect, openDatabase, openWriter, readEvents } from './writer-kit.ts';

const KILLS = 10;

/** Resolves with the last event told as kept before the worker was killed, which happens in the middle of its work. */
async function killAfter(messages: number, databaseName: string, runId: string): Promise<number> {
  const worker = new Worker(new URL('./endless-run.worker.ts', import.meta.url), { type: 'module' });
  const told = await new Promise<number>((resolve, reject) => {
    let received = 0;
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.onmessage = ({ data }: MessageEvent<number>) => {
      if (++received === messages) resolve(data);
    };
    worker.postMessage({ databaseName, runId });
  });
  worker.terminate();
  return told;
}

test(`a worker killed ${KILLS} times in the middle of writing lost no event that was told as kept`, async () => {
  const databaseName = `test-${crypto.randomUUID()}`;
  for (let kill = 1; kill <= KILLS; kill++) {
    const runId = `killed-${kill}`;
    const told = await killAfter(kill * 3, databaseName, runId);
    await vi.waitFor(async () => expect(await isRunLocked(runId)).toBe(false));
    const database = openDatabase(databaseName);
    const { head, steps } = await readRun(database, runId);
    expect(head.seq).toBeGreaterThanOrEqual(told);
    expect(await checkRun(database, runId)).toEqual({ ok: true });
    for (const event of await collect(readEvents(database, runId))) {
      if (event.kind === 'keyframe') expect((await readKeyframe(database, runId, event.step, event.phase)).byteLength).toBe(event.bytes);
    }
    const next = await openWriter(database, runId);
    await next.writer.append({ event: step('pretrain', steps + 1) });
    await next.writer.close();
    expect(await checkRun(database, runId)).toEqual({ ok: true });
  }
});
