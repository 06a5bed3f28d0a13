import { basename } from 'node:path';
import { TrainscriptError } from '../core/problems/problem.ts';
import { DEFAULT_SPEC, type PhaseName, type PhaseSpec, phaseOf, type RunSpec } from '../core/spec/spec.ts';
import { parseSpec } from '../core/spec/spec-parse.ts';
import { setPath } from '../core/spec/spec-paths.ts';
import type { DataSource, RecordRequest } from './arguments.ts';

/** The run spec that a request amounts to: the spec of `--spec` (`given`, as read from JSON) or the default run, changed by the
 *  flags that name data, then by `--label` and `--backend`, then by each `--set` in turn.
 *  @throws TrainscriptError `flag-…-needed` where the spec needs a file that no flag brings; else as `parseSpec` and `setPath`. */
export function requestedSpec(request: RecordRequest, given: unknown = null): RunSpec {
  const base = given === null ? DEFAULT_SPEC : parseSpec(given, request.spec ?? 'run.json');
  const phases = PHASES.flatMap((name) => requestedPhase(request, name, base, given !== null) ?? []);
  const named = { ...base, name: nameFor(request, base, given), phases: withoutIdleBaseline(request, base, phases) };
  const backed = { ...labelled(named, request.label), backend: request.backend ?? base.backend };
  const spec = request.settings.reduce((changed, { path, value }) => setPath(changed, path, value), parseSpec(backed, '--spec'));
  checkFilesGiven(request, spec);
  return spec;
}

const PHASES: readonly PhaseName[] = ['pretrain', 'finetune'];

/** The spec's phase on the data that the flag names; without a flag, the spec's own word stands. */
function requestedPhase(request: RecordRequest, name: PhaseName, base: RunSpec, fromFile: boolean): PhaseSpec | null {
  const { source } = request.data[name];
  if (source === null) return phaseOf(base, name) ?? null;
  if (source.kind === 'none') return null;
  const phase = phaseOf(base, name) ?? phaseOf(DEFAULT_SPEC, name)!;
  return { ...phase, data: requestedData(phase.data, name, source, fromFile) };
}

/** How many rows to take is the sample's setting in the default run: a person's own files are taken whole, unless a spec says otherwise. */
function requestedData(data: PhaseSpec['data'], name: PhaseName, source: DataSource, fromFile: boolean): PhaseSpec['data'] {
  if (source.kind === 'sample') return data.source === source.sample ? data : phaseOf(DEFAULT_SPEC, name)!.data;
  return { ...data, source: 'files', rows: fromFile ? data.rows : null };
}

/** With pretraining left out and no weights given, fine-tuning starts from scratch itself: a baseline would be the same run twice. */
function withoutIdleBaseline(request: RecordRequest, base: RunSpec, phases: readonly PhaseSpec[]): readonly PhaseSpec[] {
  const dropsPretraining = request.data.pretrain.source?.kind === 'none' && phaseOf(base, 'pretrain') !== undefined;
  const startsFromScratch = request.init === null && base.init === 'random';
  return dropsPretraining && startsFromScratch ? phases.map((phase) => ({ ...phase, baseline: false })) : phases;
}

/** A spec keeps its name; the default run is named after its data once that is no longer the samples. */
function nameFor({ data }: RecordRequest, base: RunSpec, given: unknown): string {
  if (given !== null || PHASES.every((name) => isDefault(data[name].source))) return base.name;
  return PHASES.flatMap((name) => titleOf(data[name].source, name) ?? []).join(' to ');
}

const isDefault = (source: DataSource | null): boolean => source === null || source.kind === 'sample';

function titleOf(source: DataSource | null, name: PhaseName): string | null {
  if (source === null) return phaseOf(DEFAULT_SPEC, name)!.data.source;
  if (source.kind === 'none') return null;
  return source.kind === 'sample'
    ? source.sample
    : basename(source.files[0]).replace(/(\.gz|\.csv|\.tsv|\.jsonl|\.ndjson|\.parquet|\.zip)+$/i, '');
}

/** Only files have a label column that can be in doubt. */
function labelled(spec: RunSpec, label: string | number | null): RunSpec {
  if (label === null) return spec;
  if (spec.phases.every(({ data }) => data.source !== 'files'))
    throw new TrainscriptError('flag-needs', { flag: '--label', expected: 'files' });
  return {
    ...spec,
    phases: spec.phases.map((phase) => (phase.data.source === 'files' ? { ...phase, data: { ...phase.data, label } } : phase)),
  };
}

function checkFilesGiven({ data, init }: RecordRequest, spec: RunSpec): void {
  if (spec.init !== 'random' && init === null) throw new TrainscriptError('flag-init-needed', { found: spec.init.file });
  for (const { phase, data: wanted, indices } of spec.phases) {
    const { source, indices: given } = data[phase];
    if (wanted.source === 'files' && source?.kind !== 'files') {
      throw new TrainscriptError('flag-files-needed', { phase, found: wanted.files?.map(({ file }) => file).join(', ') || 'files' });
    }
    if (indices !== null && given === null) throw new TrainscriptError('flag-indices-needed', { phase, found: indices.file });
  }
}

/** Where the files that were brought are not the ones that the spec was made with, by name and hash: worth a line, no reason to stop. */
export function otherFiles(spec: RunSpec, brought: Readonly<Partial<Record<PhaseName, readonly string[]>>>): readonly PhaseName[] {
  return spec.phases.flatMap(({ phase, data: { files } }) => {
    const hashes = brought[phase];
    return files === undefined || hashes === undefined || files.every(({ sha256 }) => hashes.includes(sha256)) ? [] : [phase];
  });
}
