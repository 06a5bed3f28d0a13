import { TrainscriptError } from '../../core/problems/problem.ts';
import type { KeyframeEvent, ParametersEvent } from '../../core/transcript/events.ts';
import { sha256Of } from '../../core/transcript/sha256.ts';
import type { ArchivedFile } from '../../formats/zip-archive.ts';
import { fingerprintOf } from '../resume/nearest-keyframe.ts';
import { readKeyframe } from '../resume/read-keyframe.ts';
import { type OpenedBundle, readWhole } from './open-bundle.ts';

/** Larger than any network a page trains with its optimiser's state, smaller than what would exhaust a tab. */
const MAX_KEYFRAME_BYTES = 2 ** 30;

export interface ImportedKeyframe {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Names of the parameters, in PyTorch's order. */
  readonly tensors: readonly string[];
}

/** The file of a step's parameters, once it is known to be the one that the transcript tells of; undefined where the bundle was made
 *  without it. @throws TrainscriptError `bundle-keyframe`, `bundle-file-large` and those of `readArchived` */
export async function importParameters(
  bundle: OpenedBundle,
  path: string,
  event: ParametersEvent,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const file = bundle.files.get(path);
  return file && readExpected(bundle, file, event, signal);
}

/** The file of a keyframe, once it is known to hold the very parameters that the transcript tells of; undefined where the bundle was
 *  made without it, because the store had lost it.
 *  @throws TrainscriptError `bundle-keyframe`, `bundle-file-large`, `safetensors-…`, `weights-…` and those of `readArchived` */
export async function importKeyframe(
  bundle: OpenedBundle,
  path: string,
  event: KeyframeEvent,
  signal: AbortSignal,
): Promise<ImportedKeyframe | undefined> {
  const file = bundle.files.get(path);
  if (file === undefined) return undefined;
  const bytes = await readExpected(bundle, file, event, signal);
  const snapshot = readKeyframe(bytes, `${bundle.source.name}, ${path}`);
  expectSame(bundle, path, 'fingerprint', fingerprintOf(snapshot), event.fingerprint);
  expectSame(bundle, path, 'number of updates', snapshot.updates, event.updates);
  return { bytes, tensors: snapshot.parameters.map(({ name }) => name) };
}

async function readExpected(
  bundle: OpenedBundle,
  file: ArchivedFile,
  event: KeyframeEvent | ParametersEvent,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await readWhole(bundle, file, MAX_KEYFRAME_BYTES, signal);
  expectSame(bundle, file.path, 'size in bytes', bytes.length, event.bytes);
  expectSame(bundle, file.path, 'SHA-256', await sha256Of(bytes), event.sha256);
  return bytes;
}

function expectSame({ source }: OpenedBundle, path: string, what: string, found: string | number, expected: string | number): void {
  if (found !== expected) throw new TrainscriptError('bundle-keyframe', { file: source.name, path, what, found, expected });
}
