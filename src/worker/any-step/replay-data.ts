import type { ReadOptions } from '../../core/data/dataset.ts';
import { TrainscriptError } from '../../core/problems/problem.ts';
import type { DataSpec, FileReference, PhaseName, PhaseSpec, RunSpec } from '../../core/spec/spec.ts';
import { canonicalJson } from '../../core/transcript/canonical.ts';
import { described, hashesOf } from '../data/bring-data.ts';
import type { DataSlot } from '../data/data-slot.ts';
import { loadFiles } from '../data/load.ts';
import type { LoadedPhase } from '../data/loaded-phase.ts';
import { fetchSample, isSample } from '../data/samples.ts';

/** The data that kept runs were trained on. They are read apart from what the person has set up for the next run, which stays as it
 *  is, and only where that is not the same already; what was read last is kept, so that a second step waits no longer. */
export class ReplayData {
  readonly #kept = new Map<PhaseName, { readonly key: string; readonly data: LoadedPhase }>();

  /** @throws TrainscriptError `step-data-missing`, `step-data-differs`, and those of the readers */
  async of(slot: DataSlot, { phase, data }: PhaseSpec, run: RunSpec, signal: AbortSignal): Promise<LoadedPhase> {
    const key = canonicalJson([data.files ?? [], optionsOf(data)]);
    if (slot.loaded && isDataOf(slot.loaded.data, slot.loaded.options, data)) return slot.loaded.data;
    const kept = this.#kept.get(phase);
    if (kept?.key === key) return kept.data;
    const read = await loadFiles(await filesOf(slot, phase, data, run, signal), data, () => undefined, signal);
    if (!isDataOf(read, data, data)) {
      const fields = { run: run.name, phase, expected: described(data.files ?? []), found: described(referencesOf(read)) };
      throw new TrainscriptError('step-data-differs', fields);
    }
    this.#kept.set(phase, { key, data: read });
    return read;
  }
}

async function filesOf(slot: DataSlot, phase: PhaseName, data: DataSpec, { name }: RunSpec, signal: AbortSignal): Promise<readonly File[]> {
  if (isSample(data.source)) return fetchSample(data.source, () => undefined, signal);
  if (slot.files.length > 0) return slot.files;
  const files = (data.files ?? []).map(({ file, sha256 }) => `${file} (SHA-256 ${sha256})`).join(', ');
  throw new TrainscriptError('step-data-missing', { run: name, phase, files });
}

/** Whether data are the files that a phase was trained on, read as they were then. */
export const isDataOf = (found: LoadedPhase, readWith: ReadOptions, wanted: DataSpec): boolean =>
  hashesOf(referencesOf(found)) === hashesOf(wanted.files ?? []) && canonicalJson(optionsOf(readWith)) === canonicalJson(optionsOf(wanted));

const referencesOf = ({ files }: LoadedPhase): FileReference[] => files.map(({ name: file, sha256 }) => ({ file, sha256 }));

/** How files are read, without what is done with the rows. */
function optionsOf(data: ReadOptions & Partial<DataSpec>): object {
  const { source, rows, test, files, ...options } = data;
  return options;
}
