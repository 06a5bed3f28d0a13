import type { PhaseSpec, Track } from '../../core/spec/spec.ts';
import { batchRows, type EventColumns, stepColumns } from '../../core/transcript/event-columns.ts';
import type { Environment, HistogramsEvent, RunEvent } from '../../core/transcript/events.ts';
import type { Message } from '../../protocol.ts';
import { type PhaseSpan, plannedSpans } from '../charts/phase-spans.ts';
import { RunSeries } from '../charts/run-series.ts';
import { RunLog } from '../runs/run-log.ts';
import type { RunView, ViewState } from '../view-state.ts';
import { problemOf } from './event-problems.ts';

/** Stands in for the short time between a run's opening and its first event, which brings the true one. */
const UNKNOWN_ENVIRONMENT: Environment = {
  backend: 'cpu',
  backendReason: { code: 'chosen', detail: '' },
  adapter: null,
  threads: 1,
  simd: false,
  crossOriginIsolated: false,
  cores: 1,
  userAgent: '',
  versions: {},
};

/** A run that was just opened: its events follow. */
export function openedRun(state: ViewState, runId: string, live: boolean, elsewhere: boolean): RunView {
  return {
    runId,
    name: state.spec.name,
    live,
    elsewhere,
    status: 'running',
    spec: state.spec,
    environment: state.environment ?? UNKNOWN_ENVIRONMENT,
    phases: [],
    totalSteps: 0,
    committedStep: 0,
    wallTimeMs: 0,
    series: new RunSeries(),
    log: new RunLog(),
    revision: 0,
    evaluations: [],
    recalls: [],
    histograms: [],
    audits: {},
    verdict: null,
    alerts: [],
    failure: null,
    glimpse: null,
    replaying: null,
  };
}

/** A run after more of its events. Its series and its log grow in place; everything else is replaced, lists once a call. */
export function foldColumns(run: RunView, { steps, rows, others, status }: EventColumns): RunView {
  const count = steps.step.length;
  if (count + others.length === 0) return run;
  const { evaluations, recalls, histograms, alerts } = run;
  const next: Draft = {
    ...run,
    evaluations: [...evaluations],
    recalls: [...recalls],
    histograms: [...histograms],
    alerts: [...alerts],
  };
  if (count > 0) {
    run.series.append(steps, rows);
    next.committedStep = steps.step[count - 1];
    next.wallTimeMs = steps.wallTimeMs[count - 1];
  }
  for (const event of others) apply(next, event);
  next.status = status;
  next.revision = run.revision + 1;
  // What is computed again is not committed again: an event is news, also of a replay that broke off.
  next.replaying = null;
  return next;
}

/** A long run after more of its batches' rows. */
export function withRows(run: RunView, { steps, rows }: Extract<Message, { kind: 'rows' }>): RunView {
  if (run.series.hasRows) return run;
  run.series.appendRows(steps, rows);
  return { ...run, revision: run.revision + 1 };
}

/** A long run with those of its histograms that were read; what was committed meanwhile stands behind them. */
export function withHistograms(run: RunView, read: readonly HistogramsEvent[]): RunView {
  const through = read.at(-1)?.step ?? 0;
  const later = run.histograms.filter(({ step }) => step > through);
  return { ...run, histograms: [...read, ...later], revision: run.revision + 1 };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Draft = Mutable<Omit<RunView, 'evaluations' | 'recalls' | 'histograms' | 'alerts'>> & {
  readonly evaluations: RunView['evaluations'][number][];
  readonly recalls: RunView['recalls'][number][];
  readonly histograms: RunView['histograms'][number][];
  readonly alerts: RunView['alerts'][number][];
};

function apply(run: Draft, event: RunEvent): void {
  if (event.kind !== 'step' && event.kind !== 'histograms') run.log.append(event);
  switch (event.kind) {
    case 'run-started':
      run.name = event.name;
      run.spec = event.spec;
      run.environment = event.environment;
      return;
    case 'data-audited':
      run.audits = { ...run.audits, [event.phase]: event.audit };
      return;
    case 'policy-decided':
      run.verdict = event.verdict;
      return;
    case 'phase-started':
      run.phases = [...run.phases, event];
      run.totalSteps = totalSteps(run);
      return;
    case 'step':
      // One of another program that columns do not hold as it is; a chart takes it all the same.
      run.series.append(stepColumns([[0, event]]), batchRows([[0, event]]));
      run.committedStep = event.step;
      run.wallTimeMs = event.wallTimeMs;
      return;
    case 'histograms':
      run.histograms.push(event);
      return;
    case 'evaluated':
      run.evaluations.push(event);
      return;
    case 'recalled':
      run.recalls.push(event);
      return;
    case 'alert':
      run.alerts.push({ level: event.level, phase: event.phase, step: event.step, problem: event.problem });
      return;
    case 'device-lost':
      run.alerts.push({ level: 'warning', phase: null, step: event.step, problem: problemOf(event) });
      return;
    case 'keyframes-thinned':
      run.alerts.push({ level: 'warning', phase: null, step: null, problem: problemOf(event) });
      return;
    case 'cut-back':
      run.alerts.push({ level: 'warning', phase: null, step: event.step, problem: problemOf(event) });
      return;
    case 'replayed':
      run.environment = event.environment;
      return;
    case 'run-finished':
      run.wallTimeMs = event.wallTimeMs;
      return;
    case 'run-failed':
      run.failure = event.problem;
      return;
    case 'keyframe':
    case 'parameters':
    case 'paused':
    case 'resumed':
    case 'phase-finished':
    case 'run-stopped':
    case 'run-refused':
      return;
    default:
      unreachable(event);
  }
}

/** Exact for the tracks that have started; the baseline has as many steps as its fine-tune phase; what is left is planned from the audited rows. */
function totalSteps({ phases, spec, audits }: Draft): number {
  const rowsOf = ({ phase, data }: PhaseSpec) => {
    const audited = audits[phase]?.quality.rows ?? null;
    return audited === null ? null : Math.min(data.rows ?? audited, audited);
  };
  const planned = plannedSpans(spec, rowsOf);
  const stepsOf = (track: Track) => phases.find((phase) => phase.phase === track)?.steps;
  const known = ({ track, steps }: PhaseSpan) => stepsOf(track) ?? (track === 'baseline' ? stepsOf('finetune') : undefined) ?? steps;
  return planned.reduce((sum, span) => sum + known(span), 0);
}

function unreachable(event: never): never {
  throw new TypeError(`unknown event ${JSON.stringify(event)}`);
}
