import type { ReadOptions } from '../core/dataset.ts';
import { type DataSpec, DEFAULT_SPEC, type PhaseName, type PhaseSpec, phaseOf, type RunSpec } from '../core/spec.ts';

/** A dataset that comes with the page. */
export interface Sample {
  readonly source: string;
  readonly name: string;
  readonly rows: number;
  readonly hasTestSet: boolean;
}

export const SAMPLES: Readonly<Record<PhaseName, Sample>> = {
  pretrain: { source: 'mnist', name: 'MNIST', rows: 60_000, hasTestSet: true },
  finetune: { source: 'digits', name: 'optical digits', rows: 1_797, hasTestSet: false },
};

/** The sample that a data source names; undefined for dropped files. */
export const sampleOf = (source: string): Sample | undefined => Object.values(SAMPLES).find((sample) => sample.source === source);

/** The spec with one phase changed; phases that the run does not have stay away. */
export function changePhase(spec: RunSpec, name: PhaseName, change: Partial<PhaseSpec>): RunSpec {
  return { ...spec, phases: spec.phases.map((phase) => (phase.phase === name ? { ...phase, ...change } : phase)) };
}

export function changeData(spec: RunSpec, name: PhaseName, change: Partial<DataSpec>): RunSpec {
  const phase = phaseOf(spec, name);
  return phase === undefined ? spec : changePhase(spec, name, { data: { ...phase.data, ...change } });
}

/** The phase trains on its sample again, read as guessed. A phase that was skipped comes back. */
export function takeSample(spec: RunSpec, name: PhaseName): RunSpec {
  return changePhase(bringBack(spec, name), name, { data: phaseOf(DEFAULT_SPEC, name)!.data });
}

/** The phase trains on what the person drops: on all of its rows, read as guessed. */
export function takeFiles(spec: RunSpec, name: PhaseName): RunSpec {
  const back = bringBack(spec, name);
  const test = phaseOf(back, name)!.data.test;
  return changePhase(back, name, { data: { source: 'files', rows: null, test } });
}

export function skipPhase(spec: RunSpec, name: PhaseName): RunSpec {
  return { ...spec, phases: spec.phases.filter(({ phase }) => phase !== name) };
}

/** The spec with the phase in it, with its default settings where it was skipped. */
export function bringBack(spec: RunSpec, name: PhaseName): RunSpec {
  if (phaseOf(spec, name) !== undefined) return spec;
  const phases = DEFAULT_SPEC.phases.flatMap((usual) => phaseOf(spec, usual.phase) ?? (usual.phase === name ? [usual] : []));
  return { ...spec, phases };
}

/** The person's corrections among a phase's data settings. */
export function readOptions({ source, rows, test, files, ...options }: DataSpec): ReadOptions {
  return options;
}
