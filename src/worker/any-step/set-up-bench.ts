import type { Verdict } from '../../core/policy/policy.ts';
import { TrainscriptError } from '../../core/problems/problem.ts';
import type { BackendName, FileReference, PhaseName, PhaseSpec } from '../../core/spec/spec.ts';
import { checkIndices } from '../../core/training/indices.ts';
import type { Environment } from '../../core/transcript/events.ts';
import type { DataSlot } from '../data/data-slot.ts';
import type { WeightsFile } from '../data/weights-file.ts';
import type { PhaseInputs, RunInputs } from '../run.ts';
import type { RunSource } from '../run-source.ts';
import type { ReplayData } from './replay-data.ts';
import type { Bench } from './replay-step.ts';
import type { StepHistory } from './step-history.ts';
import type { StepPoint } from './step-point.ts';

/** What a replay finds in the worker. */
export interface Surroundings {
  readonly source: (runId: string) => Promise<RunSource>;
  readonly slots: Readonly<Record<PhaseName, DataSlot>>;
  readonly init: WeightsFile | null;
  /** The run in progress. */
  readonly live: { readonly name: string; readonly pausedRunId: string | null } | null;
  readonly useBackend: (name: BackendName) => Promise<Environment>;
}

/** The run's data and starting parameters, on the backend that it was trained on: another one gives other bits.
 *  @throws TrainscriptError `step-file-missing`, `backend-unavailable`, `transcript-damaged`, and those of `ReplayData` */
export async function setUpBench(
  { history, keyframe }: StepPoint,
  around: Surroundings,
  replayData: ReplayData,
  signal: AbortSignal,
): Promise<Bench> {
  const { started } = history;
  const { runId, spec } = started;
  const data: Partial<Record<PhaseName, PhaseInputs>> = {};
  for (const phase of spec.phases) data[phase.phase] = await inputsOf(phase, history, around.slots[phase.phase], replayData, signal);
  return {
    ...{ runId, spec, data },
    init: keyframe ? null : initOf(history, around.init),
    environment: await around.useBackend(started.environment.backend),
    startedAt: new Date(started.startedAt),
    decide: () => verdictOf(history),
    elapsedMs: () => 0,
  };
}

async function inputsOf(
  phase: PhaseSpec,
  { started, audits }: StepHistory,
  slot: DataSlot,
  data: ReplayData,
  signal: AbortSignal,
): Promise<PhaseInputs> {
  const { runId, spec } = started;
  const audit = audits[phase.phase];
  if (!audit)
    throw new TrainscriptError('transcript-damaged', { runId, seq: 1, detail: `the audit of the ${phase.phase} data is missing` });
  if (phase.indices && slot.indices?.reference.sha256 !== phase.indices.sha256) throw fileMissing(spec.name, phase.indices);
  const read = await data.of(slot, phase, spec, signal);
  const indices = phase.indices ? slot.indices : null;
  if (indices) checkIndices(indices.rows, indices.reference.file, read.train);
  return { data: read, audit, indices: indices?.rows ?? null };
}

/** Only a run that has to be begun anew needs what it started from. */
function initOf({ started: { spec } }: StepHistory, init: WeightsFile | null): RunInputs['init'] {
  if (spec.init === 'random') return null;
  if (init?.reference.sha256 !== spec.init.sha256) throw fileMissing(spec.name, spec.init);
  return { file: init.reference.file, tensors: init.tensors };
}

const fileMissing = (run: string, { file, sha256 }: FileReference) => new TrainscriptError('step-file-missing', { run, file, sha256 });

function verdictOf({ started: { runId }, verdict }: StepHistory): Verdict {
  if (!verdict) throw new TrainscriptError('transcript-damaged', { runId, seq: 2, detail: 'no verdict stands before its steps' });
  return verdict;
}
