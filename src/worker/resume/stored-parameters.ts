import { TrainscriptError } from '../../core/problems/problem.ts';
import type { NamedTensor } from '../../core/training/tensor.ts';
import type { ParametersEvent } from '../../core/transcript/events.ts';
import { sha256Of } from '../../core/transcript/sha256.ts';
import { readParameterFiles } from '../../formats/parameter-file.ts';
import type { RunSource } from '../run-source.ts';

/** A step's parameters are logged so many steps behind it, at most. */
export const STEPS_BEHIND = 4;

/** The file that holds a step's parameters, held against the hash in the transcript.
 *  @throws TrainscriptError `parameters-missing`, `parameters-damaged` */
export async function checkedParameters(source: RunSource, { phase, step, sha256 }: ParametersEvent): Promise<Uint8Array<ArrayBuffer>> {
  const file = await source.parameters(step, phase);
  const found = await sha256Of(file);
  if (found === sha256) return file;
  throw new TrainscriptError('parameters-damaged', { runId: source.runId, track: phase, step, found, expected: sha256 });
}

/** The parameters behind the last step of a chain, of which all events stand here; null where one of its files is lost. */
export async function storedParameters(source: RunSource, chain: readonly ParametersEvent[]): Promise<NamedTensor[] | null> {
  try {
    const files: Uint8Array<ArrayBuffer>[] = [];
    for (const event of chain) files.push(await checkedParameters(source, event));
    return files.length === 0 ? null : await readParameterFiles(files);
  } catch (error) {
    if (isUnreadable(error) || (error instanceof TrainscriptError && LOST.has(error.code))) return null;
    throw error;
  }
}

/** A bundle that somebody else made may hold files that are what its transcript says, and still none that can be read. */
const isUnreadable = (error: unknown): boolean => error instanceof RangeError || error instanceof SyntaxError || error instanceof TypeError;

const LOST: ReadonlySet<string> = new Set(['parameters-missing', 'parameters-damaged']);
