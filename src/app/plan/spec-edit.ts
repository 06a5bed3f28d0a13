import type { ReadOptions } from '../../core/data/dataset.ts';
import {
  type DataSpec,
  DEFAULT_SPEC,
  type PhaseName,
  type PhaseSpec,
  phaseOf,
  type RunSpec,
  WATCH_DEFAULTS,
  type WatchSpec,
} from '../../core/spec/spec.ts';
import { renamed } from '../runs/run-name.ts';

/** The spec with one phase changed; phases that the run does not have stay away. */
export function changePhase(spec: RunSpec, name: PhaseName, change: Partial<PhaseSpec>): RunSpec {
  return { ...spec, phases: spec.phases.map((phase) => (phase.phase === name ? { ...phase, ...change } : phase)) };
}

export function changeData(spec: RunSpec, name: PhaseName, change: Partial<DataSpec>): RunSpec {
  const phase = phaseOf(spec, name);
  return phase === undefined ? spec : changePhase(spec, name, { data: { ...phase.data, ...change } });
}

/** The spec says nothing of what it has by default: it stays the one that it was. */
export function changeWatch({ watch = WATCH_DEFAULTS, ...spec }: RunSpec, change: Partial<WatchSpec>): RunSpec {
  const { notify, stopOn } = { ...watch, ...change };
  return notify || stopOn.length > 0 ? { ...spec, watch: { notify, stopOn } } : spec;
}

/** The set-up that a run was started from: which files a sample consists of goes without saying. */
export function setUpOf(spec: RunSpec): RunSpec {
  const setUp = (phase: PhaseSpec): PhaseSpec => {
    const { files, ...data } = phase.data;
    return data.source === 'files' ? phase : { ...phase, data };
  };
  return { ...spec, phases: spec.phases.map(setUp) };
}

/** The phase trains on its sample again, read as guessed. A phase that was skipped comes back. */
export function takeSample(spec: RunSpec, name: PhaseName): RunSpec {
  return renamed(spec, changePhase(bringBack(spec, name), name, { data: phaseOf(DEFAULT_SPEC, name)!.data }));
}

/** The phase trains on what the person drops: on all of its rows, read as guessed. A phase that was skipped comes back. */
export function takeFiles(spec: RunSpec, name: PhaseName): RunSpec {
  const back = bringBack(spec, name);
  const test = phaseOf(back, name)!.data.test;
  return renamed(spec, changePhase(back, name, { data: { source: 'files', rows: null, test } }));
}

/** The run goes without the phase. Fine-tuning that then starts from scratch itself has no need of a baseline from scratch. */
export function skipPhase(spec: RunSpec, name: PhaseName): RunSpec {
  const without = { ...spec, phases: spec.phases.filter(({ phase }) => phase !== name) };
  return renamed(spec, startsFromScratch(without) ? changePhase(without, 'finetune', { baseline: false }) : without);
}

/** Fine-tuning has nothing to go on from: no pretraining, no weights. */
export const startsFromScratch = (spec: RunSpec): boolean => spec.init === 'random' && phaseOf(spec, 'pretrain') === undefined;

/** The spec with the phase in it, with its default settings where it was skipped. With pretraining the baseline comes back as well. */
function bringBack(spec: RunSpec, name: PhaseName): RunSpec {
  if (phaseOf(spec, name) !== undefined) return spec;
  const phases = DEFAULT_SPEC.phases.flatMap((usual) => phaseOf(spec, usual.phase) ?? (usual.phase === name ? [usual] : []));
  const back = { ...spec, phases };
  return changePhase(back, 'finetune', { baseline: !startsFromScratch(back) });
}

/** The phase's data are read as found again. */
export function resetReading(spec: RunSpec, name: PhaseName): RunSpec {
  const phase = phaseOf(spec, name);
  if (phase === undefined) return spec;
  const { source, rows, test, files } = phase.data;
  return changePhase(spec, name, { data: { source, rows, test, ...(files === undefined ? {} : { files }) } });
}

/** The phase's data are read so, and not otherwise. */
export const withReadOptions = (spec: RunSpec, name: PhaseName, options: ReadOptions): RunSpec =>
  changeData(resetReading(spec, name), name, options);

/** The person's corrections among a phase's data settings. */
export function readOptions({ source, rows, test, files, ...options }: DataSpec): ReadOptions {
  return options;
}
