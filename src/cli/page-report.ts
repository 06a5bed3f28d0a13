import type { Card } from '../core/policy/card.ts';
import type { RuleOutcome } from '../core/policy/policy.ts';
import type { Problem } from '../core/problems/problem.ts';
import type { BackendName, PhaseName, Track } from '../core/spec/spec.ts';
import type { RunStatus } from '../core/transcript/events.ts';

/** The part of the page's state that the command line reads: `document.querySelector('ts-app').state` has it. */
export interface PageState {
  readonly environment: { readonly backend: BackendName; readonly adapter: string | null } | null;
  readonly data: Readonly<Record<PhaseName, DataState>>;
  readonly init: Loaded | null;
  readonly indices: Readonly<Record<PhaseName, Loaded | null>>;
  readonly run: RunState | null;
  readonly bundle: { readonly kind: 'none' | 'ready' } | ({ readonly kind: 'making' } & Making);
  readonly problems: Readonly<Partial<Record<string, Problem>>>;
  readonly starting: boolean;
}

interface DataState {
  readonly loading: Loading | null;
  readonly summary: { readonly source: string; readonly files: readonly { readonly sha256: string }[] } | null;
  readonly card: Card;
}

interface Loading {
  readonly stage: 'fetch' | 'read' | 'audit';
  readonly done: number;
  readonly total: number;
}

interface Loaded {
  readonly reference: { readonly sha256: string };
}

interface Making {
  readonly entry: string;
  readonly bytes: number;
}

interface RunState {
  readonly runId: string;
  readonly status: RunStatus;
  readonly committedStep: number;
  readonly totalSteps: number;
  readonly wallTimeMs: number;
  readonly series: { readonly tracks: Readonly<Record<Track, Readonly<Record<'step' | 'loss' | 'accuracy', Column>>>> };
  readonly evaluations: readonly {
    readonly phase: Track;
    readonly step: number;
    readonly metrics: { readonly accuracy: number | null; readonly rmse: number | null; readonly r2: number | null };
  }[];
  readonly verdict: { readonly outcomes: readonly RuleOutcome[] } | null;
  readonly alerts: readonly { readonly problem: Problem }[];
  readonly failure: Problem | null;
}

interface Column {
  readonly length: number;
  at(index: number): number;
}

/** What a glance at the page brings back: small, so that it can be taken several times a second. */
export interface PageReport {
  readonly environment: PageState['environment'];
  readonly loading: Readonly<Record<PhaseName, Loading | null>>;
  /** What is loaded for a phase, with the hashes of its files. */
  readonly loaded: Readonly<Record<PhaseName, { readonly source: string; readonly hashes: readonly string[] } | null>>;
  readonly cards: Readonly<Record<PhaseName, Card>>;
  readonly initSha256: string | null;
  readonly indicesSha256: Readonly<Record<PhaseName, string | null>>;
  readonly problems: Readonly<Partial<Record<string, Problem>>>;
  readonly starting: boolean;
  readonly run: RunReport | null;
  readonly bundle: { readonly kind: 'none' | 'making' | 'ready' } & Making;
}

export interface RunReport {
  readonly runId: string;
  readonly status: RunStatus;
  /** The track of the last step; null before the first. */
  readonly phase: Track | null;
  readonly step: number;
  readonly totalSteps: number;
  readonly loss: number | null;
  readonly accuracy: number | null;
  readonly wallTimeMs: number;
  readonly evaluationCount: number;
  /** The last one of each track. */
  readonly evaluations: readonly EvaluationReport[];
  readonly failedRules: readonly RuleOutcome[];
  /** The last of them. */
  readonly alerts: readonly Problem[];
  readonly failure: Problem | null;
}

export interface EvaluationReport {
  readonly phase: Track;
  readonly step: number;
  readonly accuracy: number | null;
  readonly rmse: number | null;
  readonly r2: number | null;
}

/** Reads a report off the page's element. It runs inside the page: it may use nothing from outside itself, and no function of its
 *  own with a name (the TypeScript runner wraps those in a helper that the page does not have). */
export function reportOf({ state }: { readonly state: PageState }): PageReport {
  const { pretrain, finetune } = state.data;
  const { run } = state;
  const columns = (['baseline', 'finetune', 'pretrain'] as const).map((track) => ({ track, ...run?.series.tracks[track] }));
  const last = columns.find(({ step }) => step !== undefined && step.length > 0);
  const at = (last?.step?.length ?? 0) - 1;
  const accuracy = last?.accuracy?.at(at) ?? Number.NaN;
  return {
    environment: state.environment && { backend: state.environment.backend, adapter: state.environment.adapter },
    loading: { pretrain: pretrain.loading, finetune: finetune.loading },
    loaded: {
      pretrain: pretrain.summary && { source: pretrain.summary.source, hashes: pretrain.summary.files.map(({ sha256 }) => sha256) },
      finetune: finetune.summary && { source: finetune.summary.source, hashes: finetune.summary.files.map(({ sha256 }) => sha256) },
    },
    cards: { pretrain: pretrain.card, finetune: finetune.card },
    initSha256: state.init?.reference.sha256 ?? null,
    indicesSha256: {
      pretrain: state.indices.pretrain?.reference.sha256 ?? null,
      finetune: state.indices.finetune?.reference.sha256 ?? null,
    },
    problems: state.problems,
    starting: state.starting,
    run: run && {
      runId: run.runId,
      status: run.status,
      phase: last?.track ?? null,
      step: run.committedStep,
      totalSteps: run.totalSteps,
      loss: last?.loss?.at(at) ?? null,
      accuracy: Number.isNaN(accuracy) ? null : accuracy,
      wallTimeMs: run.wallTimeMs,
      evaluationCount: run.evaluations.length,
      evaluations: (['pretrain', 'finetune', 'baseline'] as const).flatMap((track) =>
        run.evaluations
          .filter(({ phase }) => phase === track)
          .slice(-1)
          .map(({ phase, step, metrics }) => ({ phase, step, accuracy: metrics.accuracy, rmse: metrics.rmse, r2: metrics.r2 })),
      ),
      failedRules: (run.verdict?.outcomes ?? []).filter(({ outcome }) => outcome === 'fail'),
      alerts: run.alerts.slice(-20).map(({ problem }) => problem),
      failure: run.failure,
    },
    bundle:
      state.bundle.kind === 'making'
        ? { kind: 'making', entry: state.bundle.entry, bytes: state.bundle.bytes }
        : { kind: state.bundle.kind, entry: '', bytes: 0 },
  };
}
