import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Emission, RunEvent } from '../../src/core/transcript/events.ts';
import { sha256Of } from '../../src/core/transcript/sha256.ts';
import { readStoredZip } from '../../src/formats/zip-directory.ts';
import { annotateRun } from '../../src/store/annotations.ts';
import { turnAwayStrays } from '../../src/store/arrivals.ts';
import type { Database } from '../../src/store/database.ts';
import { opfsHeadMirror } from '../../src/store/head-mirror.ts';
import { lockRun } from '../../src/store/run-lock.ts';
import { checkRun, listRuns, markDeleted, purgeRun, readKeyframe, readRun } from '../../src/store/runs.ts';
import { makeBundle } from '../../src/worker/bundle.ts';
import { type Imported, type ImportOptions, importRun } from '../../src/worker/import/import-run.ts';
import { findResumePoint } from '../../src/worker/resume/resume-point.ts';
import { storedRun } from '../../src/worker/run-source.ts';
import { never } from '../async.ts';
import { collect, openDatabase, openWriter, problemOf, readEvents } from '../store/writer-kit.ts';
import { sampleRun } from './sample-run.ts';

let database: Database;
let runId: string;
beforeEach(() => {
  database = openDatabase(`test-${crypto.randomUUID()}`);
  runId = crypto.randomUUID();
});
afterEach(async () => {
  await opfsHeadMirror.remove(runId);
});

async function keep(run: readonly Emission[]): Promise<void> {
  const { writer } = await openWriter(database, runId, { batchEvents: 4, mirror: opfsHeadMirror });
  for (const emission of run) await writer.append(emission);
  await writer.close();
}

const bundle = (): Promise<File> => makeBundle(database, runId, () => undefined);

const options = (changes: Partial<ImportOptions> = {}): ImportOptions => ({
  signal: never,
  mirror: opfsHeadMirror,
  onProgress: () => undefined,
  ...changes,
});

const take = (file: File, changes: Partial<ImportOptions> = {}): Promise<Imported> => importRun(database, file, options(changes));

/** A bundle of the run that is not here any more. */
async function bundleOf(run: readonly Emission[]): Promise<File> {
  await keep(run);
  // The next one takes its place on the disk.
  const file = await bundle();
  const copy = new File([await file.arrayBuffer()], file.name);
  await purgeRun(database, runId, opfsHeadMirror);
  return copy;
}

const filesIn = async (file: File): Promise<Map<string, Uint8Array>> =>
  new Map(readStoredZip(new Uint8Array(await file.arrayBuffer()), 'x'));
const eventsOf = async (): Promise<RunEvent[]> => collect(readEvents(database, runId));

/** What the store holds of the run. */
async function remains(): Promise<number> {
  const range = IDBKeyRange.bound([runId], [runId, []]);
  const counts = await database.withDb(async (db) => [
    await db.count('runs', runId),
    await db.count('segments', range),
    await db.count('details', range),
    await db.count('keyframes', range),
  ]);
  const files = await database.keyframes.read({ runId, step: 0, track: 'pretrain' });
  return counts.reduce((sum, count) => sum + count, files ? 1 : 0);
}

describe('a bundle that is imported', () => {
  test('is the run again: events, keyframes, what the list tells, and the next bundle', async () => {
    const file = await bundleOf(sampleRun(runId));
    expect(await take(file)).toEqual({ kind: 'imported', runId, steps: 10 });
    expect(await eventsOf()).toEqual(sampleRun(runId).map(({ event }) => event));
    for (const { event, keyframe } of sampleRun(runId)) {
      if (event.kind === 'keyframe') expect(await readKeyframe(database, runId, event.step, event.phase)).toEqual(keyframe);
    }
    expect(await checkRun(database, runId, opfsHeadMirror)).toEqual({ ok: true });
    const record = await readRun(database, runId);
    expect(record).toMatchObject({ name: 'Sample run', status: 'finished', steps: 10, accuracy: 0.9, baselineAccuracy: 0.6 });
    expect(record).not.toHaveProperty('arriving');
    expect(record.imported).toEqual({
      at: expect.stringMatching(/^\d{4}-/),
      file: 'sample-run.trainscript.zip',
      bytes: file.size,
      sha256: await sha256Of(new Uint8Array(await file.arrayBuffer())),
      dataCanBeGiven: true,
    });
    const [before, after] = [await filesIn(file), await filesIn(await bundle())];
    expect([...after.keys()]).toEqual([...before.keys()]);
    const same = [...before].filter(([path, bytes]) => new TextDecoder().decode(bytes) === new TextDecoder().decode(after.get(path)));
    const different = [...before.keys()].filter((path) => !same.some(([one]) => one === path));
    // Only JSON made for people (the spec stands in TensorBoard's texts, too) keeps the order in which a run filled it.
    expect(different.filter((path) => !/^(audit|policy|tensorboard|manifest|SHA256SUMS|environment)/.test(path))).toEqual([]);
  });

  test('goes on where it was cut off, if that is how it came', async () => {
    const kept = sampleRun(runId).slice(0, 22);
    const file = await bundleOf(kept);
    expect(await take(file)).toMatchObject({ kind: 'imported' });
    const record = await readRun(database, runId);
    expect(record.status).toBe('running');
    const { keyframe, logged } = await findResumePoint(storedRun(database, record));
    const last = kept.findLast(({ event }) => event.kind === 'keyframe')!.event;
    expect(keyframe).toMatchObject({ step: 'step' in last ? last.step : null });
    const at = kept.findIndex(({ event }) => event === last);
    expect(logged).toEqual(kept.slice(at + 1).map(({ event }) => event));
    const { writer } = await openWriter(database, runId);
    await writer.append({ event: { kind: 'run-stopped', step: 6 } });
    await writer.close();
    expect(await readRun(database, runId)).toMatchObject({ status: 'stopped', imported: { file: file.name } });
  });

  test('takes the place of a run that the database lost, and its witness', async () => {
    const file = await bundleOf(sampleRun(runId));
    await opfsHeadMirror.write(runId, { seq: 99, hash: 'a'.repeat(64), name: 'Sample run', steps: 50 });
    await opfsHeadMirror.close(runId);
    await take(file);
    expect(await checkRun(database, runId, opfsHeadMirror)).toEqual({ ok: true });
    expect(await opfsHeadMirror.read(runId)).toMatchObject({ name: 'Sample run', steps: 10 });
  });

  test('comes without the keyframes that were lost before it was made', async () => {
    const lost = sampleRun(runId).map((emission, i) => (emission.keyframe && i > 5 ? { event: emission.event } : emission));
    const file = await bundleOf(lost);
    const paths = [...(await filesIn(file)).keys()].filter((path) => path.startsWith('parameters/keyframe'));
    expect(paths).toEqual(['parameters/keyframe-0.safetensors']);
    await take(file);
    expect(await eventsOf()).toEqual(sampleRun(runId).map(({ event }) => event));
    expect([...(await filesIn(await bundle())).keys()]).toEqual([...(await filesIn(file)).keys()]);
  });

  test('tells how far it is, and comes to the end', async () => {
    const file = await bundleOf(sampleRun(runId));
    const told: Record<string, [done: number, total: number][]> = { check: [], keep: [] };
    await take(file, { onProgress: (stage, done, total) => told[stage].push([done, total]) });
    for (const stage of Object.values(told)) {
      const done = stage.map(([bytes]) => bytes);
      expect(done).toEqual([...done].sort((a, b) => a - b));
      expect(stage.at(-1)![0]).toBe(stage.at(-1)![1]);
    }
  });
});

describe('a run that is here already', () => {
  test('stays as it is, and what was said of it', async () => {
    const file = await bundleOf(sampleRun(runId));
    await keep(sampleRun(runId).slice(0, 8));
    await annotateRun(database, runId, { name: 'Mine', notes: '', tags: [], pinned: false });
    const before = await readRun(database, runId);
    expect(await take(file)).toEqual({ kind: 'known', runId, steps: 10 });
    expect(await readRun(database, runId)).toEqual(before);
    await markDeleted(database, runId, true);
    expect(await take(file)).toMatchObject({ kind: 'known' });
  });

  test('is not touched while another tab has it', async () => {
    const file = await bundleOf(sampleRun(runId));
    const unlock = await lockRun(runId);
    expect(await problemOf(take(file))).toEqual({ code: 'run-busy', fields: { runId } });
    unlock();
    expect(await remains()).toBe(0);
  });
});

describe('nothing is left of an import', () => {
  const forged = (how: (event: RunEvent) => RunEvent): Emission[] =>
    sampleRun(runId).map(({ event, keyframe }) => ({ event: how(event), ...(keyframe && { keyframe }) }));

  test('that finds a keyframe of other parameters than the transcript tells of', async () => {
    const file = await bundleOf(forged((event) => (event.kind === 'keyframe' && event.step === 4 ? { ...event, fingerprint: 7 } : event)));
    expect(await problemOf(take(file))).toMatchObject({
      code: 'bundle-keyframe',
      fields: { file: file.name, path: 'parameters/keyframe-4.safetensors', what: 'fingerprint', expected: 7 },
    });
    expect(await remains()).toBe(0);
    expect(await listRuns(database)).toEqual([]);
  });

  test('that finds an order of steps which no run has', async () => {
    const file = await bundleOf(forged((event) => (event.kind === 'step' && event.step === 9 ? { ...event, step: 8 } : event)));
    expect(await problemOf(take(file))).toMatchObject({ code: 'bundle-order', fields: { found: 'step 8', expected: 'step 9' } });
    expect(await remains()).toBe(0);
  });

  test('that is cancelled, at whatever point', async () => {
    const file = await bundleOf(sampleRun(runId));
    for (const [stage, share] of [
      ['check', 0.1],
      ['check', 0.9],
      ['keep', 0.1],
      ['keep', 1],
    ] as const) {
      const stop = new AbortController();
      const onProgress: ImportOptions['onProgress'] = (at, done, total) => at === stage && done >= share * total && stop.abort();
      await expect(take(file, { signal: stop.signal, onProgress })).rejects.toThrow(/abort/);
      expect(await remains(), `${stage} ${share}`).toBe(0);
    }
    expect(await take(file)).toMatchObject({ kind: 'imported' });
  });

  test('for which there is no room', async () => {
    const file = await bundleOf(sampleRun(runId));
    const spy = vi.spyOn(database.keyframes, 'write').mockRejectedValue(new DOMException('full', 'QuotaExceededError'));
    expect(await problemOf(take(file))).toMatchObject({ code: 'import-no-room', fields: { file: file.name } });
    spy.mockRestore();
    expect(await remains()).toBe(0);
  });

  test('whose tab was closed, once a page is opened; while it is under way nobody is told of it', async () => {
    const mark = { imported: { at: '', file: '', bytes: 0, sha256: '', dataCanBeGiven: true }, arriving: true };
    const { writer } = await openWriter(database, runId, { mark });
    for (const emission of sampleRun(runId).slice(0, 9)) await writer.append(emission);
    await writer.flush();
    expect(await listRuns(database)).toEqual([]);
    await turnAwayStrays(database);
    expect(await remains()).toBeGreaterThan(0);
    await writer.close();
    await vi.waitFor(async () => {
      await turnAwayStrays(database);
      expect(await remains()).toBe(0);
    });
  });
});
