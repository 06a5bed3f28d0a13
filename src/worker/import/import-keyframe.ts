import type { KeyframeEvent } from '../../core/events.ts';
import { TrainscriptError } from '../../core/problem.ts';
import { sha256Of } from '../../core/sha256.ts';
import { fingerprintOf } from '../nearest-keyframe.ts';
import { readKeyframe } from '../read-keyframe.ts';
import { type OpenedBundle, readWhole } from './open-bundle.ts';

/** Larger than any network a page trains with its optimiser's state, smaller than what would exhaust a tab. */
const MAX_KEYFRAME_BYTES = 2 ** 30;

export interface ImportedKeyframe {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Names of the parameters, in PyTorch's order. */
  readonly tensors: readonly string[];
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
  const bytes = await readWhole(bundle, file, MAX_KEYFRAME_BYTES, signal);
  const expect = (what: string, found: string | number, expected: string | number) => {
    if (found !== expected) throw new TrainscriptError('bundle-keyframe', { file: bundle.source.name, path, what, found, expected });
  };
  expect('size in bytes', bytes.length, event.bytes);
  expect('SHA-256', await sha256Of(bytes), event.sha256);
  const snapshot = readKeyframe(bytes, `${bundle.source.name}, ${path}`);
  expect('fingerprint', fingerprintOf(snapshot), event.fingerprint);
  expect('number of updates', snapshot.updates, event.updates);
  return { bytes, tensors: snapshot.parameters.map(({ name }) => name) };
}
