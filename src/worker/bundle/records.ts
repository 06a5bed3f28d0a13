import { type PhaseName, phaseOf, type RunSpec } from '../../core/spec/spec.ts';
import type { PhaseReport, ReportFacts } from '../../formats/report/facts.ts';
import type { LineageFacts } from '../../formats/standards/open-lineage.ts';
import type { Survey, TrackSurvey } from './survey.ts';

/** The order in which a person writes a spec; the transcript sorts its keys. */
const SPEC_KEYS = [
  ...['trainscript', 'name', 'seed', 'model', 'kind', 'init', 'phases', 'phase', 'data', 'source', 'rows', 'test', 'file', 'sha256'],
  ...['epochs', 'batchSize', 'loss', 'optimizer', 'learningRate', 'beta1', 'beta2', 'epsilon', 'evaluateEvery', 'freeze', 'head'],
  ...['baseline', 'indices', 'log', 'keyframeEvery', 'histogramEvery', 'parameters', 'watch', 'notify', 'stopOn', 'policy', 'backend'],
];

/** `run.json`: the spec as run, keys in the order of the contract, others behind them. */
export function specDocument(spec: RunSpec): string {
  const keys = new Set(SPEC_KEYS);
  JSON.stringify(spec, (key, value: unknown) => {
    keys.add(key);
    return value;
  });
  return `${JSON.stringify(spec, [...keys], 2)}\n`;
}

/** `environment.json`: where the run took place, and how long it took there. */
export function environmentRecord({ started, tracks, steps, wallTimeMs, status }: Survey) {
  const timings = tracks.map(({ track, usage, wallTimeMs: ms }) => ({
    track,
    steps: usage.steps,
    wallTimeMs: rounded(ms),
    msPerStep: usage.steps === 0 ? null : rounded(ms / usage.steps),
  }));
  return { ...started.environment, startedAt: started.startedAt, status, steps, wallTimeMs: rounded(wallTimeMs), timings };
}

/** `audit/<phase>.json`: what was found before training, what was done about it, and how the rows were used in it. The baseline trains on the
 *  rows of the fine-tune phase, so its usage stands there too. */
export function auditRecord({ audits, tracks, started }: Survey, phase: PhaseName) {
  const usage = usageOf(tracks, phase);
  const baseline = phase === 'finetune' ? usageOf(tracks, 'baseline') : null;
  return {
    ...audits[phase],
    columnsLeft: columnsLeft(started.spec, phase),
    usage,
    ...(baseline === null ? {} : { baselineUsage: baseline }),
  };
}

const PHASES: readonly PhaseName[] = ['pretrain', 'finetune'];

/** What `audit/report.html` and the files of `standards/` tell. */
export function reportFacts(survey: Survey): ReportFacts {
  const { started, status, verdict } = survey;
  const phases = PHASES.flatMap((phase) => phaseReport(survey, phase) ?? []);
  return { name: started.name, runId: started.runId, startedAt: started.startedAt, status, phases, verdict };
}

/** What `standards/openlineage.json` tells beside that. */
export const lineageFacts = (survey: Survey): LineageFacts => ({
  ...reportFacts(survey),
  wallTimeMs: survey.wallTimeMs,
  version: survey.started.environment.versions.trainscript ?? 'unknown',
});

function phaseReport({ audits, verdict, tracks, started }: Survey, phase: PhaseName): PhaseReport | null {
  const audit = audits[phase];
  if (audit === undefined) return null;
  const baselineUsage = phase === 'finetune' ? usageOf(tracks, 'baseline') : null;
  return {
    phase,
    audit,
    columnsLeft: columnsLeft(started.spec, phase),
    card: verdict?.cards[phase] ?? null,
    usage: usageOf(tracks, phase),
    baselineUsage,
  };
}

const columnsLeft = (spec: RunSpec, phase: PhaseName): readonly string[] =>
  Object.entries(phaseOf(spec, phase)?.data.columns ?? {}).flatMap(([name, { role }]) => (role === 'ignore' ? [name] : []));

const usageOf = (tracks: readonly TrackSurvey[], wanted: TrackSurvey['track']) =>
  tracks.find(({ track }) => track === wanted)?.usage ?? null;

const rounded = (milliseconds: number): number => Math.round(milliseconds * 100) / 100;
