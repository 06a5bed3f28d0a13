import { TrainscriptError } from '../../core/problems/problem.ts';
import type { FileReference, PhaseSpec, RunSpec } from '../../core/spec/spec.ts';
import type { DataSlot } from './data-slot.ts';
import { isSample } from './samples.ts';

/** A sample named by the spec is fetched when the run needs it; files can only come from the person. */
export async function fetchWhereMissing(slot: DataSlot, { data }: PhaseSpec): Promise<void> {
  if (slot.loaded) return;
  if (!isSample(data.source)) throw new TrainscriptError('data-missing', { phase: slot.phase });
  await slot.loadSample(data.source, data);
}

/** Reads the data that a run was begun with, in the way in which it was read then: from where its files stand, where that was kept
 *  and the person lets the page read them, else as they were dropped again.
 *  @throws TrainscriptError `resume-data-missing`, `resume-data-unreadable`, `resume-data-differs`, `resume-file-missing` */
export async function bringBack(
  slot: DataSlot,
  { data, indices }: PhaseSpec,
  { name: run }: RunSpec,
  handles: readonly FileSystemFileHandle[] = [],
): Promise<void> {
  const { phase } = slot;
  const files = data.files ?? [];
  const names = files.map(({ file }) => file).join(', ');
  if (isSample(data.source)) await slot.loadSample(data.source, data);
  else if (handles.length === 0 || hashesOf(loadedIn(slot)) === hashesOf(files)) {
    if (!slot.loaded) throw new TrainscriptError('resume-data-missing', { run, phase, files: names });
    await slot.reread(data);
  } else {
    const found = await opened(handles);
    if (!(found instanceof Error)) await slot.loadDropped(found, data, handles);
    else if (slot.loaded) await slot.reread(data);
    else throw new TrainscriptError('resume-data-unreadable', { run, phase, files: names, detail: found.message }, found);
  }
  const loaded = loadedIn(slot);
  if (hashesOf(loaded) !== hashesOf(files)) {
    throw new TrainscriptError('resume-data-differs', { run, phase, expected: described(files), found: described(loaded) });
  }
  if (indices && slot.indices?.reference.sha256 !== indices.sha256) throw new TrainscriptError('resume-file-missing', { run, ...indices });
}

const loadedIn = ({ loaded }: DataSlot): readonly FileReference[] =>
  loaded?.data.files.map(({ name: file, sha256 }) => ({ file, sha256 })) ?? [];

/** The files as they stand now, or why they cannot be had: the person did not allow it, or they were moved. */
async function opened(handles: readonly FileSystemFileHandle[]): Promise<readonly File[] | Error> {
  try {
    return await Promise.all(handles.map((handle) => handle.getFile()));
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

export const hashesOf = (files: readonly FileReference[]): string => files.map(({ sha256 }) => sha256).join();

export const described = (files: readonly FileReference[]): string =>
  files.map(({ file, sha256 }) => `${file} (SHA-256 ${sha256.slice(0, 8)}…)`).join(', ') || '–';
