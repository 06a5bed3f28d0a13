import { TrainscriptError } from '../../core/problems/problem.ts';
import type { Emission, RunEvent, RunStarted } from '../../core/transcript/events.ts';
import type { RunImport } from '../../core/transcript/run-import.ts';
import { runningSha256 } from '../../core/transcript/sha256.ts';
import { GENESIS } from '../../core/transcript/transcript.ts';
import { readArchived, readSlice, type SlicedFile } from '../../formats/zip-archive.ts';
import { admitRun, findRun, turnAway, turnAwayStrays } from '../../store/arrivals.ts';
import type { Database } from '../../store/database.ts';
import type { HeadMirror } from '../../store/head-mirror.ts';
import { TranscriptWriter } from '../../store/transcript-writer.ts';
import { parametersPath } from '../bundle/full-parameters.ts';
import { KeyframePlaces } from '../bundle/keyframes.ts';
import { isSample } from '../data/samples.ts';
import { checkSums } from './check-sums.ts';
import { importKeyframe, importParameters } from './import-keyframe.ts';
import { fileOf, type OpenedBundle, openBundle, SUMS, TRANSCRIPT } from './open-bundle.ts';
import { TensorOrder } from './tensor-order.ts';
import { transcriptEvents } from './transcript-events.ts';

export interface ImportOptions {
  readonly signal: AbortSignal;
  readonly mirror: HeadMirror;
  /** `check`: bytes read to see whether they are those that were written; `keep`: bytes that went into the store. */
  readonly onProgress: (stage: 'check' | 'keep', done: number, total: number) => void;
}

export interface Imported {
  readonly kind: 'imported' | 'known';
  readonly runId: string;
  /** Steps in the bundle. */
  readonly steps: number;
}

/** Makes a kept run of a bundle: every file is held against the bundle's own list, the transcript is read line by line and written
 *  as a run's own events are, its keyframes beside it once they are known to be those that it tells of. All of it arrives or nothing.
 *  A run that is here already (deleted ones until they are gone) is left as it is: `known`. The other files of a bundle follow from
 *  these, and are made anew with the next one. A bundle tells of itself that nothing was changed since it was written, not who wrote it.
 *  @throws TrainscriptError `bundle-…`, `field-…`, `zip-…`, `import-no-room`, `run-busy` and others; the signal's reason when aborted */
export async function importRun(database: Database, source: SlicedFile, options: ImportOptions): Promise<Imported> {
  const bundle = await openBundle(source, options.signal);
  const sha256 = await check(bundle, options);
  const started = await firstEvent(bundle, options.signal);
  const { runId } = started;
  if (await findRun(database, runId)) return { kind: 'known', runId, steps: await countSteps(bundle, options.signal) };
  await turnAwayStrays(database);
  const imported = { at: new Date().toISOString(), file: source.name, bytes: source.size, sha256, dataCanBeGiven: canBeGiven(started) };
  return { kind: 'imported', runId, steps: await keep(database, bundle, runId, imported, options) };
}

/** Returns the SHA-256 of the whole file. */
async function check(bundle: OpenedBundle, { signal, onProgress }: ImportOptions): Promise<string> {
  const { source, files } = bundle;
  const total = [...files.values()].reduce((sum, { path, bytes }) => sum + (path === SUMS ? 0 : bytes), source.size);
  let done = 0;
  const tell = (bytes: number) => {
    done += bytes;
    onProgress('check', done, total);
  };
  await checkSums(bundle, signal, tell);
  return hashOfFile(source, signal, tell);
}

/** Large enough to keep reading fast. */
const PIECE_BYTES = 2 ** 22;

async function hashOfFile(source: SlicedFile, signal: AbortSignal, onBytes: (bytes: number) => void): Promise<string> {
  const hash = runningSha256();
  for (let at = 0; at < source.size; at += PIECE_BYTES) {
    signal.throwIfAborted();
    const piece = await readSlice(source, at, Math.min(source.size, at + PIECE_BYTES));
    hash.update(piece);
    onBytes(piece.length);
  }
  return hash.hex();
}

function eventsOf(
  { source, files }: OpenedBundle,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): AsyncGenerator<RunEvent, void, void> {
  const transcript = fileOf({ source, files }, TRANSCRIPT, 'every bundle');
  const counted = async function* () {
    for await (const chunk of readArchived(source, transcript, signal)) {
      onBytes(chunk.length);
      yield chunk;
    }
  };
  return transcriptEvents(counted(), source.name);
}

async function firstEvent(bundle: OpenedBundle, signal: AbortSignal): Promise<RunStarted> {
  for await (const event of eventsOf(bundle, signal, () => {})) if (event.kind === 'run-started') return event;
  throw new TrainscriptError('bundle-order', { file: bundle.source.name, line: 1, found: 'no event', expected: 'run-started' });
}

async function countSteps(bundle: OpenedBundle, signal: AbortSignal): Promise<number> {
  let steps = 0;
  for await (const event of eventsOf(bundle, signal, () => {})) if (event.kind === 'step') steps = event.step;
  return steps;
}

/** Whether nobody but the person can lack what the run was trained on. */
const canBeGiven = ({ spec }: RunStarted): boolean =>
  spec.phases.every(({ data }) => (data.source === 'files' ? (data.files ?? []).length > 0 : isSample(data.source)));

async function keep(database: Database, bundle: OpenedBundle, runId: string, imported: RunImport, options: ImportOptions): Promise<number> {
  const { signal, mirror } = options;
  const writer = await TranscriptWriter.open(database, runId, { onCommitted: () => {}, mark: { imported, arriving: true } });
  try {
    // Another tab was faster.
    if (writer.committed !== GENESIS)
      throw new TrainscriptError('run-taken-over', { runId, found: writer.committed.seq, expected: GENESIS.seq });
    let steps = 0;
    for await (const emission of emissionsOf(bundle, options)) {
      if (emission.event.kind === 'step') steps = emission.event.step;
      await writer.append(emission);
      signal.throwIfAborted();
    }
    await writer.flush();
    await admitRun(database, runId, mirror);
    await writer.close();
    return steps;
  } catch (error) {
    await writer.close().catch(() => {});
    // What cannot be removed now is when a page is opened.
    await turnAway(database, runId).catch(() => {});
    throw withoutRoom(error, bundle.source.name);
  }
}

/** The run's events as they were emitted, each keyframe with its file. */
async function* emissionsOf(bundle: OpenedBundle, { signal, onProgress }: ImportOptions): AsyncGenerator<Emission, void, void> {
  const places = new KeyframePlaces();
  const order = new TensorOrder();
  const unnamed = new Set([...bundle.files.keys()].filter((path) => KEYFRAME.test(path)));
  const kept = [...bundle.files.values()].filter(({ path }) => path === TRANSCRIPT || unnamed.has(path));
  const total = kept.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  const tell = (bytes: number) => {
    done += bytes;
    onProgress('keep', done, total);
  };
  for await (const event of eventsOf(bundle, signal, tell)) {
    if (event.kind === 'parameters') {
      const path = parametersPath(event);
      const keyframe = await importParameters(bundle, path, event, signal);
      unnamed.delete(path);
      tell(keyframe?.length ?? 0);
      yield keyframe ? { event, keyframe } : { event };
      continue;
    }
    if (event.kind !== 'keyframe') {
      yield { event: order.ordered(event) };
      continue;
    }
    const path = places.pathOf(event);
    const keyframe = await importKeyframe(bundle, path, event, signal);
    unnamed.delete(path);
    if (keyframe) order.learn(keyframe.tensors);
    tell(keyframe?.bytes.length ?? 0);
    yield keyframe ? { event, keyframe: keyframe.bytes } : { event };
  }
  for (const path of unnamed) throw new TrainscriptError('bundle-keyframe-unnamed', { file: bundle.source.name, path });
}

const KEYFRAME = /^parameters\/(keyframe-|full\/.*\.bin$)/;

function withoutRoom(error: unknown, file: string): unknown {
  if (!(error instanceof TrainscriptError) || error.code !== 'storage-full') return error;
  const { usage, quota } = error.fields;
  return new TrainscriptError('import-no-room', { file, usage, quota }, error);
}
