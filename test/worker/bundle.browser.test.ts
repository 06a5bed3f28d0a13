import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cdp } from 'vitest/browser';
import type { Problem } from '../../src/core/problems/problem.ts';
import type { Emission } from '../../src/core/transcript/events.ts';
import { sha256Hex } from '../../src/core/transcript/sha256.ts';
import { storageUse } from '../../src/store/storage-use.ts';
import { makeBundle } from '../../src/worker/bundle.ts';
import { noise, openDatabase, openWriter } from '../store/writer-kit.ts';
import { keyframe, sampleRun } from './sample-run.ts';

interface Answer {
  readonly file?: File;
  readonly progress: [path: string, bytes: number][];
  readonly problem?: Problem;
}

let databaseName: string;
beforeEach(() => {
  databaseName = `test-${crypto.randomUUID()}`;
});
afterEach(async () => {
  await cdp().send('Storage.overrideQuotaForOrigin', { origin: location.origin });
});

async function keep(runId: string, run: readonly Emission[]): Promise<void> {
  const { writer } = await openWriter(openDatabase(databaseName), runId);
  for (const emission of run) await writer.append(emission);
  await writer.close();
}

async function bundleInWorker(runId: string): Promise<Answer> {
  const worker = new Worker(new URL('./bundle.worker.ts', import.meta.url), { type: 'module' });
  const answer = await new Promise<Answer>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Answer>) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage({ databaseName, runId });
  });
  worker.terminate();
  return answer;
}

const bytesOf = async (file: Blob | undefined): Promise<Uint8Array> => new Uint8Array(await file!.arrayBuffer());

/** What stands in the file system of bundles; null when there is no such folder. */
async function bundlesOnDisk(): Promise<number | null> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle('bundles').catch(() => null);
  if (folder === null) return null;
  let count = 0;
  for await (const _ of folder.keys()) count++;
  return count;
}

/** The sample run with a keyframe that fills a disk. */
function largeRun(runId: string): Emission[] {
  return sampleRun(runId).map((emission) => {
    const { event } = emission;
    if (event.kind !== 'keyframe' || event.step !== 0) return emission;
    const file = noise(6 * 2 ** 20);
    return { event: { ...keyframe('pretrain', 0).event, ...event, sha256: sha256Hex(file), bytes: file.byteLength }, keyframe: file };
  });
}

describe('a bundle made from the store', () => {
  test('is written to disk in a worker, and is the same blob on the page', async () => {
    await keep('run-1', sampleRun());
    const { file, progress } = await bundleInWorker('run-1');
    expect(file?.name).toBe('sample-run.trainscript.zip');
    expect(await bundlesOnDisk()).toBe(1);
    const onPage = await makeBundle(openDatabase(databaseName), 'run-1', () => undefined);
    expect(onPage.name).toBe('sample-run.trainscript.zip');
    expect(onPage.type).toBe('application/zip');
    expect(await bytesOf(onPage)).toEqual(await bytesOf(file));
    expect(progress.map(([path]) => path).slice(0, 3)).toEqual(['run.json', 'environment.json', 'events.jsonl']);
    expect(progress.map(([path]) => path).slice(-3)).toEqual(['README.md', 'manifest.json', 'SHA256SUMS']);
    const written = progress.map(([, bytes]) => bytes);
    expect(written).toEqual([...written].sort((a, b) => a - b));
    expect(file!.size).toBeGreaterThan(written.at(-1)!);
  });

  test('takes the place of the one before', async () => {
    await keep('run-1', sampleRun());
    const first = await bytesOf((await bundleInWorker('run-1')).file);
    const second = await bytesOf((await bundleInWorker('run-1')).file);
    expect(second).toEqual(first);
    expect(await bundlesOnDisk()).toBe(1);
  });

  test('is had even where the disk has no room for it', async () => {
    await keep('run-1', largeRun('run-1'));
    const roomy = await bytesOf((await bundleInWorker('run-1')).file);
    expect(await bundlesOnDisk()).toBe(1);
    const { usage } = await storageUse();
    await cdp().send('Storage.overrideQuotaForOrigin', {
      origin: location.origin,
      quotaSize: Math.max(1, usage - roomy.byteLength + 2 ** 20),
    });
    const { file, problem } = await bundleInWorker('run-1');
    expect(problem).toBeUndefined();
    expect(await bundlesOnDisk()).toBeNull();
    expect((await bytesOf(file)).byteLength).toBe(roomy.byteLength);
  });

  test('of a run that is not there is refused', async () => {
    await keep('run-1', sampleRun());
    expect(await bundleInWorker('run-2')).toEqual({ problem: { code: 'run-missing', fields: { runId: 'run-2' } } });
  });
});
