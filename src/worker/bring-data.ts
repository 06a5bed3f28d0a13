import { TrainscriptError } from '../core/problem.ts';
import type { FileReference, PhaseSpec, RunSpec } from '../core/spec.ts';
import type { DataSlot } from './data-slot.ts';
import { isSample } from './samples.ts';

/** A sample named by the spec is fetched when the run needs it; files can only come from the person. */
export async function fetchWhereMissing(slot: DataSlot, { data }: PhaseSpec): Promise<void> {
  if (slot.loaded) return;
  if (!isSample(data.source)) throw new TrainscriptError('data-missing', { phase: slot.phase });
  await slot.loadSample(data.source, data);
}

/** Reads the data that a run was begun with, in the way in which it was read then.
 *  @throws TrainscriptError `resume-data-missing`, `resume-data-differs`, `resume-file-missing` */
export async function bringBack(slot: DataSlot, { data, indices }: PhaseSpec, { name: run }: RunSpec): Promise<void> {
  const { phase } = slot;
  const files = data.files ?? [];
  if (isSample(data.source)) await slot.loadSample(data.source, data);
  else if (!slot.loaded) throw new TrainscriptError('resume-data-missing', { run, phase, files: files.map(({ file }) => file).join(', ') });
  else await slot.reread(data);
  const loaded = slot.loaded?.data.files.map(({ name: file, sha256 }) => ({ file, sha256 })) ?? [];
  if (hashesOf(loaded) !== hashesOf(files)) {
    throw new TrainscriptError('resume-data-differs', { run, phase, expected: described(files), found: described(loaded) });
  }
  if (indices && slot.indices?.reference.sha256 !== indices.sha256) throw new TrainscriptError('resume-file-missing', { run, ...indices });
}

export const hashesOf = (files: readonly FileReference[]): string => files.map(({ sha256 }) => sha256).join();

export const described = (files: readonly FileReference[]): string =>
  files.map(({ file, sha256 }) => `${file} (SHA-256 ${sha256.slice(0, 8)}…)`).join(', ') || '–';
