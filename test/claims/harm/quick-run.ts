import { DEFAULT_SPEC, type RunSpec } from '../../../src/core/spec/spec.ts';
import { CARD, flowers, flowersSpec } from './flowers.ts';

/** A file to choose. */
export interface OwnFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** A run that is over in seconds, and the files that a person brings for it. */
export interface QuickRun {
  readonly spec: RunSpec;
  readonly steps: number;
  readonly files: { readonly table: OwnFile; readonly card: OwnFile } | null;
}

/** Four thousand parameters on four columns: a step is a matter of a millisecond. Each further column, of noise, makes a keyframe 6 kB
 *  larger. */
export function tableRun(epochs: number, keyframeEvery: number, noiseColumns = 0): QuickRun {
  const { spec, steps } = flowersSpec('wasm', epochs, keyframeEvery);
  const files = { table: file('flowers.csv', flowers(noiseColumns)), card: file('card.json', JSON.stringify(CARD)) };
  return { spec, steps, files };
}

const HELD_OUT = 8;
const SOFTWARE_BATCH = 4;

/** The documents' network on a few digits, for a GPU that may be computed in software: a keyframe is 5 MB. */
export function digitsRun(backend: 'webgpu' | 'wasm', steps: number, keyframeEvery: number): QuickRun {
  const rows = steps * SOFTWARE_BATCH + HELD_OUT;
  const phase = {
    ...DEFAULT_SPEC.phases[1],
    data: { source: 'digits', rows, test: HELD_OUT / rows },
    epochs: 1,
    batchSize: SOFTWARE_BATCH,
    baseline: false,
    evaluateEvery: 10 * steps,
  };
  const log = { ...DEFAULT_SPEC.log, keyframeEvery };
  return { spec: { ...DEFAULT_SPEC, name: 'Harmed', backend, phases: [phase], log }, steps, files: null };
}

const file = (name: string, text: string): OwnFile => ({ name, mimeType: '', buffer: Buffer.from(text) });
